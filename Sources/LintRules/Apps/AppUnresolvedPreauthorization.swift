public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that list a profile or permission set which is not there.
public struct AppUnresolvedPreauthorization: AppRule {
    public static let page = RuleFile.appUnresolvedPreauthorization

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        let org = context.org
        let profiles = org.inputs["Profile"] == nil ? [] : app.preauthorizedProfiles
        let sets = org.inputs["PermissionSet"] == nil ? [] : app.preauthorizedPermissionSets
        return unresolved(profiles, .profiles, of: app) { org.knowsProfile(listed: $0) }
            + unresolved(sets, .permissionSets, of: app) { org.knowsPermissionSet(listed: $0) }
    }

    private func unresolved(
        _ entries: [Located<String>],
        _ element: App.Element,
        of app: App,
        isKnown: (String) -> Bool
    ) -> [Finding] {
        var seen: Set<String> = []
        return entries.compactMap { entry in
            // Packages bring components of their own, and an Id says nothing that files could know.
            guard namespacePrefix(entry.value) == nil, !isID(entry.value), !isKnown(entry.value),
                seen.insert(entry.value.lowercased()).inserted
            else { return nil }
            return Finding(
                .unresolved(app, entry.value, isProfile: element == .profiles),
                subject: app.componentID,
                element: "\(app.name(of: element)):\(entry.value)",
                location: entry.location
            )
        }
    }

    /// Whether a text is the Id of a profile, permission set or group: by its length and by the prefix of the object.
    private func isID(_ text: String) -> Bool {
        [15, 18].contains(text.utf8.count) && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            && ["00e", "0PS", "0PG"].contains { text.hasPrefix($0) }
    }
}

extension Org {
    /// Whether a profile that an app lists is a standard one, or is there as a file or in an export.
    fileprivate func knowsProfile(listed name: String) -> Bool {
        let lowered = name.lowercased()
        return profile(named: name) != nil || IntegrationNames.isAPIOnlyProfile(name)
            || facts.standardProfileLabels.contains {
                $0.key.lowercased() == lowered || $0.value.lowercased() == lowered
            }
            || hasUnreadableFile(of: "Profile", named: lowered)
            || records.profiles.contains { $0.name.lowercased() == lowered }
            || users.contains { $0.profileName?.lowercased() == lowered }
    }

    /// Whether a set or group that an app lists, by name or label, is there as a file or in an export.
    fileprivate func knowsPermissionSet(listed name: String) -> Bool {
        let lowered = name.lowercased()
        return permissionSet(namedOrLabelled: name) != nil || permissionSetGroup(named: name) != nil
            || hasUnreadableFile(of: "PermissionSet", named: lowered)
            || metadata.permissionSetGroups.contains { $0.label?.value.lowercased() == lowered }
            || records.permissionSets.contains { [$0.name?.lowercased(), $0.label?.lowercased()].contains(lowered) }
            || records.permissionSetAssignments.contains { row in
                [row.permissionSetName?.lowercased(), row.permissionSetLabel?.lowercased()].contains(lowered)
            }
    }

    private func hasUnreadableFile(of type: String, named lowered: String) -> Bool {
        problems.contains { $0.subject.type == type && $0.subject.name.lowercased() == lowered }
    }
}

extension Finding.Message {
    fileprivate static func unresolved(_ app: App, _ name: String, isProfile: Bool) -> Self {
        """
        \(app.title) pre-authorises the \(isProfile ? "profile" : "permission set") '\(name)', of which there is no \
        file, by name or by label.
        """
    }
}
