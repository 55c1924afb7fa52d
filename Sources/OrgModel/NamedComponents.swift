/// The components that exist by the names of their files, which nobody opened: Apex classes, pages, flows, …
public struct NamedComponents: Sendable {
    /// Full names in lower case, since the org knows no case in them, by metadata type and by the folder for which they
    /// speak: that of the project, else the one that holds the folder of the type; nil where they speak for none.
    private var names: [String: [String?: Set<String>]] = [:]

    /// The folders of projects that are built on packages which they do not hold, with a closing `/`.
    private var dependingFolders: Set<String> = []

    public init() {}

    /// The metadata types of which there is a component.
    public var types: [String] { names.keys.sorted() }

    public func count(of type: String) -> Int {
        names(of: type).count
    }

    /// Whether a component is there, in any folder.
    public func contains(_ fullName: String, of type: String) -> Bool {
        let name = fullName.lowercased()
        return names[type]?.values.contains { $0.contains(name) } ?? false
    }

    /// The full names of a type in lower case, in any folder.
    public func names(of type: String) -> Set<String> {
        (names[type] ?? [:]).values.reduce(Set()) { $0.union($1) }
    }

    /// Whether a component of a type is there whose name is accepted, and whose folder holds a file.
    /// - Parameter path: of the file, as reports name it.
    public func contains(of type: String, beside path: String, where isWanted: (String) -> Bool) -> Bool {
        names[type]?.contains { folder, names in
            guard let folder else { return false }
            return path.hasPrefix(folder) && names.contains(where: isWanted)
        } ?? false
    }

    /// Whether the project of a file is built on packages that may hold what the project does not.
    /// - Parameter path: of the file, as reports name it.
    public func mayLieInPackage(beside path: String) -> Bool {
        dependingFolders.contains { path.hasPrefix($0) }
    }

    /// - Parameter folder: of a project that is built on packages, with a closing `/`; empty for the current one.
    public mutating func noteDependencies(of folder: String) {
        dependingFolders.insert(folder)
    }

    /// - Parameter folder: the folder for which the component speaks, with a closing `/`; empty for the current one, nil
    ///   where the component is known by a part of it only, which does not show that others of its type would be there.
    public mutating func insert(_ fullName: String, of type: String, in folder: String?) {
        names[type, default: [:]][folder, default: []].insert(fullName.lowercased())
    }
}
