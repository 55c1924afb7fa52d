public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user whose names do not have the form that the configuration sets.
public struct IntegrationUserNaming: Rule {
    public static let page = RuleFile.integrationUserNaming

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard let pattern = org.register.naming.user else { return [] }
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            // A form with an @ is one of usernames; for every other one a name that was not exported may be the one that
            // has it.
            guard pattern.text.contains("@") || user.record.name != nil,
                !names(of: user.record, in: org).contains(where: pattern.matches)
            else { return nil }
            return Finding(
                .misnamed(user.record, pattern.text),
                subject: user.componentID,
                element: "naming",
                location: user.record.location,
                related: user.relatedGround
            )
        }
    }

    private func names(of user: User, in org: Org) -> [String] {
        let isProduction = org.records.organizations.contains { $0.isSandbox == false }
        let withoutSuffix = isProduction ? nil : user.username.lastIndex(of: ".").map { String(user.username[..<$0]) }
        return [user.name, user.alias, user.username, withoutSuffix].compactMap { $0 }
    }
}

extension Finding.Message {
    fileprivate static func misnamed(_ user: User, _ pattern: String) -> Self {
        let names = [user.name.map { "name '\($0)'" }, user.alias.map { "alias '\($0)'" }].compactMap { $0 }
        return """
            Integration user '\(user.username)'\(names.isEmpty ? "" : " (\(names.joined(separator: ", ")))") is named in \
            another form than '\(pattern)'.
            """
    }
}
