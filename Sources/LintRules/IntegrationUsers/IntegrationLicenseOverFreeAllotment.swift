public import LintEngine
public import OrgModel
public import RuleCatalogue

/// More active integration users than the org has free seats of their licence.
public struct IntegrationLicenseOverFreeAllotment: Rule {
    public static let page = RuleFile.integrationLicenseOverFreeAllotment
    /// What a Developer Edition org comes with, where the configuration does not say otherwise.
    private static let freeSeatsOfDeveloperEdition = 1

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let users = org.users.filter { $0.isActive && $0.isOnIntegrationLicense }
        let record = org.records.userLicenses.first { IntegrationNames.isLicense($0.name) }
        // An edition without the licence brings no seats: whatever the org has was bought.
        let isIncluded = org.edition?.includesIntegrationLicense ?? true
        guard isIncluded || record?.totalLicenses ?? 0 > 0 else { return [] }
        let seats = isIncluded ? Self.freeSeats(context) : 0
        let count = usedSeats(users.count, record, org)
        guard count > seats, let location = record?.location ?? users.dropFirst(seats).first?.record.location else {
            return []
        }
        let paid = max(0, (record?.totalLicenses ?? 0) - seats)
        return [
            Finding(
                paid > 0 ? .paidSeats(count, seats, paid: paid) : .overFreeSeats(count, seats),
                subject: ComponentID(type: "UserLicense", name: IntegrationNames.license),
                element: "seats",
                location: location,
                severity: paid > 0 ? .note : .warning,
                related: users.map { Finding.Related("'\($0.username)' uses a seat", at: $0.record.location) }
            )
        ]
    }

    public func subjects(in org: Org) -> Int {
        org.users.count { $0.isActive && $0.isOnIntegrationLicense }
    }

    /// The seats that come with an edition which includes the licence.
    static func freeSeats(_ context: RuleContext) -> Int {
        let isDeveloper = context.org.edition?.isDeveloper ?? false
        return isDeveloper && !context.isConfigured("free-seats")
            ? freeSeatsOfDeveloperEdition : context.integer("free-seats")
    }

    /// The users are counted; only where the licence of one is unknown, or no whole export of users is there, the
    /// licence's own count says more.
    private func usedSeats(_ users: Int, _ record: UserLicense?, _ org: Org) -> Int {
        let isExact = org.isComplete("User") && org.users.allSatisfy { $0.licenseName != nil || !$0.isActive }
        return isExact ? users : max(users, record?.usedLicenses ?? 0)
    }
}

extension Finding.Message {
    fileprivate static func overFreeSeats(_ count: Int, _ seats: Int) -> Self {
        """
        \(count) active \(count == 1 ? "user is" : "users are") on the user license '\(IntegrationNames.license)', of which \
        \(seats) \(seats == 1 ? "seat is" : "seats are") free.
        """
    }

    fileprivate static func paidSeats(_ count: Int, _ seats: Int, paid: Int) -> Self {
        """
        \(count) active \(count == 1 ? "user is" : "users are") on the user license '\(IntegrationNames.license)', of which \
        the org has \(seats == 0 ? "no" : "\(seats)") free and \(paid) paid \(paid == 1 ? "seat" : "seats"), reported to cost about 10 US dollars each \
        a month.
        """
    }
}
