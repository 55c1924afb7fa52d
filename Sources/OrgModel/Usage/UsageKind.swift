/// What a call does with records.
public enum UsageKind: Int, CaseIterable, Comparable, Sendable {
    case read, create, edit, delete
    /// Nothing tells: it may be any of the others.
    case unknown

    public static func < (left: UsageKind, right: UsageKind) -> Bool { left.rawValue < right.rawValue }
}
