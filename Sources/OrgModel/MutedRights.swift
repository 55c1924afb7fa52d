/// What the muting permission sets of an org take away. Names that differ in case alone are one.
struct MutedRights: Sendable {
    /// For each name the first that is the same but for case; empty where nothing is muted.
    private let folded: [UInt32]
    /// Of each muting set, by its index in `Metadata.mutingPermissionSets`: what it takes away, and the entry that does.
    private let places: [[AccessRight: SourceLocation]]

    init(_ sets: [MutingPermissionSet], names: NameTable) {
        let folded = sets.isEmpty ? [] : names.caseFoldedIDs()
        self.folded = folded
        places = sets.map { set in
            var places: [AccessRight: SourceLocation] = [:]
            for part in set.parts {
                part.forEachRight { right, location in
                    let right = AccessRight(
                        kind: right.kind, name: Name(id: folded[Int(right.name.id)]), flag: right.flag)
                    if places[right] == nil { places[right] = location }
                }
            }
            return places
        }
    }

    /// The first of some muting sets that takes a right away, and its entry; nil where none does.
    func entry(muting right: AccessRight, in sets: [Int]) -> (set: Int, location: SourceLocation)? {
        guard !sets.isEmpty else { return nil }
        let right = AccessRight(kind: right.kind, name: Name(id: folded[Int(right.name.id)]), flag: right.flag)
        for set in sets {
            if let location = places[set][right] { return (set, location) }
        }
        return nil
    }
}
