import Foundation
import TestSupport
import Testing

@testable import forcelint

@Suite("A child process")
struct ChildProcessTests {
    private func child(_ script: String, _ change: (inout ChildProcess) -> Void = { _ in }) -> ChildProcess {
        var child = ChildProcess(
            program: Array("/bin/sh".utf8),
            arguments: ["-c", script].map { Array($0.utf8) },
            environment: [("NAME", Array("value".utf8))]
        )
        change(&child)
        return child
    }

    @Test func givesBackWhatItWroteAndItsStatus() throws {
        let outcome = try child("printf '%s' \"$NAME$HOME\"; cat; echo trouble >&2; exit 3").run()
        #expect(outcome.status == 3)
        #expect(String(decoding: outcome.output, as: UTF8.self) == "value")
        #expect(outcome.errors == "trouble\n")
        #expect(try child("kill -9 $$").run().status == 137)
    }

    @Test func isReadWhileItWrites() throws {
        let outcome = try child("head -c 3000000 /dev/zero; head -c 300000 /dev/zero >&2").run()
        #expect(outcome.output.count == 3_000_000)
        #expect(outcome.errors.utf8.count == 4096)
    }

    @Test func isEndedWithAllThatItStarted() throws {
        let folder = try TemporaryFolder()
        let fifo = folder.url.appending(path: "fifo").path
        // The reader of the pipe waits for a writer that never comes.
        let waiting = child("mkfifo '\(fifo)'; cat '\(fifo)' | cat") { $0.timeout = 0.2 }
        #expect(throws: ChildProcess.Failure.self) { try waiting.run() }
        let endless = child("yes") { $0.outputLimit = 1_000_000 }
        #expect(throws: ChildProcess.Failure.self) { try endless.run() }
    }

    @Test func isToldWhereItCannotBeStarted() {
        let missing = ChildProcess(program: Array("/nonexistent".utf8), arguments: [], environment: [])
        #expect(throws: ChildProcess.Failure.self) { try missing.run() }
    }
}
