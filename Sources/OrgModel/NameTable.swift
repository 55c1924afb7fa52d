/// A name of metadata (a permission, an object, a field) as a number: within one org equal names have equal ids.
public struct Name: Hashable, Sendable {
    public let id: UInt32

    public init(id: UInt32) {
        self.id = id
    }
}

/// The names of one org, each stored once; strings are made for what is reported only.
public struct NameTable: Equatable, Sendable {
    private let bytes: [UInt8]
    private let ends: [UInt32]

    /// - Parameters:
    ///   - bytes: the UTF-8 texts behind one another, by id.
    ///   - ends: where in `bytes` each text ends.
    public init(bytes: [UInt8], ends: [UInt32]) {
        self.bytes = bytes
        self.ends = ends
    }

    public var count: Int { ends.count }

    /// The text of a name.
    public subscript(name: Name) -> String {
        String(decoding: utf8(name), as: UTF8.self)
    }

    /// The bytes of a name.
    public func utf8(_ name: Name) -> ArraySlice<UInt8> {
        let index = Int(name.id)
        return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    /// The names with a text, in whichever case of ASCII letters: Salesforce tells no permissions apart by case.
    public func spellings(of text: String) -> Set<Name> {
        let wanted = text.utf8.map(folded)
        var found: Set<Name> = []
        var start = 0
        for index in ends.indices {
            let end = Int(ends[index])
            if end - start == wanted.count, bytes[start..<end].elementsEqual(wanted, by: { folded($0) == $1 }) {
                found.insert(Name(id: UInt32(index)))
            }
            start = end
        }
        return found
    }

    /// The name with a text; nil where nothing in the org has it.
    public func name(_ text: String) -> Name? {
        let wanted = Array(text.utf8)
        var start = 0
        for index in ends.indices {
            let end = Int(ends[index])
            if end - start == wanted.count, bytes[start..<end].elementsEqual(wanted) { return Name(id: UInt32(index)) }
            start = end
        }
        return nil
    }

    /// For each id the smallest id whose text is the same but for the case of ASCII letters.
    public func caseFoldedIDs() -> [UInt32] {
        var firstByHash: [UInt64: UInt32] = [:]
        firstByHash.reserveCapacity(count)
        return (0..<UInt32(count)).map { id in
            // FNV-1a; texts of one hash that differ all the same get hashes of their own.
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in utf8(Name(id: id)) {
                hash = (hash ^ UInt64(folded(byte))) &* 0x0100_0000_01B3
            }
            while let known = firstByHash[hash] {
                if isSameWithoutCase(Name(id: known), Name(id: id)) { return known }
                hash &+= 1
            }
            firstByHash[hash] = id
            return id
        }
    }

    private func isSameWithoutCase(_ left: Name, _ right: Name) -> Bool {
        utf8(left).elementsEqual(utf8(right)) { folded($0) == folded($1) }
    }
}

/// The small letter of an ASCII capital letter, every other byte as it is.
private func folded(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}
