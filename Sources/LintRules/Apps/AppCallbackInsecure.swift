public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for callback addresses that are not encrypted, or that stand for many addresses.
public struct AppCallbackInsecure: AppRule {
    public static let page = RuleFile.appCallbackInsecure

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let callback = app.consumer?.callbackURL else { return [] }
        var seen: Set<Substring> = []
        return callback.value.split(whereSeparator: { $0.isWhitespace || $0 == "," }).compactMap { address in
            let (isOpen, isWildcard) = (isUnencrypted(address), address.contains("*"))
            guard isOpen || isWildcard, seen.insert(address).inserted else { return nil }
            return Finding(
                .insecure(app, String(address), isUnencrypted: isOpen, isWildcard: isWildcard),
                subject: app.componentID,
                element: "callbackUrl:\(address)",
                location: callback.location
            )
        }
    }

    /// Whether codes and tokens would cross a network in the clear; what a build tool fills in is unknown.
    private func isUnencrypted(_ address: Substring) -> Bool {
        guard address.lowercased().hasPrefix("http://"), let host = EndpointHost(address: String(address)) else {
            return false
        }
        return !isLocal(host.name) && !host.name.contains { "{}$%".contains($0) }
    }

    private func isLocal(_ host: String) -> Bool {
        if host == "localhost" { return true }
        let literal = host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host[...]
        guard let address = IPAddress(String(literal)) else { return false }
        return address.version == .v4 ? address.value >> 24 == 127 : address.value == 1
    }
}

extension Finding.Message {
    fileprivate static func insecure(_ app: App, _ address: String, isUnencrypted: Bool, isWildcard: Bool) -> Self {
        let fault =
            switch (isUnencrypted, isWildcard) {
            case (true, true): "which is unencrypted and holds a wildcard"
            case (true, false): "which is unencrypted and not on the same machine"
            default: "which holds a wildcard"
            }
        return "\(app.title) sends authorization codes and tokens to '\(address)', \(fault)."
    }
}
