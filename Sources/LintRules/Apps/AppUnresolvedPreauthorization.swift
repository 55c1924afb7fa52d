public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that list a profile or permission set which is not there.
public struct AppUnresolvedPreauthorization: Rule {
    public static let page = RuleFile.appUnresolvedPreauthorization

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let known = KnownHolders(org)
        return org.apps.flatMap { app in
            let profiles = org.inputs["Profile"] == nil ? [] : app.preauthorizedProfiles
            let sets = org.inputs["PermissionSet"] == nil ? [] : app.preauthorizedPermissionSets
            return unresolved(profiles, .profiles, of: app) { known.hasProfile(listed: $0) }
                + unresolved(sets, .permissionSets, of: app) { known.hasPermissionSet(listed: $0) }
        }
    }

    public func subjects(in org: Org) -> Int { org.apps.count }

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

/// The profiles, sets and groups that are there as files or in exports, by every name that an app may list, in lower case.
private struct KnownHolders {
    private let org: Org
    private var profiles: Set<String> = []
    private var permissionSets: Set<String> = []

    init(_ org: Org) {
        self.org = org
        func insert(_ names: [String?], into known: inout Set<String>) {
            known.formUnion(names.compactMap { $0?.lowercased() })
        }
        insert(org.facts.standardProfileLabels.flatMap { [$0.key, $0.value] }, into: &profiles)
        insert(org.records.profiles.map(\.name), into: &profiles)
        insert(org.users.map(\.profileName), into: &profiles)
        insert(org.metadata.permissionSetGroups.map { $0.label?.value }, into: &permissionSets)
        insert(org.records.permissionSets.flatMap { [$0.name, $0.label] }, into: &permissionSets)
        let rows = org.records.permissionSetAssignments
        insert(rows.flatMap { [$0.permissionSetName, $0.permissionSetLabel] }, into: &permissionSets)
        // A file that cannot be read is there.
        for subject in org.problems.map(\.subject) {
            if subject.type == "Profile" { insert([subject.name], into: &profiles) }
            if subject.type == "PermissionSet" { insert([subject.name], into: &permissionSets) }
        }
    }

    /// Whether a profile that an app lists is a standard one, or is there as a file or in an export.
    func hasProfile(listed name: String) -> Bool {
        profiles.contains(name.lowercased()) || org.profile(named: name) != nil
            || IntegrationNames.isAPIOnlyProfile(name)
    }

    /// Whether a set or group that an app lists, by name or label, is there as a file or in an export.
    func hasPermissionSet(listed name: String) -> Bool {
        permissionSets.contains(name.lowercased()) || org.permissionSet(namedOrLabelled: name) != nil
            || org.permissionSetGroup(named: name) != nil
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
