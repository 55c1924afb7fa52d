public import OrgModel

/// A plan of moves to the licence of integrations as JSON of the version `json-v1`; `MigrationSchema` says its form.
public enum MigrationJSONReport {
    public static func text(_ plan: MigrationPlan, places: SourcePlaces) -> String {
        var json = JSONWriter()
        let writer = MigrationJSON(access: AccessJSON(places: places))
        json.object { json in
            json.member("version", "json-v1")
            json.array("users") { json in
                for migration in plan.migrations { json.object { writer.write(migration, &$0) } }
            }
            json.array("seats") { json in
                for seats in plan.seats { json.object { writer.write(seats, &$0) } }
            }
            writer.writeSaving(plan, &json)
        }
        return json.text
    }
}

private struct MigrationJSON {
    let access: AccessJSON

    func write(_ migration: Migration, _ json: inout JSONWriter) {
        json.object("user") { json in
            json.member("type", migration.component.type)
            json.member("name", migration.component.name)
            if let label = migration.label { json.member("label", label) }
            access.write(migration.location, &json)
        }
        if let license = migration.licenseName { json.member("license", license) }
        if let profile = migration.profileName { json.member("profile", profile) }
        json.member("verdict", migration.verdict.rawValue)
        json.array("reasons") { json in
            for reason in migration.reasons {
                json.object { json in
                    json.member("weight", reason.weight.rawValue)
                    json.member("topic", reason.topic.rawValue)
                    json.member("message", reason.text)
                    access.write(paths: reason.proof, as: "paths", &json)
                }
            }
        }
        json.array("unknown") { json in
            for gap in migration.unknowns { json.object { access.write(gap, &$0) } }
        }
        if let carried = migration.access {
            json.member("complete", carried.gaps.all.isEmpty)
            json.array("carried") { json in
                for item in carried.items { json.object { write(item, &$0) } }
            }
            json.array("notCarried") { json in
                for item in carried.rest {
                    json.object { json in
                        write(item.kind, item.name, item.flags, &json)
                        json.member("reason", item.reason)
                        access.write(paths: item.paths, as: "paths", &json)
                    }
                }
            }
        }
        json.array("permissionSets") { json in
            for set in migration.permissionSets {
                json.object { json in
                    json.member("name", set.fullName)
                    json.member("label", set.label)
                    json.member("activationRequired", set.isActivationRequired)
                    json.member("file", PermissionSetXML.fileName(set))
                    json.member("metadata", PermissionSetXML.text(set))
                }
            }
        }
        json.array("commands") { json in
            for command in migration.commands {
                json.object { json in
                    json.member("purpose", command.purpose)
                    json.member("command", command.line)
                }
            }
        }
    }

    private func write(_ item: CarriedAccess.Item, _ json: inout JSONWriter) {
        write(item.kind, item.name, item.flags, &json)
        json.member("conditional", item.isConditional)
        access.write(paths: item.paths, as: "paths", &json)
    }

    private func write(_ kind: AccessRight.Kind, _ name: String, _ flags: [String], _ json: inout JSONWriter) {
        json.member("element", "\(kind)")
        json.member("name", name)
        json.array("flags", flags.map(AccessJSON.name))
    }

    func write(_ seats: MigrationPlan.Seats, _ json: inout JSONWriter) {
        json.member("license", seats.license)
        if let free = seats.free { json.member("free", free) } else { json.null("free") }
        json.member("change", seats.change)
        if let free = seats.freeAfterwards { json.member("freeAfterwards", free) } else { json.null("freeAfterwards") }
        json.member("source", seats.source)
        if let location = seats.location { access.write(location, &json) }
    }

    func writeSaving(_ plan: MigrationPlan, _ json: inout JSONWriter) {
        guard let saving = plan.saving else { return json.null("saving") }
        json.object("saving") { json in
            json.member("sum", saving.sum)
            json.member("currency", saving.currency)
            json.member("users", saving.users)
            json.member("price", saving.price)
            json.member("seatsToBuy", saving.bought.seats)
            if let price = saving.bought.price { json.member("seatPrice", price) } else { json.null("seatPrice") }
            if let source = plan.priceSource { json.member("source", source) }
        }
    }
}
