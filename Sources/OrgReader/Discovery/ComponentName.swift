import OrgModel

/// What a file is once the folders above it have had their say, and the name of the component it holds.
struct ComponentName {
    let kind: FileKind
    let fullName: String

    /// Whether it is part of what is deployed, so that `.forceignore` speaks of it.
    ///
    /// A manifest is none of the project's source: the file that a new project comes with hides every `package.xml`.
    var isDeployed: Bool {
        switch kind {
        case .records, .packageManifest, .destructiveChanges: false
        default: true
        }
    }

    private static let objects = Array("objects".utf8)
    private static let fields = Array("fields".utf8)
    private static let permissionSets = Array("permissionsets".utf8)
    private static let partFolders = Set(PermissionSetPart.allCases.map { Array($0.rawValue.utf8) })

    /// Nil where the folders say that the file is none of ours.
    ///
    /// - Parameter folders: The components of the path of the folder that holds the file.
    init?(_ match: FileNameMatch, name: some Collection<UInt8>, folders: [ArraySlice<UInt8>]) {
        let stem = Array(name.prefix(match.stemLength))[...]
        switch match.meaning {
        case .kind(let kind):
            self.init(kind: kind, fullName: ComponentName.decoded(stem))
        case .settings:
            guard let kind = SettingsKind(rawValue: ComponentName.decoded(stem)) else { return nil }
            self.init(kind: .settings(kind), fullName: kind.rawValue)
        case .field:
            guard let object = ComponentName.object(ofFieldsIn: folders) else { return nil }
            let fullName = ComponentName.decoded(object) + "." + ComponentName.decoded(stem)
            self.init(kind: .customField, fullName: fullName)
        case .permissionSetPart(let part):
            guard let set = ComponentName.permissionSet(ofPartsIn: folders, stem: stem) else { return nil }
            self.init(kind: .permissionSetPart(part), fullName: ComponentName.decoded(set))
        case .partOrComponent(let part, let type):
            if let set = ComponentName.permissionSet(ofPartsIn: folders, stem: stem) {
                self.init(kind: .permissionSetPart(part), fullName: ComponentName.decoded(set))
            } else {
                self.init(kind: .nameOnly(type), fullName: ComponentName.decoded(stem))
            }
        case .possibleRecords(let syntax):
            self.init(kind: .records(syntax), fullName: SystemPath.text(of: stem))
        }
    }

    private init(kind: FileKind, fullName: String) {
        self.kind = kind
        self.fullName = fullName
    }

    /// The object of `objects/<Object>/fields`, else of `<Object>/fields`.
    private static func object(ofFieldsIn folders: [ArraySlice<UInt8>]) -> ArraySlice<UInt8>? {
        if let index = folders.lastIndex(where: { $0.elementsEqual(objects) }), index + 1 < folders.count {
            return folders[index + 1]
        }
        guard folders.count >= 2, let last = folders.last, last.elementsEqual(fields) else { return nil }
        return folders[folders.count - 2]
    }

    /// The set whose folder it is: the one that holds the part or the folder of such parts.
    ///
    /// Folders between `permissionsets` and the set's are allowed where the layout tells them apart: a part lies in a
    /// folder named after the kind of part, or its own name is the set's (`HR/HR.classAccess-meta.xml`).
    private static func permissionSet(
        ofPartsIn folders: [ArraySlice<UInt8>],
        stem: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8>? {
        guard let start = folders.lastIndex(where: { $0.elementsEqual(permissionSets) }) else { return nil }
        let below = folders[(start + 1)...]
        guard let first = below.first, let last = below.last else { return nil }
        guard below.count > 1 else { return first }
        if partFolders.contains(Array(last)) { return below[below.endIndex - 2] }
        return last.elementsEqual(stem) ? last : first
    }

    /// A name as the org knows it: `Custom%3A Sales Profile` is `Custom: Sales Profile`.
    ///
    /// Where an escape is not one, or the result is not UTF-8, the name stays as the file has it.
    static func decoded(_ stem: ArraySlice<UInt8>) -> String {
        guard stem.contains(UInt8(ascii: "%")) else { return SystemPath.text(of: stem) }
        var bytes: [UInt8] = []
        var rest = stem
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = hexadecimalValue(rest.popFirst()), let low = hexadecimalValue(rest.popFirst()) else {
                return SystemPath.text(of: stem)
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self) ?? SystemPath.text(of: stem)
    }

    private static func hexadecimalValue(_ digit: UInt8?) -> UInt8? {
        switch digit {
        case .some(let digit) where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit):
            digit - UInt8(ascii: "0")
        case .some(let digit) where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit | 0x20):
            (digit | 0x20) - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
