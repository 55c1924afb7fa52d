internal import LintEngine
internal import OrgModel

/// The logins of one integration user that a rule looks at, at least one, in the order of the export.
struct LoginsByUser {
    let user: OrgUser
    let logins: [LoginHistory]

    /// How many places a finding names beside its own: an export has thousands of logins of one kind.
    private static let shownPlaces = 5

    /// The dates of the first and the last login, `2026-05-01`; nil where the export has no times.
    var period: (first: String, last: String)? {
        let times = logins.compactMap { $0.loginTime.flatMap { Timestamp($0) } }
        guard let first = times.min(), let last = times.max() else { return nil }
        return (first.date, last.date)
    }

    /// When the last login was, as the end of a sentence: `, the last one on 2026-05-01`, of a single one ` on 2026-05-01`.
    var lastTime: String {
        period.map { "\(logins.count == 1 ? "" : ", the last one") on \($0.last)" } ?? ""
    }

    /// From when to when the logins were, as a part of a sentence: ` between 2026-05-01 and 2026-05-03`, ` on 2026-05-01`.
    var span: String {
        period.map { $0.first == $0.last ? " on \($0.first)" : " between \($0.first) and \($0.last)" } ?? ""
    }

    /// The values of a field and how often each occurs, the most frequent first.
    func counts(of value: (LoginHistory) -> String?) -> [(value: String, count: Int)] {
        var counts: [(value: String, count: Int)] = []
        var places: [String: Int] = [:]
        for text in logins.compactMap(value) {
            if let known = places[text.lowercased()] {
                counts[known].count += 1
            } else {
                places[text.lowercased()] = counts.count
                counts.append((text, 1))
            }
        }
        // The order of the export decides between equal counts.
        return counts.enumerated()
            .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
            .map(\.element)
    }

    /// A finding about the logins, at the row of the first one, with the user and some of the others as related places.
    func finding(_ message: Finding.Message, element: String) -> Finding {
        Finding(
            message,
            subject: user.componentID,
            element: element,
            location: logins[0].location,
            related: logins.dropFirst().prefix(Self.shownPlaces).map { login in
                Finding.Related(login.inWords, at: login.location)
            } + user.relatedGround
        )
    }
}

extension Org {
    /// The logins of active integration users that `isWanted` accepts, in the order of the User export; users without any
    /// are left out.
    func integrationLogins(where isWanted: (OrgUser, LoginHistory) -> Bool) -> [LoginsByUser] {
        var logins: [Int: [LoginHistory]] = [:]
        for (user, login) in integrationLogins where isWanted(users[user], login) {
            logins[user, default: []].append(login)
        }
        return logins.sorted { $0.key < $1.key }.map { LoginsByUser(user: users[$0.key], logins: $0.value) }
    }
}

extension LoginHistory {
    /// The login in a few words, for a related place.
    fileprivate var inWords: String {
        let day = loginTime.flatMap { Timestamp($0) }.map { " on \($0.date)" } ?? ""
        return "another one\(day)\(sourceIp.map { " from \($0)" } ?? "")"
    }
}
