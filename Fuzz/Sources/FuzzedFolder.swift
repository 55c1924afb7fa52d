import Glibc
import LintEngine
import LintRules
import OrgModel
import OrgReader
import RuleCatalogue

@testable import forcelint

/// What an input breaks; the message stands before what libFuzzer reports.
func demand(_ condition: Bool, _ message: @autoclosure () -> String) {
    guard !condition else { return }
    // An optimised program traps without a word.
    StandardStreams.writeError("Broken: \(message())\n")
    preconditionFailure()
}

/// An input whose first line names the file that the rest is the text of, so that seeds can be read and written.
struct NamedInput {
    let name: String
    let bytes: [UInt8]

    init(_ input: [UInt8], names: [String]) {
        let line = input.prefix { $0 != 0x0A }
        let text = String(decoding: line, as: UTF8.self)
        // Mutated names stand for some file all the same.
        name = names.contains(text) ? text : names[line.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % names.count]
        bytes = Array(input.dropFirst(line.count + 1))
    }
}

/// A folder in memory where the system has one, with one file at a time.
struct FuzzedFolder {
    let path: String

    /// How large files are that are read, in megabytes: the least that a configuration may say, far above every input.
    private static let maximumFileSize = 1
    /// The same in bytes.
    var maximumLength: Int { Self.maximumFileSize << 20 }

    static let shared: FuzzedFolder = {
        var template = Array("\(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp")/forcelint-fuzz.XXXXXX".utf8CString)
        demand(mkdtemp(&template) != nil, "no folder to work in")
        return FuzzedFolder(path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }()

    func write(_ bytes: [UInt8], to name: String) {
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        demand(descriptor >= 0, "no file to work with")
        defer { close(descriptor) }
        demand(StandardStreams.writeAll(bytes, to: descriptor) == 0, "the file was not written")
    }

    func remove(_ name: String) {
        unlink(path + "/" + name)
    }

    var reader: InputReader {
        InputReader(
            paths: [Array(path.utf8)],
            currentDirectory: Array(path.utf8),
            wantedTypes: Set(RuleFile.all.flatMap(\.needs).flatMap(\.names)),
            maximumFileSize: Self.maximumFileSize
        )
    }

    func reading() -> InputReader.Reading {
        do {
            return try reader.read()
        } catch {
            preconditionFailure("the folder was not read: \(error.message)")
        }
    }

    /// What all rules find.
    func judgement() -> CheckRun.Judgement {
        let reader = reader
        var reading = reading()
        _ = reader.readFields(nil, into: &reading)
        let org = Org(reading.parts, register: .init(), facts: .builtIn, asOf: Timestamp(seconds: 1_795_000_000))
        let options = LintOptions(persona: .auditor, rules: [:])
        let (results, coverage) = Linter(rules: BuiltInRules.all, options: options).lint(org)
        return CheckRun.Judgement(
            reading: reading, org: org, base: nil, results: results, isCaused: results.map { _ in true },
            coverage: coverage)
    }

    func report(_ found: CheckRun.Judgement) -> Report {
        let view = ReportScope.View(results: found.results, baseline: nil, outsideCount: nil)
        do {
            return try ReportAssembly.report(
                view, found, showsSuppressed: true, keepsSources: true, showsOverview: true)
        } catch {
            preconditionFailure("no report: \(error.message)")
        }
    }
}
