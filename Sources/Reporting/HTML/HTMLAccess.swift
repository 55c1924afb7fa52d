internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// Who may do what with which object, and what grants it.
extension HTMLPage {
    func writeAccess(_ overview: IntegrationOverview, _ html: inout HTMLWriter) {
        guard !overview.access.isEmpty else {
            return writeEmpty(
                overview.isAccessOfUsers
                    ? "There is no active integration user whose access could be shown."
                    : "Not known, because the exports of User and PermissionSetAssignment are missing, and no permission "
                        + "set of an integration is there.", &html)
        }
        if !overview.isAccessOfUsers {
            writeEmpty(
                "Who has which set is not known, because the export of User or PermissionSetAssignment is missing. Each "
                    + "column is a permission set of integrations, as its file has it.", &html)
        }
        let matrix = AccessMatrix(overview, maxCells: HTMLLimits.cells)
        writeLegend(&html)
        html.element(.h3, "Objects")
        writeObjects(matrix, &html)
        html.element(.h3, "System permissions")
        writePermissions(matrix, &html)
        html.element(.h3, "What grants it")
        html.element(
            .p, [.class("quiet")],
            "By holder, each way from the user to the set or profile that grants, with the line of every entry.")
        for place in overview.access.indices { writeGrants(matrix, place, &html) }
    }

    private func writeLegend(_ html: inout HTMLWriter) {
        html.element(.p, [.class("key")]) { html in
            for (letter, words) in [("C", "create"), ("R", "read"), ("E", "edit"), ("D", "delete")] {
                html.element(.span) { html in
                    html.element(.code, letter)
                    html.text(" \(words)")
                }
            }
            for (tag, letter, words) in [
                (HTMLTag.i, "V", "view all records"), (.b, "M", "modify all records"), (.u, "F", "view all fields"),
            ] {
                html.element(.span) { html in
                    html.element(.code, [.class("cell")]) { $0.element(tag, letter) }
                    html.text(" \(words)")
                }
            }
            html.element(.span) { html in
                html.element(.code, "?")
                html.text(" once it is activated")
            }
            html.element(.span, "Each entry leads to what grants it.")
        }
    }

    // MARK: The matrices

    private func writeObjects(_ matrix: AccessMatrix, _ html: inout HTMLWriter) {
        guard !(matrix.objects.isEmpty && matrix.everyObject.isEmpty) else {
            return writeEmpty("No file grants access to an object.", &html)
        }
        if matrix.objects.count > 15 { writeFilter("Show objects named", "objects", &html) }
        writeMatrix(
            "Access of integrations to objects", "Object", matrix, isLong: matrix.objects.count > 15, &html
        ) { html in
            if !matrix.everyObject.isEmpty {
                html.element(.tr) { html in
                    html.element(.th, [.named(.scope, "row")], "every object")
                    for column in matrix.access.indices {
                        html.element(.td) { html in
                            guard let item = matrix.everyObject[column] else { return }
                            html.element(.a, [.href(HTMLAnchor("p", column, item.place))]) { html in
                                html.element(item.isModify ? .b : .i, item.isModify ? "M" : "V")
                                html.text(matrix.isConditional(column, permission: item.place) ? " ?" : "")
                            }
                        }
                    }
                }
            }
            for object in matrix.objects {
                html.element(.tr) { html in
                    html.element(.th, [.named(.scope, "row")], object.name)
                    var written = 0
                    for (column, item) in object.items {
                        for _ in written..<column { html.element(.td) }
                        written = column + 1
                        html.element(.td) { writeCell(matrix, column, item, &$0) }
                    }
                    for _ in written..<matrix.access.count { html.element(.td) }
                }
            }
        }
        if matrix.hiddenObjects > 0 {
            html.element(
                .p, [.class("cut")],
                "\(counted(matrix.hiddenObjects, "object")) with the least access not shown: the page would be too large. "
                    + "They are counted below.")
        }
    }

    private func writeCell(_ matrix: AccessMatrix, _ column: Int, _ item: Int, _ html: inout HTMLWriter) {
        let held = matrix.access[column]
        let access = held.objects[item].access
        html.element(.a, [.href(HTMLAnchor("g", column, item))]) { html in
            writeAccess(access, &html)
            if held.isConditional(held.objects[item]) { html.text(" ?") }
        }
    }

    private func writeAccess(_ access: ObjectAccessSet, _ html: inout HTMLWriter) {
        let slots = access.rawValue < 16 ? Self.shortSlots : Self.slots
        html.literal(slots[Int(access.rawValue & 15)])
        if access.contains(.viewAllRecords) { html.element(.i, "V") }
        if access.contains(.modifyAllRecords) { html.element(.b, "M") }
        if access.contains(.viewAllFields) { html.element(.u, "F") }
    }

    /// Create, read, edit and delete, each at a place of its own, where nothing follows.
    private static let shortSlots: [StaticString] = [
        "", "C", "  R", "C R", "    E", "C   E", "  R E", "C R E",
        "      D", "C     D", "  R   D", "C R   D", "    E D", "C   E D", "  R E D", "C R E D",
    ]

    /// The same where more follows.
    private static let slots: [StaticString] = [
        "       ", "C      ", "  R    ", "C R    ", "    E  ", "C   E  ", "  R E  ", "C R E  ",
        "      D", "C     D", "  R   D", "C R   D", "    E D", "C   E D", "  R E D", "C R E D",
    ]

    private func writePermissions(_ matrix: AccessMatrix, _ html: inout HTMLWriter) {
        guard !matrix.permissions.isEmpty else { return writeEmpty("No file grants a system permission.", &html) }
        let risks = Dictionary(
            ReferenceTable.riskyPermissions.rows.map { ($0["permission"], ($0["risk"], $0["why"])) },
            uniquingKeysWith: { first, _ in first })
        let ranks = ["critical", "high", "medium", "low"]
        let ordered = matrix.permissions.sorted { left, right in
            let (leftRank, rightRank) = [left, right].map { row in
                risks[row.name].flatMap { ranks.firstIndex(of: $0.0) } ?? ranks.count
            }.pair
            return leftRank == rightRank ? left.name < right.name : leftRank < rightRank
        }
        writeMatrix(
            "System permissions of integrations", "Permission", matrix, isLong: ordered.count > 15, &html
        ) { html in
            for row in ordered {
                html.element(.tr) { html in
                    html.element(.th, [.named(.scope, "row")]) { html in
                        html.text(row.name)
                        if let (risk, why) = risks[row.name] {
                            html.element(.span, [.class("risk")], "\(risk) risk: \(why)")
                        }
                    }
                    var written = 0
                    for (column, item) in row.items {
                        for _ in written..<column { html.element(.td) }
                        written = column + 1
                        html.element(.td) { html in
                            html.element(.a, [.href(HTMLAnchor("p", column, item)), .aria("label", "granted")]) {
                                $0.text(matrix.isConditional(column, permission: item) ? "● ?" : "●")
                            }
                        }
                    }
                    for _ in written..<matrix.access.count { html.element(.td) }
                }
            }
        }
    }

    private func writeMatrix(
        _ caption: String,
        _ corner: String,
        _ matrix: AccessMatrix,
        isLong: Bool,
        _ html: inout HTMLWriter,
        _ rows: HTMLWriter.Body
    ) {
        let region: [HTMLAttribute] = [
            isLong ? .class("scroll fit tall") : .class("scroll fit"), .named(.tabindex, "0"), .named(.role, "region"),
            .aria("label", caption),
        ]
        html.element(.div, region) { html in
            html.element(.table, [matrix.access.count > 5 ? .class("matrix turned") : .class("matrix")]) { html in
                html.element(.caption, caption)
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        html.element(.th, [.named(.scope, "col")], corner)
                        for column in matrix.access.indices {
                            html.element(.th, [.named(.scope, "col")]) { html in
                                html.element(.span, [.class("head")]) { html in
                                    html.element(.a, [.href(HTMLAnchor("a", column))], matrix.titles[column])
                                    if matrix.isPartial(column) {
                                        html.element(.span, [.class("partial")], " not all is known")
                                    }
                                }
                            }
                        }
                    }
                }
                html.element(.tbody, rows)
            }
        }
    }

    private func writeFilter(_ label: String, _ target: String, _ html: inout HTMLWriter) {
        html.element(.p, [.class("filter"), .hidden, .data("filter", target)]) { html in
            html.element(.label, [.for(HTMLAnchor("filter-objects"))], label)
            html.element(.input, [.named(.type, "search"), .id(HTMLAnchor("filter-objects"))])
        }
    }

    // MARK: What grants

    private func writeGrants(_ matrix: AccessMatrix, _ column: Int, _ html: inout HTMLWriter) {
        let held = matrix.access[column]
        html.element(.details, [.class("grants"), .id(HTMLAnchor("a", column))]) { html in
            html.element(.summary) { html in
                html.element(.h4, matrix.titles[column])
                html.element(
                    .span, [.class("quiet")],
                    "\(held.holder.name): \(counted(held.objects.count, "object")), "
                        + "\(counted(held.userPermissions.count, "system permission")), \(counted(held.ways.count, "way"))"
                )
            }
            writeUnknown(held, &html)
            if held.ways.isEmpty { writeEmpty("No file grants anything.", &html) }
            writeQuestion(held, &html)
            for way in held.ways.indices { writeWay(matrix, column, way, &html) }
        }
    }

    private func writeUnknown(_ held: HeldAccess, _ html: inout HTMLWriter) {
        var notes = held.unread.map { component in
            "What \(component.type.spacedWords) \(component.name) grants is not known: no file of it is there."
        }
        let muting = held.ways.flatMap(\.unreadMutingPermissionSets)
        notes += muting.indices.filter { !muting[..<$0].contains(muting[$0]) }.map {
            "What muting permission set \(muting[$0]) takes away is not known: no file of it is there."
        }
        if !held.isComplete { notes.append("Exports and files do not tell for certain everything that it has.") }
        guard !notes.isEmpty else { return }
        html.element(.ul, [.class("notes")]) { html in
            for note in notes { html.element(.li, note) }
        }
    }

    /// The command that answers more about a holder: classes, fields and flows, and what would end it.
    private func writeQuestion(_ held: HeldAccess, _ html: inout HTMLWriter) {
        let kind = held.holder.type == "User" ? "user" : "permission-set"
        html.element(.p, [.class("quiet")]) { html in
            html.text("Fields, classes and the rest, with every way: ")
            html.element(.code, "forcelint access \(kind) \(Fix.quoted(held.holder.name))")
        }
    }

    private func writeWay(_ matrix: AccessMatrix, _ column: Int, _ way: Int, _ html: inout HTMLWriter) {
        let held = matrix.access[column]
        let entries = matrix.entries(column, way)
        guard !(entries.objects.isEmpty && entries.permissions.isEmpty) else { return }
        html.element(.div, [.class("way")]) { html in
            html.element(.ol, [.class("steps")]) { html in
                for step in held.ways[way].steps {
                    html.element(.li) { html in
                        html.element(.span, "\(step.component.type.spacedWords) \(step.component.name)")
                        html.text(" ")
                        writePlace(step.location, &html)
                    }
                }
            }
            if held.ways[way].isConditional { html.element(.p, [.class("over")], "Counts once it is activated.") }
            html.element(.dl, [.class("entries")]) { html in
                if !entries.permissions.isEmpty {
                    html.element(.dt, "System permissions")
                    html.element(.dd) { html in
                        html.element(.ul) { html in
                            for entry in entries.permissions { writeEntry(entry, "p", column, matrix, &html) }
                        }
                    }
                }
                for group in entries.objects {
                    html.element(.dt) { html in
                        html.element(.code, [.class("cell")]) { writeAccess(group.access, &$0) }
                    }
                    html.element(.dd) { html in
                        html.element(.ul) { html in
                            for entry in group.entries { writeEntry(entry, "g", column, matrix, &html) }
                            if group.hidden > 0 { html.element(.li, "and \(group.hidden) more") }
                        }
                    }
                }
            }
        }
    }

    /// The place of an item is where its first grant stands.
    private func writeEntry(
        _ entry: AccessMatrix.Entry,
        _ anchor: StaticString,
        _ column: Int,
        _ matrix: AccessMatrix,
        _ html: inout HTMLWriter
    ) {
        html.element(.li, entry.isFirst ? [.id(HTMLAnchor(anchor, column, entry.item))] : []) { html in
            html.text(entry.name)
            let location = entry.location
            let isSameFile = matrix.access[column].ways[entry.way].steps.last?.location.file == location.file
            html.element(.i, isSameFile ? ":\(report.region(location).startLine)" : place(location))
            if entry.otherWays > 0 { html.element(.em, " and by \(counted(entry.otherWays, "other way"))") }
        }
    }
}

extension Array {
    /// The two elements of an array of two.
    fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}
