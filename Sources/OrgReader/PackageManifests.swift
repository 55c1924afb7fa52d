internal import MetadataXML
internal import OrgModel

/// The `package.xml` files of what is deployed, which say what of it is.
///
/// What lies in the folder of such a file, or below, takes part in the deploy where the nearest one lists it. The Metadata API
/// answers all else with "Not in package.xml", unless it is told to add it (`autoUpdatePackage`, which is not meant for
/// production). `*` stands for all of a type that is there. The package directories of a project need no such file.
/// Source: Metadata API Developer Guide, `deploy()`, `DeployOptions` and `package.xml`.
struct PackageManifests {
    private struct Manifest {
        /// As reports name it.
        let path: String
        /// Names in lower case, by type.
        var members: [String: Set<String>] = [:]

        func lists(_ name: String, of type: String) -> Bool {
            guard let names = members[type] else { return false }
            return names.contains("*") || names.contains(name.lowercased())
        }
    }

    private var manifests: [SystemPath: Manifest] = [:]

    /// - Parameter files: all that is deployed, manifests among them.
    init(_ files: [DiscoveredFile], _ limits: XMLLimits) {
        var decoder = FileDecoder(limits: limits)
        for file in files where file.kind == .packageManifest {
            // One that cannot be read leaves nothing out; that it is broken is told where it is decoded with the others.
            guard let folder = file.systemPath.parent,
                case .manifest(_, let members) = decoder.decode(file, id: FileID(0)).content
            else { continue }
            var manifest = Manifest(path: file.path)
            for member in members {
                let name = ComponentName.decoded(Array(member.name.utf8)[...]).lowercased()
                manifest.members[member.type, default: []].insert(name)
            }
            manifests[folder] = manifest
        }
    }

    /// The manifest that leaves a file out, as reports name it; nil for a file that is deployed.
    func manifest(leavingOut file: DiscoveredFile) -> String? {
        guard file.place?.packageDirectory == nil, let manifest = nearestManifest(to: file) else { return nil }
        let isListed: Bool
        switch file.kind {
        case .packageManifest, .destructiveChanges, .salesforceProject, .records, .nameOnly: isListed = true
        case .settings(let kind): isListed = manifest.lists(kind.rawValue, of: "Settings")
        case .customField:
            let object = String(file.fullName.prefix { $0 != "." })
            isListed = manifest.lists(file.fullName, of: "CustomField") || manifest.lists(object, of: "CustomObject")
        case .customObject:
            // The file holds fields that may be listed without it.
            let prefix = file.fullName.lowercased() + "."
            let fields = manifest.members["CustomField"] ?? []
            isListed =
                manifest.lists(file.fullName, of: "CustomObject")
                || fields.contains { $0 == "*" || $0.hasPrefix(prefix) }
        default: isListed = file.kind.metadataType.map { manifest.lists(file.fullName, of: $0) } ?? true
        }
        return isListed ? nil : manifest.path
    }

    private func nearestManifest(to file: DiscoveredFile) -> Manifest? {
        guard !manifests.isEmpty else { return nil }
        var folder = file.systemPath.parent
        while let current = folder {
            if let manifest = manifests[current] { return manifest }
            folder = current.parent
        }
        return nil
    }
}

extension Discovery {
    /// What takes part in a deploy; what its manifests leave out is skipped.
    func deployed(_ limits: XMLLimits) -> Discovery {
        let manifests = PackageManifests(files, limits)
        var deployed: [DiscoveredFile] = []
        var unlisted: [SkippedPath] = []
        for file in files {
            if let manifest = manifests.manifest(leavingOut: file) {
                unlisted.append(SkippedPath(path: file.path, reason: .notInManifest(manifest)))
            } else {
                deployed.append(file)
            }
        }
        guard !unlisted.isEmpty else { return self }
        return Discovery(
            files: deployed,
            projects: projects,
            ignored: ignored,
            skipped: (skipped + unlisted).sorted { $0.path < $1.path },
            recordFolders: recordFolders
        )
    }

    /// Whether it holds metadata, or names some that is to be removed.
    var holdsMetadata: Bool {
        files.contains { file in
            switch file.kind {
            case .records, .salesforceProject: false
            default: true
            }
        }
    }
}
