internal import OrgModel
internal import RuleCatalogue

/// What the user may do, and where that goes.
extension MigrationFindings {
    // MARK: Permissions and objects

    private static let knownPermissions = Set(
        ReferenceTable.userPermissions.rows.map { $0["permission"].lowercased() })

    mutating func addPermissions() {
        let health = Set(HealthPermissions.others.map { $0.lowercased() })
        let maximum = planner.integrationPermissionSetLicense.map { Set($0.maximumPermissions) }
        for item in access.items where item.kind == .userPermissions {
            let name = item.name.lowercased()
            if name == HealthPermissions.manageHealthCloud.lowercased() {
                add(
                    .blocker, .access,
                    "The user has the permission '\(item.name)', which \(Self.license) does not support.", item.paths)
            } else if health.contains(name) {
                add(
                    .step, .access,
                    "The user has the permission '\(item.name)' of Health Cloud or Life Sciences Cloud, which "
                        + "\(Self.license) may not allow: find out whether the integration needs it.", item.paths)
            } else if let maximum, let record = planner.integrationPermissionSetLicense, !maximum.contains(name),
                org.records.has("MaximumPermissions\(item.name)", of: "PermissionSetLicense")
            {
                let license = ComponentID(
                    type: "PermissionSetLicense", name: record.developerName ?? IntegrationNames.permissionSetLicense)
                add(
                    .step, .access,
                    "The user has the permission '\(item.name)', which the permission set license "
                        + "'\(IntegrationNames.permissionSetLicenseLabel)' does not include, so the new set may be refused: "
                        + "find out whether the integration needs it.",
                    item.paths + [planner.proof(license, at: record.location)])
            } else if !Self.knownPermissions.contains(name) {
                add(
                    .step, .access,
                    "The permission '\(item.name)' is none that permission sets of API version 66.0 are documented to hold, so "
                        + "the new set may be refused: find out in Setup whether a permission set can grant it.",
                    item.paths)
            }
        }
    }

    mutating func addObjects() {
        var objects: [String: (name: String, tier: GatedObjects.Tier, paths: [AccessPath])] = [:]
        for item in access.items where [.objectPermissions, .fieldPermissions].contains(item.kind) {
            guard let (object, tier) = GatedObjects.entry(item.name) else { continue }
            objects[object.lowercased(), default: (object, tier, [])].paths += item.paths
        }
        for (_, object) in objects.sorted(by: { $0.key < $1.key }) {
            switch object.tier {
            case .named:
                add(
                    .blocker, .access,
                    "The user has access to '\(object.name)', an object of Health Cloud that \(Self.license) does not "
                        + "support.", object.paths)
            case .documented:
                add(
                    .step, .access,
                    "The user has access to '\(object.name)', which is documented for Health Cloud and Life Sciences Cloud "
                        + "only and which \(Self.license) may not support: find out whether the integration needs it.",
                    object.paths)
            }
        }
    }

    // MARK: The profile

    mutating func addProfile() {
        guard let first = user.profile else { return }
        let profiles = org.profiles(like: first).map { org.metadata.profiles[$0] }
        for profile in profiles {
            let own = access.items.filter { item in
                item.paths.contains { $0.steps.last?.component == profile.componentID }
            }
            if !own.isEmpty {
                add(
                    .note, .profile,
                    "The user leaves the profile '\(profile.fullName)'; \(counted(own.count, "thing")) that it grants "
                        + "\(own.count == 1 ? "goes" : "go") into the new set.", [place(profile, profile.location)])
            }
            let ranges = profile.loginIpRanges
            if !ranges.isEmpty {
                add(
                    .step, .profile,
                    "The profile '\(profile.fullName)' restricts logins to \(counted(ranges.count, "range")) of addresses, which no "
                        + "permission set can: set the ranges in the profile '\(planner.profileName)' (for all its users), "
                        + "or in the app.",
                    ranges.map { place(profile, $0.location) })
            }
            if let hours = profile.loginHours {
                add(
                    .step, .profile,
                    "The profile '\(profile.fullName)' restricts the hours of logins, which no permission set can: decide "
                        + "whether the profile '\(planner.profileName)' should (for all its users).",
                    [place(profile, hours)])
            }
            addDefaults(of: profile)
            if !profile.listsObjects || !profile.listsUserPermissions {
                let what = profile.listsObjects ? "user permissions" : "objects and fields"
                add(
                    .step, .profile,
                    "The file of the profile '\(profile.fullName)' says nothing of \(what), so the new set carries at least "
                        + "what it holds: retrieve the profile together with its objects, or compare it in Setup.",
                    [place(profile, profile.location)])
            }
        }
    }

    private func place(_ profile: Profile, _ location: SourceLocation) -> AccessPath {
        planner.proof(profile.componentID, at: location)
    }

    /// Default record types matter where records are created: a permission set has none.
    private mutating func addDefaults(of profile: Profile) {
        for part in profile.parts {
            for type in part.defaultRecordTypes {
                let name = org.names[type]
                let object = String(name.prefix { $0 != "." })
                let creates = [access.set, access.sessionSet].compactMap(\.self).contains {
                    $0.grants(.objectPermissions, object, flag: "\(ObjectAccess.allowCreate)")
                }
                guard creates else { continue }
                let entry = part.recordTypeVisibilities.first { $0.name == type }
                add(
                    .step, .recordType,
                    "The profile '\(profile.fullName)' makes '\(name)' the default record type, which no permission set can: "
                        + "let the integration name the record type of every '\(object)' that it creates, or set the default "
                        + "in the profile '\(planner.profileName)'.",
                    [place(profile, entry.map { part.location($0.offset) } ?? profile.location)])
            }
        }
    }

    // MARK: Sessions

    mutating func addSessions() {
        guard let set = access.sessionSet else { return }
        let items = access.items.filter(\.isConditional)
        var seen: Set<ComponentID> = []
        let activations = items.flatMap(\.paths).compactMap(\.activation).filter { seen.insert($0).inserted }
        add(
            .step, .access,
            "\(counted(items.count, "thing")) \(items.count == 1 ? "counts" : "count") only while "
                + "\(activations.map(\.words).joined(separator: " or ")) is activated: whatever does that has to activate "
                + "'\(set.fullName)', the second of the new sets.",
            activations.compactMap { activation in
                items.flatMap(\.paths).first { $0.activation == activation }
            })
    }

    // MARK: What is missing

    mutating func addGaps() {
        for gap in access.gaps.missing { add(gap, isDecisive: true) }
        for gap in access.gaps.delivered + access.gaps.profile { add(gap) }
    }
}

/// `1 thing`, `2 things`.
private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}
