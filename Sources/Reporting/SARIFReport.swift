public import LintEngine
public import OrgModel
internal import RuleCatalogue

/// The report as SARIF 2.1.0, as GitHub, GitLab, Azure DevOps, SonarQube and the viewers of editors take it.
public enum SARIFReport {
    public struct Options: Sendable {
        /// Tells uploads of one repository apart; nil for none.
        public var category: String?
        /// The home page of the program.
        public var informationURL: String?
        /// The address of the rules' documentation; the id of a rule is put behind it.
        public var documentationURL: String?
        public var limits: Limits

        public init(
            category: String? = nil,
            informationURL: String? = nil,
            documentationURL: String? = nil,
            limits: Limits = Limits()
        ) {
            self.category = category
            self.informationURL = informationURL
            self.documentationURL = documentationURL
            self.limits = limits
        }
    }

    /// How much is written: GitHub refuses or leaves out what is above its own limits
    /// (docs.github.com, "SARIF support for code scanning").
    public struct Limits: Sendable {
        /// The worst are kept.
        public var results = 25_000
        /// How many of them GitHub shows, the worst first.
        public var shownResults = 5_000
        /// Bytes of the log. GitHub takes ten megabytes of gzip, and logs become at least eight times smaller.
        public var length = 80 << 20
        public var relatedLocations = 100
        /// How many of the related locations the message links.
        public var links = 10
        /// All steps of all ways of one result together.
        public var steps = 1_000
        public var notifications = 1_000
        /// Bytes of a snippet; a longer one is left out.
        public var snippet = 4_096

        public init() {}
    }

    /// - Parameter bytes: gives the content of a file, for its hash; nil where it is not at hand.
    public static func text(
        _ report: Report,
        options: Options = Options(),
        bytes: (FileID) -> [UInt8]? = { _ in nil }
    ) -> String {
        let (text, fitting) = written(report, options, bytes)
        guard text.utf8.count > options.limits.length, fitting < report.results.count else { return text }
        var options = options
        options.limits.results = fitting
        return written(report, options, bytes).text
    }

    /// What the format, or GitHub, leaves out of a report; nil where it takes all.
    public static func note(_ report: Report, limits: Limits = Limits()) -> String? {
        guard report.results.count > limits.shownResults else { return nil }
        return "GitHub shows the worst \(limits.shownResults) of \(report.results.count) results"
    }

    /// The log, and how many results fit into its length.
    private static func written(
        _ report: Report,
        _ options: Options,
        _ bytes: (FileID) -> [UInt8]?
    ) -> (text: String, fitting: Int) {
        let log = SARIFLog(report, options)
        var json = JSONWriter()
        var fitting = 0
        json.object { json in
            json.member(
                "$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
            )
            json.member("version", "2.1.0")
            json.array("runs") { json in
                json.object { fitting = log.writeRun(&$0, bytes) }
            }
        }
        return (json.text, fitting)
    }
}

/// What the parts of one SARIF log know in common.
struct SARIFLog {
    let report: Report
    let options: SARIFReport.Options
    /// All rules that results and notifications name, in the order of ids.
    let rules: [RuleFile]
    let ruleIndices: [String: Int]
    let uris: [ArtifactURI]
    let secrets: SecretRegions
    let showsSuppressions: Bool

    init(_ report: Report, _ options: SARIFReport.Options) {
        self.report = report
        self.options = options
        var rules: [String: RuleFile] = [:]
        for rule in report.coverage.rules.map(\.rule) + report.results.map(\.rule) { rules[rule.id] = rule }
        self.rules = rules.values.sorted { $0.id < $1.id }
        ruleIndices = Dictionary(uniqueKeysWithValues: self.rules.enumerated().map { ($1.id, $0) })
        uris = report.files.map(ArtifactURI.init)
        secrets = SecretRegions(report)
        showsSuppressions = report.results.contains { $0.suppression != nil }
    }

    /// - Returns: how many of the results fit into the length that the log may have.
    func writeRun(_ json: inout JSONWriter, _ bytes: (FileID) -> [UInt8]?) -> Int {
        var fitting = 0
        json.object("tool") { json in
            json.object("driver") { writeDriver(&$0) }
        }
        json.array("invocations") { json in
            json.object { writeInvocation(&$0) }
        }
        json.object("automationDetails", onOneLine: true) { json in
            json.member("id", options.category.map { "forcelint/\($0)/" } ?? "forcelint/")
        }
        json.object("originalUriBaseIds") { writeBases(&$0) }
        json.member("columnKind", "utf16CodeUnits")
        json.member("defaultEncoding", "UTF-8")
        json.array("artifacts") { json in
            for (index, file) in report.files.enumerated() {
                json.object { writeArtifact(file, index, &$0, bytes) }
            }
        }
        json.array("results") { json in
            var results = SARIFResults(self)
            for result in report.results.prefix(options.limits.results) {
                json.object { results.write(result, &$0) }
                if json.bytes.count < options.limits.length { fitting += 1 }
            }
        }
        return fitting
    }

    /// No address: the log says nothing about the machine, and is the same everywhere.
    private func writeBases(_ json: inout JSONWriter) {
        for levels in Set(uris.compactMap(\.levelsAbove)).union([0]).sorted() {
            json.object(ArtifactURI.base(levels: levels)) { json in
                json.object("description", onOneLine: true) { json in
                    let place = levels == 0 ? "The folder" : "\(counted(levels, "level")) above the folder"
                    json.member("text", "\(place) that forcelint was run in.")
                }
            }
        }
    }

    private func writeArtifact(
        _ file: SourceFile,
        _ index: Int,
        _ json: inout JSONWriter,
        _ bytes: (FileID) -> [UInt8]?
    ) {
        writeArtifactLocation(FileID(index), &json, "location")
        json.member("length", file.length)
        let content = bytes(FileID(index)).flatMap { $0.count == file.length ? $0 : nil }
        if let content, String(validating: content, as: UTF8.self) != nil { json.member("encoding", "UTF-8") }
        // A file that has changed since it was read has another hash than what was judged.
        // The hash of a file that is masked would let its text be guessed.
        if let content, report.masks(in: FileID(index)).isEmpty {
            json.object("hashes", onOneLine: true) { $0.member("sha-256", SHA256.hexadecimal(content)) }
        }
    }

    func writeArtifactLocation(_ file: FileID, _ json: inout JSONWriter, _ key: String = "artifactLocation") {
        let uri = uris[file.index]
        json.object(key, onOneLine: true) { json in
            json.member("uri", uri.uri)
            if let base = uri.base { json.member("uriBaseId", base) }
            json.member("index", file.index)
        }
    }
}
