internal import YAML

/// A page of the catalogue in full: what a rule finds, why it matters, how it is mended, and examples that prove it.
///
/// The format is described in `Rules/README.md`.
public struct RulePage: Sendable {
    /// Markdown.
    public let why: String
    public let fix: Fix
    public let references: [Reference]
    public let parameters: [Parameter]
    /// The version of the program that brought the rule.
    public let since: String
    public let examples: [Example]

    /// Reads `text`; `path` is the page's name in errors. A key that no page has is an error.
    public init(text: String, path: String) throws(PageError) {
        let root: YAMLNode?
        do throws(YAMLError) {
            root = try YAMLReader.read(text, resolvesAliases: true)
        } catch {
            throw PageError(path: path, line: error.mark.line, reason: error.problem)
        }
        guard let root else { throw PageError(path: path, line: 1, reason: "the page is empty") }
        let required: Set = [
            "id", "title", "severity", "confidence", "persona", "needs", "tags", "questions", "since", "why", "fix",
            "references", "examples",
        ]
        let members = try PageNode(node: root, path: path, name: "page")
            .members(required: required, optional: ["parameters"])
        why = try members[required: "why"].text()
        since = try members[required: "since"].text()
        fix = try Fix(members[required: "fix"])
        var references: [Reference] = []
        for node in try members[required: "references"].items() { references.append(try Reference(node)) }
        self.references = references
        var parameters: [Parameter] = []
        for node in try members["parameters"]?.items() ?? [] { parameters.append(try Parameter(node)) }
        self.parameters = parameters
        var examples: [Example] = []
        for node in try members[required: "examples"].items() { examples.append(try Example(node)) }
        self.examples = examples
    }

    /// How a finding of the rule is mended.
    public struct Fix: Sendable {
        /// How far a machine may go.
        public enum Safety: String, CaseIterable, Sendable {
            /// An edit of the file that cannot widen access or lose meaning.
            case safe
            /// An edit that a person should confirm.
            case unsafe
            /// A command or a change of a record to run.
            case command
            case advice
        }

        /// The way through Setup, in Markdown; nil where Setup has none.
        public let setup: String?
        /// The change of the file, in Markdown; nil where no file can mend it.
        public let metadata: String?
        /// The command line to run, with placeholders in angle brackets.
        public let command: String?
        public let safety: Safety

        init(_ node: PageNode) throws(PageError) {
            let members = try node.members(required: ["safety"], optional: ["setup", "metadata", "command"])
            setup = try members.optionalText("setup")
            metadata = try members.optionalText("metadata")
            command = try members.optionalText("command")
            safety = try members[required: "safety"].choice(of: Safety.self)
            guard setup != nil || metadata != nil || command != nil else {
                throw node.error("has neither \"setup\" nor \"metadata\" nor \"command\"")
            }
            if safety == .command, command == nil { throw node.error("has no \"command\", which its safety promises") }
        }
    }

    /// Where a statement of the page comes from.
    public struct Reference: Sendable {
        public enum Place: Hashable, Sendable {
            case url(String)
            /// One of the source articles `S0` to `S3`, which `Rules/README.md` lists.
            case article(String)
        }

        public let title: String
        public let place: Place
        /// The day of the source, or the day it was read: `2026-05-24`, `2026-05` or `2026`.
        public let date: String
        /// The lines of the article that are meant, as `85-94`.
        public let lines: String?

        init(_ node: PageNode) throws(PageError) {
            let members = try node.members(required: ["title", "date"], optional: ["url", "seed", "lines"])
            title = try members[required: "title"].text()
            date = try members[required: "date"].text()
            lines = try members.optionalText("lines")
            switch (try members.optionalText("url"), try members.optionalText("seed")) {
            case (let url?, nil): place = .url(url)
            case (nil, let article?): place = .article(article)
            default: throw node.error("wants either \"url\" or \"seed\"")
            }
        }
    }
}
