internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// Finds what a question about access is about, by the names that people give it.
struct AccessLookup {
    let org: Org

    func answer(_ kind: AccessSubject, _ name: String, can question: String?) throws(RunFailure) -> AccessAnswer {
        switch kind {
        case .user: return try user(name, can: question)
        case .permissionSet:
            let set = try found(org.permissionSetSearch, name, "permission set", orElse: org.permissionSetGroupSearch)
            return org.access(ofPermissionSet: set.name, at: set.row)
        case .permissionSetGroup:
            let group = try found(
                org.permissionSetGroupSearch, name, "permission set group", orElse: org.permissionSetSearch)
            return org.access(ofPermissionSetGroup: group.name, at: group.row)
        case .profile:
            let profile = try found(org.profileSearch, name, "profile")
            return org.access(ofProfile: profile.name, at: profile.row)
        case .app: return org.access(ofApp: try found(org.appSearch, name, "app"))
        case .object: return org.holders(of: .object, .objectPermissions, named: try object(name))
        case .field: return org.holders(of: .field, .fieldPermissions, named: try field(name))
        case .permission: return org.holders(of: .permission, .userPermissions, named: try permission(name))
        }
    }

    /// What is left of a user's access by use.
    /// - Parameter set: the API name of the new permission set; nil for one after the user.
    func proposal(ofUser name: String, inSet set: String?) throws(RunFailure) -> AccessAnswer {
        let user = try user(name)
        for need in ["PermissionSetAssignment", "EventLogFile"] where org.inputs[need] == nil {
            let hint = need == "EventLogFile" ? "; name the logs with --usage" : ""
            throw RunFailure(.inputs, "not known, because \(need) is missing\(hint)")
        }
        return org.proposedAccess(ofUser: user, inSet: set ?? ProposedSetFile.setName(of: org.users[user].username))
    }

    private func user(_ name: String, can question: String?) throws(RunFailure) -> AccessAnswer {
        let user = try user(name)
        let asked: AccessQuestion?
        if let question {
            asked = try self.question(question)
        } else {
            asked = nil
        }
        return org.access(ofUser: user, question: asked)
    }

    /// The user with a name; index in `Org.users`.
    func user(_ name: String) throws(RunFailure) -> Int {
        guard org.records.has("User") else {
            throw RunFailure(
                .inputs,
                "not known, because the export of User is missing; 'forcelint export-plan' says how to fetch it")
        }
        // In a sandbox a username has a suffix.
        if case .unknown = org.userSearch.find(name), let index = org.user(named: name) { return index }
        return try found(org.userSearch, name, "user")
    }

    /// - Parameter other: where sets and groups are mistaken for each other.
    private func found<Value>(
        _ search: NameSearch<Value>,
        _ name: String,
        _ what: String,
        orElse other: NameSearch<Value>? = nil
    ) throws(RunFailure) -> Value {
        switch search.find(name) {
        case .found(let value): return value
        case .ambiguous(let names):
            throw RunFailure(
                .usage,
                "'\(name)' may be any of \(names.count): \(names.prefix(10).map { "'\($0)'" }.joined(separator: ", "))")
        case .unknown:
            if let other, case .found = other.find(name) {
                let kind = what == "permission set" ? "permission set group" : "permission set"
                throw RunFailure(.usage, "'\(name)' is no \(what) but a \(kind)")
            }
            guard !search.candidates.isEmpty else {
                throw RunFailure(.inputs, "no \(what) is there: neither a file nor an export has one")
            }
            throw unknown(name, what, among: search.names)
        }
    }

    private func unknown(_ name: String, _ what: String, among names: [String]) -> RunFailure {
        let hint = Suggestion.nearest(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
        return RunFailure(.usage, "no \(what) is called '\(name)'\(hint)")
    }

    // MARK: What has no file of its own

    /// An object as files spell it. One of which no file speaks is taken as it is, for standard objects have no file; but
    /// where a name comes near, it is rather a mistake.
    private func object(_ name: String) throws(RunFailure) -> String {
        let fields = org.names(of: .fieldPermissions).compactMap { $0.split(separator: ".").first.map(String.init) }
        let custom = org.metadata.customFields.compactMap {
            $0.componentID.name.split(separator: ".").first.map(String.init)
        }
        return try known(name, "object", among: org.names(of: .objectPermissions) + fields + custom)
    }

    private func field(_ name: String) throws(RunFailure) -> String {
        guard name.split(separator: ".").count == 2 else {
            throw RunFailure(.usage, "'\(name)' is no field; write it with its object, as 'Contact.SSN__c'")
        }
        let names = org.names(of: .fieldPermissions) + org.metadata.customFields.map(\.componentID.name)
        return try known(name, "field", among: names)
    }

    private func permission(_ name: String) throws(RunFailure) -> String {
        let joined = name.split(whereSeparator: \.isWhitespace).joined()
        let names = permissions
        if let known = names.first(where: { $0.lowercased() == joined.lowercased() }) { return known }
        throw unknown(name, "user permission", among: names)
    }

    private var permissions: [String] {
        ReferenceTable.userPermissions.rows.map { $0["permission"] } + org.names(of: .userPermissions)
    }

    private func known(_ name: String, _ what: String, among names: [String]) throws(RunFailure) -> String {
        if let known = names.first(where: { $0.lowercased() == name.lowercased() }) { return known }
        guard let suggestion = Suggestion.nearest(to: name, among: names) else { return name }
        throw RunFailure(.usage, "no file speaks of the \(what) '\(name)'; did you mean '\(suggestion)'?")
    }

    // MARK: Questions

    private func question(_ text: String) throws(RunFailure) -> AccessQuestion {
        let permissions = Set(permissions.map { $0.lowercased() })
        guard let question = AccessQuestion(text, isPermission: { permissions.contains($0.lowercased()) }) else {
            throw RunFailure(.usage, "--can '\(text)' cannot be read; it is worded like \(AccessQuestion.forms)")
        }
        for requirement in question.requirements {
            let right = requirement.right
            switch right.kind {
            case .userPermissions: _ = try permission(right.name)
            case .objectPermissions: _ = try object(right.name)
            case .fieldPermissions: _ = try field(right.name)
            default: _ = try known(right.name, "\(right.kind)", among: org.names(of: right.kind))
            }
        }
        return question
    }
}
