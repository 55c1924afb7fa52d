import Foundation
import TestSupport
import Testing

@Suite("Hostile names on standard error")
struct HostileNameTests {
    /// What a file may be called: all but a slash and NUL, and no more than 255 bytes.
    private static let hostile = Hostile.texts.map {
        $0.replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "\0", with: "_")
    }.filter { $0.utf8.count < 150 }

    @Test("are shown and do nothing", arguments: hostile)
    func names(name: String) throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        try folder.write("<PermissionSet", to: "\(name)/\(name).permissionset-meta.xml")
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "\(name)/\(name)2.profile-meta.xml"), withIntermediateDirectories: true)
        let runs: [([String], Int32)] = [
            (["--strict-inputs", "-v"], 4), (["-o", "json:\(name)/out", "--fail-on", "never", "--redact"], 0),
            (["-o", "json:\(name)"], 3), (["--config", name], 2), (["no/\(name)"], 4), (["--format", name], 2),
        ]
        for (arguments, status) in runs {
            let outcome = try Program.run(["check"] + arguments, in: folder.url)
            #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
            #expect(Hostile.commands(in: outcome.errors) == [], "\(arguments)")
            #expect(Hostile.commands(in: outcome.output) == [], "\(arguments)")
            #expect(!outcome.errors.isEmpty)
        }
    }
}
