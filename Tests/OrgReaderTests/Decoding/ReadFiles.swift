import OrgModel

@testable import OrgReader

/// Files of metadata that a test writes into a folder and reads from there.
struct ReadFiles {
    let parts: Org.Parts
    private let texts: [String: String]

    init(_ files: KeyValuePairs<String, String>, jobs: Int = 1, wantedTypes: Set<String> = []) throws {
        try self.init(files: files.map { ($0.key, $0.value) }, jobs: jobs, wantedTypes: wantedTypes)
    }

    init(files: [(path: String, text: String)], jobs: Int = 1, wantedTypes: Set<String> = []) throws {
        let folder = try TemporaryFolder()
        for (path, text) in files { try folder.write(path, contents: text) }
        var reader = InputReader(
            paths: [folder.path],
            currentDirectory: folder.path,
            jobs: jobs,
            wantedTypes: wantedTypes
        )
        reader.sizeThatPaysForThreads = 0
        var reading = try reader.read()
        _ = reader.readFields(nil, into: &reading)
        parts = reading.parts
        texts = Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    var metadata: Metadata { parts.metadata }

    /// The tag at a place, with its file: `a.profile <custom>`.
    func tag(_ location: SourceLocation?) -> String? {
        guard let location else { return nil }
        let path = parts.files[location.file.index].path
        let rest = (texts[path] ?? "").utf8.dropFirst(Int(location.offset))
        let tag = rest.prefix { $0 != UInt8(ascii: ">") && $0 != 0x20 }
        return path + " " + (String(tag) ?? "") + ">"
    }

    /// What was found wrong: the kind, the subject, the element and the tag where it stands.
    var problems: [String] {
        parts.problems.map { problem in
            let place = tag(problem.location)?.split(separator: " ").dropFirst().joined() ?? ""
            return "\(problem.kind) \(problem.subject.type):\(problem.subject.name) \(problem.element) at \(place)"
        }
    }

    /// Everything that is said of access.
    var grants: [String] { OrgReaderTests.grants(parts) }
}

/// Everything that the files say of access, one line an entry: numbers of names differ from reading to reading.
func grants(_ parts: Org.Parts) -> [String] {
    let holders: [any AccessHolder] =
        parts.metadata.permissionSets + parts.metadata.mutingPermissionSets + parts.metadata.profiles
    return holders.flatMap { holder in
        holder.parts.flatMap { part in
            entries(part, parts.names).map { "\(holder.componentID.type):\(holder.fullName) \($0)" }
        }
    }
}

private func entries(_ part: AccessGrants, _ names: NameTable) -> [String] {
    let lists = zip(
        [
            "userPermissions", "applicationVisibilities", "classAccesses", "customMetadataTypeAccesses",
            "customPermissions", "customSettingAccesses", "externalCredentialPrincipalAccesses",
            "externalDataSourceAccesses", "flowAccesses", "pageAccesses", "recordTypeVisibilities",
        ],
        AccessGrants.accessLists
    )
    let accesses = lists.flatMap { element, list in
        part[keyPath: list].map { "\(element) \(names[$0.name]) \($0.flag)" }
    }
    let objects = part.objectPermissions.map { permission in
        let flags = ObjectAccess.allCases.filter { permission.flag($0) != .absent }
            .map { "\($0) \(permission.flag($0))" }
        return (["objectPermissions", names[permission.object]] + flags).joined(separator: " ")
    }
    let fields = part.fieldPermissions.map {
        "fieldPermissions \(names[$0.field]) editable \($0.editable) readable \($0.readable)"
    }
    let tabs = part.tabSettings.map { "tabSettings \(names[$0.tab]) \(names[$0.visibility])" }
    return accesses + objects + fields + tabs
}

/// A file of metadata with the Metadata API's namespace.
func xml(_ root: String, _ content: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <\(root) xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    \(content)
    </\(root)>

    """
}
