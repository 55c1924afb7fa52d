internal import OrgModel

/// The files of an org of which a deploy leaves nothing: what they say of problems and exceptions holds no longer.
///
/// What is merged stays, as far as anybody can tell: see `Metadata.deploying`.
struct ReplacedFiles {
    private var files: Set<FileID> = []

    /// - Parameter isDeployed: of each file whether it is deployed.
    init(_ files: [DiscoveredFile], _ isDeployed: [Bool], _ removals: [Deployment.Removal]) {
        var components = Set(removals.map { ComponentID(type: $0.type, name: $0.fullName.lowercased()) })
        for (file, isDeployed) in zip(files, isDeployed) where isDeployed && file.kind.replaces {
            components.insert(file.componentInLowerCase)
        }
        for (index, file) in files.enumerated()
        where isDeployed[index] || components.contains(file.componentInLowerCase) {
            self.files.insert(FileID(index))
        }
    }

    func contains(_ file: FileID) -> Bool { files.contains(file) }

    /// The problems after the deploy: those of the org that are left, and those of what is new.
    func problems(of org: Org.Parts, and package: Org.Parts) -> [InputProblem] {
        func words(_ problem: InputProblem) -> [String] {
            [problem.subject.type, problem.subject.name, problem.element, problem.message]
        }
        // The same words twice are one problem: that of an entry which was merged into the same.
        let new = Set(package.problems.map(words))
        return org.problems.filter { !contains($0.location.file) && !new.contains(words($0)) } + package.problems
    }
}

extension FileKind {
    /// Whether what is deployed takes the place of what was there, and is not merged into it.
    fileprivate var replaces: Bool {
        switch self {
        case .profile, .settings, .permissionSetPart, .packageManifest, .destructiveChanges, .salesforceProject,
            .records,
            .nameOnly:
            false
        default: true
        }
    }
}

extension DiscoveredFile {
    fileprivate var componentInLowerCase: ComponentID {
        ComponentID(type: kind.metadataType ?? "", name: fullName.lowercased())
    }
}
