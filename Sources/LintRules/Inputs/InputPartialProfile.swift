public import LintEngine
public import OrgModel
public import RuleCatalogue

/// A profile's file that is only a part of the profile, so that what it does not grant may be granted all the same.
public struct InputPartialProfile: Rule {
    public static let page = RuleFile.inputPartialProfile

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.profiles.filter(\.isPartial).map { profile in
            Finding(
                .isPartial(profile.fullName),
                subject: profile.componentID,
                element: "userPermissions",
                location: profile.location
            )
        }
    }

    public func subjects(in org: Org) -> Int { org.metadata.profiles.count }
}

extension Finding.Message {
    fileprivate static func isPartial(_ profile: String) -> Self {
        """
        The file of the profile '\(profile)' names neither its user license nor any user permission, which every retrieve \
        brings, so what its users may not do cannot be told.
        """
    }
}
