internal import CacheStore
internal import MetadataXML
internal import OrgModel

extension InputReader {
    /// What is kept of the project, or of the folder, that is read; nil where nothing is.
    func parsedFiles(of discovery: Discovery, _ files: [DiscoveredFile]) -> ParsedFiles? {
        guard let cache, !digestsContents, files.reduce(0, { $0 + $1.size }) >= sizeThatPaysForCache else { return nil }
        let path = SystemPath(paths.first ?? [], relativeTo: SystemPath(cleaning: currentDirectory))
        return ParsedFiles(of: discovery.projects.first?.root ?? path, in: cache, at: beginning ?? FileStamp.now)
    }

    /// Reads all files, on several threads where that pays, and joins the names of all.
    ///
    /// - Parameter kept: what earlier runs parsed; it is renewed where that is worthwhile.
    func decode(
        _ files: [DiscoveredFile],
        kept: ParsedFiles?
    ) -> (decoded: [DecodedFile], names: NameTable) {
        struct Work {
            var decoded: [(Int, DecodedFile)] = []
            var parsedFiles: [ParsedFile]
            let bytes: [UInt8]
            let ends: [UInt32]
        }
        // The largest file first, so that no thread is left with it at the end.
        let order = files.indices.sorted { (files[$0].size, $1) > (files[$1].size, $0) }
        let queue = WorkQueue(count: order.count)
        let totalSize = files.reduce(0) { $0 + $1.size }
        let threads = totalSize < sizeThatPaysForThreads ? 1 : max(1, min(jobs, files.count))
        var works = onThreads(threads) { () -> Work in
            var decoder = FileDecoder(limits: limits, digestsContents: digestsContents, kept: kept)
            var decoded: [(Int, DecodedFile)] = []
            while let next = queue.take() {
                let index = order[next]
                decoded.append((index, decoder.decode(files[index], id: FileID(index))))
            }
            let (bytes, ends) = decoder.texts()
            return Work(decoded: decoded, parsedFiles: decoder.parsedFiles, bytes: bytes, ends: ends)
        }
        var table = TextTable(presets: [])
        var all: [(Int, DecodedFile)] = []
        all.reserveCapacity(files.count)
        for work in works.indices {
            let ids = table.intern(bytes: works[work].bytes, ends: works[work].ends)
            let keepsNumbers = ids.enumerated().allSatisfy { UInt32($0.offset) == $0.element }
            if !keepsNumbers {
                for file in works[work].decoded.indices { works[work].decoded[file].1.content.renumber(ids) }
                for file in works[work].parsedFiles.indices { works[work].parsedFiles[file].renumber(ids) }
            }
            all += works[work].decoded
        }
        all.sort { $0.0 < $1.0 }
        let (bytes, ends) = table.contents()
        if let kept {
            var writer = ParsedFilesWriter(kept, works.flatMap(\.parsedFiles))
            if writer.isWorthwhile { writer.write(&table) }
        }
        return (all.map(\.1), NameTable(bytes: bytes, ends: ends))
    }
}
