public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for settings and policies of external client apps that are not there.
public struct ExternalClientAppOrphanPart: Rule {
    public static let page = RuleFile.externalClientAppOrphanPart

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let apps = org.metadata.externalClientApplications
        guard apps.contains(where: { $0.application != nil }) else { return [] }
        let unreadable = Set(
            org.problems.filter { $0.subject.type == "ExternalClientApplication" }.map { $0.subject.name.lowercased() })
        // Apps that a package installed have policies in the org, and no file of their own.
        let orphaned = apps.filter { app in
            app.application == nil && namespacePrefix(app.fullName) == nil
                && !unreadable.contains(app.fullName.lowercased())
        }
        return orphaned.flatMap(\.parts).map { part in
            Finding(
                .orphan(part),
                subject: part.componentID,
                element: "externalClientApplication",
                location: part.application.location
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func orphan(_ part: ExternalClientAppPart) -> Self {
        """
        '\(part.componentID.name)' (\(part.componentID.type)) names the external client app \
        '\(part.application.value)', of which there is no file.
        """
    }
}
