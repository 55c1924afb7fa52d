/// A boolean of metadata: an element that is absent is not `false`.
public enum Flag: UInt8, Sendable {
    case absent, no, yes

    public init(_ value: Bool?) {
        self = value.map { $0 ? .yes : .no } ?? .absent
    }

    public var value: Bool? {
        switch self {
        case .absent: nil
        case .no: false
        case .yes: true
        }
    }
}
