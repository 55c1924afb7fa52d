/// Finds what a `Redactor` replaces: texts that are known, addresses and consumer keys by their form.
struct RedactionTerms: Sendable {
    struct Match {
        enum Content {
            case known(String)
            /// In lower case.
            case address(String)
            case key(String)
        }

        let bytes: Range<Int>
        let content: Content
    }

    private struct Term {
        let bytes: [UInt8]
        let pseudonym: String
        let scope: Scope

        func equals(_ text: ArraySlice<UInt8>) -> Bool {
            scope == .anywhereAsWritten
                ? text.elementsEqual(bytes)
                : text.elementsEqual(bytes) { RedactionTerms.lowered($0) == RedactionTerms.lowered($1) }
        }
    }

    /// Where a term counts.
    enum Scope {
        case anywhere
        case anywhereAsWritten
        /// Alone between quotation marks, tags or the ends of a text: what is often a word as well.
        case alone
    }

    /// By the hash of their first words; longer ones first.
    private var terms: [UInt64: [Term]] = [:]
    private var addresses: [String: String] = [:]

    /// The first of two pseudonyms for one text stays.
    mutating func add(_ text: String, as pseudonym: String, _ scope: Scope = .anywhere) {
        guard !text.isEmpty else { return }
        let lowered = text.lowercased()
        if Self.isAddress(Array(lowered.utf8)) {
            if addresses[lowered] == nil { addresses[lowered] = pseudonym }
            return
        }
        for form in Self.writtenForms(of: text) {
            let bytes = Array(form.utf8)
            let hash = Self.hash(bytes[..<Self.wordEnd(bytes, from: 0)])
            var known = terms[hash] ?? []
            guard !known.contains(where: { $0.bytes == bytes }) else { continue }
            known.append(Term(bytes: bytes, pseudonym: pseudonym, scope: scope))
            known.sort { $0.bytes.count > $1.bytes.count }
            terms[hash] = known
        }
    }

    /// A text as XML, SOQL and a POSIX shell write it.
    private static func writtenForms(of text: String) -> [String] {
        let isPlain = text.utf8.allSatisfy { ![0x27, 0x26, 0x22, 0x3C, 0x3E, 0x40].contains($0) }
        guard !isPlain else { return [text] }
        func with(_ character: Character, _ replacement: String, in text: String) -> String {
            text.split(separator: character, omittingEmptySubsequences: false).joined(separator: replacement)
        }
        let query = with("'", "\\'", in: text)
        let shell = [text, query].map { with("'", "'\\''", in: $0) }
        let markup = [("&apos;", "&quot;"), ("&#39;", "\""), ("'", "&quot;"), ("'", "\"")].map {
            apostrophe, quotation in
            let escaped = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")].reduce(text) {
                with(Character($1.0), $1.1, in: $0)
            }
            return with("\"", quotation, in: with("'", apostrophe, in: escaped))
        }
        return [text, query] + shell + markup + [with("@", "%40", in: text)]
    }

    // MARK: Matching

    /// In order, none overlapping another.
    func matches(in bytes: [UInt8]) -> [Match] {
        var matches: [Match] = []
        var index = 0
        while index < bytes.count {
            let last = matches.last?.bytes.upperBound ?? 0
            let end = Self.wordEnd(bytes, from: index)
            let match =
                end > index
                ? term(bytes, index..<end) ?? key(bytes, index..<end) : address(bytes, around: index, from: last)
            if let match { matches.append(match) }
            index = match?.bytes.upperBound ?? max(end, index + 1)
        }
        return matches
    }

    private func term(_ bytes: [UInt8], _ word: Range<Int>) -> Match? {
        guard !terms.isEmpty, let terms = terms[Self.hash(bytes[word])] else { return nil }
        for term in terms {
            let end = word.lowerBound + term.bytes.count
            guard end <= bytes.count, Self.wordLength(bytes, at: end) == 0, term.equals(bytes[word.lowerBound..<end])
            else { continue }
            if term.scope == .alone {
                let isOpened = word.lowerBound == 0 || Self.isQuote(bytes[word.lowerBound - 1])
                guard isOpened, end == bytes.count || Self.isQuote(bytes[end]) else { continue }
            }
            return Match(bytes: word.lowerBound..<end, content: .known(term.pseudonym))
        }
        return nil
    }

    /// Every consumer key that Salesforce made so far begins like this.
    private func key(_ bytes: [UInt8], _ word: Range<Int>) -> Match? {
        guard bytes[word].starts(with: Self.keyPrefix) else { return nil }
        let end = bytes[word.lowerBound...].firstIndex { !Self.isPlain($0) && $0 != UInt8(ascii: ".") } ?? bytes.count
        guard end - word.lowerBound >= Self.shortestKey else { return nil }
        let key = word.lowerBound..<end
        return Match(bytes: key, content: .key(String(decoding: bytes[key], as: UTF8.self)))
    }

    private static let keyPrefix = Array("3MVG9".utf8)
    private static let shortestKey = 30

    private func address(_ bytes: [UInt8], around at: Int, from limit: Int) -> Match? {
        let isEncoded = bytes[at...].starts(with: "%40".utf8)
        guard bytes[at] == UInt8(ascii: "@") || isEncoded else { return nil }
        var start = at
        while start > limit {
            var previous = start - 1
            while previous > limit, bytes[previous] & 0xC0 == 0x80 { previous -= 1 }
            guard Self.wordLength(bytes, at: previous) > 0 || Self.isLocal(bytes[previous]) else { break }
            start = previous
        }
        let domain = at + (isEncoded ? 3 : 1)
        var end = domain
        while end < bytes.count {
            let length = Self.wordLength(bytes, at: end)
            guard length > 0 || [UInt8(ascii: "."), UInt8(ascii: "-")].contains(bytes[end]) else { break }
            end += max(1, length)
        }
        // What is redacted stays.
        guard !bytes[domain..<end].starts(with: "redacted".utf8) else { return nil }
        while end > domain, [UInt8(ascii: "."), UInt8(ascii: "-")].contains(bytes[end - 1]) { end -= 1 }
        // A file that is called after somebody keeps its suffix, unless the whole is somebody's.
        let ends = [end, end - Self.fileSuffixLength(bytes[domain..<end])]
        let found = ends.map { (end: $0, address: Self.address(bytes[start..<at], bytes[domain..<$0])) }
        let known = found.first { addresses[$0.address] != nil }
        guard let best = known ?? found.last(where: { Self.isAddress(Array($0.address.utf8)) }) else { return nil }
        let content = addresses[best.address].map { Match.Content.known($0) } ?? .address(best.address)
        return Match(bytes: start..<best.end, content: content)
    }

    private static func address(_ local: ArraySlice<UInt8>, _ domain: ArraySlice<UInt8>) -> String {
        "\(String(decoding: local, as: UTF8.self))@\(String(decoding: domain, as: UTF8.self))".lowercased()
    }

    private static func fileSuffixLength(_ domain: ArraySlice<UInt8>) -> Int {
        let suffixes = ["-meta.xml", ".csv", ".json", ".xml", ".yml", ".yaml", ".md", ".txt"]
        return suffixes.first { domain.reversed().starts(with: $0.utf8.reversed()) }?.utf8.count ?? 0
    }

    // MARK: Characters

    /// Whether a whole text has the form by which addresses are found: `a.b+c@d.e`.
    private static func isAddress(_ text: [UInt8]) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy({ isLocal($0) || $0 >= 0x80 }),
            parts[1].allSatisfy({ isPlain($0) || $0 >= 0x80 || ".-".utf8.contains($0) }),
            let dot = parts[1].lastIndex(of: UInt8(ascii: "."))
        else { return false }
        return dot > parts[1].startIndex && dot + 1 < parts[1].endIndex
    }

    /// How many bytes the character takes that begins here, if it belongs to a word; else 0.
    private static func wordLength(_ bytes: [UInt8], at index: Int) -> Int {
        guard index < bytes.count else { return 0 }
        switch bytes[index] {
        case let byte where byte < 0x80: return isPlain(byte) ? 1 : 0
        // The punctuation of Latin-1, of typography, and of full width; and the byte-order mark.
        case 0x80...0xC2, 0xE2, 0xEF: return 0
        case 0xE3 where index + 1 < bytes.count && bytes[index + 1] == 0x80: return 0
        default: return 1 + bytes[(index + 1)...].prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
        }
    }

    private static func wordEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var end = start
        while case let length = wordLength(bytes, at: end), length > 0 { end += length }
        return end
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        default: false
        }
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isPlain(byte) || ".%+-!~$^*".utf8.contains(byte)
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        "'\"`<>".utf8.contains(byte)
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
    }

    /// FNV-1a over ASCII in lower case.
    private static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64(lowered($1))) &* 0x100_0000_01B3 }
    }
}
