package import OrgModel

/// Reads a file of exported records, whatever its shape.
///
/// A file with an error yields no records at all: rows that cannot be read may be the ones that matter.
package enum RecordFileReader {
    /// The exports in a file, one for each object, and what keeps them from being read.
    ///
    /// An empty file named after an object is an export with no rows: that is what `sf data query` writes as CSV.
    /// - Parameters:
    ///   - fileName: the name of the file without its folders.
    ///   - syntax: what the suffix promises; nil lets the first byte tell.
    package static func read(
        _ bytes: [UInt8],
        file: FileID,
        fileName: String,
        syntax: SourceFile.Syntax?
    ) -> (exports: [RecordExport], problems: [InputProblem]) {
        let subject = ComponentID(type: "File", name: fileName)
        do throws(RecordFileError) {
            let tables = try tables(in: bytes, file: file, syntax: syntax ?? self.syntax(of: bytes))
            let exports = tables.compactMap { table in
                RecordObject(of: table, fileName: fileName).map {
                    RecordExport(object: $0, fileName: fileName, table: table)
                }
            }
            guard exports.isEmpty, let table = tables.first else { return (exports, []) }
            return ([], [.unknownObject(table, subject)])
        } catch {
            return ([], [.syntaxError(error.first, others: error.others, file, subject)])
        }
    }

    private struct RecordFileError: Error {
        let first: RecordSyntaxError
        /// Those behind it, in the order of the file.
        var others: [RecordSyntaxError] = []
    }

    private static func tables(
        in bytes: [UInt8],
        file: FileID,
        syntax: SourceFile.Syntax
    ) throws(RecordFileError) -> [RecordTable] {
        guard firstByte(of: bytes) != nil else { return [RecordTable(file: file)] }
        do throws(RecordSyntaxError) {
            switch syntax {
            case .json: return try JSONRecordShapes.tables(in: bytes, file: file)
            case .xml: return try XMLRecordShapes.tables(in: bytes, file: file)
            case .csv, .yaml: break
            }
        } catch {
            throw RecordFileError(first: error)
        }
        let (table, errors) = CSVRecordShapes.table(in: bytes, file: file)
        if let first = errors.first { throw RecordFileError(first: first, others: Array(errors.dropFirst())) }
        return [table]
    }

    private static func syntax(of bytes: [UInt8]) -> SourceFile.Syntax {
        switch firstByte(of: bytes) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): .json
        case UInt8(ascii: "<"): .xml
        default: .csv
        }
    }

    /// The first byte behind a byte order mark that is no white space; nil where the file is blank.
    private static func firstByte(of bytes: [UInt8]) -> UInt8? {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return text.first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    }
}

extension InputProblem {
    fileprivate static func syntaxError(
        _ error: RecordSyntaxError,
        others: [RecordSyntaxError],
        _ file: FileID,
        _ subject: ComponentID
    ) -> InputProblem {
        func located(_ error: RecordSyntaxError) -> Located<String> {
            Located(error.message, at: SourceLocation(file: file, offset: UInt32(clamping: error.offset)))
        }
        return InputProblem(
            kind: .notWellFormed,
            location: located(error).location,
            subject: subject,
            message: error.message,
            related: others.map(located)
        )
    }

    fileprivate static func unknownObject(_ table: RecordTable, _ subject: ComponentID) -> InputProblem {
        let found =
            table.objectName.map { "holds records of '\($0.prefix(80))'" }
            ?? "does not tell of which object its records are"
        let objects = RecordObject.allCases.map(\.rawValue).joined(separator: ", ")
        return InputProblem(
            kind: .rootMismatch,
            location: SourceLocation(file: table.file, offset: 0),
            subject: subject,
            element: table.objectName ?? "",
            message: "The file \(found); what is read is \(objects)."
        )
    }
}
