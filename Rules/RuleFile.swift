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
    /// What the rule helps to answer.
    public let questions: [Question]
    /// Why the rule is there: the first paragraph of the page, on one line, in plain text.
    public let summary: String
    /// How a finding is mended, on one line, in plain text.
    public let remedy: String
    public let safety: RulePage.Fix.Safety
    public let parameters: [Parameter]
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
        questions: [Question] = [],
        summary: String,
        remedy: String,
        safety: RulePage.Fix.Safety,
        parameters: [Parameter],
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
        self.questions = questions
        self.summary = summary
        self.remedy = remedy
        self.safety = safety
        self.parameters = parameters
        self.content = content
    }

    /// Where the page lies in the sources of the program.
    public var path: String {
        "Rules/\(area)/\(id).yaml"
    }

    /// Whether findings of the rule may be excepted: an input that cannot be read hides what all other rules look for.
    public var isIgnorable: Bool {
        !(area == "inputs" && severity == .error)
    }

    /// The page as it was written, in YAML.
    public var text: String {
        content.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads the whole page.
    public func page() throws(PageError) -> RulePage {
        try RulePage(text: text, path: path)
    }
}
