/// Writes HTML and SVG.
///
/// Names of elements and attributes are ours by their types; a stranger's text gets in as text, as the value of an
/// attribute or as an address, and is made harmless for just that place.
struct HTMLWriter {
    private(set) var html = ""

    typealias Body = (inout HTMLWriter) -> Void

    mutating func element(_ tag: HTMLTag, _ attributes: [HTMLAttribute], _ body: Body) {
        open(tag, attributes)
        body(&self)
        close(tag)
    }

    mutating func element(_ tag: HTMLTag, _ body: Body) {
        element(tag, [], body)
    }

    /// An element with nothing but text.
    mutating func element(_ tag: HTMLTag, _ attributes: [HTMLAttribute], _ text: String) {
        open(tag, attributes)
        self.text(text)
        close(tag)
    }

    mutating func element(_ tag: HTMLTag, _ text: String) {
        element(tag, [], text)
    }

    /// An element without content.
    mutating func element(_ tag: HTMLTag, _ attributes: [HTMLAttribute] = []) {
        open(tag, attributes)
        if !tag.isVoid { close(tag) }
    }

    mutating func text(_ text: String) {
        html += Self.escaped(VisibleText(text).description)
    }

    /// Text of our own.
    mutating func literal(_ text: StaticString) {
        html += Self.escaped(text.description)
    }

    /// What only an HTML parser that knows the element reads as it stands: a style sheet or a script.
    mutating func element(_ tag: HTMLTag, raw: StaticString) {
        open(tag, [])
        html += raw.description
        close(tag)
    }

    mutating func doctype() {
        html += "<!DOCTYPE html>\n"
    }

    private mutating func open(_ tag: HTMLTag, _ attributes: [HTMLAttribute]) {
        html += "<"
        html += tag.rawValue
        for attribute in attributes { html += attribute.html }
        html += ">"
        if tag.holdsBlocks { html += "\n" }
    }

    private mutating func close(_ tag: HTMLTag) {
        guard !tag.isClosedByWhatFollows else { return }
        html += "</"
        html += tag.rawValue
        html += tag.endsLine ? ">\n" : ">"
    }

    /// Without anything that has a meaning in text or in a quoted value.
    fileprivate static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x26, 0x27, 0x3C, 0x3E].contains($0) }) else { return text }
        return text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}

/// The elements that the page uses.
enum HTMLTag: String {
    case a, article, aside, b, body, button, caption, code, dd, desc, details, div, dl, dt, em, fieldset, figcaption
    case figure, footer, g, h1, h2, h3, h4, head, header, html, i, input, label, legend, li, main, meta, nav, ol, option
    case p, path, pre, rect, script, section, select, small, span, strong, style, summary, svg, table, tbody, td
    case textElement = "text"
    case th, thead, title, tr, u, ul

    var isVoid: Bool { [.input, .meta].contains(self) }

    /// Whether what follows ends the element: every element like it is followed by another or by the end of the parent.
    /// Matrices have them by the ten thousand.
    fileprivate var isClosedByWhatFollows: Bool { [.li, .td, .th, .tr].contains(self) }

    /// Whether a line ends behind it, so that pages can be compared line by line.
    fileprivate var endsLine: Bool {
        switch self {
        case .a, .b, .button, .code, .em, .i, .small, .span, .strong, .textElement, .u, .th, .td: false
        default: true
        }
    }

    fileprivate var holdsBlocks: Bool {
        switch self {
        case .html, .head, .body, .main, .section, .article, .table, .thead, .tbody, .tr, .ul, .ol, .dl, .nav, .svg,
            .div, .figure, .fieldset, .details, .select:
            true
        default: false
        }
    }
}

/// An attribute with a value that is harmless in quotes.
struct HTMLAttribute {
    fileprivate let html: String

    private init(_ name: String, escaping value: String) {
        html = " \(name)=\"\(HTMLWriter.escaped(VisibleText(value).description))\""
    }

    private init(html: String) {
        self.html = html
    }

    /// Attributes whose value is text and nothing else: none is an address, a style or a script.
    enum Name: String {
        case charset, colspan, content, d, datetime, height, lang, name, placeholder, preserveAspectRatio, role, rx,
            scope
        case tabindex, title, transform, type, value, viewBox, width, x, y
        case httpEquiv = "http-equiv"
        case textAnchor = "text-anchor"
    }

    static func named(_ name: Name, _ value: String) -> Self { Self(name.rawValue, escaping: value) }

    static func number(_ name: Name, _ value: Int) -> Self { Self(html: " \(name.rawValue)=\"\(value)\"") }

    static func `class`(_ value: StaticString) -> Self { Self(html: " class=\"\(value)\"") }

    static func aria(_ name: StaticString, _ value: String) -> Self { Self("aria-\(name)", escaping: value) }

    static func data(_ name: StaticString, _ value: String) -> Self { Self("data-\(name)", escaping: value) }

    static func id(_ anchor: HTMLAnchor) -> Self { Self(html: " id=\(anchor.name)") }

    static func labelledBy(_ anchors: HTMLAnchor...) -> Self {
        Self(html: " aria-labelledby=\"\(anchors.map(\.name).joined(separator: " "))\"")
    }

    static func `for`(_ anchor: HTMLAnchor) -> Self { Self(html: " for=\"\(anchor.name)\"") }

    static func href(_ anchor: HTMLAnchor) -> Self { Self(html: " href=#\(anchor.name)") }

    static func href(_ address: HTMLAddress) -> Self { Self("href", escaping: address.text) }

    /// Attributes that are there or not.
    static let open = Self(html: " open")
    static let hidden = Self(html: " hidden")
    static let checked = Self(html: " checked")
}

/// A place within the page: a word of ours and numbers, with nothing in it that wants quotes.
struct HTMLAnchor: Hashable {
    fileprivate let name: String

    init(_ word: StaticString, _ numbers: Int...) {
        name = word.description + numbers.map(String.init).joined(separator: ".")
    }

    private init(name: String) {
        self.name = name
    }

    /// The heading of what stands here.
    var heading: HTMLAnchor { HTMLAnchor(name: name + "-heading") }
}

/// An address that a reader may follow: no scheme but https, and nothing that is not of an address.
struct HTMLAddress {
    fileprivate let text: String

    init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
        guard text.hasPrefix("https://"), isPlain else { return nil }
        self.text = text
    }
}
