internal import OrgModel
internal import RuleCatalogue

/// Gathers what is to be known of the move of one user.
struct MigrationFindings {
    let planner: MigrationPlanner
    let index: Int
    let access: CarriedAccess
    private(set) var reasons: [Migration.Reason] = []
    private(set) var unknowns: [AccessGap] = []
    /// Whether an input is missing that may hold something which blocks the move, or which the sets would have to carry.
    private(set) var isUndecided = false

    init(planner: MigrationPlanner, index: Int, access: CarriedAccess) {
        self.planner = planner
        self.index = index
        self.access = access
    }

    var org: Org { planner.org }
    var user: OrgUser { org.users[index] }
    static let license = "the user license '\(IntegrationNames.license)'"

    mutating func gather() {
        addUser()
        addEdition()
        addPermissionSetLicenses()
        addAssignments()
        addPermissions()
        addObjects()
        addProfile()
        addSessions()
        addApps()
        addLogins()
        addGaps()
    }

    mutating func add(
        _ weight: Migration.Reason.Weight,
        _ topic: Migration.Reason.Topic,
        _ text: String,
        _ proof: [AccessPath] = []
    ) {
        reasons.append(Migration.Reason(weight, topic, text, proof: proof))
    }

    /// Notes that something is not known.
    /// - Parameter isDecisive: whether nobody can say without it whether the user can move.
    mutating func add(_ gap: AccessGap, isDecisive: Bool = false) {
        if !unknowns.contains(gap) { unknowns.append(gap) }
        isUndecided = isUndecided || isDecisive
    }

    // MARK: The user and the org

    private mutating func addUser() {
        let place = [planner.proof(user)]
        if user.licenseName == nil {
            add(
                AccessGap("User", "no export tells the user license of the user", at: user.record.location),
                isDecisive: true)
        } else if !user.isOnFullLicense, let license = user.licenseName {
            add(
                .step, .license,
                "The user is on the user license '\(license)': only what is known of 'Salesforce' is told here, so try the "
                    + "change of license in a sandbox.", place)
        }
        if !user.isActive {
            add(
                .step, .user, "The user is not active and uses no seat; activate it where the integration is to run.",
                place)
        }
        let isAPIOnly = org.hasUserPermission("ApiUserOnly", user: index)
        if !user.isIntegration, isAPIOnly != true, !org.appUses(ofUser: index).contains(where: \.isRunAs) {
            add(
                .step, .user,
                "Nothing says that this user belongs to an integration: make sure that no person works with it, for "
                    + "nobody can log in to the user interface afterwards.", place)
        } else if isAPIOnly == false {
            add(
                .note, .user,
                "The user is not API-only today; with the profile '\(planner.profileName)' it is, and nobody can log in to "
                    + "the user interface.", place)
        }
    }

    private mutating func addEdition() {
        let record = org.records.userLicenses.first { IntegrationNames.isLicense($0.name) }
        if let record, record.status?.lowercased() == "disabled" {
            add(.blocker, .license, "The org's user license '\(record.name)' is disabled.", [place(record)])
        }
        if let edition = org.edition, !edition.includesIntegrationLicense, (record?.totalLicenses ?? 0) <= 0 {
            let source = org.records.organizations.first { $0.organizationType != nil }
            let proof = source.map {
                planner.proof(ComponentID(type: "Organization", name: $0.name ?? edition.name), at: $0.location)
            }
            add(
                .blocker, .edition,
                "The edition '\(edition.name)'\(proof == nil ? " of the configuration" : "") does not include \(Self.license).",
                [proof].compactMap(\.self))
        } else if record == nil, org.isComplete("UserLicense") {
            add(
                .step, .license,
                "The export of UserLicense has no row of '\(IntegrationNames.license)': find out whether the org has the "
                    + "license.")
        }
        addPermissionSetLicense()
    }

    /// Without the permission set license no permission set can be given.
    private mutating func addPermissionSetLicense() {
        guard let record = planner.integrationPermissionSetLicense else { return }
        let end = record.expirationDate.flatMap { Timestamp($0) }
        let state =
            if record.status?.lowercased() == "disabled" {
                "is disabled"
            } else if let end, end < org.asOf {
                "expired on \(end.date)"
            } else {
                nil as String?
            }
        guard let state else { return }
        let name = record.developerName ?? IntegrationNames.permissionSetLicense
        add(
            .blocker, .permissionSetLicense,
            "The org's permission set license '\(IntegrationNames.permissionSetLicenseLabel)' \(state).",
            [planner.proof(ComponentID(type: "PermissionSetLicense", name: name), at: record.location)])
    }

    private func place(_ record: UserLicense) -> AccessPath {
        planner.proof(ComponentID(type: "UserLicense", name: record.name), at: record.location)
    }

    // MARK: Permission set licences

    private mutating func addPermissionSetLicenses() {
        if !org.knowsAllLicenses(ofUser: index) {
            let object = "PermissionSetLicenseAssign"
            add(
                org.records.has(object)
                    ? AccessGap(
                        object, "the export of \(object) does not tell every permission set license of the user")
                    : .export(object), isDecisive: true)
        }
        for held in user.distinctLicenses where !held.isSalesforceAPIIntegration {
            let label = planner.licenses.label(of: held)
            let row = PathStep(
                component: ComponentID(
                    type: "PermissionSetLicenseAssign", name: held.developerName ?? held.displayName),
                location: held.row.location)
            let proof = AccessPath(
                steps: [PathStep(component: user.componentID, location: user.record.location), row])
            let license = "the permission set license '\(label)'"
            switch planner.licenses.cloud(of: held) {
            case .health?:
                add(
                    .blocker, .permissionSetLicense,
                    "The user has \(license) of Health Cloud, which \(Self.license) does not support.", [proof])
            case .industry?:
                add(
                    .blocker, .permissionSetLicense,
                    "The user has \(license); \(Self.license) is documented not to support the permission set licenses of "
                        + "Industries clouds.", [proof])
            case nil:
                add(
                    .step, .permissionSetLicense,
                    "The user has \(license), which \(Self.license) may not support: find out whether the integration needs "
                        + "it, and try the move in a sandbox.", [proof])
            }
        }
    }

    // MARK: Sets and groups

    private mutating func addAssignments() {
        for set in org.assignedPermissionSets(ofUsers: [index]) {
            let name = set.componentID.name
            let proof = set.paths.map { org.proof($0) }
            if let license = set.licenseName, !license.isEmpty {
                add(set, license, proof)
            }
            guard namespacePrefix(name) != nil || isSalesforceOwn(name) else { continue }
            let maker = isSalesforceOwn(name) ? "Salesforce itself" : "a package"
            let carried =
                set.index == nil ? "No file shows what it grants, so it stays assigned" : "Its access is carried"
            add(
                .step, .assignment,
                "The set '\(name)' is delivered by \(maker) and may hold what \(Self.license) does not allow. \(carried): "
                    + "ask its makers, and try the assignment in a sandbox.", proof)
        }
        for assignment in user.assignments {
            guard let end = assignment.row.expirationDate.flatMap({ Timestamp($0) }) else { continue }
            let name = assignment.qualifiedName
            add(
                .step, .assignment,
                "The user has '\(name)' only until \(end.date), and the new set would outlast it: give its assignment an end "
                    + "too, or move the user afterwards.",
                [planner.proof(ComponentID(type: "PermissionSetAssignment", name: name), at: assignment.row.location)])
        }
        for assignment in user.assignments {
            guard case .permissionSetGroup(nil) = assignment.target else { continue }
            let name = assignment.qualifiedName
            guard namespacePrefix(name) != nil || isSalesforceOwn(name) else { continue }
            add(
                .step, .assignment,
                "No file shows what the delivered group '\(name)' brings, so it stays assigned; it may hold what "
                    + "\(Self.license) does not allow. Try the assignment in a sandbox.",
                [planner.proof(ComponentID(type: "PermissionSetAssignment", name: name), at: assignment.row.location)])
        }
    }

    private mutating func add(_ set: AssignedPermissionSet, _ license: String, _ proof: [AccessPath]) {
        let name = set.componentID.name
        let element = set.index.flatMap { org.metadata.permissionSets[$0].license?.location }
        let proof = [element.map { planner.proof(set.componentID, at: $0) }].compactMap(\.self) + proof
        if IntegrationNames.isLicense(license) || IntegrationNames.isPermissionSetLicense(license) { return }
        switch planner.licenses.cloud(of: license) {
        case .health?:
            add(
                .blocker, .assignment,
                "The set '\(name)' has the license '\(license)' of Health Cloud, which \(Self.license) does not support.",
                proof)
        case .industry?:
            add(
                .blocker, .assignment,
                "The set '\(name)' has the license '\(license)'; \(Self.license) is documented not to support those of "
                    + "Industries clouds.", proof)
        case nil where org.facts.userLicenses.contains(license.lowercased()):
            add(
                .note, .assignment,
                "The set '\(name)' is for users of the license '\(license)' only, so the user cannot keep it"
                    + (set.index == nil ? "." : "; the new set carries its access."), proof)
        case nil:
            add(
                .step, .assignment,
                "The set '\(name)' has the license '\(license)', which \(Self.license) may not support: find out whether "
                    + "the integration needs what it licenses, and try it in a sandbox.", proof)
        }
    }
}

extension AppUse {
    var isRunAs: Bool {
        if case .runAsUser = ground { true } else { false }
    }
}

extension Org {
    /// A way to a set as a proof.
    func proof(_ path: GrantPath) -> AccessPath {
        let group = path.steps.last { $0.component.type == "PermissionSetGroup" }
        return AccessPath(
            steps: path.steps, activation: path.isConditional ? (group ?? path.steps.last)?.component : nil)
    }
}
