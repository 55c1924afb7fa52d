import Glibc
import OrgModel

/// What the name of a file alone tells.
struct FileNameMatch {
    enum Meaning {
        case kind(FileKind)
        case settings
        case field
        case permissionSetPart(PermissionSetPart)
        /// A part of a permission set, else a component of its own.
        case partOrComponent(PermissionSetPart, NameOnlyType)
        /// Rows, should the whole name or the folder say so.
        case possibleRecords(SourceFile.Syntax)
    }

    /// Whether the name is that of a component whose file rules read.
    var isOfReadType: Bool {
        switch meaning {
        case .settings, .permissionSetPart: true
        case .kind(.nameOnly), .kind(.packageManifest), .kind(.destructiveChanges), .kind(.salesforceProject),
            .kind(.records), .kind(.customField), .kind(.customObject):
            false
        case .kind: true
        case .field, .partOrComponent, .possibleRecords: false
        }
    }

    let meaning: Meaning
    /// How many bytes of the name come before the suffix.
    let stemLength: Int

    /// Whether files of the name are looked for because of their names only.
    var isNameOnly: Bool {
        if case .kind(.nameOnly) = meaning { true } else { false }
    }
}

/// Knows files by their suffix, with and without `-meta.xml`.
///
/// The lookup compares bytes in place: a project has tens of thousands of files that are not ours.
struct FileNameTable {
    private struct Entry {
        let suffix: [UInt8]
        let meaning: FileNameMatch.Meaning
        /// Whether only `X.suffix-meta.xml` is metadata, because `X.suffix` is content.
        let needsMetaSuffix: Bool
    }

    /// Entries by the length of their suffix.
    private var entries: [[Entry]] = []

    private static let metaSuffix = Array("-meta.xml".utf8)
    private static let packageManifest = Array("package.xml".utf8)
    private static let destructiveChanges = Array("destructiveChanges".utf8)

    /// Source: the types, folders and suffixes of the registry of source-deploy-retrieve.
    private static let suffixes: [(String, FileKind)] = [
        ("permissionset", .permissionSet),
        ("permissionsetgroup", .permissionSetGroup),
        ("mutingpermissionset", .mutingPermissionSet),
        ("profile", .profile),
        ("connectedApp", .connectedApp),
        ("eca", .externalClientApplication),
        ("ecaOauth", .extlClntAppOauthSettings),
        ("ecaGlblOauth", .extlClntAppGlobalOauthSettings),
        ("ecaOauthPlcy", .extlClntAppOauthConfigurablePolicies),
        ("ecaPlcy", .extlClntAppConfigurablePolicies),
        ("namedCredential", .namedCredential),
        ("externalCredential", .externalCredential),
        ("authprovider", .authProvider),
        ("remoteSite", .remoteSiteSetting),
        ("useraccesspolicy", .userAccessPolicy),
        ("network", .network),
        ("profilePasswordPolicy", .profilePasswordPolicy),
        ("object", .customObject),
    ]

    /// - Parameter nameOnlyTypes: the types whose files are looked for because of their names.
    init(nameOnlyTypes: Set<NameOnlyType> = []) {
        for (suffix, kind) in FileNameTable.suffixes { add(suffix, .kind(kind)) }
        add("crt", .kind(.certificate), needsMetaSuffix: true)
        add("settings", .settings)
        add("field", .field)
        for part in PermissionSetPart.allCases {
            add(part.rawValue, .permissionSetPart(part))
            let type = nameOnlyTypes.first { $0.suffix == part.singular }
            add(part.singular, type.map { .partOrComponent(part, $0) } ?? .permissionSetPart(part))
        }
        for type in nameOnlyTypes where type != .customPermission { add(type.suffix, .kind(.nameOnly(type))) }
    }

    private mutating func add(_ suffix: String, _ meaning: FileNameMatch.Meaning, needsMetaSuffix: Bool = false) {
        let entry = Entry(suffix: Array(suffix.utf8), meaning: meaning, needsMetaSuffix: needsMetaSuffix)
        while entries.count <= entry.suffix.count { entries.append([]) }
        entries[entry.suffix.count].append(entry)
    }

    /// What a name tells; nil where it is none of ours.
    func match(_ name: UnsafeBufferPointer<UInt8>) -> FileNameMatch? {
        let hasMetaSuffix = FileNameTable.ends(name, with: FileNameTable.metaSuffix)
        let end = hasMetaSuffix ? name.count - FileNameTable.metaSuffix.count : name.count
        var dot = end - 1
        while dot >= 0, name[dot] != UInt8(ascii: ".") { dot -= 1 }
        guard dot > 0 else { return nil }
        let length = end - dot - 1
        if length < entries.count {
            for entry in entries[length] where FileNameTable.equals(name, from: dot + 1, entry.suffix) {
                if entry.needsMetaSuffix, !hasMetaSuffix { return nil }
                return FileNameMatch(meaning: entry.meaning, stemLength: dot)
            }
        }
        return hasMetaSuffix ? nil : plainMatch(name, dot: dot)
    }

    /// What the names tell that are common to all kinds of tools: `.xml`, `.csv`, `.json`.
    private func plainMatch(_ name: UnsafeBufferPointer<UInt8>, dot: Int) -> FileNameMatch? {
        func suffixIs(_ suffix: StaticString) -> Bool {
            guard name.count - dot - 1 == suffix.utf8CodeUnitCount else { return false }
            // Windows tools write `.CSV`; the bit 0x20 makes ASCII letters lower case.
            return (0..<suffix.utf8CodeUnitCount).allSatisfy { name[dot + 1 + $0] | 0x20 == suffix.utf8Start[$0] }
        }
        if suffixIs("xml") {
            if name.count == FileNameTable.packageManifest.count,
                FileNameTable.equals(name, from: 0, FileNameTable.packageManifest)
            {
                return FileNameMatch(meaning: .kind(.packageManifest), stemLength: dot)
            }
            if dot >= FileNameTable.destructiveChanges.count,
                FileNameTable.equals(name, from: 0, FileNameTable.destructiveChanges)
            {
                return FileNameMatch(meaning: .kind(.destructiveChanges), stemLength: dot)
            }
            return FileNameMatch(meaning: .possibleRecords(.xml), stemLength: dot)
        }
        if suffixIs("csv") { return FileNameMatch(meaning: .possibleRecords(.csv), stemLength: dot) }
        if suffixIs("json") { return FileNameMatch(meaning: .possibleRecords(.json), stemLength: dot) }
        return nil
    }

    private static func ends(_ name: UnsafeBufferPointer<UInt8>, with suffix: [UInt8]) -> Bool {
        name.count >= suffix.count && equals(name, from: name.count - suffix.count, suffix)
    }

    /// Whether the bytes stand at a position; the caller has seen to it that the name is long enough.
    private static func equals(_ name: UnsafeBufferPointer<UInt8>, from start: Int, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { expected in
            guard let expected = expected.baseAddress, let name = name.baseAddress else { return false }
            return memcmp(name + start, expected, bytes.count) == 0
        }
    }
}
