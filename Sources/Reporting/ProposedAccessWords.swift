internal import OrgModel

/// What is left of an access by use, in words: the same sections for the terminal and for Markdown.
struct ProposedAccessWords {
    private let proposal: ProposedAccess
    private let words: AccessWords

    init(_ proposal: ProposedAccess, _ words: AccessWords) {
        self.proposal = proposal
        self.words = words
    }

    /// A heading and the lines below it.
    var sections: [(heading: String, lines: [String])] {
        let used = proposal.kept.filter { $0.reason == .used || $0.reason == .register }
        let open = proposal.kept.filter { $0.reason == .useCannotTell }
        var sections: [(heading: String, lines: [String])] = [
            ("Judged by the calls", [window] + hidden + everything),
            ("Taken away: \(proposal.taken.count)", proposal.taken.map(line)),
            ("Kept, because it is used: \(used.count)", used.map(line)),
            ("Kept, because use cannot tell: \(open.count)", byKind(open)),
        ]
        if !proposal.conditional.isEmpty {
            sections.append(
                ("Not in the set, because it only counts while something is activated", byKind(proposal.conditional)))
        }
        if !proposal.incoherences.isEmpty {
            sections.append(
                (
                    "Not in the set, because what it requires is not granted",
                    proposal.incoherences.map { one in
                        let missing = AccessWords.flags(one.missing)
                        return "\(one.name): \(AccessWords.flag(one.flag)) requires \(missing)"
                    }
                ))
        }
        return sections.map { ($0.heading, $0.lines.isEmpty ? ["nothing"] : $0.lines) }
    }

    /// The sections for the terminal.
    var blocks: [[String]] {
        sections.map { section in [section.heading] + section.lines.map { "  \($0)" } }
    }

    private var window: String {
        proposal.window?.words ?? "no day with a log of calls is known of this user, so that nothing is taken away"
    }

    private var hidden: [String] {
        proposal.hidden.map { kind, trace in
            let what =
                switch kind {
                case .read: "reads"
                case .create, .edit, .delete: "writes"
                case .unknown: "may read or write"
                }
            let count = trace.count == 1 ? "1 event" : "\(trace.count) events"
            return
                "\(count) that \(what) and that no object is named of, last on \(place(trace)); such an object is not "
                + "taken away"
        }
    }

    /// What lets everything be read or changed, whatever is taken away.
    private var everything: [String] {
        proposal.kept.filter { item in
            item.kind == .userPermissions && ["viewalldata", "modifyalldata"].contains(item.name.lowercased())
        }.map { "'\($0.name)' stays, and with it access to every object, whatever is taken away" }
    }

    private func place(_ trace: UsageTrace) -> String {
        "\(trace.lastDate) (\(words.places.line(trace.lastPlace)))"
    }

    private func line(_ item: ProposedAccess.Item) -> String {
        let flags = item.flags.isEmpty ? "" : ": \(AccessWords.flags(item.flags))"
        let last = item.last.map { ", last on \(place($0))" } ?? ""
        let reason =
            switch item.reason {
            case .neverNamed: "no call names the object"
            case .onlyRead: "every call that names the object reads\(last)"
            case .objectTaken: "its object is taken away"
            case .used: "called\(last)"
            case .register: "the configuration allows it\(last)"
            case .useCannotTell: "use cannot tell"
            }
        return "\(item.name)\(flags) – \(reason)"
    }

    private func byKind(_ items: [ProposedAccess.Item]) -> [String] {
        AccessRight.Kind.allCases.compactMap { kind in
            let names = items.filter { $0.kind == kind }.map { item in
                item.flags.isEmpty ? item.name : "\(item.name) (\(AccessWords.flags(item.flags)))"
            }
            return names.isEmpty ? nil : "\(AccessWords.heading(kind)): \(names.joined(separator: ", "))"
        }
    }
}
