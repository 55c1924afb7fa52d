internal import OrgModel

/// Names for the new permission sets that nothing in the org has, as far as files and exports know.
struct MigrationNames {
    /// Characters that the API name and the label of a permission set have at most (Object Reference, PermissionSet).
    private static let longest = 80

    private var taken: Set<String>
    private let date: String

    init(_ org: Org) {
        let files = org.metadata.permissionSets.map(\.fullName) + org.metadata.permissionSetGroups.map(\.fullName)
        let records =
            org.records.permissionSets.compactMap(\.name) + org.records.permissionSetGroups.compactMap(\.developerName)
        let assigned = org.users.flatMap(\.assignments).map(\.name)
        taken = Set((files + records + assigned).map { $0.lowercased() })
        date = org.asOf.date
    }

    /// The sets of a user, still empty: that of everything, and that of what has to be activated first.
    mutating func sets(for user: OrgUser) -> (set: PermissionSetContent, sessionSet: PermissionSetContent) {
        let system = system(of: user)
        let name = unique("INT_" + Self.apiName(system) + "_Access", with: "_Session")
        let label = "Integration - \(system) - Access"
        let move = "for its move to the user license \(IntegrationNames.license)"
        let set = PermissionSetContent(
            fullName: name,
            label: Self.cut(label, to: Self.longest),
            description: Self.cut("What '\(system)' could do on \(date), gathered \(move).", to: 255))
        let sessionSet = PermissionSetContent(
            fullName: name + "_Session",
            label: Self.cut("Integration - \(system) - Access in a session", to: Self.longest),
            description: Self.cut(
                "What '\(system)' could do in activated sessions on \(date), gathered \(move).", to: 255),
            isActivationRequired: true)
        return (set, sessionSet)
    }

    /// The system as the register calls it, else as the user is called.
    private func system(of user: OrgUser) -> String {
        let name = user.registration?.name ?? SystemName.text(of: user)
        let visible = name.unicodeScalars.filter { $0.properties.generalCategory != .control }
        return Self.cut(String(String.UnicodeScalarView(visible)), to: 40)
    }

    /// Letters, digits and single underscores, as the platform wants API names.
    private static func apiName(_ text: String) -> String {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "System" : cut(words.joined(separator: "_"), to: 40)
    }

    private static func cut(_ text: String, to count: Int) -> String {
        let cut = text.count > count ? String(text.prefix(count)) : text
        return cut.hasSuffix("_") ? String(cut.dropLast()) : cut
    }

    private mutating func unique(_ name: String, with suffix: String) -> String {
        var candidate = name
        var number = 1
        while taken.contains(candidate.lowercased()) || taken.contains((candidate + suffix).lowercased()) {
            number += 1
            candidate = "\(name)\(number)"
        }
        taken.formUnion([candidate.lowercased(), (candidate + suffix).lowercased()])
        return candidate
    }
}
