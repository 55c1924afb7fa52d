import CacheStore
import Foundation
import Glibc
import OrgModel
import TestSupport
import Testing

@testable import OrgReader

/// A log holds all that a run asked; asked again, every change shows.
@Suite("What a run asked", .serialized)
struct InputLogTests {
    private let org: OrgReaderTests.TemporaryFolder

    init() throws {
        org = try OrgReaderTests.TemporaryFolder()
        try org.writeProject("force-app")
        try org.write(".forceignore", contents: "*.ignored\n")
        try org.write("force-app/A.permissionset-meta.xml", contents: xml("PermissionSet", "<label>A</label>"))
        try org.write("force-app/sub/B.permissionset-meta.xml", contents: xml("PermissionSet", "<label>B</label>"))
        try org.write("force-app/classes/C.cls", contents: "class C {}")
        try org.write("org-records/User.csv", contents: "Id,Username\n005000000000001AAA,a@b.example\n")
        try org.write("else/D.permissionset-meta.xml", contents: xml("PermissionSet", "<label>D</label>"))
    }

    /// - Parameter isSettled: whether all files are taken to be at rest.
    private func record(isSettled: Bool = true) throws -> InputRecord? {
        InputLog.start(try #require(ContentHash.Key(Array(0..<16))))
        let reader = InputReader(
            paths: [org.path], currentDirectory: org.path, wantedTypes: ["ApexClass", "CustomField"])
        _ = try? reader.read()
        guard let record = InputLog.finish() else { return nil }
        var later = InputRecord(key: record.key, moment: isSettled ? .max : 0)
        later.answers = record.answers
        later.listings = record.listings
        for (path, file) in record.contents { later.add(file.hash, of: path, file.stamp) }
        return later
    }

    private func outcome(_ record: InputRecord) -> String {
        switch InputCheck(record, jobs: 2).outcome({ _ in nil }) {
        case .same: "same"
        case .sameContents: "same contents"
        case .changed: "changed"
        }
    }

    @Test func nothingChanged() throws {
        let record = try #require(try record())
        #expect(outcome(record) == "same")
        let read = Set(
            record.contents.keys.map { String(decoding: $0.split(separator: 0x2F).last ?? [], as: UTF8.self) })
        #expect(
            read == [
                "sfdx-project.json", ".forceignore", "A.permissionset-meta.xml", "B.permissionset-meta.xml", "User.csv",
            ])
        // What was written a moment ago is read again.
        #expect(outcome(try #require(try self.record(isSettled: false))) == "same contents")
    }

    @Test func itIsTheSameAsBytes() throws {
        let record = try #require(try record())
        var writer = ByteWriter()
        record.write(to: &writer)
        var reader = ByteReader(writer.bytes)
        let copy = try #require(InputRecord(from: &reader, key: record.key))
        #expect(reader.isAtEnd && outcome(copy) == "same")
        #expect(copy.answers == record.answers && copy.listings == record.listings)
        #expect(copy.contents.mapValues(\.stamp) == record.contents.mapValues(\.stamp))
        for length in stride(from: 0, to: writer.bytes.count, by: 7) {
            var reader = ByteReader(Array(writer.bytes[..<length]))
            #expect(InputRecord(from: &reader, key: record.key) == nil)
        }
    }

    private static let set = "force-app/A.permissionset-meta.xml"

    /// What changes, by a name for it.
    static let changes: [String] = [
        "content", "content of the same size", "content of the same size and time", "content grown", "emptied",
        "removed",
        "renamed", "replaced by a link", "made a folder", "new file", "new file of no input", "new folder",
        "removed folder", "forceignore", "forceignore gone", "new forceignore", "project", "records", "new records",
        "file outside of the packages", "new class", "no longer readable",
    ]

    @Test(arguments: changes, [true, false])
    func everyChangeShows(_ change: String, _ isSettled: Bool) throws {
        if change == "no longer readable", geteuid() == 0 { return }
        let path = org.text + "/" + Self.set
        let record = try #require(try record(isSettled: isSettled))
        var status = stat()
        #expect(stat(path, &status) == 0)
        switch change {
        case "content": try org.write(Self.set, contents: xml("PermissionSet", "<label>Other</label>"))
        case "content of the same size": try org.write(Self.set, contents: xml("PermissionSet", "<label>X</label>"))
        case "content of the same size and time":
            try org.write(Self.set, contents: xml("PermissionSet", "<label>X</label>"))
            #expect(utimensat(AT_FDCWD, path, [status.st_atim, status.st_mtim], 0) == 0)
        case "content grown": try org.write(Self.set, contents: xml("PermissionSet", "<label>A</label>") + "\n")
        case "emptied": #expect(truncate(path, 0) == 0)
        case "removed": #expect(unlink(path) == 0)
        case "renamed": #expect(rename(path, org.text + "/force-app/Z.permissionset-meta.xml") == 0)
        case "replaced by a link":
            #expect(rename(path, org.text + "/moved") == 0)
            try org.link(Self.set, to: "../moved")
        case "made a folder":
            #expect(unlink(path) == 0)
            #expect(mkdir(path, 0o700) == 0)
        case "new file": try org.write("force-app/New.permissionset-meta.xml", contents: xml("PermissionSet", ""))
        case "new file of no input": try org.write("force-app/sub/readme.txt")
        case "new folder": #expect(mkdir(org.text + "/force-app/empty", 0o700) == 0)
        case "removed folder": #expect(rename(org.text + "/force-app/sub", org.text + "/gone") == 0)
        case "forceignore": try org.write(".forceignore", contents: "**/A.*\n")
        case "forceignore gone": #expect(unlink(org.text + "/.forceignore") == 0)
        case "new forceignore": try org.write("force-app/.forceignore", contents: "**/A.*\n")
        case "project": try org.writeProject("force-app", "else")
        case "records": try org.write("org-records/User.csv", contents: "Id,Username\n005000000000001AAA,c@b.example\n")
        case "new records": try org.write("org-records/Profile.csv", contents: "Id,Name\n")
        case "file outside of the packages": try org.write("else/E.permissionset-meta.xml")
        case "new class": try org.write("force-app/classes/D.cls")
        default: try org.setPermissions(0, of: Self.set)
        }
        #expect(outcome(record) == "changed")
    }

    /// The contents decide: other stamps cost one more reading.
    @Test(arguments: ["touched", "copied over", "rewritten", "class rewritten", "linked"])
    func whatHoldsTheSameIsTheSame(_ change: String) throws {
        let path = org.text + "/" + Self.set
        let record = try #require(try record())
        let contents = try Data(contentsOf: URL(filePath: path))
        switch change {
        case "touched": #expect(utimensat(AT_FDCWD, path, nil, 0) == 0)
        case "copied over":
            try org.write("copy", contents: String(decoding: contents, as: UTF8.self))
            #expect(rename(org.text + "/copy", path) == 0)
        case "rewritten": try org.write(Self.set, contents: String(decoding: contents, as: UTF8.self))
        case "class rewritten":
            // Of a class the name is all that is read.
            try org.write("force-app/classes/C.cls", contents: "class C { Integer i; }")
            return #expect(outcome(record) == "same")
        default:
            #expect(link(path, "\(org.text)/.git-object") == 0)
            // The folder has another name in it.
            return #expect(outcome(record) == "changed")
        }
        guard case .sameContents(let new) = InputCheck(record, jobs: 1).outcome({ _ in nil }) else {
            Issue.record("not the same contents")
            return
        }
        // What was found out is kept.
        #expect(new.contents[Array(path.utf8)]?.stamp != record.contents[Array(path.utf8)]?.stamp)
        #expect(outcome(new) == "same")
    }

    @Test func theProjectFileAboveAndTheFolderOfRecordsAreAskedForToo() throws {
        let inner = try OrgReaderTests.TemporaryFolder()
        try inner.write("deep/down/A.permissionset", contents: xml("PermissionSet", "<label>A</label>"))
        InputLog.start(.random)
        let path = inner.bytes("deep/down")
        _ = try InputReader(paths: [path], currentDirectory: path).read()
        let record = try #require(InputLog.finish())
        try inner.writeProject("deep")
        #expect(outcome(record) == "changed")
    }

    @Test(arguments: ["link to a file", "unreadable file", "named file"])
    func whatCannotBeAskedAgainMakesItVoid(_ what: String) throws {
        var paths = [org.path]
        switch what {
        case "link to a file": try org.link("force-app/L.permissionset-meta.xml", to: "sub/B.permissionset-meta.xml")
        case "unreadable file":
            // Grown out of the limit: opened, and refused.
            #expect(truncate(org.text + "/" + Self.set, 300 << 20) == 0)
        default: paths = [org.bytes(Self.set)]
        }
        InputLog.start(.random)
        _ = try InputReader(paths: paths, currentDirectory: org.path).read()
        #expect(InputLog.finish() == nil)
    }

    @Test func otherQuestionsAreAskedOfWhoeverKnows() throws {
        InputLog.start(.random)
        InputLog.note(.variable, Array("NO_COLOR".utf8), [1])
        let record = try #require(InputLog.finish())
        let questions = InputCheck(record, jobs: 1)
        guard case .same = questions.outcome({ $0.name == Array("NO_COLOR".utf8) ? [1] : nil }) else {
            Issue.record("not the same")
            return
        }
        guard case .changed = questions.outcome({ _ in [2] }), case .changed = questions.outcome({ _ in nil }) else {
            Issue.record("not changed")
            return
        }
        // Two answers to one question are none.
        InputLog.start(.random)
        InputLog.note(.day, [], [1])
        InputLog.note(.day, [], [2])
        #expect(InputLog.finish() == nil)
    }
}
