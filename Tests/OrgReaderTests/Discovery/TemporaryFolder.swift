import Foundation
import Glibc

@testable import OrgReader

/// A folder that a test fills by bytes of names and that goes with the test.
final class TemporaryFolder {
    let path: [UInt8]

    init() throws {
        let template = FileManager.default.temporaryDirectory.path + "/discovery-XXXXXX"
        var bytes = Array(template.utf8CString)
        guard mkdtemp(&bytes) != nil, let real = realpath(bytes, nil) else { throw SystemError.last }
        defer { free(real) }
        path = Array(String(cString: real).utf8)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: text)
    }

    var text: String { String(decoding: path, as: UTF8.self) }

    func bytes(_ name: String) -> [UInt8] {
        name.isEmpty ? path : path + [UInt8(ascii: "/")] + Array(name.utf8)
    }

    /// Writes empty files, with the folders above them.
    func write(_ names: String...) throws {
        for name in names { try write(Array(name.utf8)) }
    }

    func write(_ name: String, contents: String) throws {
        try write(Array(name.utf8), contents: contents)
    }

    func write(_ name: [UInt8], contents: String = "") throws {
        var folder = path
        for component in name.split(separator: UInt8(ascii: "/")).dropLast() {
            folder += [UInt8(ascii: "/")] + component
            if mkdir(cString(folder), 0o777) != 0, errno != EEXIST { throw SystemError.last }
        }
        let descriptor = open(cString(path + [UInt8(ascii: "/")] + name), O_CREAT | O_WRONLY | O_TRUNC, 0o666)
        guard descriptor >= 0 else { throw SystemError.last }
        defer { close(descriptor) }
        let bytes = Array(contents.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw SystemError.last }
    }

    func link(_ name: String, to target: String) throws {
        guard symlink(target, cString(bytes(name))) == 0 else { throw SystemError.last }
    }

    func makeFIFO(_ name: String) throws {
        guard mkfifo(cString(bytes(name)), 0o666) == 0 else { throw SystemError.last }
    }

    func setPermissions(_ mode: mode_t, of name: String) throws {
        guard chmod(cString(bytes(name)), mode) == 0 else { throw SystemError.last }
    }

    private func cString(_ bytes: [UInt8]) -> [CChar] {
        bytes.map { CChar(bitPattern: $0) } + [0]
    }

    /// Writes a project file with package directories.
    func writeProject(_ directories: String..., in folder: String = "", more: String = "") throws {
        let list = directories.map { #"{"path": "\#($0)"}"# }.joined(separator: ", ")
        let name = folder.isEmpty ? "sfdx-project.json" : folder + "/sfdx-project.json"
        try write(name, contents: #"{"packageDirectories": [\#(list)]\#(more)}"#)
    }

    /// What is found, with this folder or one in it as the current one.
    func discover(_ names: String..., records: [String] = [], from folder: String = "") throws(InputError) -> Discovery
    {
        try OrgReader.discover(
            paths: names.map { Array($0.utf8) },
            records: records.map { Array($0.utf8) },
            currentDirectory: bytes(folder),
            isRecordFileName: { $0.hasPrefix("User.") || $0.hasPrefix("Users.") }
        )
    }
}

extension Discovery {
    var paths: [String] { files.map(\.path) }

    func file(_ path: String) -> DiscoveredFile? {
        files.first { $0.path == path }
    }

    func reason(_ path: String) -> SkippedPath.Reason? {
        skipped.first { $0.path == path }?.reason
    }
}
