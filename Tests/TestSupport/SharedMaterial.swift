public import FoundationEssentials

/// Test data that lies beside the checkout and is read where it is; tests that need it say so where it is absent.
public enum SharedMaterial {
    /// A folder or file below `../shared`, or below the folder that `FORCELINT_SHARED` names; nil where it is absent.
    public static func url(_ path: String) -> URL? {
        let root =
            ProcessInfo.processInfo.environment["FORCELINT_SHARED"].map { URL(filePath: $0) }
            ?? Checkout.root.deletingLastPathComponent().appending(path: "shared")
        let url = root.appending(path: path)
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}

/// The checkout that the tests were built from.
public enum Checkout {
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
