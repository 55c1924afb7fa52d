internal import CacheStore
internal import MetadataXML

/// The files of a project as earlier runs parsed them.
///
/// They lie in one file of the cache folder: the packed documents one behind the other, then an index. The index is read
/// at once and proves itself by a hash, each document when it is wanted; what does not is as if it were not there.
///
///     documents   `PackedDocument`
///     index       mark, program, texts, ends of texts, documents, paths; a hash of it all
///     end         mark, where the index begins
struct ParsedFiles: Sendable {
    /// One document.
    struct Document: Sendable {
        /// Of the file that it was made of.
        let content: ContentHash
        let offset: Int
        let length: Int
        let hash: ContentHash
        /// The day, since 1970, on which a run last needed it when the file was written.
        let lastUse: Int
    }

    /// What was known of a file under its path.
    struct Known: Sendable {
        let stamp: FileStamp
        /// Whether the stamp stands for the contents.
        let isSettled: Bool
        let document: Int
    }

    /// Changes with the form of the file.
    static let mark: UInt64 = 0x31_4649_4C45_464C
    /// The end of the file: mark and place of the index.
    static let endLength = 16
    /// More than the index of any project needs.
    private static let maximumIndexLength = 512 << 20

    let folder: CacheFolder
    let name: String
    /// When this run began, in nanoseconds since 1970.
    let moment: Int64
    private let file: CacheFile?
    private(set) var texts: (bytes: [UInt8], ends: [UInt32]) = ([], [])
    private(set) var documents: [Document] = []
    private(set) var documentByContent: [ContentHash: Int] = [:]
    private(set) var knownByPath: [ContentHash: Known] = [:]

    /// - Parameter project: the folder that tells the project from others.
    init(of project: SystemPath, in folder: CacheFolder, at moment: Int64 = FileStamp.now) {
        self.folder = folder
        self.moment = moment
        name = folder.name("files", of: project.bytes)
        file = folder.open(name)
        if !readIndex() {
            texts = ([], [])
            documents = []
            documentByContent = [:]
            knownByPath = [:]
        }
    }

    /// False where the file is none of this program's, or damaged.
    private mutating func readIndex() -> Bool {
        guard let file, let endBytes = file.bytes(at: file.size - Self.endLength, count: Self.endLength) else {
            return false
        }
        var end = ByteReader(endBytes)
        guard end.number() == Self.mark, let start = end.integer(), start >= 0, start <= file.size - Self.endLength
        else {
            return false
        }
        let length = file.size - Self.endLength - start
        guard length <= Self.maximumIndexLength, let bytes = file.bytes(at: start, count: length),
            var index = ByteReader(sealed: bytes, key: folder.key),
            index.number() == Self.mark, index.text() == folder.identity,
            let text = index.text(), let endCount = index.count(ofAtLeast: 8)
        else { return false }
        var ends: [UInt32] = []
        ends.reserveCapacity(endCount)
        for _ in 0..<endCount {
            guard let end = index.integer().flatMap(UInt32.init(exactly:)) else { return false }
            ends.append(end)
        }
        guard KeptTexts(bytes: text, ends: ends) != nil else { return false }
        texts = (text, ends)
        return readDocuments(&index, before: start) && readPaths(&index) && index.isAtEnd
    }

    private mutating func readDocuments(_ index: inout ByteReader, before end: Int) -> Bool {
        guard let count = index.count(ofAtLeast: 56) else { return false }
        documents.reserveCapacity(count)
        documentByContent.reserveCapacity(count)
        for number in 0..<count {
            guard let content = index.hash(), let offset = index.integer(), let length = index.integer(),
                let hash = index.hash(), let lastUse = index.integer(),
                offset >= 0, length >= 0, offset <= end, length <= end - offset
            else { return false }
            documentByContent[content] = number
            documents.append(
                Document(content: content, offset: offset, length: length, hash: hash, lastUse: lastUse))
        }
        return true
    }

    private mutating func readPaths(_ index: inout ByteReader) -> Bool {
        guard let count = index.count(ofAtLeast: 65) else { return false }
        knownByPath.reserveCapacity(count)
        for _ in 0..<count {
            guard let path = index.hash(), let stamp = FileStamp(from: &index), let isSettled = index.byte(),
                let document = index.integer(), documents.indices.contains(document)
            else { return false }
            knownByPath[path] = Known(stamp: stamp, isSettled: isSettled == 1, document: document)
        }
        return true
    }

    // MARK: What is known

    func key(of path: SystemPath) -> ContentHash { ContentHash(path.bytes, key: folder.key) }

    /// The document of a file that has the stamp that it had; nil where that says nothing.
    func document(of file: DiscoveredFile) -> Int? {
        guard !documents.isEmpty, let known = knownByPath[key(of: file.systemPath)], known.isSettled,
            known.stamp == file.stamp
        else { return nil }
        return known.document
    }

    /// The packed bytes of a document; nil where they are damaged.
    func packed(_ document: Int) -> [UInt8]? {
        let document = documents[document]
        guard let bytes = file?.bytes(at: document.offset, count: document.length),
            ContentHash(bytes, key: folder.key) == document.hash
        else { return nil }
        return bytes
    }
}
