import Glibc

/// A pattern over bytes with `?`, `*`, `**`, and sets in brackets, which matches without case.
struct Glob {
    enum Element: Equatable {
        case byte(UInt8)
        /// `?`: one byte that is no slash.
        case anyByte
        /// `[a-z]`: one byte of 256, as four words of bits.
        case set(SIMD4<UInt64>)
        /// `*`: any bytes that are no slash.
        case star
        /// `**/`: nothing, or anything up to a slash.
        case folders
        /// `/**` at the end: anything.
        case anything
    }

    private let elements: [Element]
    /// The bytes that the text must end with, which most texts do not.
    private let tail: [UInt8]
    /// The longest run of bytes that the text must hold somewhere: looking for it is cheap, and most texts lack it.
    private let run: [UInt8]
    private let isLiteral: Bool

    init(_ elements: [Element]) {
        self.elements = elements
        let literals = elements.reversed().prefix { if case .byte = $0 { true } else { false } }
        tail = literals.reversed().compactMap { if case .byte(let byte) = $0 { byte } else { nil } }
        isLiteral = tail.count == elements.count
        var run: [UInt8] = []
        var longest: [UInt8] = []
        for element in elements {
            if case .byte(let byte) = element { run.append(byte) } else { run = [] }
            if run.count > longest.count { longest = run }
        }
        self.run = longest
    }

    /// Whether the pattern matches a whole text in lower case.
    func matches(_ text: [UInt8]) -> Bool {
        guard text.count >= tail.count else { return false }
        if isLiteral { return text == tail }
        guard text[(text.count - tail.count)...].elementsEqual(tail), holdsRun(text) else { return false }
        var states = [Bool](repeating: false, count: elements.count + 1)
        var next = states
        enter(0, of: &states)
        for byte in text {
            var isAlive = false
            for index in elements.indices where states[index] {
                isAlive = step(index, over: byte, to: &next) || isAlive
            }
            guard isAlive else { return false }
            swap(&states, &next)
            for index in next.indices { next[index] = false }
        }
        return states[elements.count]
    }

    private func holdsRun(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { text in
            run.withUnsafeBytes { run in
                guard let start = text.baseAddress, let wanted = run.baseAddress, !run.isEmpty else {
                    return run.isEmpty
                }
                var offset = 0
                while offset + run.count <= text.count {
                    let length = text.count - run.count + 1 - offset
                    guard let found = memchr(start + offset, CInt(run[0]), length) else { return false }
                    if memcmp(found, wanted, run.count) == 0 { return true }
                    offset = UnsafeRawPointer(found) - start + 1
                }
                return false
            }
        }
    }

    /// Adds a state and those that follow it without a byte.
    private func enter(_ start: Int, of states: inout [Bool]) {
        var index = start
        states[index] = true
        while index < elements.count {
            switch elements[index] {
            case .star, .folders, .anything:
                index += 1
                states[index] = true
            case .byte, .anyByte, .set: return
            }
        }
    }

    /// Adds the states that a state becomes over a byte; false where there are none.
    private func step(_ index: Int, over byte: UInt8, to states: inout [Bool]) -> Bool {
        let isSlash = byte == SystemPath.slash
        switch elements[index] {
        case .byte(let expected):
            guard byte == expected else { return false }
            enter(index + 1, of: &states)
        case .anyByte:
            guard !isSlash else { return false }
            enter(index + 1, of: &states)
        case .set(let members):
            guard !isSlash, members[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 else { return false }
            enter(index + 1, of: &states)
        case .star:
            guard !isSlash else { return false }
            enter(index, of: &states)
        case .folders:
            // Within a folder's name what follows must wait for the slash.
            states[index] = true
            if isSlash { enter(index + 1, of: &states) }
        case .anything:
            enter(index, of: &states)
        }
        return true
    }
}

extension Glob {
    /// The elements of a pattern; nil where it can match nothing: an open bracket, a backslash at the end.
    ///
    /// - Parameter crossesFolders: Whether `**` between slashes stands for folders.
    static func elements(of text: ArraySlice<UInt8>, crossesFolders: Bool) -> [Element]? {
        var elements: [Element] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "?"): elements.append(.anyByte)
            case UInt8(ascii: "*"):
                var stars = 1
                while rest.first == UInt8(ascii: "*") {
                    stars += 1
                    rest = rest.dropFirst()
                }
                let isAtStart =
                    elements.isEmpty || elements.last == .folders || elements.last == .byte(SystemPath.slash)
                let isWhole = crossesFolders && stars > 1 && isAtStart
                if isWhole, rest.isEmpty {
                    elements.append(.anything)
                } else if isWhole, rest.first == SystemPath.slash {
                    rest = rest.dropFirst()
                    elements.append(.folders)
                } else {
                    elements.append(.star)
                }
            case UInt8(ascii: "["):
                guard let members = members(of: &rest) else { return nil }
                elements.append(.set(members))
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                elements.append(.byte(IgnorePattern.folded(escaped)))
            default: elements.append(.byte(IgnorePattern.folded(byte)))
            }
        }
        return elements
    }

    /// The bytes that the brackets hold, in both cases, and what follows them; nil where the bracket does not close.
    private static func members(of rest: inout ArraySlice<UInt8>) -> SIMD4<UInt64>? {
        var members = SIMD4<UInt64>.zero
        let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
        if isNegated { rest = rest.dropFirst() }
        var isFirst = true
        var previous: UInt8?
        while var byte = rest.popFirst() {
            if byte == UInt8(ascii: "]"), !isFirst { return isNegated ? ~members : members }
            isFirst = false
            if byte == UInt8(ascii: "-"), let low = previous, let next = rest.first, next != UInt8(ascii: "]") {
                guard let high = unescaped(&rest) else { return nil }
                if low <= high {
                    for member in low...high { insert(member, into: &members) }
                }
                previous = nil
                continue
            }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = rest.popFirst() else { return nil }
                byte = escaped
            }
            insert(byte, into: &members)
            previous = byte
        }
        return nil
    }

    private static func unescaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
        let byte = rest.popFirst()
        return byte == UInt8(ascii: "\\") ? rest.popFirst() : byte
    }

    private static func insert(_ byte: UInt8, into members: inout SIMD4<UInt64>) {
        for byte in [byte, IgnorePattern.folded(byte)] {
            members[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
        }
    }
}
