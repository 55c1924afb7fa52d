import Foundation
import TestSupport
import Testing

/// A project with a baseline, and the program run in it.
struct KnownOrg {
    let folder: TemporaryFolder

    static let file = ".forcelint-baseline.json"

    /// A copy of an org of Fixtures/ and the baseline of all that is found in it.
    init(_ org: FixtureOrg = .troubled) throws {
        folder = try org.copy()
        let outcome = try baseline("create", "--persona", "auditor")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    func baseline(_ command: String, _ arguments: String...) throws -> Program.Outcome {
        try Program.run(["baseline", command] + FixtureOrg.asOf + arguments, in: folder.url)
    }

    func check(_ arguments: String...) throws -> Program.Outcome {
        try Program.run(
            ["check"] + FixtureOrg.asOf + ["--persona", "auditor", "--baseline", KnownOrg.file] + arguments,
            in: folder.url)
    }

    func text(_ path: String = file) throws -> String {
        String(decoding: try Data(contentsOf: folder.url.appending(path: path)), as: UTF8.self)
    }

    var entries: [Substring] {
        get throws { try text().split(separator: "\n").filter { $0.contains("fingerprint") } }
    }

    /// Every file below the org's own folders, rewritten.
    func rewrite(_ change: (_ path: String, _ text: String) -> [UInt8]) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path) {
            let isOurs = ["force-app/", "legacy/", "org-records/"].contains { path.hasPrefix($0) }
            guard isOurs, let data = FileManager.default.contents(atPath: folder.url.appending(path: path).path),
                let text = String(bytes: data, encoding: .utf8)
            else { continue }
            try folder.write(change(path, text), to: path)
        }
    }
}

/// What a report with a baseline says in figures.
struct Figures: Decodable, Equatable {
    let errors: Int
    let warnings: Int
    let notes: Int
    let suppressed: Int
    let baseline: Int
    let baselineStale: Int?

    var count: Int { errors + warnings + notes }

    init(_ outcome: Program.Outcome) throws {
        struct Report: Decodable { let summary: Figures }
        self = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)).summary
    }
}
