public import LintEngine
public import OrgModel
internal import RuleCatalogue

/// Judges which users can move to the user licence *Salesforce Integration*, with the tables that the rules know.
public struct MigrationPlanner {
    /// What the plan is told beside the org.
    public struct Settings: Sendable {
        /// The seats of the licence that are free, where the configuration says so; the edition decides otherwise.
        public var freeSeats: Int?
        public var prices: LicensePrices?
        /// The configuration as reports name it; nil where there is none.
        public var configurationPath: String?
        /// The folder of the new permission sets, as commands name it.
        public var folder: String

        public init(configuration: Configuration, path: String?, folder: String) {
            let page = RuleFile.integrationLicenseOverFreeAllotment
            if case .integer(let count)? = configuration.rules[page.id]?.parameters["free-seats"] { freeSeats = count }
            prices = configuration.prices
            configurationPath = path
            self.folder = folder
        }
    }

    let org: Org
    let settings: Settings
    let licenses: IndustryLicenses

    public init(_ org: Org, settings: Settings) {
        self.org = org
        self.settings = settings
        licenses = IndustryLicenses(org)
    }

    /// The active integration users who are not known to be on the licence, in the order of the export: those that the
    /// rule about full licences looks at, declared ones of any licence, and run-as users of apps.
    public var candidates: [Int] {
        let full = Set(org.fullLicenseIntegrations.map(\.user))
        let runAs = Set(
            org.apps.filter(\.usesClientCredentials).compactMap { $0.runAsUser.flatMap { org.user(named: $0.value) } })
        return org.users.indices.filter { index in
            let user = org.users[index]
            guard user.isActive, !user.isOnIntegrationLicense else { return false }
            let isDeclared = user.registration != nil && user.licenseName == nil
            return full.contains(index) || isDeclared || runAs.contains(index) && user.isOnFullLicense
        }
    }

    /// - Parameter users: indices in `Org.users`, each once.
    public func plan(_ users: [Int]) -> MigrationPlan {
        var names = MigrationNames(org)
        let migrations = users.map { migration(ofUser: $0, &names) }
        let leaving = migrations.filter { $0.isPossible && org.users[$0.user].isOnFullLicense }
            .count { org.users[$0.user].isActive }
        let seats = self.seats(migrations, leaving: leaving)
        return MigrationPlan(
            migrations: migrations,
            seats: seats,
            saving: saving(leaving: leaving, seats),
            leavingUsers: leaving,
            priceSource: settings.prices.flatMap { prices in
                settings.configurationPath.map { "\($0):\(prices.line)" }
            }
        )
    }

    private func migration(ofUser index: Int, _ names: inout MigrationNames) -> Migration {
        let user = org.users[index]
        guard !user.isOnIntegrationLicense else {
            let reason = Migration.Reason(
                .note, .license, "The user is on the user license '\(IntegrationNames.license)' already.",
                proof: [proof(user)])
            return Migration(user: index, of: org, verdict: .done, reasons: [reason])
        }
        let (set, sessionSet) = names.sets(for: user)
        let access = org.carriedAccess(ofUser: index, in: set, and: sessionSet, omission: omission)
        var findings = MigrationFindings(planner: self, index: index, access: access)
        findings.gather()
        let verdict: Migration.Verdict =
            if findings.reasons.contains(where: { $0.weight == .blocker }) {
                .blocked
            } else if findings.isUndecided {
                .unknown
            } else if findings.reasons.contains(where: { $0.weight == .step }) {
                .steps
            } else {
                .ready
            }
        let isPossible = [.ready, .steps].contains(verdict)
        return Migration(
            user: index,
            of: org,
            verdict: verdict,
            reasons: findings.reasons,
            unknowns: findings.unknowns,
            access: access,
            commands: isPossible ? commands(ofUser: index, access) : []
        )
    }

    /// Why no set carries a right.
    private func omission(_ kind: AccessRight.Kind, _ name: String) -> String? {
        switch kind {
        case .userPermissions:
            IntegrationNames.profilePermissions.contains { $0.lowercased() == name.lowercased() }
                ? "it comes with the profile '\(profileName)'" : nil
        case .applicationVisibilities:
            "an app is shown in the user interface only, which the user license '\(IntegrationNames.license)' does not open"
        default: nil
        }
    }

    // MARK: The target

    /// The API-only profile of the org: the current one, unless exports know only the one that it replaced.
    private var profileRecord: ProfileRecord? {
        let found = org.records.profiles.filter { IntegrationNames.isAPIOnlyProfile($0.name) }
        return found.first { $0.name.lowercased() != IntegrationNames.profiles[1].lowercased() } ?? found.first
    }

    var profileName: String { profileRecord?.name ?? IntegrationNames.profiles[0] }

    var profileID: RecordID? { profileRecord?.id }

    // MARK: Proofs

    /// The row of a user.
    func proof(_ user: OrgUser) -> AccessPath {
        AccessPath(steps: [PathStep(component: user.componentID, location: user.record.location)])
    }

    /// A component, or an element in it.
    func proof(_ component: ComponentID, at location: SourceLocation) -> AccessPath {
        AccessPath(steps: [PathStep(component: component, location: location)])
    }
}
