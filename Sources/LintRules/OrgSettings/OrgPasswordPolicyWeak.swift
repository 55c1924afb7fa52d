public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for passwords that never expire or may be short.
public struct OrgPasswordPolicyWeak: Rule {
    public static let page = RuleFile.orgPasswordPolicyWeak

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let minimum = context.integer("minimum-length")
        return context.org.metadata.settings("Security").flatMap { settings in
            let expiration = settings.values["passwordPolicies.expiration"].flatMap { expiration in
                expiration.value == "Never" ? finding(.neverExpire, settings, "expiration", expiration) : nil
            }
            let length = settings.values["passwordPolicies.minimumPasswordLength"].flatMap { length in
                Int(length.value).flatMap { characters in
                    characters < minimum
                        ? finding(.mayBeShort(characters, minimum), settings, "minimumPasswordLength", length) : nil
                }
            }
            return [expiration, length].compactMap { $0 }
        }
    }

    private func finding(
        _ message: Finding.Message,
        _ settings: Settings,
        _ element: String,
        _ value: Located<String>
    ) -> Finding {
        Finding(
            message,
            subject: settings.componentID,
            element: "passwordPolicies.\(element)",
            location: value.location
        )
    }
}

extension Finding.Message {
    fileprivate static var neverExpire: Self {
        "Passwords of the org never expire: expiration is Never."
    }

    fileprivate static func mayBeShort(_ characters: Int, _ minimum: Int) -> Self {
        """
        Passwords of the org may have \(characters) characters, fewer than \(minimum): \
        minimumPasswordLength is \(characters).
        """
    }
}
