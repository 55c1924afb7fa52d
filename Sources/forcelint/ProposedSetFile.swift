internal import OrgModel
internal import Reporting

/// The file that `access user NAME --proposed -o` writes the permission set to.
struct ProposedSetFile {
    private static let suffixes = [".permissionset-meta.xml", ".permissionset"]

    /// The API name that the file gives the set; nil where a folder was named.
    let setName: String?
    private let path: String
    private let mayReplace: Bool

    /// - Parameter path: a file with the suffix of a permission set, or a folder that is there.
    init(_ path: String, mayReplace: Bool) throws(RunFailure) {
        self.path = path
        self.mayReplace = mayReplace
        guard FileSystem.kind(Array(path.utf8)) != .folder else {
            setName = nil
            return
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let suffix = Self.suffixes.first { file.hasSuffix($0) }
        guard let suffix else {
            throw RunFailure(
                .usage, "-o '\(path)' is no folder, and no file whose name ends with '\(Self.suffixes[0])'")
        }
        let name = String(file.dropLast(suffix.count))
        guard name == Self.apiName(name) else {
            throw RunFailure(
                .usage,
                "'\(name)' is no API name: letters, digits and single underscores, a letter first, no more than 80")
        }
        setName = name
        try checkAbsence(of: path)
    }

    /// The name of a set after a user: `erp_integration_Used` of `erp.integration@acme.com`.
    static func setName(of username: String) -> String {
        apiName(String(username.prefix { $0 != "@" }.prefix(70)) + "_Used")
    }

    /// A text as an API name: what cannot stand in one becomes an underscore.
    private static func apiName(_ text: String) -> String {
        var name = ""
        for character in text {
            let isKept = character.isASCII && (character.isLetter || character.isNumber)
            if isKept { name.append(character) } else if name.last != "_" { name.append("_") }
        }
        while name.last == "_" { name.removeLast() }
        if name.first?.isLetter != true { name = "X" + name }
        return String(name.prefix(80))
    }

    private func checkAbsence(of path: String) throws(RunFailure) {
        guard !mayReplace, FileSystem.kind(Array(path.utf8)) == .regularFile else { return }
        throw RunFailure(.usage, "'\(path)' is there already; --force replaces it")
    }

    func write(_ content: PermissionSetContent) throws(RunFailure) {
        let file = setName == nil ? "\(path)/\(PermissionSetXML.fileName(content))" : path
        try checkAbsence(of: file)
        try OutputFile.write(PermissionSetXML.text(content), to: Array(file.utf8), shown: file)
    }
}
