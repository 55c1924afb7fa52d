internal import RuleCatalogue

/// Knows by its name what a field holds: names that tell of identity numbers, payment data, credentials and the like.
struct SensitiveFieldNames {
    private struct Pattern {
        let kind: String
        let isDate: Bool
    }

    /// By the words of a name, in small letters and without spaces.
    private var patterns: [String: Pattern] = [:]
    private let longest: Int

    /// Behind the words of a pattern these say that the field tells something about the value and does not hold it.
    private static let aboutTheValue: Set<String> = [
        "changed", "count", "date", "expiration", "expires", "expiry", "flag", "network", "policy", "provider",
        "required", "reset", "status", "type", "verified",
    ]
    /// A box that is ticked and a reference to another record hold no such value.
    private static let valuelessTypes: Set<String> = ["checkbox", "lookup", "masterdetail", "hierarchy", "summary"]

    init() {
        var longest = 1
        for row in ReferenceTable.sensitiveFieldNames.rows {
            let words = row["words"].split(separator: " ")
            longest = max(longest, words.count)
            patterns[words.joined()] = Pattern(kind: row["kind"], isDate: row["value"] == "date")
        }
        self.longest = longest
    }

    /// What a field holds, `a bank account`; nil where its name tells nothing, or its type tells otherwise.
    /// - Parameters:
    ///   - field: the name without the object, with its suffix: `Bank_Account__c`.
    ///   - type: the type of the field's metadata; nil where there is none.
    func kind(of field: String, type: String?) -> String? {
        let type = type?.lowercased()
        if let type, Self.valuelessTypes.contains(type) { return nil }
        let words = Self.words(of: field)
        for start in words.indices {
            var joined = ""
            for end in start..<min(start + longest, words.count) {
                joined += words[end]
                guard let pattern = patterns[joined] else { continue }
                let isOther = words[(end + 1)...].contains { Self.aboutTheValue.contains($0) }
                let isDate = type == "date" || type == "datetime"
                if !isOther, pattern.isDate || !isDate { return pattern.kind }
            }
        }
        return nil
    }

    /// The words in small letters: they end at what is no letter or digit, before a capital behind a small letter, and
    /// before the last capital of several (`SSNNumber`).
    static func words(of name: String) -> [String] {
        let bytes = Array(name.utf8)
        var words: [String] = []
        var start = 0
        func end(at index: Int) {
            if start < index { words.append(String(decoding: bytes[start..<index], as: UTF8.self).lowercased()) }
        }
        for (index, byte) in bytes.enumerated() {
            if !byte.isWordPart {
                end(at: index)
                start = index + 1
            } else if byte.isCapital, start < index {
                let isFollowedBySmall = index + 1 < bytes.count && bytes[index + 1].isSmall
                if !bytes[index - 1].isCapital || isFollowedBySmall {
                    end(at: index)
                    start = index
                }
            }
        }
        end(at: bytes.count)
        return words
    }
}

/// API names are ASCII; whatever else a file holds belongs to the word around it.
extension UInt8 {
    fileprivate var isCapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
    fileprivate var isSmall: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
    fileprivate var isWordPart: Bool {
        isCapital || isSmall || self >= 0x80 || self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")
    }
}
