internal import OrgModel

/// The ways from apps over users, groups and sets to objects, as nodes in five columns and edges between them.
struct IntegrationGraph {
    enum Column: Int, CaseIterable {
        case app, user, group, set, object

        var title: String {
            switch self {
            case .app: "App"
            case .user: "User"
            case .group: "Group"
            case .set: "Set or profile"
            case .object: "Object"
            }
        }
    }

    struct Node: Hashable {
        let column: Column
        let name: String
    }

    struct Edge {
        let from: Node
        let to: Node
        /// What ties the two, in words.
        let words: String
        /// Where that stands; nil for what stands for several.
        let location: SourceLocation?
        /// Whether records can be deleted or all be changed by it.
        let isStrong: Bool
    }

    /// The nodes of each column, from top to bottom.
    private(set) var columns: [[Node]]
    private(set) var edges: [Edge] = []
    /// How many objects the last node of their column stands for; 0 where each has its own.
    private(set) var mergedObjects = 0
    /// How many nodes of other columns are left out.
    private(set) var hiddenNodes = 0

    init(_ overview: IntegrationOverview, maxNodes: Int) {
        columns = Column.allCases.map { _ in [] }
        let objects = Self.shownObjects(overview, limit: maxNodes)
        mergedObjects = objects.merged
        addApps(overview)
        for held in overview.access { addWays(held) }
        addObjects(overview, objects.names)
        cut(to: maxNodes)
        order()
    }

    private mutating func add(_ node: Node) {
        if !columns[node.column.rawValue].contains(node) { columns[node.column.rawValue].append(node) }
    }

    private mutating func connect(
        _ from: Node,
        _ to: Node,
        _ words: String,
        _ location: SourceLocation?,
        isStrong: Bool = false
    ) {
        add(from)
        add(to)
        guard !edges.contains(where: { $0.from == from && $0.to == to }) else { return }
        edges.append(Edge(from: from, to: to, words: words, location: location, isStrong: isStrong))
    }

    private mutating func addApps(_ overview: IntegrationOverview) {
        for app in overview.apps {
            let node = Node(column: .app, name: app.component.name)
            add(node)
            for use in app.users {
                let user = Node(column: .user, name: use.username)
                connect(node, user, use.ground.words, use.location ?? app.location)
            }
        }
        for account in overview.integrations.compactMap(\.account) {
            add(Node(column: .user, name: account.username))
        }
    }

    private mutating func addWays(_ held: HeldAccess) {
        for way in held.ways {
            var last: Node?
            var assignment: SourceLocation?
            for step in way.steps {
                guard let node = Self.node(step.component) else {
                    assignment = step.location
                    continue
                }
                if let last {
                    let isAssigned = last.column == .user
                    let words =
                        !isAssigned ? "is in the group" : step.component.type == "Profile" ? "has" : "is assigned"
                    connect(
                        last, node, words, isAssigned ? assignment ?? way.steps[0].location : last.location(in: way))
                } else {
                    add(node)
                }
                last = node
            }
        }
    }

    private static func node(_ component: ComponentID) -> Node? {
        switch component.type {
        case "User": Node(column: .user, name: component.name)
        case "PermissionSetGroup": Node(column: .group, name: component.name)
        case "PermissionSet": Node(column: .set, name: component.name)
        case "Profile": Node(column: .set, name: "Profile \(component.name)")
        default: nil
        }
    }

    // MARK: Objects

    /// The objects that get a node of their own: those that most integrations reach with the most access.
    private static func shownObjects(
        _ overview: IntegrationOverview,
        limit: Int
    ) -> (names: Set<String>, merged: Int) {
        var weights: [String: Int] = [:]
        for item in overview.access.flatMap(\.objects) {
            weights[item.name, default: 0] += item.access.rawValue.nonzeroBitCount
        }
        guard weights.count > limit else { return (Set(weights.keys), 0) }
        let kept = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit - 1)
        return (Set(kept.map(\.key)), weights.count - kept.count)
    }

    private mutating func addObjects(_ overview: IntegrationOverview, _ shown: Set<String>) {
        var access: [String: (from: Node, to: Node, access: ObjectAccessSet, location: SourceLocation?)] = [:]
        var keys: [String] = []
        for held in overview.access {
            for item in held.objects {
                let isShown = shown.contains(item.name)
                let object = Node(
                    column: .object, name: isShown ? item.name : counted(mergedObjects, "more object"))
                for grant in item.grants {
                    guard let set = held.ways[grant.way].steps.last.flatMap({ Self.node($0.component) }) else {
                        continue
                    }
                    let key = "\(set.name)\u{0}\(object.name)"
                    if access[key] == nil {
                        access[key] = (set, object, [], isShown ? grant.location : nil)
                        keys.append(key)
                    }
                    access[key]?.access.formUnion(grant.access)
                }
            }
        }
        for key in keys {
            guard let edge = access[key] else { continue }
            let isStrong = edge.access.contains(.modifyAllRecords) || edge.access.contains(.allowDelete)
            add(edge.from)
            add(edge.to)
            edges.append(
                Edge(
                    from: edge.from, to: edge.to, words: edge.access.words, location: edge.location, isStrong: isStrong)
            )
        }
    }

    // MARK: Layout

    /// Leaves out nodes, and the edges at them, where a column has too many.
    private mutating func cut(to limit: Int) {
        var degrees: [Node: Int] = [:]
        for edge in edges {
            degrees[edge.from, default: 0] += 1
            degrees[edge.to, default: 0] += 1
        }
        for column in columns.indices where columns[column].count > limit {
            let kept = Set(
                columns[column].enumerated()
                    .sorted { ($1.element.degree(degrees), $0.offset) < ($0.element.degree(degrees), $1.offset) }
                    .prefix(limit).map(\.element))
            hiddenNodes += columns[column].count - kept.count
            columns[column].removeAll { !kept.contains($0) }
        }
        let left = Set(columns.joined())
        edges.removeAll { !left.contains($0.from) || !left.contains($0.to) }
    }

    /// Puts each node near those that it hangs on, so that few edges cross: twice from left to right and back.
    private mutating func order() {
        for _ in 0..<2 {
            for column in columns.indices { sort(column) { $0.to == $1 ? $0.from : nil } }
            for column in columns.indices.reversed() { sort(column) { $0.from == $1 ? $0.to : nil } }
        }
    }

    private mutating func sort(_ column: Int, _ other: (Edge, Node) -> Node?) {
        var heights: [Node: Double] = [:]
        for nodes in columns {
            for (place, node) in nodes.enumerated() { heights[node] = (Double(place) + 0.5) / Double(nodes.count) }
        }
        var sums: [Node: (sum: Double, count: Int)] = [:]
        for edge in edges {
            for node in [edge.from, edge.to] where node.column.rawValue == column {
                guard let neighbour = other(edge, node), let height = heights[neighbour] else { continue }
                let known = sums[node] ?? (0, 0)
                sums[node] = (known.sum + height, known.count + 1)
            }
        }
        let centers = columns[column].map { node in
            sums[node].map { $0.sum / Double($0.count) } ?? heights[node] ?? 0
        }
        columns[column] = columns[column].indices
            .sorted { (centers[$0], $0) < (centers[$1], $1) }.map { columns[column][$0] }
    }
}

extension IntegrationGraph.Node {
    fileprivate func degree(_ degrees: [Self: Int]) -> Int { degrees[self] ?? 0 }

    /// Where the component of the node stands on a way.
    fileprivate func location(in way: HeldAccess.Way) -> SourceLocation? {
        way.steps.first { $0.component.type == "PermissionSetGroup" && $0.component.name == name }?.location
    }
}

extension ObjectAccessSet {
    /// `create, read and view all records`.
    var words: String {
        listed(ObjectAccess.allCases.filter(contains).map(\.words))
    }
}

extension ObjectAccess {
    fileprivate var words: String {
        switch self {
        case .allowCreate: "create"
        case .allowRead: "read"
        case .allowEdit: "edit"
        case .allowDelete: "delete"
        case .viewAllRecords: "view all records"
        case .modifyAllRecords: "modify all records"
        case .viewAllFields: "view all fields"
        }
    }
}
