public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks whether the org lets OAuth clients sign in with a username and password.
public struct OrgUsernamePasswordFlowAllowed: Rule {
    public static let page = RuleFile.orgUsernamePasswordFlowAllowed

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.settings("OauthOidc").compactMap { settings in
            let block = settings.values["blockOAuthUnPwFlow"]
            // A value that is no boolean is a finding about the input, and tells nothing here.
            guard block == nil || settings.flag("blockOAuthUnPwFlow")?.value == false else { return nil }
            return Finding(
                .flowIsAllowed(isAbsent: block == nil),
                subject: settings.componentID,
                element: "blockOAuthUnPwFlow",
                location: block?.location ?? settings.location,
                fix: Fix(
                    .unsafe,
                    "Block the flow, once the login history shows nobody who uses it.",
                    edits: block.map { [.replaceText($0.location, with: "true")] } ?? []
                )
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func flowIsAllowed(isAbsent: Bool) -> Self {
        let seen = isAbsent ? "absent, which means false" : "false"
        return "The org allows the OAuth username-password flow: blockOAuthUnPwFlow is \(seen)."
    }
}
