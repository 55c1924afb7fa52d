internal import LintEngine
internal import RuleCatalogue

/// Rules as options name them: by id, by the beginning of ids (`app`, `health-psl`) or by a tag, comma separated.
struct RuleSelection {
    /// The ids of the rules that are meant.
    let ids: Set<String>
    /// The ids that were spelled out.
    let named: Set<String>

    /// - Parameter option: the option that gave the lists, for errors.
    init(_ lists: [String], option: String, pages: [RuleFile]) throws(RunFailure) {
        var ids: Set<String> = []
        var named: Set<String> = []
        for list in lists {
            for item in list.split(separator: ",", omittingEmptySubsequences: false) {
                let name = RuleSelection.trimmed(item)
                guard !name.isEmpty else { throw RunFailure(.usage, "\(option) '\(list)' names an empty rule") }
                let meant = pages.filter { RuleSelection.matches($0, name) }
                guard !meant.isEmpty else { throw RuleSelection.unknown(name, option: option, pages: pages) }
                ids.formUnion(meant.map(\.id))
                if meant.contains(where: { $0.id == name }) { named.insert(name) }
            }
        }
        self.ids = ids
        self.named = named
    }

    /// A beginning ends where a word of the id does: half a word is rather a mistake.
    private static func matches(_ page: RuleFile, _ name: String) -> Bool {
        page.id == name || page.tags.contains(name) || page.id.hasPrefix(name.hasSuffix("-") ? name : name + "-")
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    private static func unknown(_ name: String, option: String, pages: [RuleFile]) -> RunFailure {
        let suggestion = Suggestion.nearest(to: name, among: pages.map(\.id) + pages.flatMap(\.tags))
        let hint = suggestion.map { "did you mean '\($0)'?" } ?? "'forcelint rules' lists them"
        return RunFailure(.usage, "\(option): no rule and no tag is called '\(name)'; \(hint)")
    }
}
