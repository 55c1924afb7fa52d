internal import OrgModel

/// The access to gated objects of which a rule about Health Cloud speaks: a general rule leaves the same entry to it.
struct ToldGatedAccess {
    private let org: Org
    private var gated: GatedObjects
    /// Set and object in lower case; worked out once somebody asks for a gated object, which few orgs have.
    private var told: Set<[String]>?

    init(_ org: Org) {
        self.org = org
        gated = GatedObjects(org.names)
    }

    /// Whether a rule about Health Cloud speaks of what a set grants on an object or field.
    ///
    /// - Parameter paths: the ways on which integration users have it. Those rules know only users of the Salesforce
    ///   Integration licence: where others have it too, the general rule speaks of them.
    mutating func contains(_ name: Name, in set: PermissionSet, _ paths: [GrantPath]) -> Bool {
        guard gated.tier(of: name) != nil, paths.allSatisfy({ org.users[$0.user].isLicensedIntegration }) else {
            return false
        }
        let known = told ?? Set(org.gatedAccess.filter { $0.component.type == "PermissionSet" }.map(\.key))
        told = known
        return known.contains([set.fullName.lowercased(), gated.object(of: name).lowercased()])
    }
}

extension GatedAccess {
    fileprivate var key: [String] { [component.name.lowercased(), object.lowercased()] }
}

extension Org {
    /// The access to gated objects that rules about Health Cloud tell, by themselves or with the set that grants it.
    fileprivate var gatedAccess: [GatedAccess] {
        knowsAssignments ? effectiveGatedAccess : writtenGatedAccess
    }

    /// What users of the Salesforce Integration licence may do with gated objects.
    var effectiveGatedAccess: [GatedAccess] {
        guard !licensedIntegrationUsers.isEmpty else { return [] }
        var list = GatedAccessList(self)
        list.addEffective()
        return list.entries
    }

    /// What integration sets grant on gated objects as they are written, less what the register allows; for orgs of which
    /// no export says who has which set.
    var writtenGatedAccess: [GatedAccess] {
        guard !integrationPermissionSets.isEmpty else { return [] }
        var list = GatedAccessList(self)
        for index in integrationPermissionSets.keys.sorted() {
            let entries = registerEntries(ofPermissionSet: metadata.permissionSets[index].fullName)
            // The exported users of these entries are on other licences, which may support Health Cloud.
            if integrationPermissionSets[index] == .register, areOnOtherLicenses(entries) { continue }
            list.addWritten(index) { object in
                entries.contains { entry in
                    entry.allowedObjects.contains { $0.lowercased() == object.lowercased() }
                }
            }
        }
        return list.entries
    }

    /// Whether the users of all entries are exported, and none is on the Salesforce Integration licence.
    private func areOnOtherLicenses(_ entries: [IntegrationRegister.Entry]) -> Bool {
        entries.allSatisfy { entry in
            guard let user = entry.user.flatMap({ user(named: $0) }) else { return false }
            return users[user].licenseName != nil && !users[user].isLicensedIntegration
        }
    }
}
