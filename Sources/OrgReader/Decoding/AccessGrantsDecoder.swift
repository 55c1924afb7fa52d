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

    init(document: XMLDocument, file: FileID, component: ComponentID, problems: ProblemList, isProfile: Bool) {
        self.document = document
        self.component = component
        self.problems = problems
        self.isProfile = isProfile
        grants = AccessGrants(file: file)
    }

    /// Decodes the blocks among the children of an element; elements that are none pass.
    mutating func decodeBlocks(of index: Int) {
        for block in document.children(of: index) {
            guard let element = MetadataElement(rawValue: document[block].name) else { continue }
            decode(block, as: element)
        }
    }

    /// Decodes one block as an entry of a list, whatever the block's own name is.
    mutating func decode(_ block: Int, as element: MetadataElement) {
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
        var name: XMLNode?
        var flag: XMLNode?
        for child in document.children(of: block) {
            let node = document[child]
            if node.name == nameElement.rawValue {
                name = node
            } else if node.name == flagElement.rawValue {
                flag = node
            }
        }
        guard let name, name.text != TextTable.empty else {
            reader(block).noteMissing(nameElement, isKey: true)
            return
        }
        if isAbsent(flag) { reader(block, naming: name).noteMissing(flagElement, isKey: false) }
        let value = flagValue(flag, flagElement, block, naming: name)
        grants[keyPath: list].append(
            Access(name: Name(id: name.text), flag: value, offset: name.offset, flagOffset: flag?.offset ?? 0)
        )
    }

    private mutating func decodeFieldPermission(_ block: Int) {
        var field: XMLNode?
        var editable: XMLNode?
        var readable: XMLNode?
        for child in document.children(of: block) {
            let node = document[child]
            switch node.name {
            case MetadataElement.field.rawValue: field = node
            case MetadataElement.editable.rawValue: editable = node
            case MetadataElement.readable.rawValue: readable = node
            default: break
            }
        }
        guard let field, field.text != TextTable.empty else {
            reader(block).noteMissing(.field, isKey: true)
            return
        }
        if isAbsent(editable) { reader(block, naming: field).noteMissing(.editable, isKey: false) }
        grants.fieldPermissions.append(
            FieldPermission(
                field: Name(id: field.text),
                editable: flagValue(editable, .editable, block, naming: field),
                readable: flagValue(readable, .readable, block, naming: field),
                offset: field.offset,
                editableOffset: editable?.offset ?? field.offset,
                readableOffset: readable?.offset ?? field.offset
            )
        )
    }

    private mutating func decodeObjectPermission(_ block: Int) {
        var object: XMLNode?
        for child in document.children(of: block) where document[child].name == MetadataElement.object.rawValue {
            object = document[child]
        }
        guard let object, object.text != TextTable.empty else {
            reader(block).noteMissing(.object, isKey: true)
            return
        }
        var permission = ObjectPermission(object: Name(id: object.text), offset: object.offset)
        var isSet: UInt8 = 0
        for child in document.children(of: block) {
            let node = document[child]
            guard let element = MetadataElement(rawValue: node.name), let access = Self.access(element),
                !node.attributes.contains(.isNil)
            else { continue }
            permission.set(access, flagValue(node, element, block, naming: object), offset: node.offset)
            isSet |= 1 << UInt8(access.rawValue)
        }
        if !isProfile, isSet & Self.requiredAccess != Self.requiredAccess {
            for (element, access) in Self.accessElements
            where access != .viewAllFields && isSet & 1 << UInt8(access.rawValue) == 0 {
                reader(block, naming: object).noteMissing(element, isKey: false)
            }
        }
        grants.objectPermissions.append(permission)
    }

    private static let accessElements: [(MetadataElement, ObjectAccess)] = [
        (.allowCreate, .allowCreate), (.allowRead, .allowRead), (.allowEdit, .allowEdit),
        (.allowDelete, .allowDelete), (.viewAllRecords, .viewAllRecords), (.modifyAllRecords, .modifyAllRecords),
        (.viewAllFields, .viewAllFields),
    ]

    /// All kinds of access but `viewAllFields`, which is optional in permission sets too.
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
        var tab: XMLNode?
        var visibility: XMLNode?
        for child in document.children(of: block) {
            let node = document[child]
            switch node.name {
            case MetadataElement.tab.rawValue: tab = node
            case MetadataElement.visibility.rawValue: visibility = node
            default: break
            }
        }
        guard let tab, tab.text != TextTable.empty else {
            reader(block).noteMissing(.tab, isKey: true)
            return
        }
        guard let visibility, visibility.text != TextTable.empty else {
            reader(block, naming: tab).noteMissing(.visibility, isKey: true)
            return
        }
        grants.tabSettings.append(
            TabSetting(tab: Name(id: tab.text), visibility: Name(id: visibility.text), offset: tab.offset)
        )
    }

    /// Whether an element is not there, or there with `xsi:nil` only.
    private func isAbsent(_ node: XMLNode?) -> Bool {
        node?.attributes.contains(.isNil) ?? true
    }

    private func flagValue(_ node: XMLNode?, _ element: MetadataElement, _ block: Int, naming name: XMLNode) -> Flag {
        guard let node, !node.attributes.contains(.isNil) else { return .absent }
        switch node.text {
        case 1, 3: return .yes
        case 2, 4: return .no
        default:
            guard let child = child(node, of: block) else { return .absent }
            var reader = reader(child)
            reader.block = key(of: block, naming: name)
            return Flag(reader.boolean(element))
        }
    }

    private func reader(_ index: Int, naming name: XMLNode? = nil) -> ElementReader {
        var reader = ElementReader(
            document: document, index: index, file: grants.file, component: component, problems: problems)
        reader.block = name.map { key(of: index, naming: $0) }
        return reader
    }

    /// What keeps a block apart from its neighbours: `objectPermissions:Account`.
    private func key(of block: Int, naming name: XMLNode) -> String {
        let text = child(name, of: block).map { document.text(of: $0) } ?? ""
        return "\(document.name(of: block)):\(text)"
    }

    private func child(_ node: XMLNode, of block: Int) -> Int? {
        document.children(of: block).first { document[$0].offset == node.offset }
    }
}
