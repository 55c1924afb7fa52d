/// A name of metadata (a permission, an object, a field) as a number: within one org equal names have equal ids.
public struct Name: Hashable, Sendable {
    public let id: UInt32

    public init(id: UInt32) {
        self.id = id
    }
}

/// The names of one org, each stored once; strings are made for what is reported only.
public struct NameTable: Sendable {
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
        var first: [[UInt8]: UInt32] = [:]
        first.reserveCapacity(count)
        return (0..<UInt32(count)).map { id in
            let folded = utf8(Name(id: id)).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
            if let known = first[folded] { return known }
            first[folded] = id
            return id
        }
    }
}
