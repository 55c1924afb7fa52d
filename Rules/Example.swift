/// A small org on a page and what the rule says of it; documentation and test at once.
public struct Example: Sendable {
    public let name: String
    /// The text of every file by its path below the example's folder, with `/`.
    public let files: [String: String]
    /// The text of `.forcelint.yml`.
    public let config: String?
    /// Why the rule is silent; an example without expectation has one.
    public let reason: String?
    /// The day on which the example is checked, as `2026-05-24`.
    public let asOf: String?
    /// The persona that looks at it, the page's own where it says nothing.
    public let persona: Persona?
    /// Every finding of the rule, in the order of path and line; none where the example is innocent.
    public let expectations: [Expectation]

    public var isInnocent: Bool { expectations.isEmpty }

    init(_ node: PageNode) throws(PageError) {
        let members = try node.members(
            required: ["name", "files"],
            optional: ["config", "reason", "asOf", "persona", "expect"]
        )
        name = try members[required: "name"].text()
        config = try members.optionalText("config")
        reason = try members.optionalText("reason")
        asOf = try members.optionalText("asOf")
        persona = try members["persona"]?.choice(of: Persona.self)
        var files: [String: String] = [:]
        var expectations: [Expectation] = []
        for (file, text) in try members[required: "files"].pairs() {
            guard Self.isRelative(file) else { throw text.error("is no path below the example") }
            files[file] = try text.text()
            expectations += try Expectation.marked(in: text, file: file)
        }
        guard !files.isEmpty else { throw node.error("has no file") }
        var places = files
        if let config { places[".forcelint.yml"] = config }
        for item in try members["expect"]?.items() ?? [] {
            expectations.append(try Expectation(item, files: places))
        }
        self.files = files
        self.expectations = expectations.sorted { ($0.path, $0.line) < ($1.path, $1.line) }
        guard !expectations.isEmpty || reason != nil else {
            throw node.error("expects nothing: it wants a \"reason\" why it is innocent, or an expectation")
        }
        guard expectations.isEmpty || reason == nil else {
            throw node.error("has a \"reason\" why it is innocent, but expects findings")
        }
    }

    private static func isRelative(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
    }
}
