internal import CacheStore
internal import MetadataXML

/// Keeps what a run parsed for the next one.
struct ParsedFilesWriter {
    private let old: ParsedFiles
    private let files: [ParsedFile]
    private let today: Int
    private var documents: [ParsedFiles.Document] = []
    private var numbers: [ContentHash: Int] = [:]

    /// Bytes of packed documents of other branches, and of files that no run has looked at of late, that stay at most.
    private static let maximumUnusedSize = 128 << 20
    /// Days after which a document goes that no run needed.
    private static let maximumAge = 30

    /// - Parameters:
    ///   - old: what was kept before.
    ///   - files: those that the run read.
    init(_ old: ParsedFiles, _ files: [ParsedFile]) {
        self.old = old
        self.files = files
        today = Int(old.moment / 86_400_000_000_000)
    }

    /// Whether the next run gains more than this one loses by writing: a sixteenth of all bytes were parsed, or the stamps of
    /// as many files more as can be read in the time of parsing one became good for something.
    var isWorthwhile: Bool {
        var parsed = 0
        var all = 0
        for file in files {
            let size = file.stamp?.size ?? 0
            all += size
            switch file.source {
            case .parsed: parsed += size
            case .kept:
                if file.wasRead, file.stamp?.isSettled(at: old.moment) == true { parsed += size / 8 }
            }
        }
        return parsed > 0 && parsed >= all / 16
    }

    /// - Parameter table: the texts of all documents of the run; those of `parsed` documents have its numbers.
    mutating func write(_ table: inout TextTable) {
        var keptTexts = KeptTexts(bytes: old.texts.bytes, ends: old.texts.ends)
        let files = files
        _ = old.folder.replace(old.name) { writer in
            for file in files where numbers[file.content] == nil {
                let bytes: [UInt8]?
                switch file.source {
                case .parsed(let packed): bytes = packed
                case .kept(let number): bytes = renumbered(number, &keptTexts, &table)
                }
                guard let bytes, add(bytes, file.content, lastUse: today, to: writer) else { return false }
            }
            var unused = 0
            let others = old.documents.indices.filter { numbers[old.documents[$0].content] == nil }
            for number in others.sorted(by: { old.documents[$0].lastUse > old.documents[$1].lastUse }) {
                let document = old.documents[number]
                unused += document.length
                guard unused <= Self.maximumUnusedSize, today - document.lastUse <= Self.maximumAge else { break }
                // What is damaged is left behind.
                guard let bytes = renumbered(number, &keptTexts, &table) else { continue }
                guard add(bytes, document.content, lastUse: document.lastUse, to: writer) else { return false }
            }
            return writeIndex(table, to: writer)
        }
    }

    private func renumbered(_ number: Int, _ texts: inout KeptTexts?, _ table: inout TextTable) -> [UInt8]? {
        guard let packed = old.packed(number) else { return nil }
        return PackedDocument.renumbered(packed) { texts?.number(of: $0, in: &table) }
    }

    private mutating func add(
        _ bytes: [UInt8], _ content: ContentHash, lastUse: Int, to writer: CacheFileWriter
    ) -> Bool {
        numbers[content] = documents.count
        documents.append(
            ParsedFiles.Document(
                content: content, offset: writer.count, length: bytes.count,
                hash: ContentHash(bytes, key: old.folder.key), lastUse: lastUse))
        return writer.add(bytes)
    }

    private func writeIndex(_ table: borrowing TextTable, to writer: CacheFileWriter) -> Bool {
        let start = writer.count
        let (texts, ends) = table.contents()
        var index = ByteWriter()
        index.add(ParsedFiles.mark)
        index.add(old.folder.identity)
        index.add(texts)
        index.add(ends.count)
        for end in ends { index.add(Int(end)) }
        index.add(documents.count)
        for document in documents {
            index.add(document.content)
            index.add(document.offset)
            index.add(document.length)
            index.add(document.hash)
            index.add(document.lastUse)
        }
        let paths = paths
        index.add(paths.count)
        for (path, known) in paths {
            index.add(path)
            known.stamp.write(to: &index)
            index.add(known.isSettled ? 1 : 0 as UInt8)
            index.add(known.document)
        }
        index.seal(old.folder.key)
        var end = ByteWriter()
        end.add(ParsedFiles.mark)
        end.add(start)
        return writer.add(index.bytes) && writer.add(end.bytes)
    }

    /// What is known of the files of this run, and of others of which the documents stay.
    private var paths: [ContentHash: ParsedFiles.Known] {
        var paths: [ContentHash: ParsedFiles.Known] = [:]
        for (path, known) in old.knownByPath {
            guard let number = numbers[old.documents[known.document].content] else { continue }
            paths[path] = ParsedFiles.Known(stamp: known.stamp, isSettled: known.isSettled, document: number)
        }
        for file in files {
            guard let stamp = file.stamp, let number = numbers[file.content] else { continue }
            // Known by its stamp, it is at rest since an earlier run.
            let isSettled = !file.wasRead || stamp.isSettled(at: old.moment)
            paths[old.key(of: file.path)] = ParsedFiles.Known(stamp: stamp, isSettled: isSettled, document: number)
        }
        return paths
    }
}
