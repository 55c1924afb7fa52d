public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A permission set with the element `<userLicense>` of old API versions.
public struct PermissionSetUserLicenseElement: Rule {
    public static let page = RuleFile.permissionSetUserLicenseElement

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.permissionSets.compactMap { set in
            guard let userLicense = set.userLicense, !userLicense.value.isEmpty else { return nil }
            return Finding(
                .deprecated(set.fullName, userLicense.value, license: set.license?.value),
                subject: set.componentID,
                element: "userLicense",
                location: userLicense.location,
                related: set.license.map { [Finding.Related("the license that holds today", at: $0.location)] } ?? [],
                fix: fix(userLicense, set)
            )
        }
    }

    private func fix(_ userLicense: Located<String>, _ set: PermissionSet) -> Fix {
        guard let license = set.license, !license.value.isEmpty else {
            return Fix(
                .safe,
                "Rename <userLicense> of permission set '\(set.fullName)' to <license>, which says the same.",
                edits: [.renameElement(userLicense.location, to: "license")]
            )
        }
        let isSame = license.value.lowercased() == userLicense.value.lowercased()
        return Fix(
            isSame ? .safe : .unsafe,
            "Remove <userLicense> from permission set '\(set.fullName)'; its <license> says '\(license.value)'.",
            edits: [.removeElement(userLicense.location)]
        )
    }
}

extension Finding.Message {
    fileprivate static func deprecated(_ set: String, _ userLicense: String, license: String?) -> Self {
        let other = license.flatMap {
            $0.lowercased() == userLicense.lowercased() ? nil : " beside the license '\($0)'"
        }
        return """
            Permission set '\(set)' names the user license '\(userLicense)' in <userLicense>\(other ?? ""), an element that \
            API version 38 replaced by <license>.
            """
    }
}
