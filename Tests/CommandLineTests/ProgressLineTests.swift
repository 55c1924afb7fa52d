import Foundation
import TestSupport
import Testing

@testable import forcelint

@Suite("Progress")
struct ProgressLineTests {
    @Test(arguments: [
        (true, [:], true), (false, [:], false), (true, ["CI": "true"], false), (true, ["CI": ""], true),
        (true, ["CI": "false"], true), (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm"], true),
    ])
    func isForWhoWatches(isTerminal: Bool, environment: [String: String], isWanted: Bool) {
        #expect(ProgressLine.isWanted(isTerminal: isTerminal) { environment[$0] } == isWanted)
    }

    /// Where standard error is a terminal of another size and standard output none, nothing of it comes into the report.
    @Test func leavesNothingBehind() throws {
        let script = """
            import os, pty, sys
            pid, terminal = pty.fork()
            if pid == 0:
                output = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT)
                os.dup2(output, 1)
                os.execve(sys.argv[2], sys.argv[2:], {"TERM": "xterm"})
            said = b""
            while True:
                try: data = os.read(terminal, 4096)
                except OSError: break
                if not data: break
                said += data
            shown = said.split(b"\\r\\x1b[2K")
            sys.exit(0 if shown[-1] == b"" or shown == [said] and said == b"" else repr(said))
            """
        guard Python.url != nil else {
            print("python3 is absent: progress on a terminal is not looked at.")
            return
        }
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let file = folder.url.appending(path: "out.json")
        let arguments = [try Program.url().path, "check", FixtureOrg.troubled.url.path, "--format", "json"]
        let outcome = try #require(try Python.run(["-c", script, file.path] + arguments + FixtureOrg.asOf))
        #expect(outcome.status == 0, "\(outcome.output)")
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written.hasPrefix("{") && !written.contains("\u{1B}"))
    }
}
