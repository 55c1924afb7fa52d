public import Foundation

/// A program of the system, for what another program is the judge of.
public enum Tool {
    /// Where `PATH` finds it; nil where it is absent.
    public static func url(_ name: String) -> URL? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs it without input; the output is that of both streams.
    ///
    /// - Parameters:
    ///   - folder: the current folder of the child; nil for ours.
    ///   - environment: all variables that the child has; nil for ours.
    public static func run(
        _ program: URL,
        _ arguments: [String],
        in folder: URL? = nil,
        environment: [String: String]? = nil
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = folder }
        if let environment { process.environment = environment }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// What a program says, each stream by itself.
    public struct Outcome: Sendable {
        public let status: Int32
        public let output: String
        public let errors: String
    }

    /// Runs a program that PATH names; nil where there is none.
    public static func run(_ name: String, _ arguments: [String]) throws -> Outcome? {
        guard let program = url(name) else { return nil }
        let captured = try TemporaryFolder()
        let output = try captured.write("", to: "output")
        let errors = try captured.write("", to: "errors")
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }
}
