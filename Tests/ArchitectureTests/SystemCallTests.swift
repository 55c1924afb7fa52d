import FoundationEssentials
import Testing

/// Who asks the system about inputs: a call anywhere else would be one of which `InputLog` knows nothing, so that a result
/// which is kept could outlive what it rests on.
@Suite struct SystemCallTests {
    /// The files that may, by the call.
    static let allowed: [String: Set<String>] = [
        "stat": ["FileStatus", "FileSystem", "FileBytes", "CacheFolder"],
        "lstat": ["FileSystem"],
        "fstatat": ["FileStatus", "FileReplacement", "CacheFolder"],
        "realpath": ["SystemPath", "FileSystem"],
        "readdir": ["DirectoryWalker", "InputCheck", "CacheFolder"],
        "opendir": ["CacheFolder"],
        "fdopendir": ["DirectoryWalker", "InputCheck"],
        "openat": ["DirectoryWalker", "FileReplacement"],
        "open": [
            "DirectoryWalker", "FileStatus", "FileBytes", "InputCheck", "FileSystem", "OutputFile", "FileReplacement",
            "StandardStreams", "StepSummary", "CacheFolder", "HTMLWriter",
            // A run with event logs is not kept; of a large table the bytes were noted when it was read.
            "UsageReading", "CSVRowStream", "LargeTable",
        ],
        "fopen": [], "readlink": [], "faccessat": ["OutputFile", "FileReplacement"],
        "getenv": ["Environment"], "secure_getenv": [], "isatty": ["StandardStreams"], "ioctl": ["StandardStreams"],
        "time": ["CheckRun", "CacheFolder"], "gettimeofday": [],
        "clock_gettime": ["Timings", "FileStamp", "ChildProcess"],
        "posix_spawn": ["ChildProcess"], "gethostname": [], "getpwuid": [], "localtime_r": [], "uname": [],
    ]

    private static let rooms = [
        "Sources/CacheStore", "Sources/MetadataXML", "Sources/OrgModel", "Sources/OrgReader", "Sources/YAML",
        "Sources/LintEngine", "Sources/LintRules", "Sources/Reporting", "Sources/forcelint", "Rules",
    ]

    /// The names that are followed by `(` and arguments, and are no member or declaration.
    private func calls(_ line: Substring) -> [String] {
        guard !line.drop(while: \.isWhitespace).hasPrefix("//") else { return [] }
        var names: [String] = []
        let parts = line.split(separator: "(", omittingEmptySubsequences: false)
        for (part, next) in zip(parts, parts.dropFirst()) where !next.hasPrefix(")") {
            let name = part.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let before = part.dropLast(name.count)
            let isMember = before.hasSuffix(".") && !before.hasSuffix("Glibc.")
            guard !isMember, !before.hasSuffix("func ") else { continue }
            names.append(String(name.reversed()))
        }
        return names
    }

    @Test func onlyThoseWhoTellTheLog() throws {
        var met: Set<String> = []
        for room in Self.rooms {
            for file in try ImportTests.sources(in: room) {
                let name = file.deletingPathExtension().lastPathComponent
                let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                for call in lines.flatMap(calls) {
                    guard let files = Self.allowed[call] else { continue }
                    met.insert(call)
                    #expect(files.contains(name), "\(name) calls \(call)")
                }
            }
        }
        #expect(met.isSuperset(of: ["stat", "realpath", "readdir", "open", "getenv", "isatty", "time"]))
    }

    @Test func callsAreFound() {
        #expect(calls("guard fstatat(folder, $0) == 0, let x = Glibc.open(path)") == ["fstatat", "open"])
        #expect(
            calls("    // stat(path)").isEmpty && calls("func open(_ x: Int)").isEmpty
                && calls("reader.open(x)").isEmpty && calls("stat()").isEmpty)
    }
}
