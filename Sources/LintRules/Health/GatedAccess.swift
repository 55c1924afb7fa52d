internal import LintEngine
internal import OrgModel

/// What one permission set or profile grants on one gated object, its fields included.
struct GatedAccess {
    let holder: AccessSource.Holder
    let component: ComponentID
    /// As Salesforce spells it, else as the file does where it is first named.
    let object: String
    let tier: GatedObjects.Tier
    /// The `<object>` of the object permission, else the first `<field>`.
    var location: SourceLocation
    /// Whether the object itself is granted, not only fields.
    var includesObject: Bool
    /// The flags of the object that are true.
    var objectFlags: [(name: String, location: SourceLocation)] = []
    var fields: [(name: String, location: SourceLocation)] = []
    /// All flags that are true, those as well that are muted on the way: half an entry would contradict itself.
    var writtenFlags: [SourceLocation] = []
    private(set) var paths: [GrantPath] = []
    private var steps: Set<[PathStep]> = []

    fileprivate init(
        _ holder: AccessSource.Holder,
        _ component: ComponentID,
        _ object: String,
        _ tier: GatedObjects.Tier,
        at location: SourceLocation
    ) {
        self.holder = holder
        self.component = component
        self.object = object
        self.tier = tier
        self.location = location
        includesObject = false
    }

    fileprivate mutating func add(_ paths: [GrantPath]) {
        for path in paths where steps.insert(path.steps).inserted { self.paths.append(path) }
    }

    var isConditional: Bool { !paths.isEmpty && paths.allSatisfy(\.isConditional) }

    private var isManagedPackage: Bool { object.lowercased().hasPrefix("healthcloudga__") }

    /// What is granted, in words: `access to 'CareProgram'`, `access to fields of 'CareProgram'`.
    var phrase: String { "access to \(includesObject ? "" : "fields of ")'\(object)'" }

    /// Why it matters, as the end of a message.
    var reason: String {
        switch tier {
        case .named where isManagedPackage:
            "an object of the managed Health Cloud package that the user license 'Salesforce Integration' does not support"
        case .named: "a Health Cloud object that the user license 'Salesforce Integration' does not support"
        case .documented:
            "an object documented for Health Cloud and Life Sciences Cloud only that the user license "
                + "'Salesforce Integration' may not support"
        }
    }

    /// Tells findings apart: one a set and object.
    var element: String { "\(includesObject ? "objectPermissions" : "fieldPermissions"):\(object)" }

    /// The elements that are on, and the fields.
    var related: [Finding.Related] {
        objectFlags.map { Finding.Related("grants '\($0.name)'", at: $0.location) }
            + fields.map { Finding.Related("grants the field '\($0.name)'", at: $0.location) }
    }

    var fix: Fix {
        Fix(
            .unsafe,
            "Turn off the \(phrase) in '\(component.name)'; everybody who has it from there loses it.",
            edits: writtenFlags.map { .replaceText($0, with: "false") }
        )
    }
}

/// Gathers the access to gated objects: one entry a holder and object, whatever the case and however many fields.
struct GatedAccessList {
    private(set) var entries: [GatedAccess] = []
    private var places: [[String]: Int] = [:]
    private let org: Org
    private var gated: GatedObjects

    init(_ org: Org) {
        self.org = org
        gated = GatedObjects(org.names)
    }

    /// What effective access gives to users of the Salesforce Integration licence.
    mutating func addEffective() {
        var gated = gated
        for grant in org.effectiveObjectPermissions(where: { gated.tier(of: $0) != nil }) {
            let paths = unallowed(gated.object(of: grant.entry.permission.object), grant.paths)
            guard !paths.isEmpty else { continue }
            add(grant.holder, grant.component, grant.entry.permission, at: grant.location, paths) {
                grant.entry.access.contains($0)
            }
        }
        for grant in org.effectiveFieldPermissions(where: { gated.tier(of: $0) != nil }) {
            guard !isAPIOnlyProfile(grant.holder) else { continue }
            let paths = unallowed(gated.object(of: grant.entry.permission.field), grant.paths)
            guard !paths.isEmpty else { continue }
            let entry = grant.entry
            add(grant.holder, grant.component, entry.permission, at: grant.location, paths)
        }
    }

    /// What a set grants as it is written, less the objects that `isAllowed` accepts.
    /// - Parameter set: index in `Metadata.permissionSets`.
    mutating func addWritten(_ set: Int, isAllowed: (String) -> Bool) {
        let component = org.metadata.permissionSets[set].componentID
        let holder = AccessSource.Holder.permissionSet(set)
        for part in org.metadata.permissionSets[set].parts {
            for permission in part.objectPermissions
            where permission.allowsAnything && gated.tier(of: permission.object) != nil
                && !isAllowed(gated.object(of: permission.object))
            {
                add(holder, component, permission, at: part.location(permission.offset), []) { permission.allows($0) }
            }
        }
        for part in org.metadata.permissionSets[set].parts {
            for permission in part.fieldPermissions
            where permission.allowsAnything && gated.tier(of: permission.field) != nil
                && !isAllowed(gated.object(of: permission.field))
            {
                add(holder, component, permission, at: part.location(permission.offset), [])
            }
        }
    }

    private mutating func add(
        _ holder: AccessSource.Holder,
        _ component: ComponentID,
        _ permission: ObjectPermission,
        at location: SourceLocation,
        _ paths: [GrantPath],
        isGranted: (ObjectAccess) -> Bool
    ) {
        guard let tier = gated.tier(of: permission.object) else { return }
        let place = place(holder, component, gated.object(of: permission.object), tier, location)
        if !entries[place].includesObject {
            entries[place].includesObject = true
            entries[place].location = location
        }
        for access in ObjectAccess.allCases where permission.allows(access) {
            guard let offset = permission.offset(of: access) else { continue }
            let flag = SourceLocation(file: location.file, offset: offset)
            entries[place].writtenFlags.append(flag)
            if isGranted(access) { entries[place].objectFlags.append(("\(access)", flag)) }
        }
        entries[place].add(paths)
    }

    private mutating func add(
        _ holder: AccessSource.Holder,
        _ component: ComponentID,
        _ permission: FieldPermission,
        at location: SourceLocation,
        _ paths: [GrantPath]
    ) {
        guard let tier = gated.tier(of: permission.field) else { return }
        let place = place(holder, component, gated.object(of: permission.field), tier, location)
        let offsets = [
            permission.editable == .yes ? permission.editableOffset : nil,
            permission.readable == .yes ? permission.readableOffset : nil,
        ]
        entries[place].fields.append((org.names[permission.field], location))
        entries[place].writtenFlags += offsets.compactMap { $0 }.map { SourceLocation(file: location.file, offset: $0) }
        entries[place].add(paths)
    }

    private mutating func place(
        _ holder: AccessSource.Holder,
        _ component: ComponentID,
        _ object: String,
        _ tier: GatedObjects.Tier,
        _ location: SourceLocation
    ) -> Int {
        let key = [component.type, component.name, object.lowercased()]
        if let place = places[key] { return place }
        places[key] = entries.count
        entries.append(GatedAccess(holder, component, object, tier, at: location))
        return entries.count - 1
    }

    private func unallowed(_ object: String, _ paths: [GrantPath]) -> [GrantPath] {
        org.licensedPaths(paths).filter { !org.allowsObject(object, forUser: $0.user) }
    }

    /// Whether a holder is an API-only profile or a clone of one: their retrieved files list readable fields that
    /// nobody granted, and that give nothing without the object.
    private func isAPIOnlyProfile(_ holder: AccessSource.Holder) -> Bool {
        guard case .profile(let index) = holder else { return false }
        let profile = org.metadata.profiles[index]
        return IntegrationNames.isAPIOnlyProfile(profile.fullName)
            || profile.userLicense.map { IntegrationNames.isLicense($0.value) } ?? false
    }
}
