public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A permission set that names a license which is in no list of licenses.
public struct PermissionSetUnknownLicense: Rule {
    public static let page = RuleFile.permissionSetUnknownLicense

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        // What a package or Salesforce itself licenses was read from an org that has the licence.
        let sets = org.metadata.permissionSets.filter { set in
            set.license.map { !$0.value.isEmpty } ?? false && namespacePrefix(set.fullName) == nil
        }
        guard !sets.isEmpty else { return [] }
        let known = KnownLicenses(org)
        return sets.compactMap { set in
            guard let license = set.license, !known.contains(license.value) else { return nil }
            return Finding(
                .unknown(set.fullName, license.value, known),
                subject: set.componentID,
                element: "license",
                location: license.location,
                confidence: known.areAll ? .high : .medium
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func unknown(_ set: String, _ license: String, _ known: KnownLicenses) -> Self {
        let source =
            known.areAll
            ? "which the exports of user licenses and permission set licenses do not hold"
            : "which is neither a user license nor a permission set license that is known here"
        let meant = known.nearest(to: license).map { "; '\($0)' may be meant" } ?? ""
        return "Permission set '\(set)' names the license '\(license)', \(source)\(meant)."
    }
}
