public import Foundation

/// The built program, run as a child with nothing of our environment.
public enum Program {
    /// What a run left behind.
    public struct Outcome: Sendable {
        public let status: Int32
        /// Whether the child ended by a signal; `status` is its number then.
        public let isSignal: Bool
        public let output: String
        public let errors: String
    }

    /// Where standard output goes.
    public enum Output: Sendable {
        case captured
        /// A pipe whose reader is gone.
        case closedPipe
        /// A file that a shell would open for writing.
        case file(String)
        case closed
    }

    public enum Failure: Error {
        /// The program does not lie beside the tests.
        case notBuilt
    }

    /// - Parameters:
    ///   - folder: the current folder of the child.
    ///   - launcher: a program and its arguments that run ours, as another user for instance.
    ///   - environment: all variables that the child has.
    ///   - input: what standard input holds.
    public static func run(
        _ arguments: [String],
        in folder: URL,
        through launcher: [String] = [],
        output: Output = .captured,
        environment: [String: String] = [:],
        input: String = ""
    ) throws -> Outcome {
        let captured = try TemporaryFolder()
        let outputFile = try captured.write("", to: "output")
        let errorFile = try captured.write("", to: "errors")
        let process = Process()
        process.executableURL = try url()
        process.arguments = arguments
        if let first = launcher.first {
            process.executableURL = URL(filePath: first)
            process.arguments = launcher.dropFirst() + [try url().path] + arguments
        }
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = try FileHandle(forReadingFrom: captured.write(input, to: "input"))
        process.standardError = try FileHandle(forWritingTo: errorFile)
        switch output {
        case .captured: process.standardOutput = try FileHandle(forWritingTo: outputFile)
        case .closedPipe:
            let pipe = Pipe()
            try pipe.fileHandleForReading.close()
            process.standardOutput = pipe.fileHandleForWriting
        case .file(let path): process.standardOutput = try FileHandle(forWritingTo: URL(filePath: path))
        case .closed:
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "exec \"$0\" \"$@\" >&-", try url().path] + arguments
            process.standardOutput = FileHandle.nullDevice
        }
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            isSignal: process.terminationReason == .uncaughtSignal,
            output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
        )
    }

    /// The program beside the tests that are running, else where a debug build puts it.
    public static func url() throws -> URL {
        let places =
            CommandLine.arguments.map { URL(filePath: $0).deletingLastPathComponent() }
            + [Bundle.main.bundleURL, Checkout.root.appending(path: ".build/debug")]
        for place in places {
            let program = place.appending(path: "forcelint")
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: program.path, isDirectory: &isFolder), !isFolder.boolValue {
                return program
            }
        }
        throw Failure.notBuilt
    }
}
