public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user whose mail reaches nobody, or a mailbox that the company does not control.
public struct IntegrationUserEmail: Rule {
    public static let page = RuleFile.integrationUserEmail

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.integrationUsers.isEmpty else { return [] }
        let freeDomains = Set(ReferenceTable.freeMailDomains.rows.map { $0["domain"] })
        let isProduction = org.records.organizations.contains { $0.isSandbox == false }
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard let text = user.record.email, let address = EmailAddress(text),
                let flaw = flaw(of: address, isProduction: isProduction, freeDomains)
            else { return nil }
            return Finding(
                .unread(user.username, text, flaw.reason),
                subject: user.componentID,
                element: "Email",
                location: user.record.location,
                confidence: flaw.confidence,
                related: user.relatedGround
            )
        }
    }

    /// What is wrong with an address, and how sure it is where not as sure as the page says.
    private func flaw(
        of address: EmailAddress,
        isProduction: Bool,
        _ freeDomains: Set<String>
    ) -> (reason: String, confidence: Confidence?)? {
        // Every refresh of a sandbox makes the addresses undeliverable on purpose.
        let address = isProduction ? address : address.withoutSandboxChange
        if address.isInvalid {
            return isProduction ? ("to which nothing can be delivered", nil) : nil
        }
        if address.isReserved { return ("whose domain is reserved for examples and tests", nil) }
        if address.isNoReply { return ("which nobody seems to read", .medium) }
        return freeDomains.contains(address.domain) ? ("a mailbox of a free mail provider", nil) : nil
    }
}

extension Finding.Message {
    fileprivate static func unread(_ username: String, _ address: String, _ flaw: String) -> Self {
        "Integration user '\(username)' has the e-mail address '\(address)', \(flaw)."
    }
}
