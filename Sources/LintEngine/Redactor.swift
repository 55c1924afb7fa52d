public import OrgModel

/// Replaces people and the keys of apps by pseudonyms, in every text the same for the same person.
///
/// Usernames become `user-3@redacted`, names and aliases of users `user-3`, other addresses `email-1@redacted`, consumer
/// keys `consumer-key-1`. Users are numbered by their Ids, so that a new one leaves the others their numbers; what is
/// known from no export is numbered as it comes. Ids stay: they say nothing to whoever cannot ask the org.
public struct Redactor: Sendable {
    private var terms = RedactionTerms()
    private var others: [String: String] = [:]
    private var counts: [Kind: Int] = [:]

    private enum Kind: String {
        case address = "email"
        case key = "consumer-key"
        case owner
    }

    /// - Parameter orgs: those whose users and apps the texts may name; without one addresses and keys are known by
    ///   their form alone.
    public init(_ orgs: [Org] = []) {
        let keys = orgs.flatMap { org in
            org.metadata.connectedApps.map { $0.oauthConfig?.consumerKey?.value }
                + org.metadata.externalClientApplications.map { $0.globalOAuthSettings?.consumerKey?.value }
                + org.metadata.authProviders.map { $0.consumerKey?.value }
        }
        let components = Set(orgs.flatMap(Self.componentNames).map { $0.lowercased() })
        addUsers(orgs.flatMap { $0.users.map(\.record) }, components)
        // A short one is a placeholder.
        for key in Set(keys.compactMap(\.self)).sorted() where key.utf8.count >= 8 {
            terms.add(key, as: pseudonym(of: key, .key))
        }
    }

    private mutating func addUsers(_ users: [User], _ components: Set<String>) {
        var seen: Set<String> = []
        let users = users.filter { seen.insert($0.username.lowercased()).inserted }
            .sorted { ($0.id?.value ?? "~", $0.username) < ($1.id?.value ?? "~", $1.username) }
        let addresses = Dictionary(grouping: users.compactMap { $0.email?.lowercased() }, by: \.self).mapValues(\.count)
        for (index, user) in users.enumerated() {
            let name = "user-\(index + 1)"
            let isNamed = user.id.map { !user.username.hasPrefix($0.value.prefix(15)) } ?? true
            if isNamed { terms.add(user.username, as: "\(name)@redacted") }
            for text in [user.name, user.alias].compactMap(\.self) where !components.contains(text.lowercased()) {
                terms.add(text, as: name, Self.isOrdinary(text) ? .alone : .anywhereAsWritten)
            }
        }
        for (index, user) in users.enumerated() {
            guard let address = user.email, !address.isEmpty else { continue }
            // What several users share is nobody's own.
            let isOwn = addresses[address.lowercased()] == 1
            terms.add(address, as: isOwn ? "user-\(index + 1)@redacted" : pseudonym(of: address.lowercased(), .address))
        }
    }

    /// The names of licences, profiles and sets: a user that is called like one has no name to hide, and hiding it would
    /// hide what is found.
    private static func componentNames(_ org: Org) -> [String] {
        let metadata = org.metadata
        return metadata.profiles.map(\.fullName)
            + metadata.permissionSets.flatMap { [$0.fullName, $0.label?.value].compactMap(\.self) }
            + metadata.permissionSetGroups.flatMap { [$0.fullName, $0.label?.value].compactMap(\.self) }
            + org.records.profiles.map(\.name) + org.records.userLicenses.map(\.name)
            + org.records.permissionSetLicenses.compactMap(\.masterLabel)
            + org.users.flatMap { [$0.licenseName, $0.profileName].compactMap(\.self) }
    }

    /// Whether a name may stand in a sentence without meaning its user: `Integration User`, `admin`.
    private static func isOrdinary(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.count < 2 || words.allSatisfy { ordinaryWords.contains(String($0)) }
    }

    private static let ordinaryWords: Set = [
        "access", "account", "admin", "administrator", "api", "app", "automated", "client", "cloud", "connected",
        "credential",
        "data", "external", "flow", "group", "health", "integration", "integrations", "license", "licence", "login",
        "object",
        "only", "org", "permission", "permissions", "platform", "process", "profile", "record", "salesforce",
        "security",
        "service", "set", "site", "system", "user", "users",
    ]

    private mutating func pseudonym(of text: String, _ kind: Kind) -> String {
        if let known = others[text] { return known }
        let number = (counts[kind] ?? 0) + 1
        counts[kind] = number
        let name = "\(kind.rawValue)-\(number)\(kind == .address ? "@redacted" : "")"
        others[text] = name
        return name
    }

    // MARK: Texts

    /// The text with pseudonyms.
    public mutating func text(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var redacted: [UInt8] = []
        var position = 0
        for match in masks(bytes) {
            redacted += bytes[position..<match.bytes.lowerBound] + Array((match.text ?? "").utf8)
            position = match.bytes.upperBound
        }
        return position == 0 ? text : String(decoding: redacted + bytes[position...], as: UTF8.self)
    }

    public mutating func component(_ component: ComponentID) -> ComponentID {
        ComponentID(type: component.type, name: text(component.name))
    }

    /// Who answers for something: a person or a team, in whatever words.
    mutating func owner(_ owner: String) -> String {
        let shown = text(owner)
        return shown == owner ? pseudonym(of: owner.lowercased(), .owner) : shown
    }

    /// What is to be replaced in a text, in order.
    mutating func masks(_ bytes: [UInt8]) -> [SourceMask] {
        terms.matches(in: bytes).map { match in
            switch match.content {
            case .known(let pseudonym): SourceMask(bytes: match.bytes, text: pseudonym)
            case .address(let address): SourceMask(bytes: match.bytes, text: pseudonym(of: address, .address))
            case .key(let key): SourceMask(bytes: match.bytes, text: pseudonym(of: key, .key))
            }
        }
    }
}

/// A stretch of a file that reports do not show.
public struct SourceMask: Hashable, Sendable {
    /// From the start of the file.
    public let bytes: Range<Int>
    /// What is shown in its place; nil for nothing that says anything.
    public let text: String?

    public init(bytes: Range<Int>, text: String? = nil) {
        self.bytes = bytes
        self.text = text
    }
}
