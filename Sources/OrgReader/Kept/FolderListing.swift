internal import CacheStore
internal import Glibc

/// The names in a folder that was walked.
struct FolderListing: Equatable {
    let path: [UInt8]
    /// The hash of the names; nil where the walk had been there by another path.
    let entries: ContentHash?

    /// Stands where another walk begins, which has been nowhere.
    static let newWalk = FolderListing(path: [], entries: nil)
}

/// The names and types of the entries of one folder, as they are met; nothing where nobody wants to know.
struct ListingHash {
    private let key: ContentHash.Key?
    private var bytes: [UInt8] = []

    init() {
        key = InputLog.key
    }

    init(key: ContentHash.Key) {
        self.key = key
    }

    mutating func add(_ name: UnsafeBufferPointer<UInt8>, type: UInt8) {
        guard key != nil else { return }
        // What a file system does not tell here has to be asked for, which nobody would repeat.
        if Int(type) == DT_UNKNOWN { InputLog.void() }
        bytes.append(type)
        bytes.append(contentsOf: name)
        bytes.append(0)
    }

    var result: ContentHash? { key.map { ContentHash(bytes, key: $0) } }
}
