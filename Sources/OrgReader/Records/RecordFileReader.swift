internal import OrgModel

enum RecordFileReader {
    static func read(
        _ bytes: UnsafeRawBufferPointer, file: FileID, fileName: String, syntax: SourceFile.Syntax
    ) -> (exports: [RecordExport], problems: [InputProblem]) {
        var tables: [RecordTable] = []
        switch syntax {
        case .json: tables = (try? JSONRecordShapes.tables(in: Array(bytes), file: file)) ?? []
        case .csv: tables = [CSVRecordShapes.table(in: Array(bytes), file: file).table]
        case .xml: break
        }
        return (
            tables.compactMap { t in
                RecordObject(of: t, fileName: fileName).map { RecordExport(object: $0, fileName: fileName, table: t) }
            }, []
        )
    }
}
