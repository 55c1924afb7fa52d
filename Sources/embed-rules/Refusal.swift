/// Why a file cannot be embedded, and where.
struct Refusal: Error, CustomStringConvertible {
    let path: String
    /// Counted from 1; nil where the whole file is meant.
    let line: Int?
    let reason: String

    var description: String {
        guard let line else { return "\(path): error: \(reason)" }
        return "\(path):\(line): error: \(reason)"
    }
}
