internal import FoundationEssentials
public import LintEngine
internal import OrgModel
internal import OrgReader
public import RuleCatalogue

/// What a rule found in an example, in the words that pages use.
public struct ExampleFinding: Hashable, Sendable, CustomStringConvertible {
    public let path: String
    public let line: Int
    /// The text of the located element, spaces at the ends left out.
    public let text: String
    public let severity: Severity
    public let confidence: Confidence
    public let subject: String
    public let element: String
    public let message: String

    public var description: String {
        "\(path):\(line) \(severity) \(confidence) \(subject)#\(element): \(message)"
    }

    /// What must be the same however the files are written.
    public var withoutPlace: String {
        let path = path.hasSuffix("-meta.xml") ? String(path.dropLast("-meta.xml".count)) : path
        return "\(path) \(severity) \(confidence) \(subject)#\(element)".lowercased()
    }
}

/// Runs one rule over the files of an example.
public enum ExampleRunner {
    /// - Parameter isOff: whether the configuration switches the rule off.
    public static func findings(
        _ example: Example,
        rule: any Rule,
        as variant: FileVariant,
        isOff: Bool = false
    ) throws -> [ExampleFinding] {
        let folder = try TemporaryFolder()
        for (path, text) in example.files {
            let file = variant.apply(path, text)
            try folder.write(file.bytes, to: file.path)
        }
        let page = type(of: rule).page
        let configuration =
            try example.config.map { try Configuration(text: $0, path: ".forcelint.yml", pages: RuleFile.all) }
            ?? .empty
        let reader = InputReader(
            paths: [Array(folder.url.path.utf8)],
            currentDirectory: Array(folder.url.path.utf8),
            wantedTypes: Set(page.needs.flatMap(\.names))
        )
        let reading = try reader.read()
        let asOf = example.asOf ?? "2026-11-21"
        let org = Org(
            reading.parts,
            register: configuration.register,
            facts: .builtIn,
            asOf: Timestamp(asOf) ?? Timestamp(seconds: 0)
        )
        var settings = configuration.rules
        if isOff { settings[page.id] = RuleSettings(isOn: false) }
        let options = LintOptions(persona: example.persona ?? page.persona, rules: settings)
        let results = Linter(rules: [rule], options: options).lint(org).results
        var sources = SourceReader(files: org.files)
        return try results.map { result in
            let location = result.finding.location
            let region = try sources.region(of: location)
            let bytes = try sources.text(of: location.file).bytes[region.bytes]
            return ExampleFinding(
                path: org.files[location.file.index].path,
                line: region.startLine,
                text: String(decoding: bytes, as: UTF8.self),
                severity: result.severity,
                confidence: result.confidence,
                subject: "\(result.finding.subject.type):\(result.finding.subject.name)",
                element: result.finding.element,
                message: result.finding.message.text
            )
        }
    }
}
