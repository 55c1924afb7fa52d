public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration set that names a user license which integration users do not have.
public struct PermissionSetLicenseBlocksIntegration: Rule {
    public static let page = RuleFile.permissionSetLicenseBlocksIntegration

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let paths = org.integrationPathsByPermissionSet()
        return org.integrationPermissionSets.sorted { $0.key < $1.key }.compactMap { index, evidence in
            let set = org.metadata.permissionSets[index]
            guard let license = set.license, isBlocking(license.value, org.facts) else { return nil }
            let blocked = (paths[index] ?? []).filter { !org.users[$0.user].hasLicense(license.value) }
            if evidence == .assignment {
                // A declared integration may work on a full license: the set keeps nobody out who has that license.
                return blocked.isEmpty ? nil : assigned(set, license, blocked, org)
            }
            return org.isMeantForUsers(of: license.value, set) ? nil : declared(set, license, evidence)
        }
    }

    private func isBlocking(_ license: String, _ facts: SalesforceFacts) -> Bool {
        facts.userLicenses.contains(license.lowercased())
            && !IntegrationNames.isLicense(license) && !IntegrationNames.isPermissionSetLicense(license)
    }

    private func assigned(_ set: PermissionSet, _ license: Located<String>, _ paths: [GrantPath], _ org: Org) -> Finding
    {
        let holders = Set(paths.map(\.user))
        let isKnown = holders.contains { org.users[$0].licenseName != nil }
        return Finding(
            .assigned(
                set.fullName, license.value, org.usernames(of: paths), isOne: holders.count == 1, isKnown: isKnown),
            subject: set.componentID,
            element: "license",
            location: license.location,
            confidence: isKnown ? .high : .medium,
            related: org.related(to: paths),
            paths: paths.map(\.steps),
            fix: .removeLicense(license, set)
        )
    }

    private func declared(_ set: PermissionSet, _ license: Located<String>, _ evidence: IntegrationEvidence) -> Finding
    {
        Finding(
            .declared(set.fullName, license.value, isName: evidence == .name),
            subject: set.componentID,
            element: "license",
            location: license.location,
            severity: .warning,
            confidence: evidence.confidence,
            fix: .removeLicense(license, set)
        )
    }
}

extension OrgUser {
    fileprivate func hasLicense(_ license: String) -> Bool {
        licenseName?.lowercased() == license.lowercased()
    }
}

extension Org {
    /// Whether the register declares a set for integrations all of whose users are on the set's license.
    fileprivate func isMeantForUsers(of license: String, _ set: PermissionSet) -> Bool {
        let declaring = registerEntries(ofPermissionSet: set.fullName)
        return !declaring.isEmpty
            && declaring.allSatisfy { entry in
                entry.user.flatMap { user(named: $0) }.map { users[$0].hasLicense(license) } ?? false
            }
    }
}

extension Fix {
    fileprivate static func removeLicense(_ license: Located<String>, _ set: PermissionSet) -> Fix {
        let element = set.licenseElement == nil ? "userLicense" : "license"
        return Fix(
            .unsafe,
            "Remove <\(element)> from permission set '\(set.fullName)': without a license it is for users of every license.",
            edits: [.removeElement(license.location)]
        )
    }
}

extension Finding.Message {
    fileprivate static func assigned(
        _ set: String,
        _ license: String,
        _ users: String,
        isOne: Bool,
        isKnown: Bool
    ) -> Self {
        let lack =
            switch (isOne, isKnown) {
            case (true, true): "does not have"
            case (false, true): "do not have"
            case (true, false): "is not known to have"
            case (false, false): "are not known to have"
            }
        return """
            Permission set '\(set)' can be assigned only to users of the user license '\(license)', which \(users) \
            \(lack).
            """
    }

    fileprivate static func declared(_ set: String, _ license: String, isName: Bool) -> Self {
        """
        Permission set '\(set)' can be assigned only to users of the user license '\(license)'; \
        \(isName ? "its name or label says that it belongs to an integration" : "the configuration declares it for an integration").
        """
    }
}
