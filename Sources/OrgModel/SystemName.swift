/// The system that a name of a user, app or set speaks of: `MuleSoft` of `Integration - MuleSoft` and `INT_MuleSoft`.
public struct SystemName {
    let text: String

    /// - Parameter name: a name or label; where nothing is left of it, it stands for itself.
    init(_ name: String) {
        let words = name.split { !($0.isLetter || $0.isNumber) }.map(String.init).compactMap { word -> String? in
            if Self.fillers.contains(word.lowercased()) { return nil }
            guard word.hasSuffix("Integration") else { return word }
            return String(word.dropLast("Integration".count))
        }
        text = words.isEmpty ? name : words.joined(separator: " ")
    }

    /// - Parameter username: what stands behind the `@` names the company.
    init(username: String) {
        self.init(String(username.prefix { $0 != "@" }))
    }

    /// The system that a user works for, by the user's name.
    public static func text(of user: OrgUser) -> String {
        (user.record.name.map { SystemName($0) } ?? SystemName(username: user.username)).text
    }

    /// What is the same in all spellings.
    var key: String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

    private static let fillers: Set = ["integration", "integrations", "int", "user", "api"]
}
