internal import OrgModel
internal import RuleCatalogue

enum Fingerprint {
    /// SHA-256 over rule, type, full name, element and package directory, in hexadecimal digits.
    static func of(_ finding: Finding, _ page: RuleFile, packageDirectory: String) -> String {
        let parts = [
            page.id, finding.subject.type, finding.subject.name, finding.element, packageDirectory,
        ]
        // NUL occurs in none of the parts, so that different parts never make the same text.
        return SHA256.hexadecimal(Array(parts.joined(separator: "\0").utf8))
    }
}
