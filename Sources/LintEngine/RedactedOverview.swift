internal import OrgModel

extension IntegrationOverview {
    /// The overview with pseudonyms in every name.
    func redacted(by redactor: inout Redactor) -> IntegrationOverview {
        var overview = self
        overview.organization = organization.map { redactor.text($0) }
        overview.edition = edition.map { redactor.text($0) }
        overview.integrations = integrations.map { $0.redacted(by: &redactor) }
        overview.apps = apps.map { $0.redacted(by: &redactor) }
        overview.userLicenses = userLicenses.map { $0.redacted(by: &redactor) }
        overview.permissionSetLicenses = permissionSetLicenses.map { $0.redacted(by: &redactor) }
        overview.access = access.map { $0.redacted(by: &redactor) }
        return overview
    }
}

extension IntegrationOverview.Integration {
    fileprivate func redacted(by redactor: inout Redactor) -> Self {
        var integration = self
        integration.name = redactor.text(name)
        integration.username = username.map { redactor.text($0) }
        integration.account = account.map { $0.redacted(by: &redactor) }
        integration.declaredApps = declaredApps.map { redactor.text($0) }
        integration.declaredPermissionSets = declaredPermissionSets.map { redactor.text($0) }
        return integration
    }
}

extension IntegrationOverview.Account {
    fileprivate func redacted(by redactor: inout Redactor) -> Self {
        var account = self
        account.username = redactor.text(username)
        account.name = name.map { redactor.text($0) }
        account.license = license.map { redactor.text($0) }
        account.profile = profile.map { redactor.text($0) }
        account.permissionSetLicenses = permissionSetLicenses?.map { $0.redacted(by: &redactor) }
        account.assignments = assignments?.map { $0.redacted(by: &redactor) }
        if case .date(let date) = lastLogin { account.lastLogin = .date(redactor.text(date)) }
        account.logins = logins?.map { logins in
            var logins = logins
            logins.kind = logins.kind.map { redactor.text($0) }
            logins.last = redactor.text(logins.last)
            return logins
        }
        return account
    }
}

extension IntegrationOverview.Holding {
    fileprivate func redacted(by redactor: inout Redactor) -> Self {
        var holding = self
        holding.component = redactor.component(component)
        return holding
    }
}

extension IntegrationOverview.IntegrationApp {
    fileprivate func redacted(by redactor: inout Redactor) -> Self {
        var app = self
        app.component = redactor.component(component)
        app.label = label.map { redactor.text($0) }
        app.certificate = certificate.map { redactor.text($0) }
        app.runAsUser = runAsUser.map { redactor.text($0) }
        app.scopes = scopes.map { redactor.text($0) }
        app.users = users.map { use in
            var use = use
            use.username = redactor.text(use.username)
            if case .preauthorization(let component) = use.ground {
                use.ground = .preauthorization(redactor.component(component))
            }
            return use
        }
        return app
    }
}

extension LicenseSeats {
    fileprivate func redacted(by redactor: inout Redactor) -> Self {
        var seats = self
        seats.name = redactor.text(name)
        seats.status = status.map { redactor.text($0) }
        seats.expirationDate = expirationDate.map { redactor.text($0) }
        seats.integrationUsers = integrationUsers?.map { redactor.text($0) }
        return seats
    }
}

extension HeldAccess {
    fileprivate func redacted(by redactor: inout Redactor) -> Self {
        var held = self
        held.holder = redactor.component(holder)
        held.ways = ways.map { way in
            var way = way
            way.steps = way.steps.map { PathStep(component: redactor.component($0.component), location: $0.location) }
            way.unreadMutingPermissionSets = way.unreadMutingPermissionSets.map { redactor.text($0) }
            return way
        }
        held.objects = objects.map { $0.redacted(by: &redactor) }
        held.userPermissions = userPermissions.map { $0.redacted(by: &redactor) }
        held.unread = unread.map { redactor.component($0) }
        return held
    }
}

extension HeldAccess.Item {
    fileprivate func redacted(by redactor: inout Redactor) -> Self {
        var item = self
        item.name = redactor.text(name)
        return item
    }
}
