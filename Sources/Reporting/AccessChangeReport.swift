public import LintEngine
internal import OrgModel

/// Who gains and loses what, for people and programs.
public enum AccessChangeReport {
    /// One line a change; what goes beyond `maxChanges` of one subject is counted.
    public static func text(_ comparison: AccessComparison, maxChanges: Int = 25) -> String {
        lines(comparison, maxChanges: maxChanges).map { "\($0)\n" }.joined()
    }

    static func lines(_ comparison: AccessComparison, maxChanges: Int = 25) -> [String] {
        var lines: [String] = []
        for changes in bySubject(comparison.changes) {
            lines += changes.prefix(maxChanges).map { "\(VisibleText(sentence($0)))" }
            if changes.count > maxChanges, let first = changes.first {
                lines.append("\(VisibleText(name(first))): and \(counted(changes.count - maxChanges, "more change"))")
            }
        }
        if lines.isEmpty { lines.append("No access changes.") }
        if !comparison.comparesUsers { lines.append(unknownUsers) }
        return lines
    }

    static let unknownUsers =
        "Users are not compared: that takes the exports of User and PermissionSetAssignment."

    /// - Parameter maximumLength: bytes; changes that do not fit are counted.
    public static func markdown(_ comparison: AccessComparison, maximumLength: Int = .max) -> String {
        guard !comparison.changes.isEmpty else {
            return "No access changes.\n" + (comparison.comparesUsers ? "" : "\n\(unknownUsers)\n")
        }
        var text = "| who | | what | by which way |\n|---|---|---|---|\n"
        for (index, change) in comparison.changes.enumerated() {
            let row = "| " + cells(change).map { MarkdownText.escaped($0) }.joined(separator: " | ") + " |\n"
            guard text.utf8.count + row.utf8.count <= maximumLength else {
                let more = counted(comparison.changes.count - index, "more change")
                text += "\n\(more) not shown, because the text would be too long.\n"
                break
            }
            text += row
        }
        return text + (comparison.comparesUsers ? "" : "\n\(unknownUsers)\n")
    }

    /// Who, gains or loses, what, and by which way.
    static func cells(_ change: AccessChange) -> [String] {
        [name(change), verb(change), what(change), way(change)]
    }

    public static func json(_ comparison: AccessComparison) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("version", "json-v1")
            write(comparison, &json)
        }
        return json.text
    }

    static func write(_ comparison: AccessComparison, _ json: inout JSONWriter) {
        json.member("comparesUsers", comparison.comparesUsers)
        json.array("changes") { json in
            for change in comparison.changes {
                json.object { write(change, &$0) }
            }
        }
    }

    private static func write(_ change: AccessChange, _ json: inout JSONWriter) {
        json.member("kind", change.kind.rawValue)
        json.object("subject", onOneLine: true) { json in
            json.member("type", change.subject.type)
            json.member("name", change.subject.name)
            if let label = change.label { json.member("label", label) }
        }
        json.object("item", onOneLine: true) { json in
            switch change.item {
            case .right(let kind, let name, let flag):
                json.member("element", "\(kind)")
                json.member("name", name)
                if let flag { json.member("flag", flag) }
            case .property(let element, let value):
                json.member("element", element)
                json.member("name", value)
            }
        }
        json.member("conditional", change.isConditional)
        json.array("path") { json in
            for step in change.steps {
                json.object { json in
                    json.member("type", step.component.type)
                    json.member("name", step.component.name)
                    json.object("location", onOneLine: true) { json in
                        json.member("path", step.path)
                        json.member("line", step.region.startLine)
                        json.member("column", step.region.startColumn)
                        json.member("endLine", step.region.endLine)
                        json.member("endColumn", step.region.endColumn)
                    }
                }
            }
        }
    }

    private static func bySubject(_ changes: [AccessChange]) -> [[AccessChange]] {
        var groups: [[AccessChange]] = []
        for change in changes {
            if groups.last?.first?.subject == change.subject {
                groups[groups.count - 1].append(change)
            } else {
                groups.append([change])
            }
        }
        return groups
    }

    // MARK: Words

    /// `MuleSoft Integration (erp@acme.com) gains Modify All Data through group INT_ALL, set INT_Base, line 41`.
    static func sentence(_ change: AccessChange) -> String {
        let way = way(change)
        return "\(name(change)) \(verb(change)) \(what(change))\(way.isEmpty ? "" : " \(way)")"
    }

    private static func name(_ change: AccessChange) -> String {
        let name = change.subject.name
        switch change.subject.type {
        case "User": return change.label.map { "\($0) (\(name))" } ?? name
        case "PermissionSet": return "Permission set \(name)"
        case "PermissionSetGroup": return "Permission set group \(name)"
        case "MutingPermissionSet": return "Muting permission set \(name)"
        case "Profile": return "Profile \(name)"
        case "ConnectedApp": return "Connected app \(name)"
        case "ExternalClientApplication": return "External client app \(name)"
        default: return "\(change.subject.type) \(name)"
        }
    }

    private static func verb(_ change: AccessChange) -> String {
        switch (change.subject.type, change.kind) {
        case ("MutingPermissionSet", .gains): "mutes"
        case ("MutingPermissionSet", .loses): "no longer mutes"
        case (_, .gains): "gains"
        case (_, .loses): "loses"
        }
    }

    private static func what(_ change: AccessChange) -> String {
        let condition = change.isConditional ? " (once it is activated)" : ""
        switch change.item {
        case .right(let kind, let name, let flag): return "\(right(kind, name, flag))\(condition)"
        case .property("permissionSets", let value): return "the permission set \(value)"
        case .property("mutingPermissionSets", let value): return "the muting permission set \(value)"
        case .property(let property, let value): return "\(property) \(value)"
        }
    }

    private static func right(_ kind: AccessRight.Kind, _ name: String, _ flag: String?) -> String {
        switch kind {
        case .userPermissions: spaced(name)
        case .objectPermissions: "\(spaced(withoutAllow(flag ?? ""))) on \(name)"
        case .fieldPermissions: "\(flag == "editable" ? "Edit" : "Read") on field \(name)"
        case .applicationVisibilities: "app \(name)"
        case .classAccesses: "Apex class \(name)"
        case .customMetadataTypeAccesses: "custom metadata type \(name)"
        case .customPermissions: "custom permission \(name)"
        case .customSettingAccesses: "custom setting \(name)"
        case .externalCredentialPrincipalAccesses: "external credential principal \(name)"
        case .externalDataSourceAccesses: "external data source \(name)"
        case .flowAccesses: "flow \(name)"
        case .pageAccesses: "Visualforce page \(name)"
        case .recordTypeVisibilities: "record type \(name)"
        }
    }

    private static func way(_ change: AccessChange) -> String {
        guard let last = change.steps.last else { return "" }
        let steps = change.steps.dropFirst(change.steps.count > 1 ? 1 : change.steps.count).compactMap {
            step -> String? in
            switch step.component.type {
            case "PermissionSetGroup": "group \(step.component.name)"
            case "PermissionSet": "set \(step.component.name)"
            case "Profile": "profile \(step.component.name)"
            default: nil
            }
        }
        let place = "line \(last.region.startLine)"
        guard !steps.isEmpty else { return "at \(last.path):\(last.region.startLine)" }
        return "through \((steps + [place]).joined(separator: ", "))"
    }

    private static func withoutAllow(_ flag: String) -> String {
        let name = flag.hasPrefix("allow") ? flag.dropFirst("allow".count) : flag[...]
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// `ModifyAllData` as `Modify All Data`: the labels of Setup are written so with few exceptions.
    private static func spaced(_ name: String) -> String {
        var text = ""
        var previous: Character = " "
        for character in name {
            if character.isUppercase, previous.isLowercase { text.append(" ") }
            text.append(character)
            previous = character
        }
        return text
    }
}
