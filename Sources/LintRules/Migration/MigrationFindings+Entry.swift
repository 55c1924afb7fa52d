internal import OrgModel

/// How the user signs in: apps and logins.
extension MigrationFindings {
    /// What stays of a user's assignments: sets and groups of which no file shows everything.
    private var keptSets: Set<String> {
        Set(user.assignments.filter { !org.isReadWhole($0) }.map { $0.qualifiedName.lowercased() })
    }

    mutating func addApps() {
        var told: Set<Int> = []
        let uses = Dictionary(grouping: org.appUses(ofUser: index), by: \.app)
        for (app, uses) in uses.sorted(by: { $0.key < $1.key }) {
            told.insert(app)
            addRunAs(org.apps[app], uses)
            addAdmission(to: org.apps[app], uses)
        }
        addSetupAccess(without: told)
    }

    private mutating func addRunAs(_ app: App, _ uses: [AppUse]) {
        guard let use = uses.first(where: \.isRunAs), let location = use.location else { return }
        add(
            .note, .app,
            "The app '\(app.fullName)' runs as this user. That can stay: the move keeps the username, and the client "
                + "credentials flow wants an API-only user.", [planner.proof(app.componentID, at: location)])
    }

    /// An app that admits by what the user loses has to admit by what it gets.
    private mutating func addAdmission(to app: App, _ uses: [AppUse]) {
        let kept = keptSets
        var lost: [(ComponentID, SourceLocation)] = []
        for use in uses {
            guard case .preauthorization(let component) = use.ground, let location = use.location else { continue }
            if component.type == "PermissionSet", kept.contains(component.name.lowercased()) { return }
            lost.append((component, location))
        }
        guard !lost.isEmpty else { return }
        add(
            .step, .app,
            "The app '\(app.fullName)' admits the user by \(lost.map(\.0.words).joined(separator: " and ")), which the user "
                + "loses: add '\(access.set.fullName)' to the permission sets that the app admits.",
            lost.map { planner.proof(app.componentID, at: $0.1) })
    }

    /// Sets and profiles that admit to apps without a word in the apps' files.
    private mutating func addSetupAccess(without told: Set<Int>) {
        guard org.records.has("SetupEntityAccess") else {
            add(
                AccessGap(
                    "SetupEntityAccess",
                    "the profile or a set may admit the user to an app without a word in the app's file, and the export of "
                        + "SetupEntityAccess is missing"))
            add(
                .step, .app,
                "Look in Setup which apps the profile and the sets of the user admit to, and let them admit "
                    + "'\(access.set.fullName)' too: no export of SetupEntityAccess tells.")
            return
        }
        let names = Set(
            told.map { org.apps[$0].fullName.lowercased() } + told.compactMap { org.apps[$0].label?.value.lowercased() }
        )
        for row in org.records.setupEntityAccesses {
            guard let type = row.setupEntityType?.lowercased(),
                ["connectedapplication", "externalclientapplication"].contains(type), let holder = lostHolder(of: row)
            else { continue }
            let app = org.records.connectedApplications.first { $0.id != nil && $0.id == row.setupEntityID }?.name
            if let app, names.contains(app.lowercased()) { continue }
            add(
                .step, .app,
                "\(holder.capitalizedWords) admits to \(app.map { "the app '\($0)'" } ?? "an app"), and the user loses it: "
                    + "let the app admit '\(access.set.fullName)' too.",
                [planner.proof(holder, at: row.location)])
        }
    }

    /// The profile or set that a row lets into an app, where the user has it and loses it.
    private func lostHolder(of row: SetupEntityAccess) -> ComponentID? {
        let record = row.parentID.flatMap { id in org.records.permissionSets.first { $0.id == id } }
        if let record, record.isOwnedByProfile == true || record.type == "Profile" {
            guard let id = record.profileID else { return nil }
            let name = org.records.profiles.first { $0.id == id }?.name
            let isOwn =
                id == user.record.profileID
                || name.map { $0.lowercased() == user.profileName?.lowercased() } ?? false
            return isOwn ? ComponentID(type: "Profile", name: user.profileName ?? name ?? "") : nil
        }
        guard
            let name = record?.name.map({ name in
                record?.namespacePrefix.map { "\($0)__\(name)" } ?? name
            }) ?? row.parentName
        else { return nil }
        let isLost = user.assignments.contains {
            $0.qualifiedName.lowercased() == name.lowercased() && org.isReadWhole($0)
        }
        return isLost ? ComponentID(type: "PermissionSet", name: name) : nil
    }

    // MARK: Logins

    mutating func addLogins() {
        let object = "LoginHistory"
        if let reason = whyLoginsAreUnknown {
            add(AccessGap(object, reason))
        }
        let logins = org.logins(ofUsers: [index]).map(\.login).filter { $0.isSuccess && $0.isOfUserInterface }
        guard let first = logins.first else {
            if whyLoginsAreUnknown != nil {
                add(
                    .step, .login,
                    "Find out whether anybody logs in to the user interface as this user: \(whyLoginsAreUnknown ?? "")."
                )
            }
            return
        }
        let found = LoginsByUser(user: user, logins: logins)
        let proof = [first] + (logins.count > 1 ? [logins[logins.count - 1]] : [])
        add(
            .step, .login,
            "Somebody logged in to the user interface as this user: \(logins.count) successful "
                + "login\(logins.count == 1 ? "" : "s") of the type 'Application'\(found.lastTime). Nobody can afterwards, so "
                + "find out who it was and what for.",
            proof.map { planner.proof(ComponentID(type: object, name: user.username), at: $0.location) })
    }

    /// Why a login that is not there proves nothing; nil where it proves what the history can.
    private var whyLoginsAreUnknown: String? {
        let object = "LoginHistory"
        guard org.records.has(object) else { return "the export of LoginHistory is missing" }
        guard org.isComplete(object) else { return "the export of LoginHistory is cut off" }
        guard !org.records.loginHistory.isEmpty else { return "the export of LoginHistory has no row" }
        for field in ["LoginType", "Status"] where !org.records.has(field, of: object) {
            return "the export of LoginHistory has no \(field)"
        }
        let isJoined =
            org.records.loginHistory.contains { $0.username != nil }
            || user.record.id != nil && org.records.loginHistory.contains { $0.userID != nil }
        return isJoined ? nil : "the rows of LoginHistory cannot be joined to the user"
    }
}

extension ComponentID {
    /// `The permission set 'INT_ERP'`.
    fileprivate var capitalizedWords: String { words.prefix(1).uppercased() + words.dropFirst() }
}
