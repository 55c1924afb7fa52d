/// What a permission set is to contain: its texts, and everything that it grants by the names of metadata.
///
/// It has no licence: such a set can be given to users of every licence.
public struct PermissionSetContent: Sendable, Equatable {
    /// A thing that the set gives access to.
    public struct Entry: Sendable, Equatable {
        /// As it was spelled first; the org knows no case in names.
        public let name: String
        /// The flags of an object or field that are on: `allowRead`, `editable`; empty for what has none.
        public fileprivate(set) var flags: Set<String>
    }

    /// A flag that was asked for and cannot stand in the set, since something that it requires is not granted.
    public struct Incoherence: Sendable, Equatable {
        public let kind: AccessRight.Kind
        public let name: String
        public let flag: String
        /// What it requires and the set does not grant, in the order of the elements.
        public let missing: [String]
    }

    /// How a tab is shown.
    public enum TabVisibility: String, Sendable {
        case available = "Available"
        case visible = "Visible"
    }

    /// The API name.
    public var fullName: String
    public var label: String
    public var description: String
    /// Whether it only counts in sessions in which somebody activates it.
    public var isActivationRequired: Bool

    /// By kind, and by name in lower case.
    private var entries: [AccessRight.Kind: [String: Entry]] = [:]
    private var tabs: [String: (name: String, visibility: TabVisibility)] = [:]

    public init(fullName: String, label: String, description: String, isActivationRequired: Bool = false) {
        self.fullName = fullName
        self.label = label
        self.description = description
        self.isActivationRequired = isActivationRequired
    }

    public static func == (left: PermissionSetContent, right: PermissionSetContent) -> Bool {
        (left.fullName, left.label, left.description, left.isActivationRequired)
            == (right.fullName, right.label, right.description, right.isActivationRequired)
            && left.entries == right.entries && left.tabs.mapValues(\.visibility) == right.tabs.mapValues(\.visibility)
    }

    /// Whether nothing is granted.
    public var isEmpty: Bool { entries.isEmpty && tabs.isEmpty }

    // MARK: Filling it

    /// Grants one thing, once however often it is told.
    /// - Parameters:
    ///   - kind: the element that grants it.
    ///   - name: `ViewSetup`, `Account`, `Account.Industry`; names that differ in case only are one.
    ///   - flag: of an object one of `ObjectAccess`, of a field `readable` or `editable`; nil for what has none.
    public mutating func grant(_ kind: AccessRight.Kind, _ name: String, flag: String? = nil) {
        let key = name.lowercased()
        var entry = entries[kind]?[key] ?? Entry(name: name, flags: [])
        if let flag { entry.flags.insert(flag) }
        entries[kind, default: [:]][key] = entry
    }

    /// Shows a tab; of two visibilities the wider one counts.
    public mutating func show(tab: String, _ visibility: TabVisibility) {
        let key = tab.lowercased()
        if tabs[key]?.visibility == .visible { return }
        tabs[key] = (tabs[key]?.name ?? tab, visibility)
    }

    /// Takes out the flags of objects and fields whose requirements are not granted, so that the set can be deployed; it
    /// never grants more than was told.
    ///
    /// What edit, delete and the others require is in the Object Reference (ObjectPermissions); big objects (`__b`) are
    /// left alone, whose records are deleted and never edited.
    /// - Returns: what was taken out, in the order of kinds, names and elements.
    public mutating func removeIncoherentFlags() -> [Incoherence] {
        var removed: [Incoherence] = []
        for entry in entries(of: .objectPermissions) where !entry.name.lowercased().hasSuffix("__b") {
            removed += remove(.objectPermissions, entry, ObjectAccess.flagRequirements)
        }
        for entry in entries(of: .fieldPermissions) {
            removed += remove(.fieldPermissions, entry, [("editable", ["readable"])])
        }
        return removed
    }

    private mutating func remove(
        _ kind: AccessRight.Kind,
        _ entry: Entry,
        _ requirements: [(flag: String, required: [String])]
    ) -> [Incoherence] {
        var flags = entry.flags
        var removed: [Incoherence] = []
        // What one flag loses may be what another one requires.
        while let (flag, required) = requirements.first(where: { flag, required in
            flags.contains(flag) && !flags.isSuperset(of: required)
        }) {
            flags.remove(flag)
            removed.append(
                Incoherence(
                    kind: kind, name: entry.name, flag: flag, missing: required.filter { !flags.contains($0) }))
        }
        let key = entry.name.lowercased()
        entries[kind]?[key]?.flags = flags
        if flags.isEmpty { entries[kind]?[key] = nil }
        if entries[kind]?.isEmpty == true { entries[kind] = nil }
        return removed
    }

    // MARK: What it grants

    /// What is granted of a kind, in the order of names.
    public func entries(of kind: AccessRight.Kind) -> [Entry] {
        (entries[kind] ?? [:]).values.sorted { $0.name < $1.name }
    }

    /// How many things are granted in all, without tabs.
    public var entryCount: Int { entries.values.reduce(0) { $0 + $1.count } }

    /// The tabs that are shown, in the order of names.
    public var shownTabs: [(name: String, visibility: TabVisibility)] {
        tabs.values.sorted { $0.name < $1.name }
    }

    /// Whether a thing, or a flag of it, is granted.
    public func grants(_ kind: AccessRight.Kind, _ name: String, flag: String? = nil) -> Bool {
        guard let entry = entries[kind]?[name.lowercased()] else { return false }
        return flag.map { entry.flags.contains($0) } ?? true
    }
}

extension ObjectAccess {
    /// What the platform wants beside it (Object Reference, ObjectPermissions).
    public var requirements: [ObjectAccess] {
        switch self {
        case .allowRead, .viewAllFields: []
        case .allowCreate, .allowEdit, .viewAllRecords: [.allowRead]
        case .allowDelete: [.allowRead, .allowEdit]
        case .modifyAllRecords: [.allowRead, .allowEdit, .allowDelete, .viewAllRecords]
        }
    }

    fileprivate static var flagRequirements: [(flag: String, required: [String])] {
        allCases.map { ("\($0)", $0.requirements.map { "\($0)" }) }
    }
}
