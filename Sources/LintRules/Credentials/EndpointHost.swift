/// The host of an address that is called, in lower case.
struct EndpointHost {
    private static let salesforceDomains = ["salesforce.com", "force.com", "cloudforce.com", "salesforce-sites.com"]

    let name: String

    /// - Parameter address: a URL, or a host with or without a path; nil where it names no host.
    init?(address: String) {
        var rest = address.drop(while: \.isWhitespace)
        // An address without scheme may hold another address in its query.
        if let mark = rest.firstRange(of: "//"), rest[..<mark.lowerBound].allSatisfy({ !"/?#@".contains($0) }) {
            rest = rest[mark.upperBound...]
        }
        rest = rest.prefix { !"/?#\\".contains($0) && !$0.isWhitespace }
        if let user = rest.lastIndex(of: "@") { rest = rest[rest.index(after: user)...] }
        if rest.first != "[" { rest = rest.prefix { $0 != ":" } }
        if rest.last == "." { rest = rest.dropLast() }
        guard !rest.isEmpty else { return nil }
        name = rest.lowercased()
    }

    /// Whether it is a domain of Salesforce or lies below one.
    var isSalesforce: Bool {
        Self.salesforceDomains.contains { name == $0 || name.hasSuffix("." + $0) }
    }
}
