internal import OrgModel

/// Answers about access in words, the same for every format that people read.
struct AccessWords {
    let places: SourcePlaces

    // MARK: Names

    /// At the start of a heading: `Permission set`.
    static func noun(_ subject: AccessSubject) -> String {
        switch subject {
        case .user: "User"
        case .permissionSet: "Permission set"
        case .permissionSetGroup: "Permission set group"
        case .profile: "Profile"
        case .app: "App"
        case .object: "Object"
        case .field: "Field"
        case .permission: "User permission"
        }
    }

    /// The heading above all accesses of a kind.
    static func heading(_ kind: AccessRight.Kind) -> String {
        switch kind {
        case .userPermissions: "User permissions"
        case .objectPermissions: "Objects"
        case .fieldPermissions: "Fields"
        case .applicationVisibilities: "Apps"
        case .classAccesses: "Apex classes"
        case .customMetadataTypeAccesses: "Custom metadata types"
        case .customPermissions: "Custom permissions"
        case .customSettingAccesses: "Custom settings"
        case .externalCredentialPrincipalAccesses: "External credential principals"
        case .externalDataSourceAccesses: "External data sources"
        case .flowAccesses: "Flows"
        case .pageAccesses: "Visualforce pages"
        case .recordTypeVisibilities: "Record types"
        }
    }

    /// `read, view all`.
    static func flags(_ flags: [String]) -> String { flags.map(flag).joined(separator: ", ") }

    static func flag(_ flag: String) -> String {
        switch flag {
        case "allowCreate": "create"
        case "allowRead", "readable": "read"
        case "allowEdit", "editable": "edit"
        case "allowDelete": "delete"
        case "viewAllRecords": "view all"
        case "modifyAllRecords": "modify all"
        case "viewAllFields": "view all fields"
        default: flag
        }
    }

    /// `edit on Account`, `ModifyAllData`.
    static func right(_ right: AskedRight) -> String {
        right.flag.map { "\(flag($0)) on \(right.name)" } ?? right.name
    }

    // MARK: Ways

    /// The way without the user at its start, each step with its place, and what is to be said of it.
    func way(_ path: AccessPath) -> String {
        let isOfApp = path.element.map { Self.apps.contains($0.component.type) } ?? false
        var parts: [String] = []
        for (index, step) in path.steps.enumerated() {
            let isGranting = index == path.steps.count - 1 && !isOfApp
            let location = isGranting ? path.element?.location ?? step.location : step.location
            switch step.component.type {
            case "User": if path.steps.count == 1 { parts.append(places.line(location)) }
            case "PermissionSetAssignment": parts.append("assigned at \(places.line(location))")
            default: parts.append("\(Self.short(step.component)) (\(places.line(location)))")
            }
        }
        if isOfApp, let element = path.element { parts.append("listed at \(places.line(element.location))") }
        return parts.joined(separator: ", ") + remarks(path)
    }

    private static let apps: Set = ["ConnectedApp", "ExternalClientApplication"]

    private static func short(_ component: ComponentID) -> String {
        switch component.type {
        case "PermissionSetGroup": "group '\(component.name)'"
        case "PermissionSet": "set '\(component.name)'"
        case "Profile": "profile '\(component.name)'"
        case "UserLicense": "by the user license '\(component.name)' itself"
        case "ConnectedApp", "ExternalClientApplication": "app '\(component.name)'"
        default: "\(component.type) '\(component.name)'"
        }
    }

    private func remarks(_ path: AccessPath) -> String {
        var remarks = path.muted.map { muting in
            let what = muting.flag.map { "\(Self.flag($0)) is " } ?? ""
            return "\(what)muted by '\(muting.by.component.name)' (\(places.line(muting.by.location)))"
        }
        if let activation = path.activation {
            remarks.append("conditional: only while \(activation.words) is activated")
        }
        remarks += path.doubts.map { "not certain: \($0.reason)" }
        return remarks.isEmpty ? "" : "; " + remarks.joined(separator: "; ")
    }

    /// A way of an access with flags: `read, edit: assigned at …`.
    func wayWithFlags(_ path: AccessPath) -> String {
        path.flags.isEmpty ? way(path) : "\(Self.flags(path.flags)): \(way(path))"
    }

    /// One line for each way of what gives the same without naming it.
    func implied(_ implied: [AnsweredRight]) -> [String] {
        implied.flatMap { access in
            access.paths.map { path in
                let flags = path.flags.isEmpty ? "" : "\(Self.flags(path.flags)) on "
                return "implied by \(flags)\(access.name): \(way(path))"
            }
        }
    }

    // MARK: Ends

    /// Choices that are told in words.
    static let mostChoices = 5

    /// One line for each way to end it; empty where nobody has it.
    func endings(_ ending: AccessEnding?) -> [String] {
        guard let ending else { return [] }
        guard !ending.choices.isEmpty else {
            return [
                ending.isCut
                    ? "the ways are too many to say what would end them"
                    : "no assignment and no entry brings it, so none can end it"
            ]
        }
        var lines = ending.choices.prefix(Self.mostChoices).map { choice in listed(choice.map(cut)) }
        let more = ending.choices.count - lines.count
        if more > 0 || ending.isCut {
            lines.append(
                ending.isCut ? "and other choices, which are too many to list" : "and \(counted(more, "more choice"))")
        }
        return lines
    }

    private func cut(_ cut: AccessEnding.Cut) -> String {
        let place = "(\(places.line(cut.location)))"
        switch cut {
        case .assignment(let name, let user, _): return "take '\(name)' from '\(user)' \(place)"
        case .member(let set, let group, _):
            return "take the set '\(set)' out of the group '\(group)' \(place), for all"
        case .entry(let element, let holder, _) where Self.apps.contains(element.type):
            return "take \(holder.words) off the list of \(element.words) \(place), for all"
        case .entry(let element, let holder, _):
            return "turn off '\(element.name)' in \(holder.words) \(place), for all"
        }
    }

    // MARK: What is not known

    func unknown(_ unknown: AccessAnswer.Unknown) -> String {
        let users = unknown.users.map { " (\(counted($0, "user")))" } ?? ""
        return gap(unknown.gap) + users
    }

    func gap(_ gap: AccessGap) -> String {
        "\(gap.reason)\(gap.location.map { " (\(places.line($0)))" } ?? "")"
    }

    /// The answer to a question in one sentence.
    static func answer(_ verdict: AccessVerdict, _ user: ComponentID, _ question: String) -> String {
        switch verdict.answer {
        case .yes: "Yes: '\(user.name)' has '\(question)'."
        case .no: "No: '\(user.name)' does not have '\(question)'."
        case .unknown: "Not known: whether '\(user.name)' has '\(question)'."
        }
    }
}
