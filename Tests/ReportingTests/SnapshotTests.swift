import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == nil))
struct SnapshotTests {
    private let folder: TemporaryFolder
    private var testFile: String { folder.url.appending(path: "Tests.swift").path }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func aMissingSnapshotFailsAndIsNotWritten() throws {
        #expect(try Snapshot.problem("text", "a.txt", testFile: testFile) != nil)
        let written = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(written == [])
    }

    @Test func anotherTextFailsAndNamesTheLine() throws {
        try folder.write("one\ntwo\n", to: "__Snapshots__/a.txt")
        #expect(try Snapshot.problem("one\ntwo\n", "a.txt", testFile: testFile) == nil)
        #expect(try Snapshot.problem("one\nzwei\n", "a.txt", testFile: testFile) == "a.txt, line 2:\n- two\n+ zwei")
        #expect(try Snapshot.problem("one\ntwo", "a.txt", testFile: testFile) != nil)
    }
}
