/// Who may use an app, and what it may do.
extension Org {
    /// Who may use an app.
    /// - Parameter index: in `apps`.
    public func access(ofApp index: Int) -> AccessAnswer {
        let app = apps[index]
        let (holdings, gaps) = appHoldings(app)
        return AccessAnswer(
            .app,
            app.componentID,
            at: app.location,
            facts: facts(of: app),
            holdings: holdings,
            unknowns: gaps,
            isUnanswered: holdings == nil
        )
    }

    private func facts(of app: App) -> [AccessAnswer.Fact] {
        var facts: [AccessAnswer.Fact] = []
        func add(_ name: String, _ text: Located<String>?) {
            if let text { facts.append(.init(name: name, value: text.value, location: text.location)) }
        }
        add("label", app.label)
        if let approval = app.approval {
            let value =
                switch approval.isRequired {
                case true?: "only approved users"
                case false?: "everybody may authorise it"
                case nil: approval.value ?? ""
                }
            facts.append(.init(name: "permitted users", value: value, location: approval.location))
        }
        for flow in app.clientCredentialsFlow.prefix(1) where app.usesClientCredentials {
            facts.append(.init(name: "flow", value: "client credentials", location: flow.location))
        }
        add("run-as user", app.runAsUser)
        for scope in app.scopes { add("scope", scope) }
        if !app.isEnabled { facts.append(.init(name: "state", value: "switched off", location: app.location)) }
        return facts
    }

    private func appHoldings(_ app: App) -> (holdings: [AccessAnswer.Holding]?, unknowns: [AccessAnswer.Unknown]) {
        var gaps: [AccessGap] = []
        if app.approval?.isRequired == nil {
            gaps.append(
                AccessGap(
                    "\(app.componentID.type):\(app.fullName)",
                    "no file tells whether only approved users may use the app",
                    at: app.location))
        }
        guard records.has("User") else { return (nil, (gaps + [.export("User")]).map { .init(gap: $0, users: nil) }) }
        if app.approval?.isRequired == false {
            let everybody = activeUsers.map { user in
                let account = users[user]
                let step = PathStep(component: account.componentID, location: account.record.location)
                let end = PathStep(component: app.componentID, location: app.approval?.location ?? app.location)
                return holding(user, [AccessPath(steps: [step, end])])
            }
            return (everybody, gaps.map { .init(gap: $0, users: nil) })
        }
        if !records.has("PermissionSetAssignment"), !app.preauthorizedPermissionSets.isEmpty {
            gaps.append(.export("PermissionSetAssignment"))
        }
        if !records.has("SetupEntityAccess") {
            gaps.append(
                AccessGap(
                    "SetupEntityAccess",
                    "sets and profiles may admit to the app without a word in its file, and the export of "
                        + "SetupEntityAccess is missing"))
        }
        var paths: [Int: [AccessPath]] = [:]
        for listed in app.preauthorizedProfiles { add(profile: listed, app, &paths) }
        for listed in app.preauthorizedPermissionSets { add(set: listed, app, &paths, &gaps) }
        let holdings = activeUsers.compactMap { user in
            paths[user].map { holding(user, $0, ending: AccessEnding($0)) }
        }
        return (holdings, gaps.map { .init(gap: $0, users: nil) })
    }

    private func add(profile listed: Located<String>, _ app: App, _ paths: inout [Int: [AccessPath]]) {
        let file = profile(named: listed.value)
        let id = RecordID(listed.value)
        for user in activeUsers {
            let account = users[user]
            let isIt =
                file.map { $0 == account.profile } ?? false
                || account.profileName?.lowercased() == listed.value.lowercased() || account.record.profileID == id
            guard isIt else { continue }
            let steps = [
                PathStep(component: account.componentID, location: account.record.location),
                PathStep(
                    component: ComponentID(type: "Profile", name: account.profileName ?? listed.value),
                    location: file.map { metadata.profiles[$0].location } ?? account.record.location),
            ]
            paths[user, default: []].append(
                AccessPath(steps: steps, element: PathStep(component: app.componentID, location: listed.location)))
        }
    }

    private func add(
        set listed: Located<String>,
        _ app: App,
        _ paths: inout [Int: [AccessPath]],
        _ gaps: inout [AccessGap]
    ) {
        guard records.has("PermissionSetAssignment") else { return }
        let name =
            permissionSet(namedOrLabelled: listed.value).map { metadata.permissionSets[$0].fullName } ?? listed.value
        guard
            let set = assignedPermissionSets(ofUsers: activeUsers).first(where: {
                $0.componentID.name.lowercased() == name.lowercased()
            })
        else {
            if permissionSet(named: name) == nil {
                gaps.append(
                    AccessGap(
                        "PermissionSet:\(name)", "no file and no export tells which permission set '\(name)' is",
                        at: listed.location))
            }
            return
        }
        for path in set.paths {
            let group = path.steps.last { $0.component.type == "PermissionSetGroup" }
            paths[path.user, default: []].append(
                AccessPath(
                    steps: namingMembers(path.steps),
                    element: PathStep(component: app.componentID, location: listed.location),
                    activation: path.isConditional ? (group ?? path.steps.last)?.component : nil
                ))
        }
    }
}
