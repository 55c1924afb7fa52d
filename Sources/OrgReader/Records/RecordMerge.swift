import OrgModel

/// The rows of one object from all its exports, each record once.
///
/// Rows with one Id are one record, and so are, where an Id is missing, users of one username, licences and profiles of
/// one name, and rows that are equal in every value. What the first row of a record leaves open, later ones fill in.
/// Logins without Ids are never the same: a failed login repeats within a second.
struct RecordMerge {
    private(set) var rows: [RecordRow] = []
    private let object: RecordObject
    private var indicesByID: [RecordID: Int] = [:]
    private var indicesByName: [String: Int] = [:]
    private var indicesByValues: [[String: String]: Int] = [:]

    init(_ object: RecordObject) {
        self.object = object
    }

    mutating func append(_ row: RecordRow) {
        let id = row.values["id"].map { RecordID($0) }
        let name = namePath.flatMap { row.values[$0]?.lowercased() }
        if let index = index(id: id, name: name, row) {
            rows[index] = rows[index].completed(by: row)
            if let id { indicesByID[id] = index }
            return
        }
        if let id { indicesByID[id] = rows.count }
        if let name { indicesByName[name] = rows.count }
        if id == nil, name == nil, object != .loginHistory { indicesByValues[row.values] = rows.count }
        rows.append(row)
    }

    private func index(id: RecordID?, name: String?, _ row: RecordRow) -> Int? {
        if let id, let index = indicesByID[id] { return index }
        if let name, let index = indicesByName[name], id == nil || rows[index].values["id"] == nil { return index }
        return id == nil && name == nil ? indicesByValues[row.values] : nil
    }

    /// The field whose values no two records of the org share.
    private var namePath: String? {
        switch object {
        case .user: "username"
        case .userLicense, .profile: "name"
        default: nil
        }
    }
}

extension RecordRow {
    /// The row with the values and fields that only the other one has.
    fileprivate func completed(by other: RecordRow) -> RecordRow {
        RecordRow(
            location: location,
            values: values.merging(other.values) { own, _ in own },
            mentionedFields: mentionedFields.union(other.mentionedFields)
        )
    }
}
