import Foundation
import TestSupport
import Testing

/// A project in a git repository of its own.
struct Repository {
    let folder: TemporaryFolder

    static let path = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]

    /// Two permission sets with a bad license, committed on `main`.
    init() throws {
        folder = try TemporaryFolder()
        try folder.write(TestOrg.project, to: "sfdx-project.json")
        try git("init", "--quiet", "--initial-branch=main")
        try writeSet("A")
        try writeSet("B")
        try commit()
    }

    static func file(_ name: String) -> String {
        "force-app/main/default/permissionsets/INT_\(name).permissionset-meta.xml"
    }

    func writeSet(_ name: String, comment: String = "first") throws {
        try folder.write(
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n<!-- \(comment) -->\n"
                + "<label>\(name)</label>\n<license>Salesforce</license>\n</PermissionSet>\n",
            to: Repository.file(name))
    }

    @discardableResult
    func git(_ arguments: String..., in place: String = "") throws -> String {
        try Repository.git(arguments, in: folder.url.appending(path: place))
    }

    @discardableResult
    static func git(_ arguments: [String], in folder: URL) throws -> String {
        let person = ["NAME": "a", "EMAIL": "a@acme.example"]
        let environment = path.merging(["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"]) { $1 }
            .merging(person.map { ("GIT_AUTHOR_\($0)", $1) } + person.map { ("GIT_COMMITTER_\($0)", $1) }) { $1 }
        let answer = try Tool.run(try #require(Tool.url("git")), arguments, in: folder, environment: environment)
        try #require(answer.status == 0, "\(arguments): \(answer.output)")
        return answer.output
    }

    func commit() throws {
        try git("add", "--all")
        try git("commit", "--quiet", "--allow-empty", "--message=x")
    }

    static let options = ["--select", "permission-set-license-blocks-integration", "--format", "json"]

    /// The permission sets that findings are reported of.
    func sets(since revision: String, _ arguments: String..., in place: String = "") throws -> [String] {
        let outcome = try Program.run(
            arguments + Repository.options + ["--changed-since", revision], in: folder.url.appending(path: place),
            environment: Repository.path)
        #expect(outcome.errors.isEmpty, "\(outcome.errors)")
        return try JSONReport(outcome).findings.map(\.subject.name).sorted()
    }

    func run(_ arguments: String..., environment: [String: String] = path) throws -> Program.Outcome {
        try Program.run(arguments, in: folder.url, environment: environment)
    }
}

extension Repository {
    static var hasGit: Bool {
        (try? git(["--version"], in: FileManager.default.temporaryDirectory)) != nil
    }
}
