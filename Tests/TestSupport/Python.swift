public import Foundation

/// The Python of the system, whose readers of JSON, CSV, XML and HTML are none of ours.
public enum Python {
    /// Nil where there is none.
    public static var url: URL? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: "python3") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Whether a package is there.
    public static func has(_ package: String) throws -> Bool {
        try url != nil && run(["-c", "import \(package)"])?.status == 0
    }

    /// What the interpreter says to its arguments; nil where there is none.
    public static func run(_ arguments: [String]) throws -> (status: Int32, output: String)? {
        guard let url else { return nil }
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
