/// The users, sets or licenses that the rows of one object name and no export holds.
struct UnresolvedRecords {
    let type: String
    /// The object of the rows.
    let object: String
    /// Each once, with the first row that names it.
    private var names: [Located<String>] = []
    private var known: Set<String> = []

    /// How many are told one by one: behind an export of some users only, all others are missing.
    private static let mostToldApart = 5

    init(type: String, object: String) {
        self.type = type
        self.object = object
    }

    mutating func add(_ name: String, _ location: SourceLocation) {
        if known.insert(name).inserted { names.append(Located(name, at: location)) }
    }

    var problems: [InputProblem] {
        guard names.count > Self.mostToldApart else {
            return names.map {
                problem($0, "The \(object) row names the \(type) '\($0.value)', which no export holds.")
            }
        }
        let message =
            "The \(object) rows name '\(names[0].value)' and \(names.count - 1) more records of \(type) that no export "
            + "holds; it may hold a part of them only."
        let related = names.dropFirst().prefix(Self.mostToldApart).map { name in
            Located("names '\(name.value)'", at: name.location)
        }
        return [problem(names[0], message, related: related)]
    }

    private func problem(_ name: Located<String>, _ message: String, related: [Located<String>] = []) -> InputProblem {
        InputProblem(
            kind: .unresolvedRecord,
            location: name.location,
            subject: ComponentID(type: type, name: name.value),
            element: object,
            message: message,
            related: related
        )
    }
}
