internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

extension MigrationPlanner {
    // MARK: Seats

    /// The seats that the moves take and give back.
    func seats(_ migrations: [Migration], leaving: Int) -> [MigrationPlan.Seats] {
        let moving = migrations.filter(\.isPossible)
        let users = moving.count { org.users[$0.user].isActive }
        let holders = moving.count { !org.users[$0.user].licenses.contains(where: \.isSalesforceAPIIntegration) }
        return [integrationSeats(users), permissionSetLicenseSeats(holders), fullSeats(leaving)]
    }

    private func integrationSeats(_ users: Int) -> MigrationPlan.Seats {
        let license = "user license '\(IntegrationNames.license)'"
        let record = org.records.userLicenses.first { IntegrationNames.isLicense($0.name) }
        if let record, let total = record.totalLicenses, let used = record.usedLicenses {
            return counted(license, total: total, used: used, record.location, change: users)
        }
        func seats(_ free: Int?, _ source: String) -> MigrationPlan.Seats {
            MigrationPlan.Seats(license: license, free: free, change: users, source: source, location: record?.location)
        }
        guard let edition = org.edition else {
            return seats(nil, "neither the export of UserLicense nor the edition is there")
        }
        guard edition.includesIntegrationLicense else {
            return seats(nil, "the edition '\(edition.name)' does not include the license")
        }
        guard org.isComplete("User"), org.users.allSatisfy({ $0.licenseName != nil || !$0.isActive }) else {
            return seats(nil, "the export of UserLicense is missing, and that of User does not tell every license")
        }
        let allotment = IntegrationLicenseOverFreeAllotment.freeSeats(
            RuleContext(
                org: org, page: RuleFile.integrationLicenseOverFreeAllotment,
                configured: settings.freeSeats.map { ["free-seats": .integer($0)] } ?? [:]))
        let used = org.users.count { $0.isActive && $0.isOnIntegrationLicense }
        let origin =
            settings.freeSeats == nil ? "the edition may come with \(allotment)" : "the configuration says \(allotment)"
        return seats(
            allotment - used, "\(origin), and \(used) active users have one; the export of UserLicense tells more")
    }

    private func permissionSetLicenseSeats(_ users: Int) -> MigrationPlan.Seats {
        let license = "permission set license '\(IntegrationNames.permissionSetLicenseLabel)'"
        let record = integrationPermissionSetLicense
        guard let record, let total = record.totalLicenses, let used = record.usedLicenses else {
            return MigrationPlan.Seats(
                license: license, free: nil, change: users,
                source: "the export of PermissionSetLicense is missing or does not tell", location: record?.location)
        }
        return counted(license, total: total, used: used, record.location, change: users)
    }

    private func fullSeats(_ leaving: Int) -> MigrationPlan.Seats {
        let license = "user license 'Salesforce'"
        let record = org.records.userLicenses.first { $0.name.lowercased() == "salesforce" }
        guard let record, let total = record.totalLicenses, let used = record.usedLicenses else {
            return MigrationPlan.Seats(
                license: license, free: nil, change: -leaving,
                source: "the export of UserLicense is missing or does not tell", location: record?.location)
        }
        return counted(license, total: total, used: used, record.location, change: -leaving)
    }

    /// A negative total stands for a licence without limit.
    private func counted(
        _ license: String,
        total: Int,
        used: Int,
        _ location: SourceLocation,
        change: Int
    ) -> MigrationPlan.Seats {
        let isLimited = total >= 0
        return MigrationPlan.Seats(
            license: license, free: isLimited ? total - used : nil, change: change,
            source: isLimited ? "\(used) of \(total) are used" : "the license has no limit, \(used) are used",
            location: location)
    }

    /// The record of *Salesforce API Integration*; nil where no export has it.
    var integrationPermissionSetLicense: PermissionSetLicense? {
        org.records.permissionSetLicenses.first { record in
            [record.developerName, record.masterLabel].contains {
                $0.map(IntegrationNames.isPermissionSetLicense) ?? false
            }
        }
    }

    // MARK: The bill

    func saving(leaving: Int, _ seats: [MigrationPlan.Seats]) -> MigrationPlan.Saving? {
        guard let prices = settings.prices, let price = prices.salesforce else { return nil }
        // A seat that is short today is no cost of the move.
        let short = seats.first.flatMap { seats in
            seats.freeAfterwards.map { min(max(0, -$0), max(0, seats.change)) }
        }
        return MigrationPlan.Saving(
            users: leaving, price: price, bought: (short ?? 0, prices.salesforceIntegration), currency: prices.currency)
    }
}
