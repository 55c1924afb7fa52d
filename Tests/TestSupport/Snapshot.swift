internal import FoundationEssentials

/// Texts that a test wants to stay as they are, in `__Snapshots__` beside the test's file.
public enum Snapshot {
    /// What keeps `text` from being the snapshot of this name; nil where it is.
    ///
    /// A run with `UPDATE_SNAPSHOTS=1` writes the snapshot and says so, so that it fails; any other run writes nothing.
    public static func problem(_ text: String, _ name: String, testFile: String = #filePath) throws -> String? {
        let url = URL(filePath: testFile).deletingLastPathComponent().appending(path: "__Snapshots__/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
            return "\(name) was written; run again without UPDATE_SNAPSHOTS"
        }
        guard let data = FileManager.default.contents(atPath: url.path) else {
            return "\(name) is missing; UPDATE_SNAPSHOTS=1 writes it"
        }
        return difference(String(decoding: data, as: UTF8.self), text).map { "\(name), \($0)" }
    }

    private static func difference(_ expected: String, _ text: String) -> String? {
        guard Array(expected.utf8) != Array(text.utf8) else { return nil }
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
        let (was, now) = (line < old.count ? old[line] : "(the end)", line < new.count ? new[line] : "(the end)")
        return "line \(line + 1):\n- \(was)\n+ \(now)"
    }
}
