internal import CacheStore
internal import MetadataXML

/// How a run came by the document of one file.
struct ParsedFile {
    enum Source {
        /// By the number of a document that was kept.
        case kept(Int)
        /// By parsing; the packed document, with the numbers of the thread's own texts.
        case parsed([UInt8])
    }

    let path: SystemPath
    let content: ContentHash
    /// Nil where the file changed while it was read.
    let stamp: FileStamp?
    var source: Source
    /// Whether the file had to be opened.
    let wasRead: Bool

    /// Gives the texts of a parsed document the numbers of a table of all threads.
    mutating func renumber(_ ids: [UInt32]) {
        guard case .parsed(let packed) = source else { return }
        // Packed a moment ago, it can be taken apart.
        guard let new = PackedDocument.renumbered(packed, { ids[Int($0)] }) else { return }
        source = .parsed(new)
    }
}
