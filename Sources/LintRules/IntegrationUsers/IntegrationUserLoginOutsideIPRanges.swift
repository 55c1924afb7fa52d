public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user who logs in from where no range of its profile, its app or the org is.
public struct IntegrationUserLoginOutsideIPRanges: Rule {
    public static let page = RuleFile.integrationUserLoginOutsideIpRanges
    private static let shownPlaces = 5

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.records.loginHistory.isEmpty else { return [] }
        var allowed = AllowedAddresses(org)
        let logins = org.integrationLogins { user, login in
            isOutside(login, of: user, &allowed)
        }
        return logins.map { finding($0, allowed.ranges(for: $0.logins[0], of: $0.user) ?? []) }
    }

    private func isOutside(_ login: LoginHistory, of user: OrgUser, _ allowed: inout AllowedAddresses) -> Bool {
        guard login.isSuccess, let address = login.sourceIp.flatMap({ IPAddress($0) }),
            let ranges = allowed.ranges(for: login, of: user), !ranges.isEmpty
        else { return false }
        return !ranges.contains { $0.addresses.contains(address) }
    }

    private func finding(_ found: LoginsByUser, _ ranges: [AllowedAddresses.Range]) -> Finding {
        var seen: Set<IPAddress> = []
        let byAddress = found.logins.filter { login in
            login.sourceIp.flatMap { IPAddress($0) }.map { seen.insert($0).inserted } ?? false
        }
        return Finding(
            .outside(found.user, from: byAddress.compactMap(\.sourceIp)),
            subject: found.user.componentID,
            element: "SourceIp",
            location: found.logins[0].location,
            // The profile of which there is no file may have ranges of its own.
            confidence: found.user.profile == nil ? .medium : nil,
            related: byAddress.dropFirst().prefix(Self.shownPlaces).map { login in
                Finding.Related("from \(login.sourceIp ?? "")", at: login.location)
            }
                + ranges.prefix(Self.shownPlaces).map { range in
                    Finding.Related(
                        "\(range.owner) allows \(range.written.start) to \(range.written.end)",
                        at: range.written.location
                    )
                }
        )
    }
}

extension Finding.Message {
    fileprivate static func outside(_ user: OrgUser, from addresses: [String]) -> Self {
        let others = addresses.count - 1
        let more = others == 0 ? "" : " and \(others) other address\(others == 1 ? "" : "es")"
        let profile = user.profile == nil ? "" : "its profile, "
        return """
            Integration user '\(user.username)' logged in from '\(addresses[0])'\(more), outside every IP range of \
            \(profile)its app and the org.
            """
    }
}
