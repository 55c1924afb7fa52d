internal import MetadataXML
internal import OrgReader

/// One permission set in the parts that a project with a decomposing preset of source-deploy-retrieve keeps.
struct DecomposedPermissionSet {
    enum Layout: Sendable {
        /// `decomposePermissionSetBeta`: a file an entry, whose root is the entry.
        case byEntry
        /// `decomposePermissionSetBeta2`: a file a kind of entry, and one an object; the roots are permission sets without
        /// namespace.
        case byKind
    }

    typealias File = (path: String, bytes: [UInt8])

    private let folder: String
    private let name: String
    private let text: [UInt8]

    /// Nil where the path is none of a whole permission set in source format.
    init?(path: String, text: String) {
        let suffix = ".permissionset-meta.xml"
        let components = path.split(separator: "/")
        guard components.count >= 2, components[components.count - 2] == "permissionsets", path.hasSuffix(suffix),
            let file = components.last
        else { return nil }
        name = String(file.dropLast(suffix.count))
        folder = path.dropLast(suffix.count) + "/"
        self.text = Array(text.utf8)
    }

    /// The files of the parts, the main file first; nil where the set cannot be written so: it cannot be read, it is
    /// another kind of document, or has two entries that would be one file.
    func files(_ layout: Layout) -> [File]? {
        var reader = XMLReader(vocabulary: [], texts: [])
        return text.withUnsafeBytes { buffer in
            try? reader.read(buffer) { document in parts(of: document, layout) }
        } ?? nil
    }

    private func parts(of document: XMLDocument, _ layout: Layout) -> [File]? {
        guard document.name(of: 0) == "PermissionSet",
            document.rootNamespace == "http://soap.sforce.com/2006/04/metadata"
        else { return nil }
        var main: [UInt8] = []
        var order: [String] = []
        var contents: [String: [UInt8]] = [:]
        for child in document.children(of: 0) {
            let element = source(of: child, document)
            guard let part = PermissionSetPart(rawValue: document.name(of: child)) else {
                main += element + [0x0A]
                continue
            }
            guard let key = key(of: child, part, document) else { return nil }
            let path = path(of: part, key, layout)
            // Names differ in case where a file repeats itself; on the disk that is one file with the other's name.
            let known = order.first { $0.lowercased() == path.lowercased() }
            switch (layout, known) {
            case (.byEntry, nil):
                let root = part.singular.prefix(1).uppercased() + part.singular.dropFirst()
                let fields = document.children(of: child).map { source(of: $0, document) + [0x0A] }
                contents[path] = Self.document(root, Self.namespace, Array(fields.joined()))
            case (.byEntry, .some): return nil
            case (.byKind, _): contents[known ?? path, default: []] += element + [0x0A]
            }
            if known == nil { order.append(path) }
        }
        guard !order.isEmpty else { return nil }
        let files = order.map { path in
            let content = contents[path] ?? []
            return File(path, layout == .byKind ? Self.document("PermissionSet", "", content) : content)
        }
        let mainFile = File(
            folder + name + ".permissionset-meta.xml", Self.document("PermissionSet", Self.namespace, main))
        return [mainFile] + files
    }

    private static let namespace = #" xmlns="http://soap.sforce.com/2006/04/metadata""#

    private static func document(_ root: String, _ namespace: String, _ content: [UInt8]) -> [UInt8] {
        Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8) + Array("\n<\(root)\(namespace)>\n".utf8) + content
            + Array("</\(root)>\n".utf8)
    }

    private func source(of element: Int, _ document: XMLDocument) -> [UInt8] {
        let range = text.withUnsafeBytes { XMLElementExtent.fullRange(of: $0, at: Int(document[element].offset)) }
        return Array(text[range])
    }

    /// The elements that name an entry, by its kind; the others have `name`.
    private static let keys: [PermissionSetPart: String] = [
        .agentAccesses: "agentName", .applicationVisibilities: "application", .classAccesses: "apexClass",
        .dataspaceScopes: "dataspaceScope", .emailRoutingAddressAccesses: "name",
        .externalCredentialPrincipalAccesses: "externalCredentialPrincipal",
        .externalDataSourceAccesses: "externalDataSource", .fieldPermissions: "field", .flowAccesses: "flow",
        .objectPermissions: "object", .pageAccesses: "apexPage", .recordTypeVisibilities: "recordType",
        .tabSettings: "tab",
    ]

    /// The name of an entry; nil where it has none, so that no file could be named after it.
    private func key(of element: Int, _ part: PermissionSetPart, _ document: XMLDocument) -> String? {
        let wanted = Self.keys[part] ?? "name"
        let key = document.children(of: element).first { document.name(of: $0) == wanted }.map(document.text)
        return key.flatMap { $0.isEmpty || $0.contains("/") ? nil : $0 }
    }

    private func path(of part: PermissionSetPart, _ key: String, _ layout: Layout) -> String {
        if layout == .byEntry { return "\(folder)\(part.rawValue)/\(key).\(part.singular)-meta.xml" }
        guard let object = Self.object(of: part, key) else { return "\(folder)\(name).\(part.singular)-meta.xml" }
        return "\(folder)objectSettings/\(object).objectSettings-meta.xml"
    }

    /// The object in whose file an entry lies; nil for what is about no object.
    private static func object(of part: PermissionSetPart, _ key: String) -> Substring? {
        switch part {
        case .objectPermissions: key[...]
        case .fieldPermissions, .recordTypeVisibilities: key.prefix { $0 != "." }
        case .tabSettings: key.hasPrefix("standard-") ? key.dropFirst("standard-".count) : key[...]
        default: nil
        }
    }
}
