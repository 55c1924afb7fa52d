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
        let characters = Array(name)
        var words: [String] = []
        var word = ""
        for (index, character) in characters.enumerated() {
            let isPart = character.isLetter || character.isNumber
            if character.isUppercase, let last = word.last {
                let isFollowedBySmall = index + 1 < characters.count && characters[index + 1].isLowercase
                if !last.isUppercase || isFollowedBySmall {
                    words.append(word)
                    word = ""
                }
            } else if !isPart, !word.isEmpty {
                words.append(word)
                word = ""
            }
            if isPart { word.append(character) }
        }
        if !word.isEmpty { words.append(word) }
        return words.map { $0.lowercased() }
    }
}
