public import Foundation

/// The Python of the system, whose readers of JSON, CSV, XML and HTML are none of ours.
public enum Python {
    /// Nil where there is none.
    public static var url: URL? { Tool.url("python3") }

    /// Whether a package is there.
    public static func has(_ package: String) throws -> Bool {
        try run(["-c", "import \(package)"])?.status == 0
    }

    /// What the interpreter says to its arguments; nil where there is none.
    public static func run(_ arguments: [String]) throws -> (status: Int32, output: String)? {
        guard let url else { return nil }
        return try Tool.run(url, arguments)
    }
}
