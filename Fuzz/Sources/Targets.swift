import LintEngine
import OrgModel
import RuleCatalogue

@testable import OrgReader
@testable import forcelint

/// One file of metadata: it is read into the model, and every place that is told lies in the file.
enum MetadataTarget {
    static let names = [
        "A.permissionset", "A.permissionsetgroup", "A.mutingpermissionset", "A.profile", "A.connectedApp", "A.eca",
        "A.ecaOauth", "A.ecaGlblOauth", "A.ecaOauthPlcy", "A.ecaPlcy", "A.namedCredential", "A.externalCredential",
        "A.authprovider", "A.remoteSite", "A.useraccesspolicy", "A.network", "A.profilePasswordPolicy", "A.object",
        "A.crt", "Security.settings", "A.field", "A.objectSettings", "package.xml", "destructiveChanges.xml",
    ].map { $0.hasSuffix(".xml") ? $0 : $0 + "-meta.xml" }

    @Sendable static func run(_ input: [UInt8]) {
        let input = NamedInput(input, names: names)
        let folder = FuzzedFolder.shared
        folder.write(input.bytes, to: input.name)
        defer { folder.remove(input.name) }
        let reader = folder.reader
        var reading = folder.reading()
        _ = reader.readFields(nil, into: &reading)
        demand(reading.parts.problems.allSatisfy { $0.location.offset <= input.bytes.count }, "a place behind the end")
        for exception in reading.parts.inlineExceptions {
            demand(exception.location.offset <= input.bytes.count, "an exception behind the end")
        }
    }
}

/// One file of exported records, joined into an org of its own.
enum RecordsTarget {
    static let names = RecordObject.allCases.flatMap { object in
        ["csv", "json", "xml"].map { "\(object.rawValue).\($0)" }
    }

    @Sendable static func run(_ input: [UInt8]) {
        let input = NamedInput(input, names: names)
        let folder = FuzzedFolder.shared
        folder.write(input.bytes, to: input.name)
        defer { folder.remove(input.name) }
        let reading = folder.reading()
        demand(reading.parts.problems.allSatisfy { $0.location.offset <= input.bytes.count }, "a place behind the end")
        _ = Org(reading.parts, register: .init(), facts: .builtIn, asOf: Timestamp(seconds: 1_795_000_000))
    }
}

/// A `.forcelint.yml`: read, or refused with its place.
enum ConfigurationTarget {
    @Sendable static func run(_ input: [UInt8]) {
        let text = String(decoding: input, as: UTF8.self)
        do {
            _ = try Configuration(text: text, path: ".forcelint.yml", pages: RuleFile.all)
        } catch {
            // libyaml knows more line breaks than these two.
            let breaks = text.unicodeScalars.count { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }
            demand((1...breaks + 2).contains(error.line), "line \(error.line) of \(breaks + 1)")
        }
    }
}

/// A `.forceignore` that is asked for one path; the last line of the input is the path.
enum IgnoreTarget {
    @Sendable static func run(_ input: [UInt8]) {
        let path = Array(input.reversed().prefix { $0 != 0x0A && $0 != 0 }.reversed())
        let rules = ForceIgnore(Array(input.dropLast(path.count)), root: SystemPath(cleaning: Array("/project".utf8)))
        _ = rules.ignores(path: path)
    }
}

/// One file of metadata with all fixes made: it still parses, is smaller than the limit, and shows nothing new.
enum FixTarget {
    @Sendable static func run(_ input: [UInt8]) {
        let input = NamedInput(input, names: MetadataTarget.names)
        let folder = FuzzedFolder.shared
        folder.write(input.bytes, to: input.name)
        defer { folder.remove(input.name) }
        let before = folder.judgement()
        let report = folder.report(before)
        let plan = FixPlan(report, scope: .all, exceptions: before.org.inlineExceptions)
        guard let (_, edits) = plan.files.first else { return }
        demand(plan.files.count == 1, "edits in a file that is not there")
        let fixed = edits.applied(to: input.bytes)
        demand(fixed.count < folder.maximumLength, "\(input.bytes.count) bytes became \(fixed.count)")
        folder.write(fixed, to: input.name)
        let after = folder.judgement()
        let isUnreadable = after.org.problems.contains { if case .notWellFormed = $0.kind { true } else { false } }
        demand(!isUnreadable, "the fixed file is not read: \(after.org.problems.map(\.message))")
        let known = claims(before.results)
        for (claim, count) in claims(after.results) {
            demand(count <= known[claim, default: 0], "new behind the fix: \(claim)")
        }
    }

    /// What is said of what; a name that a fix writes in another case is that of the same thing.
    private static func claims(_ results: [LintResult]) -> [String: Int] {
        results.reduce(into: [:]) { counts, result in
            let finding = result.finding
            counts["\(result.rule.id) \(finding.subject) \(finding.element.lowercased())", default: 0] += 1
        }
    }
}
