/// The edition of an org, as far as the licence of integrations depends on it.
public struct Edition: Hashable, Sendable {
    /// As the Organization record or the configuration spells it: `Enterprise Edition`, `enterprise`.
    public let name: String
    private let key: String

    /// - Parameter name: upper and lower case, dashes, and the word *Edition* at the end make no difference.
    public init(_ name: String) {
        self.name = name
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }
        key = (words.last == "edition" ? words.dropLast() : words).joined(separator: " ")
    }

    /// Whether the edition comes with the Salesforce Integration licence (help page `platform.integration_user`).
    public var includesIntegrationLicense: Bool {
        ["enterprise", "unlimited", "performance", "developer", "partner developer"].contains(key)
    }

    public var isDeveloper: Bool { key == "developer" }
}

extension Org {
    /// The edition of the Organization record, else of the configuration; nil where neither says.
    public var edition: Edition? {
        (records.organizations.compactMap(\.organizationType).first ?? register.edition).map { Edition($0) }
    }
}
