internal import OrgModel

extension AccessJSON {
    /// What is left of an access by use, under `proposed`.
    func write(_ proposal: ProposedAccess, _ json: inout JSONWriter) {
        json.object("proposed") { json in
            json.member("permissionSet", proposal.content.fullName)
            json.object("coverage") { json in
                json.member("days", proposal.window?.days.count ?? 0)
                if let window = proposal.window, let span = window.days.span {
                    json.member("first", span.first)
                    json.member("last", span.last)
                }
                json.array("gaps") { json in
                    for gap in proposal.window?.days.gaps ?? [] {
                        json.object(onOneLine: true) { json in
                            json.member("first", gap.first)
                            json.member("last", gap.last)
                        }
                    }
                }
                json.array("missingLogs", proposal.window?.missingTypes.map(\.rawValue) ?? [])
                json.member("unreadRows", proposal.window?.unreadRows ?? 0)
            }
            json.array("unnamed") { json in
                for (kind, trace) in proposal.hidden {
                    json.object { json in
                        json.member("kind", "\(kind)")
                        write(trace, &json)
                    }
                }
            }
            write(proposal.taken, as: "taken", &json)
            write(proposal.kept, as: "kept", &json)
            write(proposal.conditional, as: "conditional", &json)
            json.array("incoherent") { json in
                for one in proposal.incoherences {
                    json.object { json in
                        json.member("element", "\(one.kind)")
                        json.member("name", one.name)
                        json.member("flag", Self.name(one.flag))
                        json.array("missing", one.missing.map(Self.name))
                    }
                }
            }
        }
    }

    private func write(_ items: [ProposedAccess.Item], as key: String, _ json: inout JSONWriter) {
        json.array(key) { json in
            for item in items {
                json.object { json in
                    json.member("element", "\(item.kind)")
                    json.member("name", item.name)
                    json.array("flags", item.flags.map(Self.name))
                    json.member("reason", item.reason.rawValue)
                    if let last = item.last {
                        json.object("lastUse") { write(last, &$0) }
                    }
                }
            }
        }
    }

    private func write(_ trace: UsageTrace, _ json: inout JSONWriter) {
        json.member("events", trace.count)
        json.member("date", trace.lastDate)
        write(trace.lastPlace, &json)
    }
}
