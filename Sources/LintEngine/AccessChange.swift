public import OrgModel

/// Who gains or loses what, with the places worked out.
public struct AccessChange: Sendable {
    public struct Step: Sendable {
        public internal(set) var component: ComponentID
        public internal(set) var path: String
        public let region: Region

        public init(component: ComponentID, path: String, region: Region) {
            self.component = component
            self.path = path
            self.region = region
        }
    }

    public let kind: AccessDifference.Change.Kind
    public internal(set) var subject: ComponentID
    /// The name of a user beside the username; nil where nothing tells.
    public internal(set) var label: String?
    public internal(set) var item: AccessDifference.Change.Item
    /// Whether it only counts once somebody activates the set or group.
    public let isConditional: Bool
    /// From the subject to the element that grants.
    public internal(set) var steps: [Step]

    public init(_ change: AccessDifference.Change, steps: [Step]) {
        kind = change.kind
        subject = change.subject
        label = change.label
        item = change.item
        isConditional = change.isConditional
        self.steps = steps
    }
}

/// What access changes from one org to another.
public struct AccessComparison: Sendable {
    public let changes: [AccessChange]
    /// Whether exports on both sides say who has what: without them users are not compared.
    public let comparesUsers: Bool

    /// Works out the places of all changes.
    public static func changes<Failure>(
        _ difference: AccessDifference,
        step: (PathStep, AccessDifference.Side) throws(Failure) -> AccessChange.Step
    ) throws(Failure) -> [AccessChange] {
        var changes: [AccessChange] = []
        for change in difference.changes {
            var steps: [AccessChange.Step] = []
            for place in change.path { steps.append(try step(place, change.side)) }
            changes.append(AccessChange(change, steps: steps))
        }
        return changes
    }

    public init(changes: [AccessChange], comparesUsers: Bool) {
        self.changes = changes
        self.comparesUsers = comparesUsers
    }
}
