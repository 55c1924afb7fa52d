import Foundation

/// A folder of test data that others wrote, which lies beside the checkout and not in it.
struct SharedSuite {
    let folder: URL

    /// Looks in `$FORCELINT_SHARED` and in a folder `shared` beside any folder above this file; where the suite is not
    /// there it says so and returns nil, and the test has nothing to look at.
    init?(_ name: String, filePath: String = #filePath) {
        var candidates: [URL] = []
        if let path = ProcessInfo.processInfo.environment["FORCELINT_SHARED"] {
            candidates.append(URL(fileURLWithPath: path, isDirectory: true))
        }
        var folder = URL(fileURLWithPath: filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            candidates.append(folder.appendingPathComponent("shared", isDirectory: true))
        }
        let folders = candidates.map { $0.appendingPathComponent("suites/\(name)", isDirectory: true) }
        guard let found = folders.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
            print("NOT TESTED: the suite \(name) is not at hand; set FORCELINT_SHARED to the folder that holds suites/")
            return nil
        }
        self.folder = found
    }

    /// The files of a folder of the suite by name, in the order of the names.
    func files(in path: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = folder.appendingPathComponent(path, isDirectory: true)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            (name, [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
        }
    }
}
