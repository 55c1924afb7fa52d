public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Finds licences of other Industries products that users of the Salesforce Integration licence hold.
public struct IndustryPslOnIntegrationUser: Rule {
    public static let page = RuleFile.industryPslOnIntegrationUser

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let licenses = IndustryLicenses(org)
        return org.licensedIntegrationUsers.flatMap { index in
            let user = org.users[index]
            return user.distinctLicenses.compactMap { assignment -> Finding? in
                guard case .industry(let product) = licenses.cloud(of: assignment) else { return nil }
                return Finding(
                    .industryLicense(licenses.label(of: assignment), of: product, on: user.username),
                    subject: user.componentID,
                    element: assignment.developerName ?? assignment.displayName,
                    location: assignment.row.location,
                    related: [Finding.Related("the user and its user license", at: user.record.location)]
                )
            }
        }
    }
}

extension Finding.Message {
    /// - Parameter product: as the table writes it, `financial-services`.
    fileprivate static func industryLicense(_ license: String, of product: String, on user: String) -> Self {
        let words = product.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let name = product == "shared" ? "several Industries clouds" : "the \(words.joined(separator: " ")) products"
        return """
            '\(user)' is on the user license 'Salesforce Integration', which is documented not to support the permission \
            set licenses of Industries clouds, and holds the permission set license '\(license)' of \(name).
            """
    }
}
