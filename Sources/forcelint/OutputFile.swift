internal import Glibc
internal import LintEngine
internal import Reporting

/// A file that the report is written to, as `-o` names it.
struct OutputFile {
    let format: OutputFormat
    /// As it was named.
    let path: String

    /// - Parameter argument: `[FORMAT:]FILE`; without a format the file's extension decides.
    init(argument: String) throws(RunFailure) {
        let names = OutputFormat.allCases.map(\.rawValue)
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, let format = OutputFormat(rawValue: parts[0]) {
            self.format = format
            path = parts[1]
        } else if let format = OutputFormat(fileName: argument) {
            self.format = format
            path = argument
        } else {
            let prefix = parts.count == 2 && !parts[0].contains("/") ? parts[0] : nil
            let suggestion = prefix.flatMap { Suggestion.nearest(to: $0, among: names) }
            let extensions = OutputFormat.extensions.keys.sorted().map { ".\($0)" }.joined(separator: ", ")
            throw RunFailure(
                .usage,
                "-o '\(argument)' has no known format" + (suggestion.map { "; did you mean '\($0):'?" } ?? "")
                    + " (formats: \(names.joined(separator: ", ")); extensions: \(extensions))"
            )
        }
        guard !path.isEmpty else { throw RunFailure(.usage, "-o '\(argument)' names no file") }
    }

    func write(_ text: String) throws(RunFailure) {
        RunTranscript.note(.file(path: path, text: text))
        try OutputFile.write(text, to: Array(path.utf8), shown: path)
    }

    /// Writes a file whole or not at all: readers see the old one until the new one is complete.
    ///
    /// - Parameter path: the file as errors name it.
    static func write(_ text: String, to named: [UInt8], shown path: String) throws(RunFailure) {
        let target = FileSystem.resolved(named, isInput: false) ?? named
        let kind = FileSystem.kind(target, isInput: false)
        if kind == .folder { throw RunFailure(.failure, "'\(path)' cannot be written: it is a folder") }
        // Devices and pipes are written to; replacing them would take them away.
        let error = kind == .other ? overwrite(target, text) : replace(target, text)
        guard error == 0 else {
            throw RunFailure(.failure, "'\(path)' cannot be written: \(StandardStreams.systemText(error))")
        }
    }

    private static func overwrite(_ target: [UInt8], _ text: String) -> CInt {
        let descriptor = FileSystem.withCString(target) { open($0, O_WRONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        return StandardStreams.writeAll(Array(text.utf8), to: descriptor)
    }

    /// Puts a complete file where the target is, or was not before.
    ///
    /// - Parameter isNew: whether a target that is there is left alone; the error is then `EEXIST`.
    static func replace(_ target: [UInt8], _ text: String, isNew: Bool = false) -> CInt {
        // Renaming asks only the folder for permission.
        let access = FileSystem.withCString(target) { faccessat(AT_FDCWD, $0, W_OK, AT_EACCESS) }
        guard access == 0 || errno == ENOENT else { return errno }
        var template = target.map { CChar(bitPattern: $0) } + ".XXXXXX".utf8.map { CChar(bitPattern: $0) } + [0]
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return errno }
        var error = StandardStreams.writeAll(Array(text.utf8), to: descriptor)
        let mask = umask(0)
        umask(mask)
        if error == 0, fchmod(descriptor, 0o666 & ~mask) != 0 { error = errno }
        if error == 0, fsync(descriptor) != 0 { error = errno }
        if close(descriptor) != 0, error == 0 { error = errno }
        if error == 0 { error = isNew ? place(template, target) : move(template, target) }
        if error != 0 { unlink(template) }
        return error
    }

    private static func move(_ file: [CChar], _ target: [UInt8]) -> CInt {
        FileSystem.withCString(target) { rename(file, $0) } == 0 ? 0 : errno
    }

    /// Moves a file where nothing is: a link is made or refused in one step.
    private static func place(_ file: [CChar], _ target: [UInt8]) -> CInt {
        guard FileSystem.withCString(target, { link(file, $0) }) != 0 else {
            unlink(file)
            return 0
        }
        let error = errno
        // Some file systems have no links.
        guard [EPERM, EOPNOTSUPP, ENOSYS].contains(error) else { return error }
        return FileSystem.isThere(target) ? EEXIST : move(file, target)
    }
}
