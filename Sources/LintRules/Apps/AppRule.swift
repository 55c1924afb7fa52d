public import LintEngine
public import OrgModel

/// A rule that looks at connected apps and external client apps, one by one.
public protocol AppRule: Rule {
    /// - Parameter evidence: why the app counts as an integration app; nil where it does not.
    func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding]
}

extension AppRule {
    public func findings(in context: RuleContext) -> [Finding] {
        context.org.apps.enumerated().flatMap { index, app in
            findings(about: app, context.org.integrationApps[index], in: context)
        }
    }

    public func subjects(in org: Org) -> Int {
        org.apps.count
    }
}
