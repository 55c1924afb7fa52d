internal import MetadataXML
internal import OrgModel

/// Puts the contents of all files together: parts of one component, records of one object, what is there twice.
struct OrgAssembly {
    private let discovery: Discovery
    private let files: [DiscoveredFile]
    private(set) var parts = Org.Parts()
    private var permissionSets: [UnitKey: Int] = [:]
    private var orphanParts: [(key: UnitKey, grants: AccessGrants, root: SourceLocation)] = []
    private var externalClientApplications: [String: Int] = [:]
    private var exports: [RecordExport] = []
    private var firstPlaces: [UnitKey: SourceLocation] = [:]

    /// A component within what is deployed together.
    private struct UnitKey: Hashable {
        let unit: String
        let component: ComponentID
    }

    /// The number of the first file of a project: `sfdx-project.json`.
    private let firstProject: Int

    /// - Parameters:
    ///   - discovery: the projects of the files, and the files of all projects that take part in the run.
    ///   - files: the files that were decoded; their indices are the first file numbers.
    init(
        discovery: Discovery, allProjects: [DiscoveredFile], firstProject: Int, files: [DiscoveredFile],
        names: NameTable
    ) {
        self.discovery = discovery
        self.files = files
        self.firstProject = files.count + firstProject
        parts.names = names
        parts.files = (files + allProjects).map(\.sourceFile)
    }

    /// - Parameter isIncluded: whether a file belongs to what is put together, by its number.
    mutating func assemble(_ decoded: [DecodedFile], where isIncluded: (Int) -> Bool = { _ in true }) {
        let manifestFolders = Set(files.filter { $0.kind == .packageManifest }.map { folder(of: $0) })
        for (index, file) in decoded.enumerated() where isIncluded(index) {
            parts.problems += file.problems
            parts.inlineExceptions += file.inlineExceptions
            let unit = unit(of: files[index], manifestFolders)
            noteDuplicate(file, FileID(index), unit)
            add(file.content, files[index], FileID(index), unit)
        }
        attachParts()
        let decoder = RecordDecoder(exports)
        parts.records = decoder.records
        parts.problems += decoder.problems
        parts.inputs = OrgAssembly.counts(of: parts.metadata)
        for (object, count) in decoder.inputs {
            parts.inputs[RecordObject(rawValue: object)?.inputName ?? object] = count
        }
        noteOldAPIVersions(decoded, isIncluded)
    }

    private func folder(of file: DiscoveredFile) -> String {
        file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? ""
    }

    /// Whether a file is the main file of a decomposed permission set: `X/X.permissionset-meta.xml`.
    private func liesInFolderOfItsName(_ file: DiscoveredFile) -> Bool {
        file.kind == .permissionSet && folder(of: file).hasSuffix("/" + file.fullName)
    }

    /// What a file is deployed with: its project, else the folder of the nearest manifest, else its own folder, which
    /// for a decomposed permission set is the one that holds the set's folder.
    private func unit(of file: DiscoveredFile, _ manifestFolders: Set<String>) -> String {
        if let place = file.place, place.packageDirectory != nil { return "project \(place.project)" }
        var own = folder(of: file)
        if liesInFolderOfItsName(file), let slash = own.lastIndex(of: "/") { own = String(own[..<slash]) }
        var folder = Substring(own)
        while true {
            if manifestFolders.contains(String(folder)) { return "manifest \(folder)" }
            guard let slash = folder.lastIndex(of: "/") else { break }
            folder = folder[..<slash]
        }
        return manifestFolders.contains("") ? "manifest " : "folder \(own)"
    }

    private mutating func noteDuplicate(_ file: DecodedFile, _ id: FileID, _ unit: String) {
        let source = files[id.index]
        switch source.kind {
        case .permissionSetPart, .packageManifest, .destructiveChanges, .salesforceProject, .records, .customObject:
            return
        default: break
        }
        if case .nothing = file.content { return }
        let component = ComponentID(type: source.kind.metadataType ?? "", name: source.fullName)
        // The org knows no case in names.
        let folded = ComponentID(type: component.type, name: component.name.lowercased())
        let key = UnitKey(unit: unit, component: folded)
        let place = rootLocation(file.content) ?? SourceLocation(file: id, offset: 0, length: 1)
        guard let first = firstPlaces[key] else {
            firstPlaces[key] = place
            return
        }
        parts.problems.append(
            InputProblem(
                kind: .duplicateComponent,
                location: place,
                subject: component,
                element: source.packageDirectory,
                message: "\(component.type) '\(component.name)' is there twice in what is deployed together: "
                    + "'\(source.path)' and '\(files[first.file.index].path)'.",
                related: [Located("the first one", at: first)]
            )
        )
    }

    private func rootLocation(_ content: DecodedContent) -> SourceLocation? {
        switch content {
        case .permissionSet(let set): set.location
        case .profile(let profile): profile.location
        case .mutingPermissionSet(let set): set.location
        case .permissionSetGroup(let group): group.location
        case .connectedApp(let app): app.location
        case .namedCredential(let credential): credential.location
        case .externalCredential(let credential): credential.location
        case .authProvider(let provider): provider.location
        case .remoteSiteSetting(let setting): setting.location
        case .certificate(let certificate): certificate.location
        case .settings(let settings): settings.location
        case .userAccessPolicy(let policy): policy.location
        case .network(let network): network.location
        case .profilePasswordPolicy(let policy): policy.location
        case .externalClientApplication(let application): application.location
        case .extlClntAppOauthSettings(let part): part.location
        case .extlClntAppGlobalOauthSettings(let part): part.location
        case .extlClntAppOauthConfigurablePolicies(let part): part.location
        case .extlClntAppConfigurablePolicies(let part): part.location
        case .customFields(let fields): fields.first?.location
        case .nothing, .permissionSetPart, .manifest, .records: nil
        }
    }

    private mutating func add(_ content: DecodedContent, _ file: DiscoveredFile, _ id: FileID, _ unit: String) {
        switch content {
        case .nothing, .manifest: break
        case .permissionSet(let set):
            let key = UnitKey(unit: setUnit(of: file, unit), component: set.componentID)
            // Beside a folder of parts with a main file of its own there may be the whole set in one file.
            if permissionSets[key] == nil || liesInFolderOfItsName(file) {
                permissionSets[key] = parts.metadata.permissionSets.count
            }
            parts.metadata.permissionSets.append(set)
        case .permissionSetPart(let grants, let root):
            let component = ComponentID(type: "PermissionSet", name: file.fullName)
            orphanParts.append((UnitKey(unit: setUnit(of: file, unit), component: component), grants, root))
        case .permissionSetGroup(let group): parts.metadata.permissionSetGroups.append(group)
        case .mutingPermissionSet(let set): parts.metadata.mutingPermissionSets.append(set)
        case .profile(let profile): parts.metadata.profiles.append(profile)
        case .connectedApp(let app): parts.metadata.connectedApps.append(app)
        case .externalClientApplication(let part): update(file.fullName) { $0.application = part }
        case .extlClntAppOauthSettings(let part):
            update(part.externalClientApplication?.value) { $0.oauthSettings = part }
        case .extlClntAppGlobalOauthSettings(let part):
            update(part.externalClientApplication?.value) { $0.globalOAuthSettings = part }
        case .extlClntAppOauthConfigurablePolicies(let part):
            update(part.externalClientApplication?.value) { $0.oauthPolicies = part }
        case .extlClntAppConfigurablePolicies(let part):
            update(part.externalClientApplication?.value) { $0.policies = part }
        case .namedCredential(let credential): parts.metadata.namedCredentials.append(credential)
        case .externalCredential(let credential): parts.metadata.externalCredentials.append(credential)
        case .authProvider(let provider): parts.metadata.authProviders.append(provider)
        case .remoteSiteSetting(let setting): parts.metadata.remoteSiteSettings.append(setting)
        case .certificate(let certificate): parts.metadata.certificates.append(certificate)
        case .settings(let settings): parts.metadata.settings.append(settings)
        case .userAccessPolicy(let policy): parts.metadata.userAccessPolicies.append(policy)
        case .network(let network): parts.metadata.networks.append(network)
        case .profilePasswordPolicy(let policy): parts.metadata.profilePasswordPolicies.append(policy)
        // Fields are read when the org is known: `InputReader.readFields`.
        case .customFields: break
        case .records(let recordExports): exports += recordExports
        }
    }

    /// The parts of a decomposed set lie with it in one package directory; a part may lie in a folder of its own.
    private func setUnit(of file: DiscoveredFile, _ unit: String) -> String {
        if file.place?.packageDirectory != nil { return "\(unit) \(file.packageDirectory)" }
        guard let range = file.path.ranges(of: "permissionsets/").last else { return unit }
        return String(file.path[..<range.upperBound])
    }

    private mutating func update(_ name: String?, _ change: (inout ExternalClientApplication) -> Void) {
        guard let name else { return }
        let index = externalClientApplications[name.lowercased()] ?? parts.metadata.externalClientApplications.count
        if index == parts.metadata.externalClientApplications.count {
            externalClientApplications[name.lowercased()] = index
            parts.metadata.externalClientApplications.append(ExternalClientApplication(fullName: name))
        }
        change(&parts.metadata.externalClientApplications[index])
    }

    /// Gives every part to its set; a set whose main file is missing is made of its parts alone.
    private mutating func attachParts() {
        for (key, grants, root) in orphanParts {
            if let index = permissionSets[key] {
                parts.metadata.permissionSets[index].parts.append(grants)
            } else {
                permissionSets[key] = parts.metadata.permissionSets.count
                var set = PermissionSet(fullName: key.component.name, location: root, parts: [grants])
                set.hasMainFile = false
                parts.metadata.permissionSets.append(set)
            }
        }
    }

    /// How many components of each type were read.
    static func counts(of metadata: Metadata) -> [String: Int] {
        var counts: [String: Int] = [:]
        let lists: [(String, Int)] = [
            ("PermissionSet", metadata.permissionSets.count),
            ("PermissionSetGroup", metadata.permissionSetGroups.count),
            ("MutingPermissionSet", metadata.mutingPermissionSets.count),
            ("Profile", metadata.profiles.count),
            ("ConnectedApp", metadata.connectedApps.count),
            ("ExternalClientApplication", metadata.externalClientApplications.count),
            ("NamedCredential", metadata.namedCredentials.count),
            ("ExternalCredential", metadata.externalCredentials.count),
            ("AuthProvider", metadata.authProviders.count),
            ("RemoteSiteSetting", metadata.remoteSiteSettings.count),
            ("Certificate", metadata.certificates.count),
            ("UserAccessPolicy", metadata.userAccessPolicies.count),
            ("Network", metadata.networks.count),
            ("ProfilePasswordPolicy", metadata.profilePasswordPolicies.count),
        ]
        for (type, count) in lists where count > 0 {
            counts[type] = count
        }
        for settings in metadata.settings {
            counts[settings.componentID.type, default: 0] += 1
        }
        return counts
    }

    /// `sourceApiVersion` of each project, and the version of manifests that belong to no project with one.
    private mutating func noteOldAPIVersions(_ decoded: [DecodedFile], _ isIncluded: (Int) -> Bool) {
        for (index, project) in discovery.projects.enumerated() {
            guard let version = project.sourceAPIVersion else { continue }
            let location = SourceLocation(
                file: FileID(firstProject + index),
                offset: UInt32(version.offset),
                length: UInt32(version.value.utf8.count + 2)
            )
            noteOldAPIVersion(version.value, "sourceApiVersion", project.file.path, location)
        }
        for (index, file) in decoded.enumerated() where isIncluded(index) {
            guard case .manifest(let version?, _) = file.content, files[index].kind == .packageManifest,
                files[index].place.map({ discovery.projects[$0.project].sourceAPIVersion == nil }) ?? true
            else { continue }
            noteOldAPIVersion(version.value, "version", files[index].path, version.location)
        }
    }

    private mutating func noteOldAPIVersion(
        _ version: String,
        _ element: String,
        _ path: String,
        _ location: SourceLocation
    ) {
        guard let major = version.split(separator: ".").first.flatMap({ Int($0) }), major < 56 else { return }
        let consequence =
            major < 40
            ? "below 40 a retrieve leaves out parts of permission sets"
            : "below 56 a connected app has no client credentials fields"
        parts.problems.append(
            InputProblem(
                kind: .oldAPIVersion,
                location: location,
                subject: ComponentID(type: "File", name: path.split(separator: "/").last.map(String.init) ?? path),
                element: element,
                message: "'\(element)' is '\(version)'; \(consequence)."
            )
        )
    }
}
