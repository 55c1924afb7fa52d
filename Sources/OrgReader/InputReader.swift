package import CacheStore
internal import MetadataXML
package import OrgModel

/// From folders and files to what an org is made of.
package struct InputReader: Sendable {
    /// Files and folders as they were named, and folders of exported rows, in the system's bytes.
    package var paths: [[UInt8]]
    package var records: [[UInt8]]
    /// Files and folders of event logs; other exports that lie there are read as records.
    package var usage: [[UInt8]]
    /// The absolute path that relative ones, also those of reports, start from.
    package var currentDirectory: [UInt8]
    /// How many threads read at most.
    package var jobs: Int
    /// The metadata types that somebody asks for beside those that are always read; files of others are not opened.
    /// Of Apex classes and what else is only referred to, the names of the files are read.
    package var wantedTypes: Set<String>

    /// Whether the bytes of every file are digested, so that a file that changes later can be told.
    package var digestsContents: Bool

    /// What files may need at most.
    let limits: XMLLimits
    /// Where parsed files are kept for the next run; nil for nowhere.
    package var cache: CacheFolder?

    /// Bytes below which a second thread costs more than it saves.
    var sizeThatPaysForThreads = 4 << 20
    /// Bytes below which parsing costs less than what was kept.
    package var sizeThatPaysForCache = 4 << 20
    /// When the run is said to have begun, in nanoseconds since 1970; nil for now.
    var beginning: Int64?

    /// - Parameter maximumFileSize: how large files are that are read, in megabytes of 1,048,576 bytes; nil for the default.
    package init(
        paths: [[UInt8]],
        records: [[UInt8]] = [],
        usage: [[UInt8]] = [],
        currentDirectory: [UInt8],
        jobs: Int = 1,
        wantedTypes: Set<String> = [],
        digestsContents: Bool = false,
        maximumFileSize: Int? = nil,
        cache: CacheFolder? = nil
    ) {
        var limits = XMLLimits()
        if let maximumFileSize { limits.fileLength = maximumFileSize << 20 }
        self.limits = limits
        self.digestsContents = digestsContents
        self.cache = cache
        self.paths = paths
        self.records = records
        self.usage = usage
        self.currentDirectory = currentDirectory
        self.jobs = jobs
        self.wantedTypes = wantedTypes
    }

    /// What was read and what was not.
    package struct Reading: Sendable {
        package var parts: Org.Parts
        /// Files that `.forceignore` hides.
        package let ignoredPaths: [String]
        /// What was met and not read, and why.
        package let skippedPaths: [(path: String, reason: String)]
        /// Whether there are files or folders that the system does not let us read.
        package let isDenied: Bool
        /// Folders of a project that no package directory holds, and what lies there: no fault of the inputs.
        package let unpackagedPaths: [(path: String, reason: String)]
        /// How many files were read.
        package fileprivate(set) var fileCount: Int
        /// How large files are that were read, in megabytes of 1,048,576 bytes.
        package let maximumFileSize: Int
        /// What `ContentDigest` makes of the bytes that were judged; empty unless asked for.
        package let digests: [FileID: UInt64]
        /// Whether a deploy brings or removes nothing at all; false where none is read.
        package let bringsNothing: Bool
        /// Files that hold custom fields; `readFields` reads those that are asked for.
        fileprivate let fieldFiles: [DiscoveredFile]
        /// What a deploy does to these fields; nil where none is read.
        fileprivate let fieldDeployment: FieldDeployment?

        /// Whether there are exports of any object.
        package var holdsRecords: Bool {
            RecordObject.allCases.contains { parts.inputs[$0.inputName] != nil }
        }
    }

    /// What a deploy brings and removes, of which the custom fields are not read yet.
    fileprivate struct FieldDeployment {
        let files: [DiscoveredFile]
        let removals: [Deployment.Removal]
    }

    /// What a reading goes through, in this order.
    package enum Phase: Sendable {
        case walk, parse, assemble
    }

    /// Finds, reads and puts together; a file that cannot be read is a problem of the reading, not an error.
    ///
    /// - Parameter didFinish: called at the end of each phase.
    package func read(_ didFinish: (Phase) -> Void = { _ in }) throws(InputError) -> Reading {
        let usage = try usageFiles()
        let discovery = try discovery(of: paths, records + usage.records)
        let files = discovery.files.filter(isReadAtOnce)
        didFinish(.walk)
        let (decoded, names) = decode(files, kept: parsedFiles(of: discovery, files))
        didFinish(.parse)
        defer { didFinish(.assemble) }
        var assembly = OrgAssembly(
            discovery: discovery, allProjects: discovery.projects.map(\.file), firstProject: 0, files: files,
            names: names)
        assembly.assemble(decoded)
        var parts = assembly.parts
        usage.add(usage.read(numberedFrom: parts.files.count, jobs: jobs), to: &parts)
        return reading(of: parts, discovery, usage, decoded, fileCount: files.count + usage.logs.count)
    }

    /// Reads an org and what is about to be deployed into it: the org before and after the deploy, numbered alike.
    ///
    /// - Parameters:
    ///   - paths: what is deployed, metadata and `destructiveChanges` manifests, less what a `package.xml` leaves out;
    ///     exports beside it are the org's.
    ///   - didFinish: called at the end of each phase.
    package func read(
        deploying paths: [[UInt8]],
        _ didFinish: (Phase) -> Void = { _ in }
    ) throws(InputError) -> (before: Reading, after: Reading) {
        let usage = try usageFiles()
        let base = try discovery(of: self.paths, records + usage.records)
        let package = try discovery(of: paths, []).deployed(limits)
        let known = Set(base.files.map(\.systemPath.bytes))
        let files = (base.files + package.files.filter { !known.contains($0.systemPath.bytes) }).filter(isReadAtOnce)
        let deployed = Set(package.files.map(\.systemPath.bytes))
        didFinish(.walk)
        let isDeployed = files.map { file in
            if case .records = file.kind { return false }
            return deployed.contains(file.systemPath.bytes)
        }
        let (decoded, names) = decode(files, kept: parsedFiles(of: base, files))
        didFinish(.parse)
        defer { didFinish(.assemble) }
        let projects = (base.projects + package.projects).map(\.file)
        var before = OrgAssembly(
            discovery: base, allProjects: projects, firstProject: 0, files: files, names: names)
        before.assemble(decoded) { known.contains(files[$0].systemPath.bytes) || !isDeployed[$0] }
        var new = OrgAssembly(
            discovery: package, allProjects: projects, firstProject: base.projects.count, files: files, names: names)
        new.assemble(decoded) { isDeployed[$0] }
        let removals = removals(files.indices.filter { isDeployed[$0] }.map { (files[$0], decoded[$0]) })
        var after = before.parts
        after.metadata = before.parts.metadata.deploying(
            Deployment(metadata: new.parts.metadata, removals: removals))
        let replaced = ReplacedFiles(files, isDeployed, removals)
        after.problems = replaced.problems(of: before.parts, and: new.parts)
        after.inlineExceptions =
            before.parts.inlineExceptions.filter { !replaced.contains($0.location.file) } + new.parts.inlineExceptions
        let counts = OrgAssembly.counts(of: before.parts.metadata)
        after.inputs = before.parts.inputs.filter { counts[$0.key] == nil }
            .merging(OrgAssembly.counts(of: after.metadata)) { $1 }
        var parts = before.parts
        let used = usage.read(numberedFrom: parts.files.count, jobs: jobs)
        usage.add(used, to: &parts)
        usage.add(used, to: &after)
        let logs = usage.logs.count
        return (
            reading(of: parts, base, usage, decoded, fileCount: isDeployed.count { !$0 } + logs),
            reading(of: after, base, usage, deploying: (package, removals), decoded, fileCount: files.count + logs)
        )
    }

    private func removals(_ files: [(DiscoveredFile, DecodedFile)]) -> [Deployment.Removal] {
        files.flatMap { file, decoded -> [Deployment.Removal] in
            guard file.kind == .destructiveChanges, case .manifest(_, let members) = decoded.content else { return [] }
            // Without "Post" in its name a manifest removes before the deploy.
            let isBefore = !file.path.lowercased().hasSuffix("destructivechangespost.xml")
            return members.map { Deployment.Removal(type: $0.type, fullName: $0.name, isBefore: isBefore) }
        }
    }

    private func usageFiles() throws(InputError) -> UsageFiles {
        UsageFiles(try discovery(of: [], usage))
    }

    private func discovery(of paths: [[UInt8]], _ records: [[UInt8]]) throws(InputError) -> Discovery {
        try discover(
            paths: paths,
            records: records,
            currentDirectory: currentDirectory,
            nameOnlyTypes: Set(NameOnlyType.allCases.filter { wantedTypes.contains($0.rawValue) }),
            isRecordFileName: { RecordObject(fileName: $0) != nil }
        )
    }

    /// - Parameters:
    ///   - base: where the files of the org were found.
    ///   - deployment: what is deployed into it.
    private func reading(
        of parts: Org.Parts,
        _ base: Discovery,
        _ usage: UsageFiles,
        deploying deployment: (package: Discovery, removals: [Deployment.Removal])? = nil,
        _ decoded: [DecodedFile],
        fileCount: Int
    ) -> Reading {
        var parts = parts
        let discoveries = [deployment?.package, base].compactMap(\.self)
        // Of the org's project a folder that is deployed is none that nobody looks at.
        let packagePaths = deployment?.package.files.map(\.path) ?? []
        let skipped = (discoveries.flatMap(\.skipped) + usage.skipped).filter { skipped in
            !skipped.reason.isUnpackaged || !packagePaths.contains { $0.hasPrefix(skipped.path + "/") }
        }
        for discovery in discoveries { addNamedComponents(discovery, to: &parts.metadata.namedComponents) }
        let components = parts.metadata.namedComponents
        for type in components.types where parts.inputs[type] == nil {
            parts.inputs[type] = components.count(of: type)
        }
        let fieldFiles = wantedTypes.contains("CustomField") ? base.files.filter(\.kind.holdsFields) : []
        let fieldDeployment = deployment.map { package, removals in
            FieldDeployment(
                files: wantedTypes.contains("CustomField") ? package.files.filter(\.kind.holdsFields) : [],
                removals: removals)
        }
        let allFieldFiles = fieldFiles + (fieldDeployment?.files ?? [])
        if !allFieldFiles.isEmpty { parts.inputs["CustomField"] = allFieldFiles.count { $0.kind == .customField } }
        return Reading(
            parts: parts,
            ignoredPaths: discoveries.flatMap(\.ignored).map(\.path),
            skippedPaths: skipped.filter { !$0.reason.isUnpackaged }.map { ($0.path, $0.reason.text) },
            isDenied: skipped.contains {
                if case .unreadable = $0.reason { true } else { false }
            },
            unpackagedPaths: skipped.filter(\.reason.isUnpackaged).map { ($0.path, $0.reason.text) },
            fileCount: fileCount,
            maximumFileSize: limits.fileLength >> 20,
            digests: digestsContents
                ? Dictionary(uniqueKeysWithValues: decoded.enumerated().map { (FileID($0), $1.digest) }) : [:],
            bringsNothing: deployment.map { !$0.package.holdsMetadata } ?? false,
            fieldFiles: fieldFiles,
            fieldDeployment: fieldDeployment
        )
    }

    /// Reads custom fields into a reading: an org has thousands of them, and few are asked for.
    ///
    /// - Parameter names: the full names of the fields, `account.ssn__c`, in lower case; nil for all.
    /// - Returns: Whether a file was read.
    package func readFields(_ names: Set<String>?, into reading: inout Reading) -> Bool {
        let objects = names.map { Set($0.map { $0.prefix { $0 != "." } }) }
        func wanted(_ files: [DiscoveredFile]) -> [DiscoveredFile] {
            files.filter { file in
                guard let names, let objects else { return true }
                let name = file.fullName.lowercased()
                return file.kind == .customField ? names.contains(name) : objects.contains(name[...])
            }
        }
        let count = reading.fileCount
        var metadata = Metadata()
        metadata.customFields = decodeFields(wanted(reading.fieldFiles), into: &reading)
        if let deployment = reading.fieldDeployment {
            var new = Metadata()
            new.customFields = decodeFields(wanted(deployment.files), into: &reading)
            metadata = metadata.deploying(Deployment(metadata: new, removals: deployment.removals))
        }
        reading.parts.metadata.customFields += metadata.customFields
        return reading.fileCount > count
    }

    private func decodeFields(_ files: [DiscoveredFile], into reading: inout Reading) -> [CustomField] {
        guard !files.isEmpty else { return [] }
        var decoder = FileDecoder(limits: limits)
        var all: [CustomField] = []
        for file in files {
            let decoded = decoder.decode(file, id: FileID(reading.parts.files.count))
            reading.parts.files.append(file.sourceFile)
            reading.parts.problems += decoded.problems
            reading.parts.inlineExceptions += decoded.inlineExceptions
            guard case .customFields(let fields) = decoded.content else { continue }
            all += fields
            if file.kind == .customObject { reading.parts.inputs["CustomField", default: 0] += fields.count }
        }
        reading.fileCount += files.count
        return all
    }

    /// What exists by the names of its files, which somebody asks for; what is not deployed is in the org all the same.
    private func addNamedComponents(_ discovery: Discovery, to components: inout NamedComponents) {
        let currentFolder = SystemPath(cleaning: currentDirectory)
        let roots = discovery.projects.map { $0.root.display(relativeTo: currentFolder) }
        for (project, root) in zip(discovery.projects, roots) where project.dependsOnPackages {
            components.noteDependencies(of: folder(root))
        }
        for file in discovery.files + discovery.ignored {
            let type: String
            let folderOfType: String
            var name = file.fullName
            switch file.kind {
            case .nameOnly(let kind): (type, folderOfType) = (kind.rawValue, kind.folder)
            case .customObject, .customField:
                (type, folderOfType) = ("CustomObject", "objects")
                name = String(name.prefix { $0 != "." })
            case .externalCredential: (type, folderOfType) = ("ExternalCredential", "externalCredentials")
            default: continue
            }
            guard wantedTypes.contains(type) else { continue }
            guard file.kind != .customField else {
                components.insert(name, of: type, in: nil)
                continue
            }
            let root = file.place.flatMap { $0.packageDirectory == nil ? nil : roots[$0.project] }
            components.insert(name, of: type, in: root.map(folder) ?? folder(of: file, holding: folderOfType))
        }
    }

    /// The start of the paths in a folder: reports leave out the current one, and what holds it.
    private func folder(_ path: String) -> String {
        path == "." || path.split(separator: "/").allSatisfy { $0 == ".." } ? "" : path + "/"
    }

    /// The folder that holds the folder of a type, else the file's own.
    private func folder(of file: DiscoveredFile, holding folderOfType: String) -> String {
        let parts = file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let end = parts.lastIndex { $0 == folderOfType } ?? parts.endIndex
        return parts[..<end].map { $0 + "/" }.joined()
    }

    private func isReadAtOnce(_ file: DiscoveredFile) -> Bool {
        if case .nameOnly = file.kind { return false }
        return !file.kind.holdsFields
    }
}

extension FileKind {
    fileprivate var holdsFields: Bool { self == .customField || self == .customObject }
}

extension SkippedPath.Reason {
    /// Why, in words that follow a path.
    var text: String {
        switch self {
        case .linkLeadsOut: "the link leads out of the folder"
        case .linkLoops: "the link leads to a folder that holds it"
        case .brokenLink: "the link leads nowhere"
        case .notARegularFile: "it is no regular file"
        case .folderNamedLikeFile: "it is a folder with the name of a file"
        case .hiddenFolder: "its name begins with a dot"
        case .pathTooLong: "its path is too long for the system"
        case .unreadable(let reason): "it cannot be read: \(reason)"
        case .unknownSuffix: "its suffix is that of no input"
        case .missingPackageDirectory: "sfdx-project.json names it, and it is not there"
        case .onlyMissingPackageDirectories:
            "sfdx-project.json names it, and it is not there; as no package directory is, the whole project was looked through"
        case .outsidePackageDirectories(let count):
            """
            no package directory of sfdx-project.json holds it, and \(count) \(count == 1 ? "file" : "files") in it \
            \(count == 1 ? "is" : "are") of types that are read; name the folder to check it
            """
        case .notInManifest(let manifest): "'\(manifest)' does not list it, so that the deploy does not bring it"
        case .invalidProject(let error): error.message
        }
    }

    fileprivate var isUnpackaged: Bool {
        if case .outsidePackageDirectories = self { true } else { false }
    }
}
