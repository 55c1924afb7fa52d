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

    /// Whether it is one of the public pages on which Salesforce tells how its services do: nobody signs in there.
    var isStatusPage: Bool {
        ["status.salesforce.com", "trust.salesforce.com"].contains { name == $0 || name.hasSuffix("." + $0) }
    }

    /// Whether it is the machine that calls: `localhost` and below, 127.0.0.0/8, `[::1]`.
    var isLocal: Bool {
        if name == "localhost" || name.hasSuffix(".localhost") || name.hasPrefix("[::1]") { return true }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }
}
