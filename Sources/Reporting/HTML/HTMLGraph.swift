internal import OrgModel

/// The graph as a picture and as a table.
extension HTMLPage {
    func writeGraph(_ overview: IntegrationOverview, _ html: inout HTMLWriter) {
        let graph = IntegrationGraph(overview, maxNodes: HTMLLimits.nodes)
        guard !graph.edges.isEmpty else {
            return writeEmpty("No file and no record ties an app, a user, a set and an object to each other.", &html)
        }
        html.element(.figure) { html in
            html.element(
                .div,
                [
                    .class("scroll"), .named(.tabindex, "0"), .named(.role, "region"),
                    .aria("label", "Paths from apps to objects"),
                ]
            ) { html in
                GraphDrawing(graph).write(&html)
            }
            html.element(.figcaption) { html in
                html.text("From the app that signs in, over its user, to the objects that it reaches. ")
                html.text("Strong lines delete records or change all of them. ")
                if graph.mergedObjects > 0 {
                    html.text("\(graph.mergedObjects) objects with less access stand for one. ")
                }
                if graph.hiddenNodes > 0 {
                    html.text("\(counted(graph.hiddenNodes, "node")) with the fewest lines not shown. ")
                }
            }
        }
        html.element(.details) { html in
            html.element(.summary, "The same as a table: \(counted(graph.edges.count, "line"))")
            writeTable(["From", "", "To", "Source"], &html) { html in
                for edge in graph.edges {
                    html.element(.tr) { html in
                        html.element(.th, [.named(.scope, "row")], edge.from.name)
                        html.element(.td, edge.words)
                        html.element(.td, edge.to.name)
                        html.element(.td) { html in
                            if let location = edge.location { writePlace(location, &html) }
                        }
                    }
                }
            }
        }
    }
}

/// The picture: nodes in fixed columns, from left to right.
private struct GraphDrawing {
    private let graph: IntegrationGraph
    /// The upper left corner of each node.
    private var places: [IntegrationGraph.Node: (x: Int, y: Int)] = [:]
    private let width: Int
    private let height: Int
    /// The columns that have nodes, with where they begin.
    private var columns: [(column: IntegrationGraph.Column, x: Int)] = []

    private static let nodeWidth = 160
    private static let nodeHeight = 26
    private static let gap = 50
    private static let step = 34
    private static let top = 34

    init(_ graph: IntegrationGraph) {
        self.graph = graph
        let longest = graph.columns.map(\.count).max() ?? 0
        height = Self.top + longest * Self.step
        var x = 1
        for column in IntegrationGraph.Column.allCases {
            let nodes = graph.columns[column.rawValue]
            guard !nodes.isEmpty else { continue }
            columns.append((column, x))
            // A short column stands in the middle.
            let start = Self.top + (longest - nodes.count) * Self.step / 2
            for (place, node) in nodes.enumerated() { places[node] = (x, start + place * Self.step) }
            x += Self.nodeWidth + Self.gap
        }
        width = x - Self.gap + 1
    }

    func write(_ html: inout HTMLWriter) {
        let title = HTMLAnchor("graph-title")
        let description = HTMLAnchor("graph-desc")
        html.element(
            .svg,
            [
                .class("graph"), .named(.viewBox, "0 0 \(width) \(height)"), .named(.role, "img"),
                .labelledBy(title, description),
            ]
        ) { html in
            html.element(.title, [.id(title)], "Paths from apps to objects")
            let counts = columns.map { column, _ in
                "\(graph.columns[column.rawValue].count) in the column \(column.title)"
            }
            html.element(
                .desc, [.id(description)],
                "\(listed(counts)), joined by \(counted(graph.edges.count, "line")). The table below lists every line.")
            for edge in graph.edges { write(edge, &html) }
            for (column, x) in columns {
                html.element(.textElement, [.class("head"), .number(.x, x), .number(.y, 16)], column.title)
                for node in graph.columns[column.rawValue] { write(node, &html) }
            }
        }
    }

    private func write(_ node: IntegrationGraph.Node, _ html: inout HTMLWriter) {
        guard let (x, y) = places[node] else { return }
        html.element(.g, [node.column.style]) { html in
            html.element(.title, node.name)
            html.element(
                .rect,
                [
                    .number(.x, x), .number(.y, y), .number(.width, Self.nodeWidth), .number(.height, Self.nodeHeight),
                    .number(.rx, node.column == .app || node.column == .user ? 13 : 3),
                ])
            html.element(
                .textElement, [.number(.x, x + 12), .number(.y, y + 17)],
                node.name.fitting(columns: 20))
        }
    }

    private func write(_ edge: IntegrationGraph.Edge, _ html: inout HTMLWriter) {
        guard let from = places[edge.from], let to = places[edge.to] else { return }
        let (x1, y1) = (from.x + Self.nodeWidth, from.y + Self.nodeHeight / 2)
        let (x2, y2) = (to.x, to.y + Self.nodeHeight / 2)
        let bend = (x2 - x1) / 2
        html.element(
            .path,
            [
                edge.isStrong ? .class("edge strong") : .class("edge"),
                .named(.d, "M\(x1) \(y1)C\(x1 + bend) \(y1) \(x2 - bend) \(y2) \(x2) \(y2)"),
            ]
        ) { html in
            html.element(.title, "\(edge.from.name) \(edge.words) \(edge.to.name)")
        }
    }
}

extension IntegrationGraph.Column {
    fileprivate var style: HTMLAttribute {
        switch self {
        case .app: .class("node app")
        case .user: .class("node user")
        case .group: .class("node group")
        case .set: .class("node set")
        case .object: .class("node object")
        }
    }
}

extension String {
    /// The text, cut where it takes more columns than there are.
    fileprivate func fitting(columns: Int) -> String {
        let shown = VisibleText(self).description
        guard DisplayWidth.of(shown) > columns else { return shown }
        var cut = ""
        for character in shown {
            guard DisplayWidth.of(cut) + DisplayWidth.of(String(character)) < columns else { break }
            cut.append(character)
        }
        return cut + "…"
    }
}
