/// The components that exist by the names of their files, which nobody opened: Apex classes, pages, flows, …
public struct NamedComponents: Sendable {
    /// Full names in lower case, since the org knows no case in them, by metadata type.
    private var names: [String: Set<String>] = [:]

    public init() {}

    /// The metadata types of which there is a component.
    public var types: [String] { names.keys.sorted() }

    public func count(of type: String) -> Int { names[type]?.count ?? 0 }

    public func contains(_ fullName: String, of type: String) -> Bool {
        names[type]?.contains(fullName.lowercased()) ?? false
    }

    /// Whether the name of one component of a type is accepted.
    public func contains(of type: String, where isWanted: (String) -> Bool) -> Bool {
        names[type]?.contains(where: isWanted) ?? false
    }

    public mutating func insert(_ fullName: String, of type: String) {
        names[type, default: []].insert(fullName.lowercased())
    }
}
