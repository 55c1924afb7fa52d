import CacheStore
import Foundation
import Glibc
import TestSupport
import Testing

/// With the cache a run says what it says without, byte for byte; and where nothing changed, it reads nothing.
@Suite("The cache")
struct CacheTests {
    /// The troubled org with a permission set of more than a megabyte, and a folder for the cache beside it.
    private struct Org {
        let folder: TemporaryFolder
        let store: TemporaryFolder
        let large = "force-app/main/default/permissionsets/INT_Large.permissionset-meta.xml"

        /// - Parameter hasEventLogs: runs with event logs are not kept.
        init(hasEventLogs: Bool = false) throws {
            folder = try FixtureOrg.troubled.copy()
            store = try TemporaryFolder()
            try writeLarge(flag: "true ")
            guard !hasEventLogs else { return }
            let configuration = try String(contentsOf: folder.url.appending(path: ".forcelint.yml"), encoding: .utf8)
            let usage = "usage: [event-logs]\n"
            #expect(configuration.contains(usage))
            try folder.write(configuration.replacingOccurrences(of: usage, with: ""), to: ".forcelint.yml")
        }

        /// Most of it is one comment, which is read fast.
        func writeLarge(flag: String) throws {
            let field =
                "<fieldPermissions><editable>true</editable><field>Account.Field__c</field><readable>\(flag)</readable>"
                + "</fieldPermissions>\n"
            try folder.write(
                "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n\(field)<label>L</label>\n"
                    + "<!-- \(String(repeating: "x", count: 1_200_000)) -->\n</PermissionSet>\n", to: large)
        }

        /// As the cache of a user is named in `XDG_CACHE_HOME`.
        var cache: URL { store.url.appending(path: "forcelint") }

        func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Program.Outcome {
            try Program.run(
                ["check"] + FixtureOrg.asOf + arguments, in: folder.url, environment: environment)
        }

        func cached(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> Program.Outcome {
            try run(arguments + ["--cache-dir", cache.path], environment: environment)
        }

        func uncached(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> Program.Outcome {
            try run(arguments + ["--no-cache"], environment: environment)
        }

        var kept: [URL] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: cache.path)) ?? []
            return names.filter { $0.hasPrefix("run-") }.sorted().map { cache.appending(path: $0) }
        }

        /// Puts other words into what was kept of a run, as nobody could who has not read the cache: a run that says them has
        /// read nothing.
        func mark(_ file: URL) throws {
            let key = try #require(ContentHash.Key(Array(Data(contentsOf: cache.appending(path: "key")))))
            var bytes = Array(try Data(contentsOf: file)).dropLast(16)
            let word = Array("INT_Admin".utf8)
            var count = 0
            for start in bytes.indices.dropLast(word.count) where bytes[start...].starts(with: word) {
                // Not in the names of files, which would be asked for again.
                guard !bytes[(start + word.count)...].starts(with: ".permissionset".utf8) else { continue }
                bytes.replaceSubrange(start..<(start + word.count), with: "FROM_KEPT".utf8)
                count += 1
            }
            #expect(count > 0)
            var seal = ByteWriter()
            seal.add(ContentHash(Array(bytes), key: key))
            try (Data(bytes) + Data(seal.bytes)).write(to: file)
        }

        /// The org with one run of it kept and marked.
        static func marked(_ arguments: [String] = []) throws -> Org {
            let org = try Org()
            let expected = try org.uncached(arguments)
            let kept = try org.cached(arguments)
            #expect(expected.text == kept.text)
            #expect(org.kept.count == 1)
            try org.mark(try #require(org.kept.first))
            return org
        }
    }

    @Test(arguments: DeterminismTests.formats + ["html"])
    func saysTheSameInEveryFormat(_ format: String) throws {
        let org = try Org()
        let arguments = ["--format", format, "--persona", "auditor"]
        let expected = try org.uncached(arguments)
        #expect(expected.output.utf8.count > 1_000)
        for _ in 0..<2 { #expect(try org.cached(arguments).text == expected.text) }
        #expect(org.kept.count == 1)
    }

    @Test func aRunWithNothingChangedReadsNothing() throws {
        let org = try Org.marked(["--format", "json"])
        let outcome = try org.cached(["--format", "json"])
        #expect(outcome.status == 1 && outcome.output.contains("FROM_KEPT"))
        // Other arguments are another run, and so is another folder.
        #expect(try !org.cached(["--format", "sarif"]).output.contains("FROM_KEPT"))
        #expect(
            try !Program.run(
                ["check"] + FixtureOrg.asOf + ["--format", "json", "--cache-dir", org.cache.path, org.folder.url.path],
                in: org.store.url
            ).output.contains("FROM_KEPT"))
        // Without the cache nothing of it is used.
        #expect(try !org.uncached(["--format", "json"]).output.contains("FROM_KEPT"))
    }

    /// It is looked for before the arguments are parsed.
    @Test(arguments: ["option", "option with equals sign", "relative path", "user's"])
    func theCacheIsFoundHoweverItIsNamed(_ way: String) throws {
        let org = try Org()
        var arguments: [String] = []
        var environment: [String: String] = [:]
        switch way {
        case "option": arguments = ["--cache-dir", org.cache.path]
        case "option with equals sign": arguments = ["--cache-dir=\(org.cache.path)"]
        case "relative path":
            let above = String(repeating: "../", count: org.folder.url.pathComponents.count - 1)
            arguments = ["--cache-dir", above + String(org.cache.path.dropFirst())]
        default: environment["XDG_CACHE_HOME"] = org.store.url.path
        }
        let first = try org.run(arguments, environment: environment)
        #expect(!first.output.contains("FROM_KEPT"))
        try org.mark(try #require(org.kept.first))
        #expect(try org.run(arguments, environment: environment).output.contains("FROM_KEPT"))
        #expect(try !org.run(["--no-cache"], environment: environment).output.contains("FROM_KEPT"))
    }

    /// What changes, by a name for it.
    static let changes = [
        "content", "content of the same size and time", "touched", "removed", "renamed", "new file", "forceignore",
        "configuration", "records", "project", "colour", "configuration by environment", "summary of a step",
    ]

    @Test(arguments: changes)
    func everyChangeIsSeen(_ change: String) throws {
        let org = try Org.marked()
        let path = org.folder.url.appending(path: org.large).path
        var environment: [String: String] = [:]
        switch change {
        case "content": try org.writeLarge(flag: "false")
        case "content of the same size and time":
            var status = stat()
            #expect(stat(path, &status) == 0)
            try org.writeLarge(flag: "false")
            var now = stat()
            #expect(stat(path, &now) == 0 && now.st_size == status.st_size)
            #expect(utimensat(AT_FDCWD, path, [status.st_atim, status.st_mtim], 0) == 0)
        case "touched":
            #expect(utimensat(AT_FDCWD, path, nil, 0) == 0)
            // It holds what it held: no reason to do it all again, and the next run knows that.
            for _ in 0..<2 { #expect(try org.cached().output.contains("FROM_KEPT")) }
            return
        case "removed": #expect(unlink(path) == 0)
        case "renamed":
            #expect(rename(path, path.replacing("INT_Large.", with: "INT_Largest.")) == 0)
        case "new file": try org.folder.write("x", to: "force-app/New.permissionset-meta.xml")
        case "forceignore": try org.folder.write("**/INT_Large*\n", to: ".forceignore")
        case "configuration": try org.folder.write("version: 1\nrules:\n  app-naming: off\n", to: ".forcelint.yml")
        case "records":
            try org.folder.write("Id,Username\n005000000000001AAA,a@b.example\n", to: "org-records/User.csv")
        case "project":
            let project = try String(contentsOf: org.folder.url.appending(path: "sfdx-project.json"), encoding: .utf8)
            try org.folder.write(project + "\n", to: "sfdx-project.json")
        case "colour": environment["FORCE_COLOR"] = "1"
        case "configuration by environment":
            let file = try org.store.write("version: 1\npersona: auditor\n", to: "other.yml")
            environment["FORCELINT_CONFIG"] = file.path
        default: environment["GITHUB_STEP_SUMMARY"] = org.store.url.appending(path: "summary.md").path
        }
        let arguments = change == "summary of a step" ? ["--format", "github"] : []
        let expected = try org.uncached(arguments, environment: environment)
        let outcome = try org.cached(arguments, environment: environment)
        #expect(!outcome.text.contains("FROM_KEPT"))
        #expect(outcome.text == expected.text)
        let showsField = outcome.output.contains("Account.Field__c")
        #expect(showsField == change.hasPrefix("content"))
        if change == "summary of a step" {
            // Each run adds to it.
            _ = try org.cached(arguments, environment: environment)
            let summary = try String(contentsOf: org.store.url.appending(path: "summary.md"), encoding: .utf8)
            #expect(summary.components(separatedBy: summary.prefix(60)).count == 4)
        }
    }

    @Test func theNextDayIsAnother() throws {
        let org = try Org()
        let run = { try Program.run(["check", "--cache-dir", org.cache.path], in: org.folder.url, through: $0) }
        let today = try run([])
        try org.mark(try #require(org.kept.first))
        #expect(today.output.contains("INT_Admin"))
        #expect(try run([]).output.contains("FROM_KEPT"))
        let file = try #require(org.kept.first)
        let key = try #require(ContentHash.Key(Array(Data(contentsOf: org.cache.appending(path: "key")))))
        var time = time(nil)
        var parts = tm()
        gmtime_r(&time, &parts)
        let day = String(format: "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
        // As if it had been kept on another day.
        let bytes = Array(try Data(contentsOf: file)).dropLast(16)
        var other = String(decoding: bytes.map { $0 & 0x7F }, as: UTF8.self).contains(day) ? Array(bytes) : []
        for start in other.indices.dropLast(10) where other[start...].starts(with: day.utf8) {
            other.replaceSubrange(start..<(start + 10), with: "2001-02-03".utf8)
        }
        #expect(!other.isEmpty)
        var seal = ByteWriter()
        seal.add(ContentHash(other, key: key))
        try (Data(other) + Data(seal.bytes)).write(to: file)
        #expect(try !run([]).output.contains("FROM_KEPT"))
    }

    @Test func filesOfReportsAreWrittenAgain() throws {
        let org = try Org()
        let file = org.store.url.appending(path: "report.json")
        let arguments = ["-o", file.path, "-o", "sarif:\(org.store.url.path)/report"]
        let expected = try org.uncached(arguments)
        let report = try Data(contentsOf: file)
        for _ in 0..<3 {
            #expect(try org.cached(arguments).text == expected.text)
            #expect(try Data(contentsOf: file) == report)
            try Data("old".utf8).write(to: file)
        }
        // One that cannot be written fails the run, as ever.
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
        #expect(try org.cached(arguments).text == org.uncached(arguments).text)
        #expect(try org.cached(arguments).status == 3)
    }

    @Test(arguments: [
        ["--timings"], ["--diff"], ["--fix"], ["--changed-files", "/dev/null"], ["--no-cache"],
    ])
    func whatIsNoResultOfTheInputsIsNotKept(_ arguments: [String]) throws {
        let org = try Org()
        let cache = arguments == ["--no-cache"] ? [] : ["--cache-dir", org.cache.path]
        let environment = ["HOME": org.store.url.path]
        for _ in 0..<2 { _ = try org.run(arguments + cache, environment: environment) }
        #expect(org.kept.isEmpty)
        let left = try FileManager.default.contentsOfDirectory(atPath: org.store.url.path)
        #expect(left.filter { $0 != "forcelint" } == [])
    }

    @Test("Event logs are streamed, and nobody notes what they hold")
    func aRunWithEventLogsIsNotKept() throws {
        let org = try Org(hasEventLogs: true)
        let expected = try org.uncached()
        for _ in 0..<2 { #expect(try org.cached().text == expected.text) }
        #expect(org.kept.isEmpty)
    }

    @Test func liesWhereTheEnvironmentSays() throws {
        let org = try Org()
        let store = org.store.url.path
        _ = try org.run([], environment: ["HOME": store])
        #expect(FileManager.default.fileExists(atPath: store + "/.cache/forcelint/key"))
        _ = try org.run([], environment: ["HOME": store, "XDG_CACHE_HOME": store + "/xdg"])
        #expect(FileManager.default.fileExists(atPath: store + "/xdg/forcelint/key"))
        // No home, or none that can be written: nobody hears of it.
        let expected = try org.uncached()
        for environment in [[:], ["HOME": ""], ["HOME": "relative"], ["HOME": "/dev/null"], ["HOME": "/proc"]] {
            #expect(try org.run([], environment: environment).text == expected.text, "\(environment)")
        }
        let before = try FileManager.default.subpathsOfDirectory(atPath: org.folder.url.path)
        #expect(!before.contains { $0.contains("cache") })
    }

    @Test func smallRunsAreNotKept() throws {
        let org = try TestOrg()
        let cache = org.folder.url.appending(path: "cache").path
        #expect(try org.run("--cache-dir", cache).output == org.run("--no-cache").output)
        #expect(!FileManager.default.fileExists(atPath: cache))
        #expect(try org.run("--cache-dir", cache, "--no-cache").status == 2)
    }

    @Test func whatIsCutOffOrDamagedIsNotUsed() throws {
        let org = try Org.marked()
        let file = try #require(org.kept.first)
        let bytes = try Data(contentsOf: file)
        let expected = try org.uncached()
        for number in stride(from: 0, to: 100, by: LongTests.areWanted ? 1 : 9) {
            let offset = bytes.count * number / 100
            var turned = bytes
            turned[offset] ^= 1 << UInt8(offset % 8)
            for damaged in [bytes.prefix(offset), turned] {
                try damaged.write(to: file)
                #expect(try org.cached().text == expected.text, "\(offset)")
            }
        }
    }

    /// A cache that another program wrote, and one that may not be written.
    @Test func aForeignOrReadOnlyCacheIsInNobodysWay() throws {
        let org = try Org.marked()
        let expected = try org.uncached()
        #expect(chmod(org.cache.path, 0o500) == 0)
        defer { chmod(org.cache.path, 0o700) }
        #expect(try org.cached().output.contains("FROM_KEPT"))
        try org.writeLarge(flag: "false")
        let changed = try org.uncached()
        #expect(try org.cached().text == changed.text)
        try org.writeLarge(flag: "true ")
        if let launcher = Launcher.nobody {
            #expect(chmod(org.store.url.path, 0o755) == 0 && chmod(org.cache.path, 0o755) == 0)
            let files = try FileManager.default.contentsOfDirectory(atPath: org.cache.path)
            for file in files { #expect(chmod(org.cache.path + "/" + file, 0o644) == 0) }
            let outcome = try Program.run(
                ["check"] + FixtureOrg.asOf + ["--cache-dir", org.cache.path], in: org.folder.url, through: launcher)
            #expect(outcome.text == expected.text)
        }
    }

    @Test func severalAtOnceSayTheSame() async throws {
        let org = try Org()
        let expected = try org.uncached().text
        let (folder, arguments) = (
            org.folder.url, ["check"] + FixtureOrg.asOf + ["--cache-dir", org.cache.path]
        )
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask { (try? Program.run(arguments, in: folder).text) == expected }
            }
            for await isSame in group { #expect(isSame) }
        }
        #expect(try org.cached().text == expected)
        #expect(org.kept.count == 1)
    }

    @Test(arguments: ["signal=KILL", "error=ENOSPC"])
    func aRunThatIsCutOffLeavesNothingThatHarms(_ fault: String) throws {
        guard Launcher.canInject else {
            print("strace may not be used: kill -9 at every call is not tested.")
            return
        }
        let org = try Org()
        let expected = try org.uncached().text
        let arguments = ["check"] + FixtureOrg.asOf + ["--cache-dir", org.cache.path]
        for (call, numbers) in [
            ("write", [1, 2, 3]), ("rename", [1]), ("link", [1]), ("mkdir", [1]), ("openat", [40]),
        ] {
            for number in numbers {
                try? FileManager.default.removeItem(at: org.cache)
                guard let launcher = Launcher.injecting(fault, into: call, at: number) else { return }
                _ = try Program.run(arguments, in: org.folder.url, through: launcher)
                for _ in 0..<2 { #expect(try org.cached().text == expected, "\(fault) in \(call) \(number)") }
            }
        }
    }
}

extension Program.Outcome {
    /// All that it said, and how it ended.
    fileprivate var text: String { "\(output)\(errors)\(status)" }
}
