/// A page of the catalogue as it is embedded in the program: its head is at hand, the rest is read on demand.
///
/// Every page `Rules/<area>/<rule-id>.yaml` is a static property named by the id: `RuleFile.appScopeFull`.
public struct RuleFile: Sendable {
    public let id: String
    /// The folder of the page: `apps`, `health`, `permission-sets` and so on.
    public let area: String
    public let title: String
    /// The severity that the rule has when neither a case of its own nor the configuration says otherwise.
    public let severity: Severity
    public let confidence: Confidence
    /// The first persona that sees the rule.
    public let persona: Persona
    public let needs: [Need]
    public let tags: [String]
    private let content: StaticString

    init(
        id: String,
        area: String,
        title: String,
        severity: Severity,
        confidence: Confidence,
        persona: Persona,
        needs: [Need],
        tags: [String],
        content: StaticString
    ) {
        self.id = id
        self.area = area
        self.title = title
        self.severity = severity
        self.confidence = confidence
        self.persona = persona
        self.needs = needs
        self.tags = tags
        self.content = content
    }

    /// Where the page lies in the sources of the program.
    public var path: String {
        "Rules/\(area)/\(id).yaml"
    }

    /// The page as it was written, in YAML.
    public var text: String {
        content.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads the whole page.
    public func page() throws(PageError) -> RulePage {
        try RulePage(text: text, path: path)
    }

    /// Reads everything but the examples, which are most of a page and come last.
    public func pageWithoutExamples() throws(PageError) -> RulePage {
        let text = content.withUTF8Buffer { bytes in
            let heading = Array("\nexamples:".utf8)
            let end = bytes.indices.first { bytes[$0] == heading[0] && bytes[$0...].starts(with: heading) }
            return String(decoding: bytes[..<(end ?? bytes.endIndex)], as: UTF8.self)
        }
        return try RulePage(text: text, path: path, hasExamples: false)
    }
}
