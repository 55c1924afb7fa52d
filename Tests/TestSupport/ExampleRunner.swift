internal import FoundationEssentials
internal import Glibc
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
    /// The id of the rule.
    public let rule: String
    /// Whether an exception of the configuration or a comment hides it.
    public let isSuppressed: Bool

    /// As an exception names it.
    public var target: String { "\(subject)#\(element)" }

    public var description: String {
        "\(path):\(line) \(severity) \(confidence) \(subject)#\(element): \(message)"
    }

    /// What must be the same however the files are written.
    public var withoutPlace: String {
        let path = path.hasSuffix("-meta.xml") ? String(path.dropLast("-meta.xml".count)) : path
        return "\(path) \(withoutFile)".lowercased()
    }

    /// What must be the same in whatever file it is written.
    public var withoutFile: String {
        "\(severity) \(confidence) \(subject)#\(element)".lowercased()
    }
}

/// Runs one rule over the files of an example.
public enum ExampleRunner {
    private static func modificationTime(of path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0
            ? Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec) : 0
    }

    /// What the rule finds, less what is suppressed.
    ///
    /// - Parameters:
    ///   - others: rules that run as well, whose findings are not returned.
    ///   - isOff: whether the configuration switches the rule off.
    public static func findings(
        _ example: Example,
        rule: any Rule,
        as variant: FileVariant,
        others: [any Rule] = [],
        isOff: Bool = false
    ) throws -> [ExampleFinding] {
        try allFindings(example, rule: rule, as: variant, others: others, isOff: isOff)
            .filter { $0.rule == type(of: rule).page.id && !$0.isSuppressed }
    }

    /// What the rule and the others find, suppressed findings among it.
    ///
    /// - Parameter exceptedTargets: what the configuration excepts from the rule, besides what the example's own does.
    public static func allFindings(
        _ example: Example,
        rule: any Rule,
        as variant: FileVariant = .asWritten,
        others: [any Rule] = [],
        isOff: Bool = false,
        exceptedTargets: [String] = []
    ) throws -> [ExampleFinding] {
        let folder = try TemporaryFolder()
        for (path, text) in example.files {
            for file in variant.apply(path, text, of: example.files) {
                try folder.write(file.bytes, to: file.path)
            }
        }
        let page = type(of: rule).page
        let config = configurationText(of: example, exceptedTargets.map { (page.id, $0) })
        let configuration =
            try config.map { try Configuration(text: $0, path: ".forcelint.yml", pages: RuleFile.all) }
            ?? .empty
        let hasLogs = example.files.keys.contains { $0.hasPrefix("event-logs/") }
        let reader = InputReader(
            paths: [Array(folder.url.path.utf8)],
            usage: hasLogs ? [Array("event-logs".utf8)] : [],
            currentDirectory: Array(folder.url.path.utf8),
            wantedTypes: Set(([page] + others.map { type(of: $0).page }).flatMap(\.needs).flatMap(\.names))
        )
        var reading = try reader.read()
        _ = reader.readFields(nil, into: &reading)
        var parts = reading.parts
        var exceptions: [LintEngine.Exception] = []
        if let config, configuration.hasExceptions {
            let file = folder.url.appending(path: ".forcelint.yml")
            try folder.write(Array(config.utf8), to: ".forcelint.yml")
            exceptions = configuration.exceptions(in: FileID(parts.files.count))
            parts.files.append(
                SourceFile(
                    path: ".forcelint.yml", systemPath: Array(file.path.utf8), syntax: .yaml, packageDirectory: "",
                    length: config.utf8.count, modificationTime: modificationTime(of: file.path)))
        }
        let asOf = example.asOf ?? "2026-11-21"
        let org = Org(
            parts,
            register: configuration.register,
            facts: .builtIn,
            asOf: Timestamp(asOf) ?? Timestamp(seconds: 0)
        )
        var settings = configuration.rules
        if isOff { settings[page.id] = RuleSettings(isOn: false) }
        let options = LintOptions(persona: example.persona ?? page.persona, rules: settings)
        let others = others.filter { type(of: $0).page.id != page.id }
        let results = Linter(rules: [rule] + others, options: options).lint(org, exceptions: exceptions).results
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
                message: result.finding.message.text,
                rule: result.rule.id,
                isSuppressed: result.suppression != nil
            )
        }
    }

    /// The example's configuration with more exceptions; it has none of its own where there are some.
    private static func configurationText(of example: Example, _ exceptions: [(rule: String, target: String)])
        -> String?
    {
        guard !exceptions.isEmpty else { return example.config }
        let entries = exceptions.map { rule, target in
            """
              - rule: \(rule)
                target: \(target.debugDescription)
                reason: known

            """
        }
        return (example.config ?? "version: 1") + "\nexceptions:\n" + entries.joined()
    }
}
