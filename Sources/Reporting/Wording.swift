/// `1 file`, `2 files`.
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
}

/// At most `limit` of the parts, and how many more there are.
func shortened(_ parts: [String], to limit: Int) -> String {
    guard parts.count > limit + 1 else { return parts.joined(separator: ", ") }
    return parts.prefix(limit).joined(separator: ", ") + " and \(parts.count - limit) more"
}
