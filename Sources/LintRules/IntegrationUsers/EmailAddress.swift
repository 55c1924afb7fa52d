internal import RuleCatalogue

/// An e-mail address in lower case, and what can be told about its mailbox without asking anybody.
struct EmailAddress {
    let localPart: String
    let domain: String

    /// Nil for a text that is no address.
    init?(_ text: String) {
        let text = text.lowercased()
        guard let at = text.lastIndex(of: "@") else { return nil }
        localPart = String(text[..<at])
        domain = String(text[text.index(after: at)...])
        guard !localPart.isEmpty, !domain.isEmpty else { return nil }
    }

    /// Whether the domain is one to which nothing can be delivered: `.invalid` (RFC 2606).
    var isInvalid: Bool { domain.hasSuffix(".invalid") || domain == "invalid" }

    /// Whether the domain is kept for documentation and tests (RFC 2606, RFC 6761).
    var isReserved: Bool {
        let labels = domain.split(separator: ".")
        if let last = labels.last, ["example", "test", "localhost"].contains(last) { return true }
        return labels.count > 1 && labels[labels.count - 2] == "example"
            && ["com", "net", "org"].contains(labels[labels.count - 1])
    }

    /// Whether the address says that nobody reads what comes in.
    var isNoReply: Bool {
        ([localPart] + domain.split(separator: ".").map(String.init)).contains { part in
            let letters = part.filter(\.isLetter)
            return ["noreply", "donotreply", "dontreply"].contains { letters.hasPrefix($0) }
        }
    }

    /// The address before a sandbox changed it: `a@acme.com.invalid` and, from earlier releases,
    /// `a=acme.com@example.com` (knowledge article 000386507).
    var withoutSandboxChange: EmailAddress {
        if domain.hasSuffix(".invalid") {
            return EmailAddress("\(localPart)@\(domain.dropLast(".invalid".count))") ?? self
        }
        if domain == "example.com", let sign = localPart.lastIndex(of: "=") {
            return EmailAddress("\(localPart[..<sign])@\(localPart[localPart.index(after: sign)...])") ?? self
        }
        return self
    }
}
