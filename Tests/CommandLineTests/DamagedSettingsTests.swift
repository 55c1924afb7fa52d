import Foundation
import LintEngine
import LintRules
import TestSupport
import Testing

@testable import forcelint

/// What steers a run, cut off at every byte and with one bit of every byte turned over: it is read, or refused at a place
/// that it has.
@Suite("Settings cut off or damaged at any byte")
struct DamagedSettingsTests {
    /// The file cut off before each of its bytes, and with one bit of each turned over.
    private func damaged(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
        bytes.indices.lazy.flatMap { offset in
            var turned = bytes
            turned[offset] ^= 1 << UInt8(offset % 8)
            return [Array(bytes[..<offset]), turned]
        }
    }

    /// Line and column of a message `name:line:column: …`; nil where it begins otherwise.
    private func place(_ message: String, in name: String) -> (line: Int, column: Int)? {
        guard message.hasPrefix(name + ":") else { return nil }
        let parts = message.dropFirst(name.count + 1).split(separator: ":", maxSplits: 2)
        guard parts.count == 3, let line = Int(parts[0]), let column = Int(parts[1]) else { return nil }
        return (line, column)
    }

    private func isIn(_ bytes: [UInt8], line: Int, column: Int) -> Bool {
        // libyaml knows more line breaks than these, and names the one behind the last line.
        let text = String(decoding: bytes, as: UTF8.self)
        let breaks = text.unicodeScalars.count { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }
        return (1...breaks + 2).contains(line) && (1...text.utf16.count + 2).contains(column)
    }

    @Test(arguments: ["clean-org", "troubled-org"])
    func configurations(_ org: String) throws {
        let file = Checkout.root.appending(path: "Fixtures/\(org)/.forcelint.yml")
        let bytes = Array(try Data(contentsOf: file))
        var (readCount, refusedCount, foreignCount) = (0, 0, 0)
        for damaged in damaged(bytes) {
            // The program says that a file is not UTF-8 before anybody reads it.
            guard let text = String(validating: damaged, as: UTF8.self) else {
                foreignCount += 1
                continue
            }
            do throws(ConfigurationError) {
                _ = try Configuration(text: text, path: ".forcelint.yml", pages: BuiltInRules.pages)
                readCount += 1
            } catch {
                #expect(isIn(damaged, line: error.line, column: error.column), "\(error)")
                #expect(!error.message.isEmpty)
                refusedCount += 1
            }
        }
        #expect(readCount + refusedCount + foreignCount == 2 * bytes.count)
        #expect(readCount > 100 && refusedCount > 100 && foreignCount > 0)
    }

    @Test func aConfigurationThatIsNoUTF8IsRefused() throws {
        let org = try TestOrg()
        try org.folder.write(Array("version: 1\n# ".utf8) + [0xC3, 0x28], to: ".forcelint.yml")
        let outcome = try org.run("check")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(".forcelint.yml:1:1: the configuration is not UTF-8"), "\(outcome.errors)")
    }

    @Test func baselines() throws {
        let org = try TestOrg()
        try org.writeApp()
        #expect(try org.run("baseline", "create").status == 0)
        let bytes = Array(try org.text(KnownOrg.file).utf8)
        let path = Array(org.folder.url.appending(path: KnownOrg.file).path.utf8)
        let whole = try BaselineFile(path, shown: "known.json").baseline
        #expect(whole.entries.count > 1)
        var (readCount, refusedCount) = (0, 0)
        for damaged in damaged(bytes) {
            unlink(org.folder.url.appending(path: KnownOrg.file).path)
            try org.folder.write(damaged, to: KnownOrg.file)
            do throws(RunFailure) {
                let read = try BaselineFile(path, shown: "known.json")
                readCount += 1
                // Nothing is lost or added without a word, and pruning nothing leaves every byte.
                #expect(read.baseline.entries.count == whole.entries.count)
                #expect(Array(read.pruned([:]).utf8) == damaged || String(validating: damaged, as: UTF8.self) == nil)
            } catch {
                let found = place(error.message, in: "known.json")
                #expect(found.map { isIn(damaged, line: $0.line, column: $0.column) } ?? false, "\(error.message)")
                refusedCount += 1
            }
        }
        #expect(readCount > 100 && refusedCount > 100)
    }
}
