public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that run as a user who may sign in to the user interface.
public struct AppRunAsUserNotAPIOnly: AppRule {
    public static let page = RuleFile.appRunAsUserNotApiOnly

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        let org = context.org
        guard app.usesClientCredentials, let runAs = app.runAsUser, let index = org.user(named: runAs.value),
            org.users[index].isActive, org.hasUserPermission("ApiUserOnly", user: index) == false
        else { return [] }
        let user = org.users[index]
        var related = [Finding.Related("the user '\(user.username)'", at: user.record.location)]
        if let profile = user.profile.map({ org.metadata.profiles[$0] }) {
            related.append(Finding.Related("the profile does not enable ApiUserOnly", at: profile.location))
        }
        return [
            Finding(
                .notAPIOnly(app, runAs.value, user, isConditional: org.givesAPIOnlyOnceActivated(toUser: index)),
                subject: app.componentID,
                element: app.name(of: .runAsUser),
                location: runAs.location,
                related: related
            )
        ]
    }
}

extension Org {
    /// Whether a set that is to be activated first would make the user API-only.
    fileprivate func givesAPIOnlyOnceActivated(toUser user: Int) -> Bool {
        let spellings = names.spellings(of: "ApiUserOnly")
        return effectiveAccess(ofUser: user).sources.contains { source in
            source.isConditional && holder(source.holder).enabled(spellings) != nil
        }
    }
}

extension Finding.Message {
    fileprivate static func notAPIOnly(
        _ app: App,
        _ username: String,
        _ user: OrgUser,
        isConditional: Bool
    ) -> Self {
        let profile = user.profileName.map { "the profile '\($0)'" } ?? "the profile"
        let sets =
            switch user.assignments.count {
            case 0: "no permission set is assigned"
            case 1: "neither does '\(user.assignments[0].name)'"
            default: "neither do \(user.assignments.count) assigned permission sets and groups"
            }
        return """
            \(app.title) runs as '\(username)', who lacks the user permission ApiUserOnly: \(profile) does not enable \
            it, and \(sets)\(isConditional ? " before it is activated" : "").
            """
    }
}
