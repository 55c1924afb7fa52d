internal import OrgModel

/// A plan of moves to the licence of integrations in words, the same for every format that people read.
struct MigrationWords {
    /// Names of one kind that are told; JSON has all.
    static let mostNames = 40

    let access: AccessWords

    init(places: SourcePlaces) {
        access = AccessWords(places: places)
    }

    static func verdict(_ migration: Migration) -> String {
        switch migration.verdict {
        case .ready: "ready"
        case .steps: "ready after \(counted(migration.reasons(.step).count, "step"))"
        case .blocked: "blocked"
        case .unknown: "not known"
        case .done: "done"
        }
    }

    static func heading(_ weight: Migration.Reason.Weight) -> String {
        switch weight {
        case .blocker: "In the way"
        case .step: "Steps"
        case .note: "Good to know"
        }
    }

    /// The user with licence, profile and place.
    func user(_ migration: Migration) -> String {
        let license = migration.licenseName.map { "user license '\($0)'" } ?? "user license not known"
        let profile = migration.profileName.map { ", profile '\($0)'" } ?? ""
        return "\(license)\(profile) (\(access.places.line(migration.location)))"
    }

    /// The ways or places that prove a reason, one line each, at most some.
    func proof(_ reason: Migration.Reason) -> [String] {
        let shown = reason.proof.prefix(5).map(access.wayWithFlags)
        let more = reason.proof.count - shown.count
        return shown + (more > 0 ? ["and \(more) more"] : [])
    }

    // MARK: What the sets carry

    /// `'INT_ERP_Access' carries exactly what the user may do today: 2 objects`.
    /// - Parameter isPossible: whether the sets are to be deployed; else they are told of as what would be.
    func carried(_ carried: CarriedAccess, isPossible: Bool) -> String {
        let sets = [carried.set].filter { !$0.isEmpty } + [carried.sessionSet].compactMap(\.self)
        guard !sets.isEmpty else {
            return "No permission set is needed: no file shows anything that the new profile does not bring."
        }
        let names = isPossible ? listed(sets.map { "'\($0.fullName)'" }) : "A new permission set"
        let verb = isPossible ? sets.count == 1 ? "carries" : "carry" : "would carry"
        let certainty = carried.gaps.all.isEmpty ? "exactly" : "at least"
        return "\(names) \(verb) \(certainty) what the user may do today: \(Self.counts(carried.items))"
    }

    /// `2 user permissions, 1 object`.
    static func counts(_ items: [CarriedAccess.Item]) -> String {
        let parts = AccessRight.Kind.allCases.compactMap { kind -> String? in
            let names = Set(items.filter { $0.kind == kind }.map { $0.name.lowercased() })
            return names.isEmpty ? nil : counted(names.count, noun(kind), plural: plural(kind))
        }
        return parts.isEmpty ? "nothing" : listed(parts)
    }

    private static func plural(_ kind: AccessRight.Kind) -> String {
        let heading = AccessWords.heading(kind)
        return ["Apex", "Visualforce"].contains { heading.hasPrefix($0) }
            ? heading : heading.prefix(1).lowercased() + heading.dropFirst()
    }

    private static func noun(_ kind: AccessRight.Kind) -> String {
        kind == .classAccesses ? "Apex class" : String(plural(kind).dropLast())
    }

    /// What comes from where today: each profile and set with the way to it, and how much it brings.
    func sources(_ items: [CarriedAccess.Item]) -> [String] {
        var order: [[PathStep]] = []
        var found: [[PathStep]: [CarriedAccess.Item]] = [:]
        for item in items {
            for path in item.paths {
                if found[path.steps] == nil { order.append(path.steps) }
                found[path.steps, default: []].append(item)
            }
        }
        return order.map { steps in
            "\(access.way(AccessPath(steps: steps))): \(Self.counts(found[steps] ?? []))"
        }
    }

    /// One line a kind, each thing with its flags and the place of the entry that grants it first.
    func entries(_ items: [CarriedAccess.Item]) -> [(heading: String, lines: [String])] {
        AccessRight.Kind.allCases.compactMap { kind in
            let own = items.filter { $0.kind == kind }
            guard !own.isEmpty else { return nil }
            let lines = own.prefix(Self.mostNames).map { item in
                let place = item.paths.first?.element.map { " (\(access.places.line($0.location)))" } ?? ""
                let flags = item.flags.isEmpty ? "" : ": \(AccessWords.flags(item.flags))"
                return "\(item.name)\(flags)\(item.isConditional ? ", in a session" : "")\(place)"
            }
            let more = own.count - lines.count
            return (AccessWords.heading(kind), lines + (more > 0 ? ["and \(more) more; --format json lists all"] : []))
        }
    }

    /// What no set carries, by reason.
    func rest(_ rest: [CarriedAccess.Rest]) -> [String] {
        var order: [String] = []
        var found: [String: [CarriedAccess.Rest]] = [:]
        for item in rest {
            if found[item.reason] == nil { order.append(item.reason) }
            found[item.reason, default: []].append(item)
        }
        return order.map { reason in
            let names = (found[reason] ?? []).map { item in
                let flags = item.flags.isEmpty ? "" : "\(AccessWords.flags(item.flags)) on "
                let place = item.paths.first?.element.map { " (\(access.places.line($0.location)))" } ?? ""
                return "\(flags)\(item.name)\(place)"
            }
            return "\(shortened(names, to: 10)): \(reason)"
        }
    }

    static let notInSets =
        "Tabs, and page layouts and the default app of the profile, are for the user interface and stay behind."

    // MARK: Seats and the bill

    func seats(_ seats: MigrationPlan.Seats) -> String {
        let source = ([seats.source] + [seats.location.map(access.places.line)].compactMap(\.self)).joined(
            separator: ", ")
        let name = seats.license.prefix(1).uppercased() + seats.license.dropFirst()
        guard let free = seats.free, let afterwards = seats.freeAfterwards else {
            let change = seats.change < 0 ? "free \(-seats.change)" : "take \(seats.change)"
            return "\(name): free seats not known, because \(source); the moves \(change)"
        }
        let short = afterwards < 0 ? ": \(-afterwards) too few" : ""
        return "\(name): \(free) free today (\(source)), \(afterwards) afterwards\(short)"
    }

    static func saving(_ plan: MigrationPlan) -> String {
        guard let saving = plan.saving else {
            return
                "Saving: not known, because the configuration gives no price; 'prices: { Salesforce: 1980, currency: USD }' "
                + "says what a user of the license costs in a year. \(counted(plan.leavingUsers, "user")) would leave it."
        }
        let source = plan.priceSource.map { " (\($0))" } ?? ""
        var text =
            "Saving: \(saving.sum) \(saving.currency) a year: \(counted(saving.users, "user")) at \(saving.price) "
            + "\(saving.currency)\(source)"
        if saving.bought.seats > 0 {
            text +=
                saving.bought.price.map {
                    ", less \(counted(saving.bought.seats, "seat")) to buy at \($0) \(saving.currency)"
                }
                ?? ", less what \(counted(saving.bought.seats, "seat")) of 'Salesforce Integration' cost that have to be "
                + "bought (reported as about 10 US dollars each a month)"
        }
        return text + "."
    }

    static let nobody = "No active integration user is known to be on a full license."
}
