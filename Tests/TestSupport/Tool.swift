internal import Foundation

/// A program of the machine that tests compare with.
public enum Tool {
    public struct Outcome: Sendable {
        public let status: Int32
        public let output: String
        public let errors: String
    }

    /// Runs a program that PATH names; nil where there is none.
    public static func run(_ name: String, _ arguments: [String]) throws -> Outcome? {
        let folders =
            ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? ["/usr/bin"]
        guard let program = folders.map({ $0 + "/" + name }).first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        let captured = try TemporaryFolder()
        let output = try captured.write("", to: "output")
        let errors = try captured.write("", to: "errors")
        let process = Process()
        process.executableURL = URL(filePath: program)
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
