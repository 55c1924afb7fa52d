/// An `sfdx-project.json` and what it says about where metadata lies.
package struct SalesforceProject: Sendable {
    package struct PackageDirectory: Hashable, Sendable {
        /// Relative to the project, without `./` in front and slashes at the end; `.` is the whole project.
        package let path: String
        package let isDefault: Bool
        /// Where it lies.
        package let systemPath: SystemPath
    }

    /// A setting of the project file and the bytes that it takes up there.
    package struct Setting: Hashable, Sendable {
        package let value: String
        /// Bytes from the start of the file to the value's first quote.
        package let offset: Int
    }

    /// The project file, of the kind ``FileKind/salesforceProject``.
    package let file: DiscoveredFile
    /// The folder that holds the project file.
    package let root: SystemPath
    package let packageDirectories: [PackageDirectory]
    package let sourceAPIVersion: Setting?
    /// Whether a package directory is built on packages that the project itself does not hold.
    package let dependsOnPackages: Bool
    /// Whether text of the files is replaced when they are deployed, so that what is read is not what is deployed.
    package let hasReplacements: Bool

    static let fileName = "sfdx-project.json"

    /// Reads the project file in a folder.
    init(in root: SystemPath, relativeTo currentFolder: SystemPath) throws(InputError) {
        let systemPath = root.appending(SalesforceProject.fileName.utf8)
        let path = systemPath.display(relativeTo: currentFolder)
        let bytes: [UInt8]
        do {
            bytes = try SteeringFile.bytes(of: systemPath)
        } catch {
            throw InputError(.invalidProject, path: path, message: "“\(path)” cannot be read: \(error.text).")
        }
        let reader = ProjectFileReader(bytes: bytes, path: path, root: root)
        let project = try reader.project()
        packageDirectories = try reader.packageDirectories(of: project)
        sourceAPIVersion = try reader.text("sourceApiVersion", of: project)
        dependsOnPackages = reader.dependsOnPackages(project)
        hasReplacements = project["replacements"]?.elements?.isEmpty == false
        self.root = root
        file = DiscoveredFile(
            systemPath: systemPath,
            path: path,
            component: (.salesforceProject, SalesforceProject.fileName),
            place: nil,
            status: FileStatus(following: systemPath)
        )
    }

    /// The index of the innermost package directory that holds a path; nil outside all of them.
    func packageDirectory(containing path: SystemPath) -> Int? {
        packageDirectories.indices
            .filter { path.isInsideOrEqual(packageDirectories[$0].systemPath) }
            .max { packageDirectories[$0].systemPath.bytes.count < packageDirectories[$1].systemPath.bytes.count }
    }
}

/// Takes an `sfdx-project.json` apart; its errors name line and column.
private struct ProjectFileReader {
    let bytes: [UInt8]
    let path: String
    let root: SystemPath

    private func error(at offset: Int, _ message: String) -> InputError {
        InputError(.invalidProject, path: path, bytes: bytes, offset: offset, message: message)
    }

    func project() throws(InputError) -> JSONValue {
        let value: JSONValue
        do {
            value = try JSONReader.value(in: bytes)
        } catch let syntaxError {
            throw error(at: syntaxError.offset, "The project file is not valid JSON. \(syntaxError.message)")
        }
        guard value.members != nil else {
            throw error(at: value.offset, "The project file holds \(value.kind) instead of an object.")
        }
        return value
    }

    func text(_ name: String, of value: JSONValue) throws(InputError) -> SalesforceProject.Setting? {
        guard let setting = value[name], !setting.isNull else { return nil }
        guard let text = setting.string else {
            throw error(at: setting.offset, "“\(name)” is \(setting.kind) instead of a string.")
        }
        return SalesforceProject.Setting(value: text, offset: setting.offset)
    }

    func packageDirectories(of project: JSONValue) throws(InputError) -> [SalesforceProject.PackageDirectory] {
        guard let list = project["packageDirectories"] else {
            throw error(at: project.offset, "The project file has no “packageDirectories”.")
        }
        guard let elements = list.elements else {
            throw error(at: list.offset, "“packageDirectories” is \(list.kind) instead of an array.")
        }
        guard !elements.isEmpty else {
            throw error(at: list.offset, "“packageDirectories” is empty.")
        }
        var directories: [SalesforceProject.PackageDirectory] = []
        for element in elements {
            directories.append(try packageDirectory(element))
        }
        return directories
    }

    /// Whether a package directory depends on a package that is none of the project's own package directories; what is no
    /// list of packages is none, because only the tools of Salesforce need it.
    func dependsOnPackages(_ project: JSONValue) -> Bool {
        let directories = project["packageDirectories"]?.elements ?? []
        let own = Set(directories.compactMap { $0["package"]?.string?.lowercased() })
        return directories.flatMap { $0["dependencies"]?.elements ?? [] }.contains { dependency in
            guard let package = dependency["package"]?.string else { return false }
            return !own.contains(package.prefix { $0 != "@" }.lowercased())
        }
    }

    private func packageDirectory(_ element: JSONValue) throws(InputError) -> SalesforceProject.PackageDirectory {
        guard element.members != nil else {
            throw error(at: element.offset, "The package directory is \(element.kind) instead of an object.")
        }
        guard let setting = try text("path", of: element) else {
            throw error(at: element.offset, "The package directory has no “path”.")
        }
        // The tools of Salesforce accept the separators of Windows there.
        let spelled = setting.value.utf8.map { $0 == UInt8(ascii: "\\") ? SystemPath.slash : $0 }
        let isDrive = spelled.count > 1 && spelled[1] == UInt8(ascii: ":")
        guard spelled.first != SystemPath.slash, !isDrive else {
            throw error(at: setting.offset, "The package directory “\(setting.value)” is not relative to the project.")
        }
        guard !spelled.contains(0) else {
            throw error(at: setting.offset, "The path of the package directory has a NUL in it.")
        }
        var depth = 0
        for component in spelled.split(separator: SystemPath.slash) where !component.elementsEqual(".".utf8) {
            depth += component.elementsEqual("..".utf8) ? -1 : 1
            guard depth >= 0 else {
                throw error(at: setting.offset, "The package directory “\(setting.value)” leads out of the project.")
            }
        }
        let systemPath = SystemPath(cleaning: root.bytes + [SystemPath.slash] + spelled)
        if let real = systemPath.resolved, let realRoot = root.resolved, !real.isInsideOrEqual(realRoot) {
            throw error(at: setting.offset, "The package directory “\(setting.value)” is a link out of the project.")
        }
        return SalesforceProject.PackageDirectory(
            path: systemPath.display(relativeTo: root),
            isDefault: element["default"]?.boolean ?? false,
            systemPath: systemPath
        )
    }
}
