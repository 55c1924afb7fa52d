public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Finds access to objects of Health and Life Sciences Cloud in integration permission sets, where no export says who
/// has them.
public struct HealthObjectInIntegrationPermissionSet: Rule {
    public static let page = RuleFile.healthObjectInIntegrationPermissionSet

    public init() {}

    public func subjects(in org: Org) -> Int {
        org.knowsAssignments ? 0 : org.integrationPermissionSets.count
    }

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.knowsAssignments, !org.integrationPermissionSets.isEmpty else { return [] }
        var list = GatedAccessList(org)
        for index in org.integrationPermissionSets.keys.sorted() {
            let entries = org.registerEntries(ofPermissionSet: index)
            // The exported users of these entries are on other licences, which may support Health Cloud.
            if org.integrationPermissionSets[index] == .register, org.areOnOtherLicenses(entries) { continue }
            list.addWritten(index) { object in
                entries.contains { entry in
                    entry.allowedObjects.contains { $0.lowercased() == object.lowercased() }
                }
            }
        }
        return list.entries.compactMap { access in
            guard case .permissionSet(let index) = access.holder, let evidence = org.integrationPermissionSets[index]
            else { return nil }
            let license = org.metadata.permissionSets[index].license
            return Finding(
                .gatedObject(access, because: evidence, license: license?.value),
                subject: access.component,
                element: access.element,
                location: access.location,
                confidence: evidence == .name ? .low : evidence == .license ? .high : .medium,
                related: access.related
                    + (evidence == .license
                        ? license.map { [Finding.Related("the license", at: $0.location)] } ?? [] : []),
                fix: access.fix
            )
        }
    }
}

extension Org {
    fileprivate func registerEntries(ofPermissionSet index: Int) -> [IntegrationRegister.Entry] {
        let name = metadata.permissionSets[index].fullName.lowercased()
        return register.entries.filter { entry in entry.permissionSets.contains { $0.lowercased() == name } }
    }

    /// Whether the users of all entries are exported, and none is on the Salesforce Integration licence.
    fileprivate func areOnOtherLicenses(_ entries: [IntegrationRegister.Entry]) -> Bool {
        entries.allSatisfy { entry in
            guard let user = entry.user.flatMap({ user(named: $0) }) else { return false }
            return users[user].licenseName != nil && !users[user].isLicensedIntegration
        }
    }
}

extension Finding.Message {
    fileprivate static func gatedObject(
        _ access: GatedAccess,
        because evidence: IntegrationEvidence,
        license: String?
    ) -> Self {
        let ground =
            switch evidence {
            case .name: "which its name makes an integration permission set"
            case .license: "which its license '\(license ?? "")' makes an integration permission set"
            default: "which the configuration declares for an integration"
            }
        return "The set '\(access.component.name)', \(ground), grants \(access.phrase), \(access.reason)."
    }
}
