internal import LintEngine
internal import OrgModel

extension MigrationPlanner {
    private static let target = "--target-org \"$ORG\""

    /// What moves a user, in the order that the platform wants: what the licence refuses is taken away first; then user,
    /// permission set licence, permission sets.
    func commands(ofUser index: Int, _ access: CarriedAccess) -> [Migration.Command] {
        let user = org.users[index]
        let sets = [access.set].filter { !$0.isEmpty } + [access.sessionSet].compactMap(\.self)
        let name = Fix.quoted(user.username)
        var commands = sets.map { set in
            let file = Fix.quoted("\(settings.folder)/\(set.fullName).permissionset-meta.xml")
            return Migration.Command(
                "deploy the new set '\(set.fullName)'",
                "sf project deploy start \(Self.target) --source-dir \(file)")
        }
        for assignment in user.assignments where org.isReadWhole(assignment) {
            guard let command = assignment.removalCommand(from: user.username) else { continue }
            commands.append(
                Migration.Command("take '\(assignment.qualifiedName)' away", "\(command) \(Self.target)"))
        }
        commands += profileCommands(user)
        if !user.licenses.contains(where: \.isSalesforceAPIIntegration) {
            commands.append(
                Migration.Command(
                    "give the permission set license",
                    "sf org assign permsetlicense \(Self.target) --name \(IntegrationNames.permissionSetLicense) "
                        + "--on-behalf-of \(name)"))
        }
        commands += sets.map { set in
            Migration.Command(
                "give the new set '\(set.fullName)'",
                "sf org assign permset \(Self.target) --name \(Fix.quoted(set.fullName)) --on-behalf-of \(name)")
        }
        return commands + tests(user, access)
    }

    /// The profile brings the user licence with it.
    private func profileCommands(_ user: OrgUser) -> [Migration.Command] {
        let update = "sf data update record \(Self.target) --sobject User"
        let row =
            user.record.id.map { "--record-id \(Fix.quoted($0.value))" }
            ?? RecordRemoval.condition([("Username", user.username)]).map { "--where \(Fix.quoted($0))" }
        let purpose = "change the profile, and the user license with it"
        guard let row else { return [] }
        if let id = profileID {
            return [Migration.Command(purpose, "\(update) \(row) --values ProfileId=\(Fix.quoted(id.value))")]
        }
        let query = "SELECT Id FROM Profile WHERE Name = '\(profileName)'"
        return [
            Migration.Command(
                "find the profile '\(profileName)'",
                "PROFILE=$(sf data query \(Self.target) --result-format csv --query \"\(query)\" | tail -n 1)"),
            Migration.Command(purpose, "\(update) \(row) --values \"ProfileId=$PROFILE\""),
        ]
    }

    /// The test of an integration user: sign in as it, and read something that it may read.
    private func tests(_ user: OrgUser, _ access: CarriedAccess) -> [Migration.Command] {
        let name = Fix.quoted(user.username)
        let object = access.set.entries(of: .objectPermissions).first { entry in
            entry.flags.contains("\(ObjectAccess.allowRead)")
                && entry.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        }
        guard let object else { return [] }
        return [
            Migration.Command(
                "test: sign in as the user, with the key of its app",
                "sf org login jwt --username \(name) --jwt-key-file server.key --client-id \"$CONSUMER_KEY\""),
            Migration.Command(
                "test: read as the user",
                "sf data query --target-org \(name) --query \"SELECT Id FROM \(object.name) LIMIT 1\""),
        ]
    }
}
