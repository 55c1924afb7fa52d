import Foundation
import TestSupport
import Testing

/// Real projects, copied for the test alone.
@Suite("Fixes of the corpus")
struct FixCorpusTests {
    @Test func aSecondRunIsQuietAndEveryFileIsStillRead() throws {
        guard let corpus = SharedMaterial.url("corpus") else {
            print("The corpus is absent: no fix of a real project is tested.")
            return
        }
        let folder = try TemporaryFolder()
        let copy = folder.url.appending(path: "corpus")
        try FileManager.default.copyItem(at: corpus, to: copy)
        let arguments = ["check", "--no-config", "--persona", "auditor", "--as-of", "2026-11-21", "--fail-on", "never"]
        let before = try JSONReport(Program.run(arguments + ["--format", "json"], in: copy))
        var outcome = try Program.run(arguments + ["--format", "json", "--fix=all"], in: copy)
        print("Fixes of the corpus: \(outcome.errors.split(separator: "\n").first ?? "")")
        for _ in 0..<5 where outcome.errors.contains("overlapped") {
            outcome = try Program.run(arguments + ["--format", "json", "--fix=all"], in: copy)
        }
        let after = try JSONReport(outcome)
        let known = Set(before.findings.map { "\($0.rule) \($0.fingerprint)" })
        #expect(after.findings.filter { !known.contains("\($0.rule) \($0.fingerprint)") }.map(\.claim) == [])
        let last = try Program.run(arguments + ["--quiet", "--diff", "--fix=all"], in: copy)
        #expect(last.output.isEmpty)
        try checkEditedFiles(corpus, copy)
        // A file that a fix broke would be among the new findings, and of every edited file something is still read.
        #expect(after.coverage.inputs == before.coverage.inputs)
    }

    /// Asks a reader that is not ours for every file that was edited.
    private func checkEditedFiles(_ old: URL, _ new: URL) throws {
        let manager = FileManager.default
        let edited = try manager.subpathsOfDirectory(atPath: new.path).filter { path in
            let file = new.appending(path: path)
            var isFolder: ObjCBool = false
            return manager.fileExists(atPath: file.path, isDirectory: &isFolder) && !isFolder.boolValue
                && !manager.contentsEqual(atPath: old.appending(path: path).path, andPath: file.path)
        }
        #expect(!edited.isEmpty)
        guard let xmllint = Tool.url("xmllint") else {
            print("xmllint is absent: \(edited.count) edited files are read by our own reader only.")
            return
        }
        let read = try Tool.run(xmllint, ["--noout", "--nonet"] + edited, in: new)
        #expect(read.status == 0, "\(read.output)")
        print("xmllint reads all \(edited.count) edited files of the corpus.")
    }
}
