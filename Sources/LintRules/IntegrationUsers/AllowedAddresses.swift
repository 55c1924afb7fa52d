internal import LintEngine
internal import OrgModel

/// The IP ranges from which integration users are meant to log in: of their profiles, of apps and of the org.
struct AllowedAddresses {
    /// A range that can be read, and where it is written.
    struct Range {
        let addresses: IPAddressRange
        let written: IPRange
        /// Whose range it is, the start of a related place: `the profile 'X'`.
        let owner: String
    }

    private struct Key: Hashable {
        let profile: Int?
        let application: String?
    }

    private let orgRanges: [Range]?
    /// By index in `Metadata.profiles`; nil for one with a range that cannot be read.
    private let profileRanges: [[Range]?]
    /// By index in `Org.apps`; nil for one with a range that cannot be read.
    private let appRanges: [[Range]?]
    private let appsByName: [String: [Int]]
    private let integrationApps: [Int]
    /// What was answered: an export has many logins of few users.
    private var known: [Key: [Range]?] = [:]

    init(_ org: Org) {
        orgRanges = Self.read(org.metadata.settings("Security").flatMap(\.ipRanges), of: "the org")
        profileRanges = org.metadata.profiles.map { profile in
            Self.read(profile.loginIpRanges, of: "the profile '\(profile.fullName)'")
        }
        integrationApps = org.integrationApps.keys.sorted()
        appRanges = org.apps.map { Self.read($0.ipRanges, of: "the app '\($0.fullName)'") }
        var names: [String: [Int]] = [:]
        for (index, app) in org.apps.enumerated() {
            for name in Set([app.fullName, app.label?.value].compactMap { $0?.lowercased() }) {
                names[name, default: []].append(index)
            }
        }
        appsByName = names
    }

    /// The ranges that hold for a login; nil where one of them cannot be read, so that it may hold any address.
    ///
    /// Of the apps it is the one that the login names, else every integration app: what is wanted of another app is not
    /// known, and allows rather too much.
    mutating func ranges(for login: LoginHistory, of user: OrgUser) -> [Range]? {
        let key = Key(profile: user.profile, application: login.application?.lowercased())
        if let answer = known[key] { return answer }
        let apps = key.application.flatMap { appsByName[$0] } ?? integrationApps
        let parts = [key.profile.map { profileRanges[$0] } ?? [], orgRanges] + apps.map { appRanges[$0] }
        let read = parts.compactMap { $0 }
        let answer = read.count == parts.count ? read.flatMap { $0 } : nil
        known[key] = .some(answer)
        return answer
    }

    private static func read(_ ranges: [IPRange], of owner: String) -> [Range]? {
        var read: [Range] = []
        for range in ranges {
            guard let addresses = IPAddressRange(start: range.start, end: range.end) else { return nil }
            // One that starts after its end holds nothing and was meant to hold something.
            guard !addresses.isReversed else { return nil }
            read.append(Range(addresses: addresses, written: range, owner: owner))
        }
        return read
    }
}
