public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks whether the org lets OAuth clients sign in with a username and password.
public struct OrgUsernamePasswordFlowAllowed: Rule {
    public static let page = RuleFile.orgUsernamePasswordFlowAllowed

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.settings("OauthOidc").compactMap { settings in
            guard settings.flag("blockOAuthUnPwFlow")?.value != true else { return nil }
            let block = settings.values["blockOAuthUnPwFlow"]
            return Finding(
                .flowIsAllowed(block?.value ?? ""),
                subject: settings.componentID,
                element: "blockOAuthUnPwFlow",
                location: block?.location ?? settings.location,
                fix: Fix(
                    .unsafe,
                    "Block the flow, once the login history shows nobody who uses it.",
                    edits: [
                        block.map { .replaceText($0.location, with: "true") }
                            ?? .insertElement(in: settings.location, name: "blockOAuthUnPwFlow", text: "true")
                    ]
                )
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func flowIsAllowed(_ value: String) -> Self {
        let seen =
            switch value.lowercased() {
            case "": "absent, which means false"
            case "false", "0": "false"
            default: "'\(value)', which does not block it"
            }
        return "The org allows the OAuth username-password flow: blockOAuthUnPwFlow is \(seen)."
    }
}
