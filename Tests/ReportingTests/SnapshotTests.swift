import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == nil))
struct SnapshotTests {
    @Test func aMissingSnapshotFailsAndIsNotWritten() throws {
        try TemporaryFolder.with { folder in
            let testFile = folder.appending(path: "Tests.swift").path
            #expect(try Snapshot.problem("text", "a.txt", testFile: testFile) != nil)
            let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(written == [])
        }
    }

    @Test func anotherTextFailsAndNamesTheLine() throws {
        try TemporaryFolder.with { folder in
            let snapshots = folder.appending(path: "__Snapshots__")
            try FileManager.default.createDirectory(at: snapshots, withIntermediateDirectories: true)
            try Data("one\ntwo\n".utf8).write(to: snapshots.appending(path: "a.txt"))
            let testFile = folder.appending(path: "Tests.swift").path
            #expect(try Snapshot.problem("one\ntwo\n", "a.txt", testFile: testFile) == nil)
            #expect(try Snapshot.problem("one\nzwei\n", "a.txt", testFile: testFile) == "a.txt, line 2:\n- two\n+ zwei")
            #expect(try Snapshot.problem("one\ntwo", "a.txt", testFile: testFile) != nil)
        }
    }
}
