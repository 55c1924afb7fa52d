public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration that creates records of an object whose record types it sees, while its profile has no default.
public struct RecordTypeWithoutDefault: Rule {
    public static let page = RuleFile.recordTypeWithoutDefault

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let profiles = org.metadata.profiles.indices
            .filter { IntegrationNames.isAPIOnlyProfile(org.metadata.profiles[$0].fullName) }
            .map { ProfileRecordTypes($0, org) }
        guard !profiles.isEmpty else { return [] }
        let accessByUser = Dictionary(
            org.integrationAccess.map { ($0.user, $0) }, uniquingKeysWith: { first, _ in first })
        let sets = org.integrationSetSubjects.flatMap { subject -> [Finding] in
            let users = Set(subject.paths.map(\.user)).sorted()
            let creators = profiles.flatMap { profile -> [Creator] in
                guard !users.isEmpty else { return [Creator(profile: profile, seenBy: [subject.set])] }
                return users.filter { org.users[$0].profile == profile.index }.map { user in
                    Creator(profile: profile, seenBy: org.holders(accessByUser[user]))
                }
            }
            let confidence = users.isEmpty ? min(subject.evidence.confidence, .medium) : .high
            return findings(subject.set, creators, confidence, subject.related(in: org), org)
        }
        return sets
            + profiles.flatMap { profile -> [Finding] in
                let users = org.integrationAccess.filter { org.users[$0.user].profile == profile.index }
                let creators =
                    [Creator(profile: profile, seenBy: [])]
                    + users.map { Creator(profile: profile, seenBy: org.holders($0)) }
                return findings(org.metadata.profiles[profile.index], creators, .medium, [], org)
            }
    }

    /// One finding an object on which the holder grants create, from the first of its users who lacks the default.
    private func findings(
        _ holder: any AccessHolder,
        _ creators: [Creator],
        _ confidence: Confidence,
        _ users: [Finding.Related],
        _ org: Org
    ) -> [Finding] {
        guard !creators.isEmpty else { return [] }
        var seen: Set<String> = []
        var findings: [Finding] = []
        for part in holder.parts {
            for entry in part.objectPermissions where entry.allows(.allowCreate) {
                let object = org.names[entry.object]
                guard seen.insert(object.lowercased()).inserted else { continue }
                guard let (profile, types) = creators.lazy.compactMap({ $0.lack(of: object, org) }).first else {
                    continue
                }
                findings.append(
                    Finding(
                        .noDefault(holder.componentID, object, types.count, profile.name),
                        subject: holder.componentID,
                        element: "objectPermissions:\(object)",
                        location: part.location(entry.offset),
                        confidence: confidence,
                        related: types.map { type in
                            Finding.Related("makes the record type '\(type.name)' visible", at: type.location)
                        } + [Finding.Related("the profile without a default", at: profile.location)] + users
                    )
                )
            }
        }
        return findings
    }
}

/// A record type that a profile or set lists.
private struct RecordTypeEntry {
    let name: String
    let location: SourceLocation
}

extension AccessHolder {
    /// The record types that it makes visible, by object in lower case.
    fileprivate func visibleRecordTypes(of object: String, _ names: NameTable) -> [RecordTypeEntry] {
        let prefix = object.lowercased() + "."
        return parts.flatMap { part in
            part.recordTypeVisibilities.filter(\.isEnabled).compactMap { entry in
                let name = names[entry.name]
                guard name.lowercased().hasPrefix(prefix) else { return nil }
                return RecordTypeEntry(name: name, location: part.location(entry.offset))
            }
        }
    }
}

/// What an API-only profile says of record types.
private struct ProfileRecordTypes {
    /// Index in `Metadata.profiles`.
    let index: Int
    let name: String
    let location: SourceLocation
    /// The objects of which the profile lists record types, visible or not, in lower case: of others a retrieve may have
    /// left them out, and nothing is known of a default.
    private let objects: Set<String>
    private let objectsWithDefault: Set<String>

    init(_ index: Int, _ org: Org) {
        let profile = org.metadata.profiles[index]
        self.index = index
        name = profile.fullName
        location = profile.location
        func object(_ name: Name) -> String { org.names[name].lowercased().prefix { $0 != "." }.description }
        objects = Set(profile.parts.flatMap { $0.recordTypeVisibilities.map { object($0.name) } })
        objectsWithDefault = Set(profile.parts.flatMap { $0.defaultRecordTypes.map { object($0) } })
    }

    func lacksDefault(of object: String) -> Bool {
        objects.contains(object.lowercased()) && !objectsWithDefault.contains(object.lowercased())
    }
}

/// Somebody on an API-only profile, and what makes record types visible to them beside the profile.
private struct Creator {
    let profile: ProfileRecordTypes
    let seenBy: [any AccessHolder]

    /// The profile and the record types, two or more, where nothing says which of them a new record gets.
    func lack(of object: String, _ org: Org) -> (ProfileRecordTypes, [RecordTypeEntry])? {
        guard profile.lacksDefault(of: object) else { return nil }
        var seen: Set<String> = []
        let holders = [org.metadata.profiles[profile.index] as any AccessHolder] + seenBy
        let types = holders.flatMap { $0.visibleRecordTypes(of: object, org.names) }
            .filter { seen.insert($0.name.lowercased()).inserted }
        return types.count > 1 ? (profile, types) : nil
    }
}

extension Org {
    /// Whatever gives access to a user, the profile included.
    fileprivate func holders(_ access: EffectiveAccess?) -> [any AccessHolder] {
        var seen: Set<AccessSource.Holder> = []
        return (access?.sources ?? []).map(\.holder).filter { seen.insert($0).inserted }.map { holder($0) }
    }
}

extension Finding.Message {
    fileprivate static func noDefault(_ holder: ComponentID, _ object: String, _ types: Int, _ profile: String) -> Self
    {
        """
        \(holder.capitalizedNoun) '\(holder.name)' lets records of '\(object)' be created; \(types) record types of it are \
        visible, and profile '\(profile)' makes none of them the default.
        """
    }
}
