public import Foundation

/// The checker of SARIF logs that lies beside the checkout.
public enum SARIFChecker {
    private static let profiles = "spec,github,gitlab,azure,sonar"

    /// What is wrong with a log; nil where nothing is, and where nothing can be checked, which is said then.
    ///
    /// - Parameters:
    ///   - root: the folder that the addresses of the log are relative to.
    ///   - isStrict: whether a warning is a problem.
    public static func problem(_ log: URL, root: URL, isStrict: Bool = true) throws -> String? {
        // Without its schema validator the checker calls every log faulty under --strict.
        let hasValidator = try Python.has("jsonschema")
        let isStrict = isStrict && hasValidator
        if !hasValidator { print("The Python package jsonschema is absent: logs are checked without their schema.") }
        return try run(
            [log.path, "--root", root.path, "--profile", profiles, "--quiet-notes"] + (isStrict ? ["--strict"] : []))
    }

    /// How the fingerprints of two logs differ; nil where they do not.
    public static func fingerprintProblem(_ first: URL, _ second: URL) throws -> String? {
        try run(["--same-fingerprints", first.path, second.path])
    }

    private static func run(_ arguments: [String]) throws -> String? {
        guard let checker = SharedMaterial.url("tools/check_sarif.py"),
            let checked = try Python.run([checker.path] + arguments)
        else {
            print("The checker of SARIF logs or python3 is absent: logs are not checked.")
            return nil
        }
        return checked.status == 0 ? nil : checked.output
    }
}
