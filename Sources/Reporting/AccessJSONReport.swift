public import OrgModel

/// An answer about access as JSON of the version `json-v1`; `AccessSchema` says its form.
public enum AccessJSONReport {
    /// - Parameter question: what was asked about a user in particular, as it was worded.
    public static func text(_ answer: AccessAnswer, question: String? = nil, places: SourcePlaces) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("version", "json-v1")
            json.member("kind", answer.subject.rawValue)
            AccessJSON(places: places).write(answer, question, &json)
        }
        return json.text
    }
}

/// Steps, ways and answers in JSON.
struct AccessJSON {
    let places: SourcePlaces

    func write(_ answer: AccessAnswer, _ question: String?, _ json: inout JSONWriter) {
        let component = answer.component
        json.object(Self.key(answer.subject)) { json in
            json.member("type", component.type)
            json.member("name", component.name)
            if let place = answer.location { write(place, &json) }
        }
        json.array("facts") { json in
            for fact in answer.facts {
                json.object { json in
                    json.member("name", fact.name)
                    json.member("value", fact.value)
                    if let place = fact.location { write(place, &json) }
                }
            }
        }
        if let verdict = answer.verdict { write(verdict, question ?? "", &json) }
        if let proposal = answer.proposal { write(proposal, &json) }
        if let grants = answer.grants { write(grants: grants, &json) }
        if let grantedBy = answer.grantedBy { write(paths: grantedBy, as: "grantedBy", &json) }
        if let holdings = answer.holdings {
            json.array("holders") { json in
                for holding in holdings { json.object { write(holding, answer.subject, &$0) } }
            }
        }
        json.array("unknown") { json in
            for unknown in answer.unknowns {
                json.object { json in
                    write(unknown.gap, &json)
                    if let users = unknown.users { json.member("users", users) }
                }
            }
        }
    }

    private static func key(_ subject: AccessSubject) -> String {
        switch subject {
        case .permissionSet: "permissionSet"
        case .permissionSetGroup: "permissionSetGroup"
        default: subject.rawValue
        }
    }

    // MARK: What is granted

    private func write(grants: [AnsweredRight], _ json: inout JSONWriter) {
        func list(_ key: String, _ kinds: [AccessRight.Kind], _ name: String) {
            json.array(key) { json in
                for access in grants where kinds.contains(access.kind) {
                    json.object { json in
                        if key == "accesses" { json.member("element", "\(access.kind)") }
                        json.member(name, access.name)
                        write(flags: access.flags, access.kind, &json)
                        json.member("conditional", !access.isMuted && access.isConditional)
                        write(ways: access.paths, &json)
                    }
                }
            }
        }
        list("permissions", [.userPermissions], "name")
        list("objects", [.objectPermissions], "object")
        list("fields", [.fieldPermissions], "field")
        let others = AccessRight.Kind.allCases.filter {
            ![.userPermissions, .objectPermissions, .fieldPermissions].contains($0)
        }
        list("accesses", others, "name")
    }

    private func write(flags: [String], _ kind: AccessRight.Kind, _ json: inout JSONWriter) {
        switch kind {
        case .objectPermissions:
            for access in ObjectAccess.allCases { json.member(Self.name("\(access)"), flags.contains("\(access)")) }
        case .fieldPermissions:
            for flag in ["readable", "editable"] { json.member(Self.name(flag), flags.contains(flag)) }
        default: break
        }
    }

    /// The flags as the contract of the format names them.
    static func name(_ flag: String) -> String {
        switch flag {
        case "allowCreate": "create"
        case "allowRead", "readable": "read"
        case "allowEdit", "editable": "edit"
        case "allowDelete": "delete"
        case "viewAllRecords": "viewAll"
        case "modifyAllRecords": "modifyAll"
        default: flag
        }
    }

    // MARK: Ways

    /// The ways that are open under `paths`, those that muting ends under `muted`.
    private func write(ways: [AccessPath], _ json: inout JSONWriter) {
        write(paths: ways.filter { !$0.isMuted }, as: "paths", &json)
        json.array("muted") { json in
            for path in ways where !path.muted.isEmpty {
                json.object { json in
                    json.array("path") { write(path, &$0) }
                    json.array("by") { json in
                        for muting in path.muted {
                            json.object { json in
                                if let flag = muting.flag { json.member("flag", Self.name(flag)) }
                                write(step: muting.by, &json)
                            }
                        }
                    }
                }
            }
        }
    }

    func write(paths: [AccessPath], as key: String, _ json: inout JSONWriter) {
        json.array(key) { json in
            for path in paths { json.array { write(path, &$0) } }
        }
    }

    private func write(_ path: AccessPath, _ json: inout JSONWriter) {
        let steps = path.steps + [path.element].compactMap(\.self)
        for (index, step) in steps.enumerated() {
            json.object { json in
                write(step: step, &json)
                if let activation = path.activation, activation == step.component {
                    json.member("activationRequired", true)
                }
                guard index == steps.count - 1 else { return }
                if !path.flags.isEmpty { json.array("grants", path.flags.map(Self.name)) }
                if !path.doubts.isEmpty { json.array("doubts", path.doubts.map(\.reason)) }
            }
        }
    }

    private func write(step: PathStep, _ json: inout JSONWriter) {
        json.member("type", step.component.type)
        json.member("name", step.component.name)
        write(step.location, &json)
    }

    func write(_ location: SourceLocation, _ json: inout JSONWriter) {
        let region = places.region(location)
        json.object("location", onOneLine: true) { json in
            json.member("path", places.path(location))
            json.member("line", region.startLine)
            json.member("column", region.startColumn)
            json.member("endLine", region.endLine)
            json.member("endColumn", region.endColumn)
        }
    }

    func write(_ gap: AccessGap, _ json: inout JSONWriter) {
        json.member("missing", gap.missing)
        json.member("reason", gap.reason)
        if let place = gap.location { write(place, &json) }
    }

    // MARK: Who has it

    private func write(_ holding: AccessAnswer.Holding, _ subject: AccessSubject, _ json: inout JSONWriter) {
        json.object("user", onOneLine: true) { json in
            json.member("type", holding.component.type)
            json.member("name", holding.component.name)
            if let label = holding.label { json.member("label", label) }
        }
        json.member("integration", holding.isIntegration)
        switch subject {
        case .object: write(flags: holding.flags, .objectPermissions, &json)
        case .field: write(flags: holding.flags, .fieldPermissions, &json)
        default: break
        }
        json.member("conditional", !holding.isMuted && holding.isConditional)
        write(ways: holding.paths, &json)
        write(held: holding.implied, as: "implied", &json)
        write(holding.ending, &json)
    }

    private func write(held: [AnsweredRight], as key: String, _ json: inout JSONWriter) {
        json.array(key) { json in
            for access in held {
                json.object { json in
                    json.member("element", "\(access.kind)")
                    json.member("name", access.name)
                    write(ways: access.paths, &json)
                }
            }
        }
    }

    private func write(_ ending: AccessEnding?, _ json: inout JSONWriter) {
        guard let ending else { return }
        json.object("endings") { json in
            json.member("complete", !ending.isCut)
            json.array("choices") { json in
                for choice in ending.choices {
                    json.array { json in
                        for cut in choice { json.object { write(cut, &$0) } }
                    }
                }
            }
        }
    }

    private func write(_ cut: AccessEnding.Cut, _ json: inout JSONWriter) {
        switch cut {
        case .assignment(let name, let user, _):
            json.member("take", "assignment")
            json.member("name", name)
            json.member("from", user)
        case .member(let set, let group, _):
            json.member("take", "member")
            json.member("name", set)
            json.member("from", group)
        case .entry(let element, let holder, _):
            json.member("take", "entry")
            json.member("name", element.name)
            json.member("from", "\(holder.type):\(holder.name)")
        }
        json.member("forAll", cut.isShared)
        write(cut.location, &json)
    }

    // MARK: A question

    private func write(_ verdict: AccessVerdict, _ question: String, _ json: inout JSONWriter) {
        json.member("question", question)
        json.member("answer", verdict.answer.rawValue)
        if let obstacle = verdict.obstacle {
            json.object("obstacle") { json in
                json.member("reason", obstacle.value)
                write(obstacle.location, &json)
            }
        }
        json.array("rights") { json in
            for part in verdict.parts {
                json.object { json in
                    json.member("element", "\(part.right.kind)")
                    json.member("name", part.right.name)
                    if let flag = part.right.flag { json.member("flag", Self.name(flag)) }
                    json.member("answer", part.answer.rawValue)
                    write(held: part.held, as: "held", &json)
                    json.array("unknown") { json in
                        for gap in part.gaps { json.object { write(gap, &$0) } }
                    }
                    write(part.ending, &json)
                }
            }
        }
    }
}
