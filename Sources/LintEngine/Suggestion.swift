/// What somebody may have meant by a name that is not known.
public enum Suggestion {
    /// The name that is nearest to `text`; nil where none is near enough to be meant. Case does not count.
    public static func nearest(to text: String, among names: some Sequence<String>) -> String? {
        let typed = Array(text.lowercased().unicodeScalars)
        guard !typed.isEmpty, typed.count <= longestTypo else { return nil }
        var best: (name: String, distance: Int)?
        for name in names {
            let known = Array(name.lowercased().unicodeScalars)
            let allowed = max(1, min(typed.count, known.count) / 3)
            guard abs(known.count - typed.count) <= allowed else { continue }
            let distance = distance(from: typed, to: known)
            guard distance <= allowed else { continue }
            if let current = best, (current.distance, current.name) <= (distance, name) { continue }
            best = (name, distance)
        }
        return best?.name
    }

    /// No name that we know comes near this length.
    private static let longestTypo = 200

    /// How many scalars have to be put in, left out, replaced or swapped with their neighbour.
    private static func distance(from left: [Unicode.Scalar], to right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let isEqual = left[row] == right[column]
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (isEqual ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
