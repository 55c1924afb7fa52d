/// What one file of a permission set, muting permission set or profile says of access.
///
/// A decomposed permission set has several. In a muting permission set a true value takes access away.
public struct AccessGrants: Sendable {
    public let file: FileID
    public var objectPermissions: [ObjectPermission] = []
    public var fieldPermissions: [FieldPermission] = []
    public var userPermissions: [Access] = []
    public var applicationVisibilities: [Access] = []
    public var classAccesses: [Access] = []
    public var customMetadataTypeAccesses: [Access] = []
    public var customPermissions: [Access] = []
    public var customSettingAccesses: [Access] = []
    public var externalCredentialPrincipalAccesses: [Access] = []
    public var externalDataSourceAccesses: [Access] = []
    public var flowAccesses: [Access] = []
    public var pageAccesses: [Access] = []
    /// `visible` is the flag of a record type.
    public var recordTypeVisibilities: [Access] = []
    /// The record types that a profile makes the default of their objects, for person accounts included; permission sets
    /// have none (Metadata API 66.0, ProfileRecordTypeVisibility).
    public var defaultRecordTypes: [Name] = []
    /// `tabSettings` of permission sets and `tabVisibilities` of profiles.
    public var tabSettings: [TabSetting] = []

    public init(file: FileID) {
        self.file = file
    }

    /// Gives every name the number that `ids` holds at its place: tables of names are read apart and joined later.
    public mutating func renumber(_ ids: [UInt32]) {
        for index in objectPermissions.indices {
            objectPermissions[index].object = Name(id: ids[Int(objectPermissions[index].object.id)])
        }
        for index in fieldPermissions.indices {
            fieldPermissions[index].renumber(ids)
        }
        for list in Self.accessLists {
            for index in self[keyPath: list].indices {
                self[keyPath: list][index].renumber(ids)
            }
        }
        for index in defaultRecordTypes.indices {
            defaultRecordTypes[index] = Name(id: ids[Int(defaultRecordTypes[index].id)])
        }
        for index in tabSettings.indices {
            tabSettings[index].tab = Name(id: ids[Int(tabSettings[index].tab.id)])
            tabSettings[index].visibility = Name(id: ids[Int(tabSettings[index].visibility.id)])
        }
    }

    /// Every list of named accesses, by the element that holds one entry.
    public static let accessLists: [any WritableKeyPath<AccessGrants, [Access]> & Sendable] = [
        \.userPermissions, \.applicationVisibilities, \.classAccesses, \.customMetadataTypeAccesses,
        \.customPermissions, \.customSettingAccesses, \.externalCredentialPrincipalAccesses,
        \.externalDataSourceAccesses, \.flowAccesses, \.pageAccesses, \.recordTypeVisibilities,
    ]

    public func location(_ offset: UInt32) -> SourceLocation {
        SourceLocation(file: file, offset: offset)
    }
}

/// One entry that names a thing and says whether it is enabled (or visible): a user permission, class, page, flow, …
public struct Access: Sendable {
    /// The id of the name in the upper thirty bits, the flag in the lower two.
    private var packed: UInt32
    /// Bytes to the `<` of the element that names the thing.
    public let offset: UInt32
    /// Bytes to the `<` of the element that holds the flag; 0 where it is absent.
    public let flagOffset: UInt32

    public init(name: Name, flag: Flag, offset: UInt32, flagOffset: UInt32) {
        packed = name.id << 2 | UInt32(flag.rawValue)
        self.offset = offset
        self.flagOffset = flagOffset
    }

    public var name: Name { Name(id: packed >> 2) }
    public var flag: Flag { Flag(rawValue: UInt8(packed & 3)) ?? .absent }
    public var isEnabled: Bool { packed & 3 == UInt32(Flag.yes.rawValue) }

    mutating func renumber(_ ids: [UInt32]) {
        packed = ids[Int(packed >> 2)] << 2 | packed & 3
    }
}

/// The kinds of access that an object permission grants, by their elements.
public enum ObjectAccess: Int, CaseIterable, Sendable {
    case allowCreate, allowRead, allowEdit, allowDelete, viewAllRecords, modifyAllRecords, viewAllFields
}

/// Access to the records of one object.
public struct ObjectPermission: Sendable {
    public internal(set) var object: Name
    /// Bytes to the `<` of the element `<object>`.
    public let offset: UInt32
    private var values: UInt16 = 0
    /// Bytes from `<object>` to each flag; 0 where it is absent.
    private var distances = SIMD8<Int32>()

    public init(object: Name, offset: UInt32) {
        self.object = object
        self.offset = offset
    }

    public mutating func set(_ access: ObjectAccess, _ flag: Flag, offset flagOffset: UInt32) {
        let shift = UInt16(access.rawValue * 2)
        values = values & ~(0b11 << shift) | UInt16(flag.rawValue) << shift
        distances[access.rawValue] = Int32(truncatingIfNeeded: Int64(flagOffset) - Int64(offset))
    }

    public func flag(_ access: ObjectAccess) -> Flag {
        Flag(rawValue: UInt8(values >> UInt16(access.rawValue * 2) & 3)) ?? .absent
    }

    public func allows(_ access: ObjectAccess) -> Bool {
        flag(access) == .yes
    }

    /// Whether any kind of access is granted.
    public var allowsAnything: Bool {
        values & 0b10_1010_1010_1010 != 0
    }

    /// Bytes to the `<` of the element of a flag; nil where it is absent.
    public func offset(of access: ObjectAccess) -> UInt32? {
        let distance = distances[access.rawValue]
        return distance == 0 ? nil : UInt32(truncatingIfNeeded: Int64(offset) + Int64(distance))
    }
}

/// Access to one field, twelve bytes: an org has millions.
public struct FieldPermission: Sendable {
    /// The id of the field in the upper 28 bits, `editable` and `readable` two bits each below.
    private var packed: UInt32
    /// Bytes to the `<` of the element `<field>`.
    public let offset: UInt32
    private let editableDistance: Int16
    private let readableDistance: Int16

    /// - Parameters:
    ///   - offset: bytes to `<field>`.
    ///   - editableOffset: bytes to `<editable>`; `offset` where it is absent.
    ///   - readableOffset: bytes to `<readable>`; `offset` where it is absent.
    public init(
        field: Name,
        editable: Flag,
        readable: Flag,
        offset: UInt32,
        editableOffset: UInt32,
        readableOffset: UInt32
    ) {
        packed = field.id << 4 | UInt32(editable.rawValue) << 2 | UInt32(readable.rawValue)
        self.offset = offset
        editableDistance = Int16(exactly: Int64(editableOffset) - Int64(offset)) ?? 0
        readableDistance = Int16(exactly: Int64(readableOffset) - Int64(offset)) ?? 0
    }

    /// `Object.Field`.
    public var field: Name { Name(id: packed >> 4) }
    public var editable: Flag { Flag(rawValue: UInt8(packed >> 2 & 3)) ?? .absent }
    public var readable: Flag { Flag(rawValue: UInt8(packed & 3)) ?? .absent }
    /// Whether the field can be read or edited.
    public var allowsAnything: Bool { packed & 0b1010 != 0 }
    /// Whether the field can be edited and explicitly not be read.
    public var isEditableOnly: Bool {
        packed & 0b1111 == UInt32(Flag.yes.rawValue) << 2 | UInt32(Flag.no.rawValue)
    }
    /// Bytes to the `<` of `<editable>`; nil where it is absent or more than 32 kB away.
    public var editableOffset: UInt32? { offset(editableDistance) }
    /// Bytes to the `<` of `<readable>`; nil where it is absent or more than 32 kB away.
    public var readableOffset: UInt32? { offset(readableDistance) }

    private func offset(_ distance: Int16) -> UInt32? {
        distance == 0 ? nil : UInt32(truncatingIfNeeded: Int64(offset) + Int64(distance))
    }

    mutating func renumber(_ ids: [UInt32]) {
        packed = ids[Int(packed >> 4)] << 4 | packed & 15
    }
}

/// How a tab is shown: `None`, `Available`, `Visible` in a permission set, `Hidden`, `DefaultOff`, `DefaultOn` in a profile.
public struct TabSetting: Sendable {
    public internal(set) var tab: Name
    public internal(set) var visibility: Name
    /// Bytes to the `<` of the element `<tab>`.
    public let offset: UInt32

    public init(tab: Name, visibility: Name, offset: UInt32) {
        self.tab = tab
        self.visibility = visibility
        self.offset = offset
    }
}
