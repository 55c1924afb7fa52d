import Foundation
import TestSupport
import Testing

/// An org of Fixtures/, and the program run on it.
enum FixtureOrg: String, CaseIterable, Sendable {
    /// No rule speaks.
    case clean = "clean-org"
    /// The four situations that the project exists for.
    case acme = "acme-org"
    /// Every rule speaks.
    case troubled = "troubled-org"

    /// The path from the root of the checkout.
    var path: String { "Fixtures/\(rawValue)" }

    var url: URL { Checkout.root.appending(path: path) }

    /// The day that the orgs are judged on.
    static let asOf = ["--as-of", "2026-11-21"]

    /// Runs `check` on the org, from the root of the checkout.
    func check(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
        try Program.run(["check", path] + Self.asOf + arguments, in: Checkout.root, environment: environment)
    }

    /// Runs `check` on a folder, from within it.
    static func check(_ folder: URL, _ arguments: String...) throws -> Program.Outcome {
        try Program.run(["check"] + asOf + arguments, in: folder)
    }

    /// The org in a folder of its own.
    func copy() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try FileManager.default.removeItem(at: folder.url)
        try FileManager.default.copyItem(at: url, to: folder.url)
        return folder
    }
}

/// A report as `--format json` writes it; what the tests read of it.
struct JSONReport: Decodable {
    struct Location: Decodable, Hashable {
        let path: String
        let line: Int
        let column: Int
        let endLine: Int
        let endColumn: Int
    }

    struct Subject: Decodable, Hashable {
        let type: String
        let name: String
        let element: String
    }

    struct Finding: Decodable {
        let rule: String
        let severity: String
        let confidence: String
        let message: String
        let subject: Subject
        let location: Location
        let fingerprint: String

        /// What a finding says, wherever its file lies and however that is written.
        var claim: String {
            "\(rule) \(severity) \(confidence) \(subject.type):\(subject.name)#\(subject.element) \(message)"
        }
    }

    struct RuleCoverage: Decodable {
        let rule: String
        let status: String
        let missing: [String]
    }

    struct Coverage: Decodable {
        let inputs: [String: Int]
        let rules: [RuleCoverage]
    }

    let findings: [Finding]
    let coverage: Coverage

    init(_ outcome: Program.Outcome) throws {
        self = try JSONDecoder().decode(JSONReport.self, from: Data(outcome.output.utf8))
    }

    var rules: Set<String> { Set(findings.map(\.rule)) }

    var claims: [String] { findings.map(\.claim).sorted() }
}

/// The catalogue as `rules --format json` writes it.
struct JSONRules: Decodable {
    struct Rule: Decodable {
        let rule: String
        let needs: [String]
    }

    let rules: [Rule]

    static func all() throws -> [Rule] {
        let outcome = try Program.run(["rules", "--format", "json"], in: Checkout.root)
        #expect(outcome.status == 0)
        return try JSONDecoder().decode(JSONRules.self, from: Data(outcome.output.utf8)).rules
    }
}
