import CacheStore
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct CacheFolderTests {
    private let temporary: TemporaryFolder

    init() throws {
        temporary = try TemporaryFolder()
    }

    private var path: String { temporary.url.path + "/a/b" }

    private func folder() -> CacheFolder { CacheFolder(Array(path.utf8), identity: Array("this program".utf8)) }

    private func mode(_ name: String) throws -> mode_t {
        var status = stat()
        try #require(lstat(path + name, &status) == 0)
        return status.st_mode & 0o7777
    }

    private func write(_ text: String, to name: String, in folder: CacheFolder) -> Bool {
        folder.replace(name) { $0.add(Array(text.utf8)) }
    }

    private func text(_ name: String, in folder: CacheFolder) -> String? {
        folder.bytes(name, limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func whatIsKeptIsReadByTheNextOneAndByNobodyElse() throws {
        let first = folder()
        #expect(text("run-1", in: first) == nil)
        #expect(write("one", to: "run-1", in: first) && write("two", to: "run-1", in: first))
        let second = folder()
        #expect(text("run-1", in: second) == "two")
        // The key stays, so that hashes of one run are those of the next.
        #expect(ContentHash([1], key: first.key) == ContentHash([1], key: second.key))
        #expect(try mode("") == 0o700 && mode("/run-1") == 0o600 && mode("/key") == 0o600)
        #expect(second.bytes("run-1", limit: 2) == nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(names == ["key", "run-1"])
    }

    @Test func whatGivesUpLeavesTheOldFile() throws {
        let folder = folder()
        #expect(write("one", to: "run-1", in: folder))
        #expect(!folder.replace("run-1") { !$0.add(Array("half".utf8)) })
        #expect(text("run-1", in: folder) == "one")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 2)
    }

    @Test func onlyAPlainFileOfOurOwnIsRead() throws {
        let folder = folder()
        #expect(write("ours", to: "run-1", in: folder))
        try temporary.write("a stranger's", to: "other")
        #expect(symlink(temporary.url.path + "/other", path + "/run-link") == 0)
        #expect(mkfifo(path + "/run-fifo", 0o600) == 0)
        #expect(mkdir(path + "/run-folder", 0o700) == 0)
        for name in ["run-link", "run-fifo", "run-folder", "run-none"] {
            #expect(folder.bytes(name, limit: 1 << 20) == nil, "\(name)")
        }
        if geteuid() == 0 {
            #expect(chown(path + "/run-1", 65534, 65534) == 0)
            #expect(folder.bytes("run-1", limit: 1 << 20) == nil)
        }
        // A link or a FIFO gives way to the new file, and what the link leads to is left alone.
        for name in ["run-link", "run-fifo"] {
            #expect(write("new", to: name, in: folder))
            #expect(text(name, in: folder) == "new")
        }
        #expect(try String(contentsOf: temporary.url.appending(path: "other"), encoding: .utf8) == "a stranger's")
        #expect(!write("new", to: "run-folder", in: folder))
    }

    @Test(arguments: ["file", "link", "no folder above"])
    func whereNoFolderCanBeNothingIsKept(_ obstacle: String) throws {
        switch obstacle {
        case "file": try temporary.write("", to: "a")
        case "link":
            _ = try temporary.write("", to: "x")
            #expect(symlink("x", temporary.url.path + "/a") == 0)
        default: #expect(symlink("nowhere/else", temporary.url.path + "/a") == 0)
        }
        let folder = folder()
        #expect(!write("one", to: "run-1", in: folder))
        #expect(text("run-1", in: folder) == nil)
    }

    /// Two that begin at once: the one that is first decides, and the other keeps nothing.
    @Test func theFirstKeyStays() {
        let (first, second) = (folder(), folder())
        #expect(write("one", to: "run-1", in: first))
        #expect(!write("two", to: "run-2", in: second))
        let third = folder()
        #expect(ContentHash([1], key: third.key) == ContentHash([1], key: first.key))
        #expect(text("run-1", in: third) == "one" && text("run-2", in: third) == nil)
    }

    @Test func aBrokenKeyIsReplaced() throws {
        let folder = folder()
        #expect(write("one", to: "run-1", in: folder))
        try Data("short".utf8).write(to: URL(filePath: path + "/key"))
        let other = self.folder()
        #expect(ContentHash([1], key: other.key) != ContentHash([1], key: folder.key))
        #expect(write("two", to: "run-2", in: other))
        #expect(ContentHash([1], key: self.folder().key) == ContentHash([1], key: other.key))
    }

    @Test func whatNobodyUsesGoesAndWhatIsNotOursStays() throws {
        let folder = folder()
        let names = ["run-old", "files-old", "new-cut-off", "run-young", "new-at-work", "notes.txt"]
        for name in names { try temporary.write("x", to: "a/b/" + name) }
        func age(_ name: String, days: Int) {
            let then = timespec(tv_sec: time(nil) - days * 24 * 60 * 60, tv_nsec: 0)
            #expect(utimensat(AT_FDCWD, path + "/" + name, [then, then], 0) == 0)
        }
        for name in ["run-old", "files-old", "notes.txt"] { age(name, days: 31) }
        age("new-cut-off", days: 2)
        age("run-young", days: 29)
        #expect(write("one", to: "run-1", in: folder))
        let left = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(left == ["key", "new-at-work", "notes.txt", "run-1", "run-young"])
        // Who reads a file says that it is in use.
        #expect(folder.bytes("run-young", limit: 10) != nil)
        age("run-1", days: 31)
        #expect(write("two", to: "run-2", in: folder))
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).contains("run-young"))
    }

    @Test func ofManyFilesTheYoungestStay() throws {
        let folder = folder()
        for number in 0..<300 {
            try temporary.write("x", to: "a/b/run-\(number)")
            let then = timespec(tv_sec: time(nil) - number * 60, tv_nsec: 0)
            #expect(utimensat(AT_FDCWD, path + "/run-\(number)", [then, then], 0) == 0)
        }
        #expect(write("one", to: "run-x", in: folder))
        let left = try Set(FileManager.default.contentsOfDirectory(atPath: path))
        #expect(left.contains("run-x") && left.contains("run-0") && !left.contains("run-299"))
        #expect((200...260).contains(left.count))
    }
}
