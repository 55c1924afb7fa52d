internal import OrgModel

/// An entry of a permission set, muting set or profile that names a thing and says what holds for it.
protocol NamedEntry {
    var subject: Name { get }
    /// Bytes to the `<` of the element that names the thing.
    var offset: UInt32 { get }
    /// What the entry says, in the same order for all entries of a kind.
    var flags: [Flag] { get }
    /// The word that a tab setting says instead of flags.
    var word: Name? { get }
}

extension NamedEntry {
    var word: Name? { nil }
}

extension ObjectPermission: NamedEntry {
    var subject: Name { object }
    var flags: [Flag] { ObjectAccess.allCases.map { flag($0) } }
}

extension FieldPermission: NamedEntry {
    var subject: Name { field }
    var flags: [Flag] { [readable, editable] }
}

extension Access: NamedEntry {
    var subject: Name { name }
    var flags: [Flag] { [flag] }
}

extension TabSetting: NamedEntry {
    var subject: Name { tab }
    var flags: [Flag] { [] }
    var word: Name? { visibility }
}

/// Two or more entries of one component that name the same thing, in the order of its files.
struct DuplicateEntries {
    let first: SourceLocation
    let second: SourceLocation
    /// The third entry and what follows it.
    let others: [SourceLocation]
    /// The name as each entry spells it, in the same order.
    let names: [Name]
    /// Whether two entries say opposite things; where a boolean is missing nobody knows.
    let isConflicting: Bool
    /// Whether all entries say the same, missing booleans included.
    let isIdentical: Bool
}

/// Finds duplicate entries by ids alone: an org has millions of entries, and hardly one of them is a duplicate.
struct DuplicateEntrySearch {
    private let foldedIDs: [UInt32]
    /// By folded id: the number of the search that saw the name last, one more where it saw it twice.
    private var marks: [UInt32]
    private var search: UInt32 = 0

    init(_ names: NameTable) {
        foldedIDs = names.caseFoldedIDs()
        marks = Array(repeating: 0, count: names.count)
    }

    /// The duplicates of one kind of entry in all parts of a component, in the order in which the names appear first.
    mutating func duplicates<Entry: NamedEntry>(
        of list: KeyPath<AccessGrants, [Entry]>,
        in parts: [AccessGrants]
    ) -> [DuplicateEntries] {
        search += 2
        var isAnyDouble = false
        for part in parts {
            for entry in part[keyPath: list] {
                let id = Int(foldedIDs[Int(entry.subject.id)])
                let isDouble = marks[id] >= search
                marks[id] = isDouble ? search + 1 : search
                isAnyDouble = isAnyDouble || isDouble
            }
        }
        return isAnyDouble ? gather(list, in: parts) : []
    }

    private func gather<Entry: NamedEntry>(
        _ list: KeyPath<AccessGrants, [Entry]>,
        in parts: [AccessGrants]
    ) -> [DuplicateEntries] {
        var entries: [UInt32: [(entry: Entry, location: SourceLocation)]] = [:]
        var order: [UInt32] = []
        for part in parts {
            for entry in part[keyPath: list] {
                let id = foldedIDs[Int(entry.subject.id)]
                guard marks[Int(id)] > search else { continue }
                if entries[id] == nil { order.append(id) }
                entries[id, default: []].append((entry, part.location(entry.offset)))
            }
        }
        return order.compactMap { id in
            guard let found = entries[id], found.count > 1 else { return nil }
            return DuplicateEntries(
                first: found[0].location,
                second: found[1].location,
                others: found.dropFirst(2).map(\.location),
                names: found.map(\.entry.subject),
                isConflicting: isConflicting(found.map(\.entry)),
                isIdentical: found.allSatisfy { isEqual($0.entry, found[0].entry) }
            )
        }
    }

    private func isConflicting<Entry: NamedEntry>(_ entries: [Entry]) -> Bool {
        let words = Set(entries.compactMap { $0.word }.map { foldedIDs[Int($0.id)] })
        let isTornApart = entries[0].flags.indices.contains { index in
            let flags = entries.map { $0.flags[index] }
            return flags.contains(.yes) && flags.contains(.no)
        }
        return words.count > 1 || isTornApart
    }

    private func isEqual<Entry: NamedEntry>(_ left: Entry, _ right: Entry) -> Bool {
        left.flags == right.flags
            && left.word.map { foldedIDs[Int($0.id)] } == right.word.map { foldedIDs[Int($0.id)] }
    }
}
