public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A permission set with the element `<userLicense>` of old API versions.
public struct PermissionSetUserLicenseElement: Rule {
    public static let page = RuleFile.permissionSetUserLicenseElement

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let metadata = context.org.metadata
        return metadata.permissionSets.compactMap { finding($0.componentID, $0.userLicense, $0.licenseElement) }
            + metadata.mutingPermissionSets.compactMap { finding($0.componentID, $0.userLicense, $0.licenseElement) }
    }

    private func finding(
        _ set: ComponentID,
        _ userLicense: Located<String>?,
        _ license: Located<String>?
    ) -> Finding? {
        guard let userLicense, !userLicense.value.isEmpty else { return nil }
        return Finding(
            .deprecated(set, userLicense.value, license: license?.value),
            subject: set,
            element: "userLicense",
            location: userLicense.location,
            related: license.map { [Finding.Related("the license that holds today", at: $0.location)] } ?? [],
            fix: fix(set, userLicense, license)
        )
    }

    private func fix(_ set: ComponentID, _ userLicense: Located<String>, _ license: Located<String>?) -> Fix {
        guard let license, !license.value.isEmpty else {
            return Fix(
                .safe,
                "Rename <userLicense> of \(set.noun) '\(set.name)' to <license>, which says the same.",
                edits: [.renameElement(userLicense.location, to: "license")]
            )
        }
        let isSame = license.value.lowercased() == userLicense.value.lowercased()
        return Fix(
            isSame ? .safe : .unsafe,
            "Remove <userLicense> from \(set.noun) '\(set.name)'; its <license> says '\(license.value)'.",
            edits: [.removeElement(userLicense.location)]
        )
    }
}

extension Finding.Message {
    fileprivate static func deprecated(_ set: ComponentID, _ userLicense: String, license: String?) -> Self {
        let other = license.flatMap {
            $0.lowercased() == userLicense.lowercased() ? nil : " beside the license '\($0)'"
        }
        return """
            \(set.capitalizedNoun) '\(set.name)' names the user license '\(userLicense)' in <userLicense>\(other ?? ""), an element that \
            API version 38 replaced by <license>.
            """
    }
}
