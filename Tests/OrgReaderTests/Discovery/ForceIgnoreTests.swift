import Foundation
import Testing

@testable import OrgReader

@Suite("The rules of .forceignore")
struct ForceIgnoreTests {
    private func compare(_ patterns: String, _ paths: [String], git: GitCheckIgnore) throws -> Int {
        let expected = try git.ignored(paths, by: patterns)
        let root = SystemPath(cleaning: Array("/project".utf8))
        let ignore = ForceIgnore(Array(patterns.utf8), root: root, withDefaults: false)
        for path in paths {
            let isIgnored = ignore.ignores(path: Array(path.utf8))
            #expect(isIgnored == expected.contains(path), "“\(path)” by patterns:\n\(patterns)")
        }
        return expected.count
    }

    @Test("Generated patterns ignore what git ignores", arguments: [1, 2, 3, 4])
    func generatedPatterns(seed: UInt64) throws {
        let git = try GitCheckIgnore()
        var samples = IgnoreSamples(seed: seed)
        var count = 0
        for _ in 0..<40 {
            let patterns = (0..<samples.number(1...5)).map { _ in samples.pattern() }
            let paths = Set((0..<60).map { _ in samples.path() }).sorted()
            count += try compare(patterns.joined(separator: "\n") + "\n", paths, git: git)
        }
        #expect(count > 200, "patterns that ignore nothing show nothing")
    }

    @Test(
        "Lines that are read in a special way",
        arguments: [
            "", "\n", "#a", "\\#a", " #a", "!", "/", "//", "**", "/**", "/*", "**/", "**/a", "a/**", "a/**/b", "a/*/b",
            "**profiles", "*profiles", "a\r\n!b\r\n", "a \r\n", "a\\ ", "a\\ b", "a b", "\\!a", "!a", "*\n!a",
            "*\n!a/\n!a/b", "a\n!a/b", "a/*\n!a/b", "a/**\n!a/b/", "[]a]", "[a-]", "[-a]", "[a", "a\\", "[!]a]",
            "**/a/**",
            "**/**/a", "a/**/**/b", "profiles/", "/profiles", "*.XML", "?", "??", "a?b", "[[]a", "[a\\]b]", "a/",
            "a//b",
        ])
    func specialLines(patterns: String) throws {
        let paths = [
            "a", "a/", "b", "ab", "aab", "a/b", "a/b/", "a/x/b", "a/x/y/b", "x/a", "x/a/", "x/a/b", "#a", " #a", "!a",
            "a ",
            "a b", "profiles", "profiles/", "my profiles", "myprofiles", "x/Profiles/y.xml", "x.xml", "]", "]a", "-",
            "[",
            "[a", "x/y/a/z",
        ]
        _ = try compare(patterns, paths, git: GitCheckIgnore())
    }

    @Test("The ignore files of public projects ignore what git ignores")
    func publicProjects() throws {
        guard let corpus = SharedFolder.named("corpus") else { return }
        let git = try GitCheckIgnore()
        let files = try FileManager.default.subpathsOfDirectory(atPath: corpus.path).sorted()
        let ignoreFiles = files.filter { $0.hasSuffix("/.forceignore") }
        try #require(!ignoreFiles.isEmpty)
        for name in ignoreFiles {
            let patterns = try String(contentsOf: corpus.appendingPathComponent(name), encoding: .utf8)
            let folder = String(name.dropLast(".forceignore".count))
            let paths = files.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
            let more = ["profiles/Admin.profile", "main/profiles/Admin.profile-meta.xml", "settings/x", "package.xml"]
            _ = try compare(patterns, paths + more, git: git)
        }
    }

    private func ignore(_ contents: String) -> ForceIgnore {
        ForceIgnore(Array(contents.utf8), root: SystemPath(cleaning: Array("/project".utf8)))
    }

    private func ignores(_ path: String, by contents: String) -> Bool {
        ignore(contents).ignores(path: Array(path.utf8))
    }

    @Test("The CLI's own patterns come first and can be taken back")
    func defaults() {
        #expect(ignores("a/b.dup", by: ""))
        #expect(ignores("a/.hidden", by: ""))
        #expect(!ignores("a/b.dup", by: "!**/*.dup"))
        #expect(!ignores("a/b.profile", by: ""))
    }

    @Test("A folder is left out if its name is denied with or without a closing slash")
    func folders() {
        let rules = ignore("profiles\n!profiles/\n")
        #expect(!rules.ignores(path: Array("profiles/".utf8)))
        #expect(rules.denies(folder: Array("profiles".utf8), in: rules.rootFolder))
        #expect(!rules.denies(folder: Array("settings".utf8), in: rules.rootFolder))
    }

    @Test("A byte order mark is not part of the first pattern")
    func byteOrderMark() {
        #expect(ignores("profiles", by: "\u{FEFF}profiles\n"))
    }

    @Test("Brackets and escapes compare without case, as in the package that the CLI uses; git does not")
    func caseInBrackets() {
        #expect(ignores("profiles", by: "[P]rofiles"))
        #expect(ignores("PROFILES", by: "\\Profiles"))
    }

    @Test("A pattern of many stars is answered like any other")
    func manyStars() {
        let rules = String(repeating: "**/*a", count: 60) + "\n" + String(repeating: "*a", count: 100) + "b"
        let path = String(repeating: "a", count: 200) + "/" + String(repeating: "a", count: 250)
        #expect(!ignores(path, by: rules))
    }
}

/// Patterns and paths that are the same on every run and often meet.
private struct IgnoreSamples: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33 ^ state << 13
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    private mutating func one(of list: [String]) -> String {
        list[number(0...list.count - 1)]
    }

    mutating func path() -> String {
        let names = ["a", "ab", "b", "A", "aB", "profiles", "Profiles", "x.xml", "X.XML", "a b", ".a", "a-", "a!"]
        let path = (0..<number(1...4)).map { _ in one(of: names) }.joined(separator: "/")
        return number(0...1) == 0 ? path : path + "/"
    }

    /// A pattern of pieces in which git and the package of the CLI agree: `**` fills a component, brackets and what
    /// follows a backslash are lower case or ranges.
    mutating func pattern() -> String {
        let pieces = [
            "a", "b", "A", "*", "?", "[ab]", "[!a]", "[^b]", "[a-z]", "[A-Z]", ".", "x.xml", "*.xml", "profiles", "[",
            "\\*",
        ]
        let depth = number(1...4)
        let components = (0..<depth).map { _ -> String in
            if depth > 1, number(0...3) == 0 { return "**" }
            let first = one(of: pieces)
            return first.hasPrefix("*") || number(0...1) == 0
                ? first : first + one(of: pieces.filter { !$0.hasPrefix("*") })
        }
        var pattern = components.joined(separator: "/")
        if number(0...3) == 0 { pattern = "/" + pattern }
        if number(0...3) == 0 { pattern += "/" }
        if number(0...7) == 0 { pattern += "  " }
        return number(0...3) == 0 ? "!" + pattern : pattern
    }
}

/// A folder of data that others wrote, which lies beside the checkout and not in it.
enum SharedFolder {
    static func named(_ name: String, filePath: String = #filePath) -> URL? {
        var candidates = [ProcessInfo.processInfo.environment["FORCELINT_SHARED"]].compactMap { $0 }
        var folder = URL(fileURLWithPath: filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            candidates.append(folder.path + "/shared")
        }
        let found = candidates.map { $0 + "/" + name }.first { FileManager.default.fileExists(atPath: $0) }
        if found == nil {
            print("NOT TESTED: \(name) is not at hand; set FORCELINT_SHARED to the folder that holds it")
        }
        return found.map { URL(fileURLWithPath: $0, isDirectory: true) }
    }
}
