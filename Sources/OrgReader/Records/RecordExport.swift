package import OrgModel

/// The records of one object in one export file.
package struct RecordExport: Sendable {
    package let object: RecordObject
    /// The name of the file without its folders.
    package let fileName: String
    package let table: RecordTable

    package init(object: RecordObject, fileName: String, table: RecordTable) {
        self.object = object
        self.fileName = fileName
        self.table = table
    }

    /// What problems of the export as a whole are about.
    var subject: ComponentID { ComponentID(type: object.rawValue, name: fileName) }
    /// Where such problems are located.
    var start: SourceLocation { SourceLocation(file: table.file, offset: 0) }
}
