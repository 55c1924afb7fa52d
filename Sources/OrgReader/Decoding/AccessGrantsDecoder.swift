internal import MetadataXML
internal import OrgModel

/// Builds what a permission set, muting permission set or profile says of access: millions of small blocks, so that
/// names stay numbers and no string is made.
struct AccessGrantsDecoder {
    let document: XMLDocument
    let component: ComponentID
    let problems: ProblemList
    /// In profiles the booleans of object permissions are optional.
    let isProfile: Bool
    private(set) var grants: AccessGrants
    /// What the root is an entry of, where a part of a decomposed set is one entry.
    private var rootElement: MetadataElement?

    init(document: XMLDocument, file: FileID, component: ComponentID, problems: ProblemList, isProfile: Bool) {
        self.document = document
        self.component = component
        self.problems = problems
        self.isProfile = isProfile
        grants = AccessGrants(file: file)
    }

    /// Decodes the blocks among the children of an element and returns the children that are none.
    mutating func decodeBlocks(of index: Int) -> [Int] {
        reserve(for: index)
        var others: [Int] = []
        for block in document.children(of: index) {
            guard let element = MetadataElement(rawValue: document[block].name), element.isAccessList else {
                others.append(block)
                continue
            }
            decode(block, as: element)
        }
        return others
    }

    /// Makes room for the longest lists at once: growing by doubling would take twice their memory, and copies.
    private mutating func reserve(for index: Int) {
        var fields = 0
        var objects = 0
        for block in document.children(of: index) {
            switch document[block].name {
            case MetadataElement.fieldPermissions.rawValue: fields += 1
            case MetadataElement.objectPermissions.rawValue: objects += 1
            default: break
            }
        }
        grants.fieldPermissions.reserveCapacity(fields)
        grants.objectPermissions.reserveCapacity(objects)
    }

    /// Decodes the root as an entry of a list: there it has the name of the list in the singular.
    mutating func decodeRoot(as element: MetadataElement) {
        rootElement = element
        decode(0, as: element)
    }

    private mutating func decode(_ block: Int, as element: MetadataElement) {
        switch element {
        case .fieldPermissions: decodeFieldPermission(block)
        case .objectPermissions: decodeObjectPermission(block)
        case .userPermissions: decodeAccess(block, .name, .enabled, \.userPermissions)
        case .applicationVisibilities: decodeAccess(block, .application, .visible, \.applicationVisibilities)
        case .classAccesses: decodeAccess(block, .apexClass, .enabled, \.classAccesses)
        case .customMetadataTypeAccesses: decodeAccess(block, .name, .enabled, \.customMetadataTypeAccesses)
        case .customPermissions: decodeAccess(block, .name, .enabled, \.customPermissions)
        case .customSettingAccesses: decodeAccess(block, .name, .enabled, \.customSettingAccesses)
        case .externalCredentialPrincipalAccesses:
            decodeAccess(block, .externalCredentialPrincipal, .enabled, \.externalCredentialPrincipalAccesses)
        case .externalDataSourceAccesses:
            decodeAccess(block, .externalDataSource, .enabled, \.externalDataSourceAccesses)
        case .flowAccesses: decodeAccess(block, .flow, .enabled, \.flowAccesses)
        case .pageAccesses: decodeAccess(block, .apexPage, .enabled, \.pageAccesses)
        case .recordTypeVisibilities: decodeAccess(block, .recordType, .visible, \.recordTypeVisibilities)
        case .tabSettings, .tabVisibilities: decodeTabSetting(block)
        default: break
        }
    }

    private mutating func decodeAccess(
        _ block: Int,
        _ nameElement: MetadataElement,
        _ flagElement: MetadataElement,
        _ list: WritableKeyPath<AccessGrants, [Access]>
    ) {
        var name: Int?
        var flag: Int?
        var hasDefault = false
        for child in document.children(of: block) {
            switch document[child].name {
            case nameElement.rawValue: name = child
            case flagElement.rawValue: flag = child
            case MetadataElement.default.rawValue, MetadataElement.personAccountDefault.rawValue: hasDefault = true
            default: break
            }
        }
        guard let name, document[name].text != TextTable.empty else {
            reader(block).noteMissing(nameElement, isKey: true)
            return
        }
        if isAbsent(flag) { noteMissing([flagElement], in: block, of: name) }
        let named = Name(id: document[name].text)
        if hasDefault, isDefault(block, named: name), nameElement == .recordType {
            grants.defaultRecordTypes.append(named)
        }
        grants[keyPath: list].append(
            Access(
                name: named,
                flag: flagValue(flag, flagElement, block, of: name),
                offset: document[name].offset,
                flagOffset: flag.map { document[$0].offset } ?? 0
            )
        )
    }

    /// Whether an application or record type is the default; both flags are read, so that one which is no boolean is told.
    private func isDefault(_ block: Int, named name: Int) -> Bool {
        var isDefault = false
        for child in document.children(of: block) {
            guard let element = MetadataElement(rawValue: document[child].name),
                [.default, .personAccountDefault].contains(element)
            else { continue }
            if flagValue(child, element, block, of: name) == .yes { isDefault = true }
        }
        return isDefault
    }

    private mutating func decodeFieldPermission(_ block: Int) {
        var field: Int?
        var editable: Int?
        var readable: Int?
        for child in document.children(of: block) {
            switch document[child].name {
            case MetadataElement.field.rawValue: field = child
            case MetadataElement.editable.rawValue: editable = child
            case MetadataElement.readable.rawValue: readable = child
            default: break
            }
        }
        guard let field, document[field].text != TextTable.empty else {
            reader(block).noteMissing(.field, isKey: true)
            return
        }
        if isAbsent(editable) { noteMissing([.editable], in: block, of: field) }
        let offset = document[field].offset
        grants.fieldPermissions.append(
            FieldPermission(
                field: Name(id: document[field].text),
                editable: flagValue(editable, .editable, block, of: field),
                readable: flagValue(readable, .readable, block, of: field),
                offset: offset,
                editableOffset: editable.map { document[$0].offset } ?? offset,
                readableOffset: readable.map { document[$0].offset } ?? offset
            )
        )
    }

    private mutating func decodeObjectPermission(_ block: Int) {
        var object: Int?
        for child in document.children(of: block) where document[child].name == MetadataElement.object.rawValue {
            object = child
        }
        guard let object, document[object].text != TextTable.empty else {
            reader(block).noteMissing(.object, isKey: true)
            return
        }
        var permission = ObjectPermission(object: Name(id: document[object].text), offset: document[object].offset)
        var isSet: UInt8 = 0
        for child in document.children(of: block) {
            guard let element = MetadataElement(rawValue: document[child].name), let access = Self.access(element),
                !isAbsent(child)
            else { continue }
            permission.set(access, flagValue(child, element, block, of: object), offset: document[child].offset)
            isSet |= 1 << UInt8(access.rawValue)
        }
        if !isProfile, isSet & Self.requiredAccess != Self.requiredAccess {
            let missing = Self.requiredFlags.filter { isSet & 1 << UInt8($0.access.rawValue) == 0 }
            noteMissing(missing.map(\.element), in: block, of: object)
        }
        grants.objectPermissions.append(permission)
    }

    /// All kinds of access but `viewAllFields`, which is optional in permission sets too.
    private static let requiredFlags: [(element: MetadataElement, access: ObjectAccess)] = [
        (.allowCreate, .allowCreate), (.allowRead, .allowRead), (.allowEdit, .allowEdit),
        (.allowDelete, .allowDelete), (.viewAllRecords, .viewAllRecords), (.modifyAllRecords, .modifyAllRecords),
    ]

    /// The flags of `requiredFlags`.
    private static let requiredAccess: UInt8 = 0b0011_1111

    private static func access(_ element: MetadataElement) -> ObjectAccess? {
        switch element {
        case .allowCreate: .allowCreate
        case .allowRead: .allowRead
        case .allowEdit: .allowEdit
        case .allowDelete: .allowDelete
        case .viewAllRecords: .viewAllRecords
        case .modifyAllRecords: .modifyAllRecords
        case .viewAllFields: .viewAllFields
        default: nil
        }
    }

    private mutating func decodeTabSetting(_ block: Int) {
        var tab: Int?
        var visibility: Int?
        for child in document.children(of: block) {
            switch document[child].name {
            case MetadataElement.tab.rawValue: tab = child
            case MetadataElement.visibility.rawValue: visibility = child
            default: break
            }
        }
        guard let tab, document[tab].text != TextTable.empty else {
            reader(block).noteMissing(.tab, isKey: true)
            return
        }
        guard let visibility, document[visibility].text != TextTable.empty else {
            reader(block).noteMissing(.visibility, isKey: true)
            return
        }
        grants.tabSettings.append(
            TabSetting(
                tab: Name(id: document[tab].text),
                visibility: Name(id: document[visibility].text),
                offset: document[tab].offset
            )
        )
    }

    /// The flags that an entry lacks: one problem for each entry, at the element that names it.
    private func noteMissing(_ flags: [MetadataElement], in block: Int, of name: Int) {
        let entry = entryName(block)
        let named = document.text(of: name)
        let missing = flags.map { "'\($0)'" }
        let list =
            missing.count < 2 ? missing : [missing.dropLast().joined(separator: ", "), missing[missing.count - 1]]
        problems.append(
            InputProblem(
                kind: .missingElement(isKey: false),
                location: SourceLocation(file: grants.file, offset: document[name].offset),
                subject: component,
                element: "\(entry):\(named)",
                message: """
                    '\(entry)' of '\(named)' has no \(list.joined(separator: " and ")), which the Metadata API requires.
                    """
            )
        )
    }

    /// The list of which a block is an entry.
    private func entryName(_ block: Int) -> String {
        block == 0 ? rootElement.map { "\($0)" } ?? document.name(of: 0) : document.name(of: block)
    }

    /// Whether an element is not there, or there with `xsi:nil` only.
    private func isAbsent(_ index: Int?) -> Bool {
        index.map { document[$0].attributes.contains(.isNil) } ?? true
    }

    private func flagValue(_ index: Int?, _ element: MetadataElement, _ block: Int, of name: Int) -> Flag {
        guard let index, !isAbsent(index) else { return .absent }
        switch document[index].text {
        case 1, 3: return .yes
        case 2, 4: return .no
        default:
            var reader = reader(index)
            reader.entry = "\(entryName(block)):\(document.text(of: name))"
            return Flag(reader.boolean(element))
        }
    }

    private func reader(_ index: Int) -> ElementReader {
        ElementReader(document: document, index: index, file: grants.file, component: component, problems: problems)
    }
}
