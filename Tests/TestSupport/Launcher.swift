internal import Foundation

/// What a test starts the program through; nil where the machine does not have it, which the test says.
public enum Launcher {
    /// Ends the program when it has used one second of the processor, and leaves it without memory beyond 256 MB.
    ///
    /// Limits of the system and no measurements: what else runs on the machine does not count. A debug build, which is
    /// three times slower at the least, has two seconds.
    public static func fence(seconds: Int = usualSeconds, megabytes: Int = 256) -> [String] {
        ["/bin/sh", "-c", "ulimit -t \(seconds) && ulimit -d \(megabytes << 10) && exec \"$0\" \"$@\""]
    }

    #if DEBUG
        public static let usualSeconds = 2
    #else
        public static let usualSeconds = 1
    #endif

    /// Ends what hangs: 124 is its status then.
    public static var timeout: [String] { found("timeout", ["300"]) ?? ["/usr/bin/env"] }

    /// Runs the program as nobody, who may do less than the administrator; nil where the tests are not the latter's.
    public static var nobody: [String]? {
        geteuid() == 0 ? found("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups"]) : nil
    }

    /// Runs a shell script before the program, with mounts of its own; `$1` is a folder for it, the program follows.
    public static func ownMounts(_ script: String, _ folder: String) -> [String]? {
        geteuid() == 0 ? found("unshare", ["--mount", "/bin/sh", "-c", script, "sh", folder]) : nil
    }

    /// Lets the system treat the n-th of some calls as strace(1) says: `signal=KILL`, `error=ENOSPC`.
    public static func injecting(_ fault: String, into calls: String, at number: Int) -> [String]? {
        found(
            "strace",
            ["-f", "-qqq", "-o", "/dev/null", "-e", "trace=\(calls)", "-e", "inject=\(calls):\(fault):when=\(number)"])
    }

    /// Whether strace may look into a process here; containers often forbid it.
    public static let canInject: Bool = {
        guard let path = path(of: "strace") else { return false }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = [
            "-f", "-qqq", "-o", "/dev/null", "-e", "inject=write:error=ENOSPC:when=1", "/bin/echo", "x",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 1
    }()

    private static func found(_ name: String, _ arguments: [String]) -> [String]? {
        path(of: name).map { [$0] + arguments }
    }

    private static func path(of name: String) -> String? {
        ["/usr/bin/", "/bin/"].map { $0 + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// Whether tests that take minutes run: `FORCELINT_LONG_TESTS=1`.
public enum LongTests {
    public static var areWanted: Bool { ProcessInfo.processInfo.environment["FORCELINT_LONG_TESTS"] == "1" }
}
