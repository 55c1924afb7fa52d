internal import CacheStore
internal import MetadataXML
internal import OrgModel

/// Reads files one after another into typed content; each thread has one.
struct FileDecoder: ~Copyable {
    private var xml: XMLReader
    private var bytes = FileBytes()
    private let limits: XMLLimits
    private let digestsContents: Bool
    /// What earlier runs parsed, and the numbers that its texts have here; nil where nothing is kept.
    private let kept: ParsedFiles?
    private var keptTexts: KeptTexts?
    /// The documents of this run, where they are kept for the next one.
    private(set) var parsedFiles: [ParsedFile] = []

    init(limits: XMLLimits, digestsContents: Bool = false, kept: ParsedFiles? = nil) {
        self.limits = limits
        self.digestsContents = digestsContents
        self.kept = kept
        keptTexts = kept.flatMap { KeptTexts(bytes: $0.texts.bytes, ends: $0.texts.ends) }
        xml = XMLReader(
            vocabulary: MetadataElement.vocabulary, texts: [], commentMark: InlineException.mark,
            namespace: DocumentDecoder.namespace, limits: limits)
    }

    /// The names that were read, for joining the tables of several threads.
    func texts() -> (bytes: [UInt8], ends: [UInt32]) {
        xml.texts()
    }

    mutating func intern(_ text: String) -> UInt32 {
        xml.intern(text)
    }

    mutating func decode(_ file: DiscoveredFile, id: FileID) -> DecodedFile {
        if let decoded = decodeUnread(file, id) { return decoded }
        do {
            try bytes.read(file.systemPath, limit: limits.fileLength)
        } catch {
            let problem = Self.problem(file, at: SourceLocation(file: id, offset: 0), error.message)
            return DecodedFile(content: .nothing, problems: [problem])
        }
        var decoded = decodeBytes(file, id)
        if digestsContents { decoded.digest = bytes.withBytes { ContentDigest.of($0) } }
        return decoded
    }

    private mutating func decodeBytes(_ file: DiscoveredFile, _ id: FileID) -> DecodedFile {
        if case .records(let syntax) = file.kind {
            let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
            let (exports, problems) = bytes.withBytes {
                RecordFileReader.read(Array($0), file: id, fileName: name, syntax: syntax)
            }
            return DecodedFile(content: .records(exports), problems: problems)
        }
        return decodeMetadata(file, id)
    }

    private mutating func decodeMetadata(_ file: DiscoveredFile, _ id: FileID) -> DecodedFile {
        let content = kept.map { kept in bytes.hash(kept.folder.key) }
        if let content, let document = kept?.documentByContent[content],
            let decoded = decode(kept: document, content, bytes.stamp, wasRead: true, file, id)
        {
            return decoded
        }
        var packed: [UInt8]?
        do throws(XMLFault) {
            let decoded = try bytes.withBytes { (bytes) throws(XMLFault) in
                try xml.read(bytes) { document in
                    if content != nil { packed = document.packed() }
                    return Self.decode(
                        document, file, id, exceptions: InlineExceptions.read(document.comments, of: bytes, id))
                }
            }
            if let content, let packed {
                parsedFiles.append(
                    ParsedFile(
                        path: file.systemPath, content: content, stamp: bytes.stamp, source: .parsed(packed),
                        wasRead: true))
            }
            return decoded
        } catch {
            let length = file.size > error.offset ? UInt32(1) : 0
            let location = SourceLocation(file: id, offset: UInt32(clamping: error.offset), length: length)
            return DecodedFile(content: .nothing, problems: [Self.problem(file, at: location, error.message)])
        }
    }

    /// Decodes a file that is as an earlier run left it, without opening it; nil where that is not known.
    private mutating func decodeUnread(_ file: DiscoveredFile, _ id: FileID) -> DecodedFile? {
        guard file.size <= limits.fileLength, let kept, let document = kept.document(of: file) else { return nil }
        let content = kept.documents[document].content
        guard let decoded = decode(kept: document, content, file.stamp, wasRead: false, file, id) else { return nil }
        InputLog.note(contents: content, of: file.systemPath, file.stamp)
        return decoded
    }

    private mutating func decode(
        kept document: Int,
        _ content: ContentHash,
        _ stamp: FileStamp?,
        wasRead: Bool,
        _ file: DiscoveredFile,
        _ id: FileID
    ) -> DecodedFile? {
        guard let packed = kept?.packed(document), keptTexts != nil else { return nil }
        let decoded = xml.read(packed: packed, &keptTexts!) { Self.decode($0, file, id, exceptions: []) }
        guard let decoded else { return nil }
        parsedFiles.append(
            ParsedFile(
                path: file.systemPath, content: content, stamp: stamp, source: .kept(document), wasRead: wasRead))
        return decoded
    }

    private static func decode(
        _ document: XMLDocument,
        _ file: DiscoveredFile,
        _ id: FileID,
        exceptions: [InlineException]
    ) -> DecodedFile {
        let problems = ProblemList()
        let component = ComponentID(type: file.kind.metadataType ?? "File", name: file.fullName)
        let content = DocumentDecoder(file: file, id: id, component: component, problems: problems).content(document)
        return DecodedFile(content: content, problems: problems.problems, inlineExceptions: exceptions)
    }

    /// A file that cannot be read is known by its path only.
    private static func problem(
        _ file: DiscoveredFile,
        at location: SourceLocation,
        _ message: String
    ) -> InputProblem {
        InputProblem(
            kind: .notWellFormed,
            location: location,
            subject: ComponentID(type: file.kind.metadataType ?? "File", name: file.fullName),
            message: message
        )
    }
}

/// Turns one well-formed document into the content that its suffix promises.
private struct DocumentDecoder {
    let file: DiscoveredFile
    let id: FileID
    let component: ComponentID
    let problems: ProblemList

    static let namespace = "http://soap.sforce.com/2006/04/metadata"

    func content(_ document: XMLDocument) -> DecodedContent {
        let root = ElementReader(document: document, index: 0, file: id, component: component, problems: problems)
        guard hasExpectedRoot(root) else { return .nothing }
        switch file.kind {
        case .permissionSet: return .permissionSet(permissionSet(root))
        case .permissionSetPart(let part): return .permissionSetPart(permissionSetPart(root, part), root: root.location)
        case .mutingPermissionSet: return .mutingPermissionSet(mutingPermissionSet(root))
        case .profile: return .profile(profile(root))
        case .permissionSetGroup: return .permissionSetGroup(root.permissionSetGroup())
        case .connectedApp: return .connectedApp(root.connectedApp())
        case .externalClientApplication: return .externalClientApplication(root.externalClientApplication())
        case .extlClntAppOauthSettings: return .extlClntAppOauthSettings(root.extlClntAppOauthSettings())
        case .extlClntAppGlobalOauthSettings:
            return .extlClntAppGlobalOauthSettings(root.extlClntAppGlobalOauthSettings())
        case .extlClntAppOauthConfigurablePolicies:
            return .extlClntAppOauthConfigurablePolicies(root.extlClntAppOauthConfigurablePolicies())
        case .extlClntAppConfigurablePolicies:
            return .extlClntAppConfigurablePolicies(root.extlClntAppConfigurablePolicies())
        case .namedCredential: return .namedCredential(root.namedCredential())
        case .externalCredential: return .externalCredential(root.externalCredential())
        case .authProvider: return .authProvider(root.authProvider())
        case .remoteSiteSetting: return .remoteSiteSetting(root.remoteSiteSetting())
        case .certificate: return .certificate(root.certificate())
        case .settings(let kind): return .settings(root.settings(kind: kind.rawValue))
        case .userAccessPolicy: return .userAccessPolicy(root.userAccessPolicy())
        case .network: return .network(root.network())
        case .profilePasswordPolicy: return .profilePasswordPolicy(root.profilePasswordPolicy())
        case .customField: return .customFields([root.customField(fullName: file.fullName)])
        case .customObject: return .customFields(customFields(root))
        case .packageManifest, .destructiveChanges:
            return .manifest(version: root.text(.version), members: members(root))
        case .salesforceProject, .records, .nameOnly: return .nothing
        }
    }

    /// Compares root element and namespace with what the suffix promises; parts of permission sets may lack a namespace.
    private func hasExpectedRoot(_ root: ElementReader) -> Bool {
        let found = root.document.name(of: 0)
        var expected = [file.kind.metadataType ?? ""]
        var isPart = false
        if case .permissionSetPart(let part) = file.kind {
            isPart = true
            expected.append(part.singular.prefix(1).uppercased() + part.singular.dropFirst())
        }
        guard expected.contains(found) else {
            note(
                .rootMismatch,
                root,
                "The file's suffix promises '\(expected[0])', but its root element is '\(found)'."
            )
            return false
        }
        let namespace = root.document.rootNamespace
        if namespace != Self.namespace, !(isPart && namespace == nil) {
            let seen = namespace.map { "is in the namespace '\($0)'" } ?? "has no namespace"
            note(.namespaceMismatch, root, "'\(found)' \(seen); the Metadata API uses '\(Self.namespace)'.")
        }
        return true
    }

    private func note(_ kind: InputProblem.Kind, _ root: ElementReader, _ message: String) {
        problems.append(InputProblem(kind: kind, location: root.location, subject: component, message: message))
    }

    /// The entries that grant access, and the root with what else it holds.
    private func grants(_ root: ElementReader, isProfile: Bool = false) -> (AccessGrants, rest: ElementReader) {
        var decoder = AccessGrantsDecoder(
            document: root.document,
            file: id,
            component: component,
            problems: problems,
            isProfile: isProfile
        )
        var rest = root
        rest.rest = decoder.decodeBlocks(of: 0)
        return (decoder.grants, rest)
    }

    private func permissionSet(_ root: ElementReader) -> PermissionSet {
        let (grants, rest) = grants(root)
        var set = PermissionSet(fullName: file.fullName, location: root.location, parts: [grants])
        set.label = rest.key(.label)
        set.description = rest.text(.description)
        set.licenseElement = rest.text(.license)
        set.userLicense = rest.text(.userLicense)
        set.hasActivationRequired = rest.flag(.hasActivationRequired)
        return set
    }

    /// In one layout the root is one entry, in the other it is a permission set that holds some entries.
    private func permissionSetPart(_ root: ElementReader, _ part: PermissionSetPart) -> AccessGrants {
        var decoder = AccessGrantsDecoder(
            document: root.document,
            file: id,
            component: component,
            problems: problems,
            isProfile: false
        )
        if root.document.name(of: 0) == "PermissionSet" {
            _ = decoder.decodeBlocks(of: 0)
        } else if let number = MetadataElement.vocabulary.firstIndex(of: part.rawValue),
            let element = MetadataElement(rawValue: UInt16(number))
        {
            decoder.decodeRoot(as: element)
        }
        return decoder.grants
    }

    private func mutingPermissionSet(_ root: ElementReader) -> MutingPermissionSet {
        let (grants, rest) = grants(root)
        var set = MutingPermissionSet(fullName: file.fullName, location: root.location, parts: [grants])
        set.label = rest.key(.label)
        set.licenseElement = rest.text(.license)
        set.userLicense = rest.text(.userLicense)
        return set
    }

    private func profile(_ root: ElementReader) -> Profile {
        let (grants, rest) = grants(root, isProfile: true)
        var profile = Profile(fullName: file.fullName, location: root.location, parts: [grants])
        profile.description = rest.text(.description)
        profile.custom = rest.flag(.custom)
        profile.userLicense = rest.text(.userLicense)
        profile.loginIpRanges = rest.ipRanges(.loginIpRanges, start: .startAddress, end: .endAddress)
        profile.loginHours = rest.child(.loginHours).flatMap { $0.leavesOutHours ? $0.location : nil }
        return profile
    }

    private func members(_ root: ElementReader) -> [ComponentID] {
        root.children(.types).flatMap { types -> [ComponentID] in
            guard let type = types.text(.name)?.value else { return [] }
            return types.children(.members).map { ComponentID(type: type, name: $0.text.value) }
        }
    }

    private func customFields(_ root: ElementReader) -> [CustomField] {
        root.children(.fields).compactMap { field in
            field.text(.fullName).map { field.customField(fullName: file.fullName + "." + $0.value) }
        }
    }
}
