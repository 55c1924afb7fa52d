public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report for people: every finding with the code it is about, then what was looked at.
public enum TextReport {
    public struct Options: Sendable {
        public var style: TextStyle
        /// How many columns a line of code may take with its gutter.
        public var width: Int
        /// How many related places of a finding are shown in frames.
        public var maxRelated: Int
        /// How much is said beside the findings.
        public var verbosity: Verbosity
        /// How the text leads to what a rule rests on.
        public var links: LinkStyle

        public init(
            style: TextStyle = .plain,
            width: Int = 120,
            maxRelated: Int = 5,
            verbosity: Verbosity = .normal,
            links: LinkStyle = .none
        ) {
            self.style = style
            self.width = width
            self.maxRelated = maxRelated
            self.verbosity = verbosity
            self.links = links
        }
    }

    public enum Verbosity: Sendable {
        /// The findings and nothing else.
        case quiet
        case normal
        /// Every rule and every path that was not read.
        case verbose
    }

    public static func text(_ report: Report, options: Options = Options()) -> String {
        let secrets = SecretRegions(report)
        var addresses: [String: String] = [:]
        if options.links != .none {
            let rules = Dictionary(
                report.results.map { ($0.rule.id, $0.rule) }, uniquingKeysWith: { first, _ in first })
            addresses = rules.compactMapValues { RuleHelp($0).address }
        }
        var blocks = report.results.map { result in
            FindingText(report, result, secrets, options, address: addresses[result.rule.id]).lines.joined(
                separator: "\n") + "\n"
        }
        if let access = report.access {
            let heading = options.style.paint("What access the deploy changes:", .headline)
            let lines = AccessChangeReport.lines(access).map { "  \($0)\n" }
            blocks.append("\(heading)\n\(lines.joined())")
        }
        if options.verbosity != .quiet {
            let summary = ClosingSummary(report, isVerbose: options.verbosity == .verbose)
            blocks.append(summary.lines.joined(separator: "\n") + "\n")
        }
        return blocks.joined(separator: "\n")
    }
}

/// One finding in the text report.
private struct FindingText {
    private(set) var lines: [String] = []
    private let report: Report
    private let result: LintResult
    private let secrets: SecretRegions
    private let options: TextReport.Options
    /// Where on the web it stands what the rule rests on; nil where no link is wanted.
    private let address: String?
    private let places: CodePlaces
    /// The width of the line numbers.
    private let gutter: Int

    init(
        _ report: Report, _ result: LintResult, _ secrets: SecretRegions, _ options: TextReport.Options,
        address: String?
    ) {
        self.report = report
        self.result = result
        self.secrets = secrets
        self.options = options
        self.address = address
        places = CodePlaces(result, report, maxRelated: options.maxRelated)
        gutter = places.byFile.flatMap(\.marks).map { String($0.region.startLine).count }.max() ?? 1
        addHeadline()
        addFrames()
        addNotes()
    }

    private mutating func addHeadline() {
        let mark = result.suppression == nil ? "" : " (suppressed)"
        let link = options.links == .hyperlinks ? address : nil
        let id = link.map { LinkStyle.hyperlink(result.rule.id, to: $0) } ?? result.rule.id
        let name = "\(result.severity.rawValue)[\(id)]\(mark)"
        let message = VisibleText(result.finding.message.text).description
        lines.append(
            options.style.paint(name, .severity(result.severity)) + options.style.paint(": \(message)", .headline)
        )
    }

    // MARK: Frames

    private mutating func addFrames() {
        for (index, (file, marks)) in places.byFile.enumerated() {
            guard let region = marks.first?.region else { continue }
            let place = "\(VisibleText(report.files[file.index].path)):\(region.startLine):\(region.startColumn)"
            if index == 0 {
                lines.append(padding + options.style.paint("-->", .gutter) + " \(place)")
            } else {
                // The bar keeps the colons from the start of the line, where a CI runner looks for commands.
                lines.append(bar() + options.style.paint(":::", .gutter) + " \(place)")
            }
            lines.append(bar().trimmingEnd)
            addFrame(file, marks)
        }
    }

    private mutating func addFrame(_ file: FileID, _ marks: [CodeFrame.Mark]) {
        guard let source = report.source(file) else {
            for mark in marks where !mark.label.isEmpty {
                addNote("note", "\(mark.label) (line \(mark.region.startLine))")
            }
            return
        }
        let frame = CodeFrame(
            source,
            marks,
            masks: secrets.masks(in: file),
            isConfidential: result.isAboutSecret,
            width: max(40, options.width - gutter - 3)
        )
        for row in frame.rows {
            switch row {
            case .gap: lines.append(options.style.paint("...", .gutter))
            case .source(let number, let text): lines.append((bar(String(number)) + text).trimmingEnd)
            case .underline(let column, let length, let label, let isPrimary):
                let mark = String(repeating: isPrimary ? "^" : "-", count: length)
                let text = label.isEmpty ? mark : "\(mark) \(VisibleText(label))"
                let role: TextStyle.Role = isPrimary ? .severity(result.severity) : .secondary
                lines.append(bar() + String(repeating: " ", count: column) + options.style.paint(text, role))
            }
        }
        lines.append(bar().trimmingEnd)
    }

    // MARK: Notes

    private mutating func addNotes() {
        if places.hidden > 0 { addNote("note", "and \(counted(places.hidden, "more related place"))") }
        if let suppression = result.suppression { addNote("note", suppression.words(in: report)) }
        if result.confidence != .high { addNote("note", "confidence is \(result.confidence.rawValue)") }
        if let fix = result.finding.fix {
            addNote(
                "help", fix.description + (fix.safety == .unsafe && !fix.edits.isEmpty ? " (confirm it first)" : ""))
            for command in fix.commands { addNote("help", "run: \(command)") }
        }
        if options.links == .addresses, let address { addNote("help", "see \(address)") }
        addNote("help", "for why and how, run: forcelint explain \(result.rule.id)")
    }

    private mutating func addNote(_ kind: String, _ text: String) {
        lines.append(
            "\(padding) \(options.style.paint("=", .gutter)) \(options.style.paint(kind, .headline)): \(VisibleText(text))"
        )
    }

    private var padding: String { String(repeating: " ", count: gutter) }

    private func bar(_ number: String = "") -> String {
        let padding = String(repeating: " ", count: gutter - number.count)
        return options.style.paint("\(padding)\(number) |", .gutter) + " "
    }
}

extension Suppression {
    /// What hides a result, where, how long, who answers for it, and why.
    func words(in report: Report) -> String {
        let place = location.map { " at \(report.path($0)):\(report.region($0).startLine)" } ?? ""
        let owner = owner.map { ", \($0) answers for it" } ?? ""
        let end = expires.map { ", until \($0.date)" } ?? ""
        return "\(kind == .baseline ? "the baseline" : "an exception")\(place) hides it\(end)\(owner): \(reason)"
    }
}

extension String {
    fileprivate var trimmingEnd: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
