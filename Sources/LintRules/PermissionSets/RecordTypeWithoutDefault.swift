public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration that creates records of an object whose record types it sees, while its profile has no default.
public struct RecordTypeWithoutDefault: Rule {
    public static let page = RuleFile.recordTypeWithoutDefault

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let profiles = org.apiOnlyProfileFiles.map { ProfileRecordTypes($0, org) }
        guard !profiles.isEmpty else { return [] }
        var recordTypes = VisibleRecordTypes(org.names)
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
            return findings(subject.set, creators, confidence, subject.related(in: org), org, &recordTypes)
        }
        return sets
            + profiles.flatMap { profile -> [Finding] in
                let users = org.integrationAccess.filter { org.users[$0.user].profile == profile.index }
                // Users who have the same are one.
                var seen: Set<[SourceLocation]> = []
                let creators =
                    [Creator(profile: profile, seenBy: [])]
                    + users.map { Creator(profile: profile, seenBy: org.holders($0)) }
                    .filter { seen.insert($0.seenBy.map(\.location)).inserted }
                return findings(org.metadata.profiles[profile.index], creators, .medium, [], org, &recordTypes)
            }
    }

    /// One finding an object on which the holder grants create, from the first of its users who lacks the default.
    private func findings(
        _ holder: any AccessHolder,
        _ creators: [Creator],
        _ confidence: Confidence,
        _ users: [Finding.Related],
        _ org: Org,
        _ recordTypes: inout VisibleRecordTypes
    ) -> [Finding] {
        guard !creators.isEmpty else { return [] }
        var seen: Set<String> = []
        var findings: [Finding] = []
        for part in holder.parts {
            for entry in part.objectPermissions where entry.allows(.allowCreate) {
                let object = org.names[entry.object]
                guard seen.insert(object.lowercased()).inserted else { continue }
                guard let (profile, types) = lack(of: object, creators, org, &recordTypes) else { continue }
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

    /// The profile of the first creator whom nothing tells which of two or more record types a new record gets, and these.
    private func lack(
        of object: String,
        _ creators: [Creator],
        _ org: Org,
        _ recordTypes: inout VisibleRecordTypes
    ) -> (ProfileRecordTypes, [RecordTypeEntry])? {
        for creator in creators where creator.profile.lacksDefault(of: object) {
            var seen: Set<String> = []
            var types: [RecordTypeEntry] = []
            for holder in [org.metadata.profiles[creator.profile.index] as any AccessHolder] + creator.seenBy {
                types += recordTypes.types(of: object, in: holder).filter { type in
                    seen.insert(type.name.lowercased()).inserted
                }
            }
            if types.count > 1 { return (creator.profile, types) }
        }
        return nil
    }
}

/// A record type that a profile or set lists.
private struct RecordTypeEntry {
    let name: String
    let location: SourceLocation
}

/// The record types that profiles and sets make visible, each of them looked through once.
private struct VisibleRecordTypes {
    private let names: NameTable
    /// By the place of the profile or set, and by object in lower case.
    private var known: [SourceLocation: [String: [RecordTypeEntry]]] = [:]

    init(_ names: NameTable) { self.names = names }

    mutating func types(of object: String, in holder: any AccessHolder) -> [RecordTypeEntry] {
        if let types = known[holder.location] { return types[object.lowercased()] ?? [] }
        var types: [String: [RecordTypeEntry]] = [:]
        for part in holder.parts {
            for entry in part.recordTypeVisibilities where entry.isEnabled {
                let name = names[entry.name]
                guard let dot = name.firstIndex(of: ".") else { continue }
                types[name[..<dot].lowercased(), default: []].append(
                    RecordTypeEntry(name: name, location: part.location(entry.offset)))
            }
        }
        known[holder.location] = types
        return types[object.lowercased()] ?? []
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
