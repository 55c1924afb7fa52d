public import FoundationEssentials

/// The W3C suite of XML conformance tests, and what we make of each file.
public struct ConformanceSuite {
    public enum Verdict: Sendable {
        case read, refused
        /// What the suite calls an error without saying which, and what is in an encoding that we may not take.
        case either
    }

    public struct File: Sendable {
        /// Below the folder of the suite.
        public let path: String
        public let url: URL
        /// `valid`, `invalid`, `not-wf` or `error`.
        public let type: String
        public let hasDocumentType: Bool
        public let verdict: Verdict
    }

    public let files: [File]

    /// Nil where the suite is not there, which a line says.
    public init?() throws {
        guard let root = SharedMaterial.url("suites/xmlconf/xmlconf"),
            let manifest = SharedMaterial.url("suites/xmlconf_manifest.tsv")
        else {
            print("The W3C conformance suite is not there: it is not run.")
            return nil
        }
        let rows = String(decoding: try Data(contentsOf: manifest), as: UTF8.self).split(separator: "\n").dropFirst()
        files = rows.map { row in
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let (path, type) = (columns[0], columns[2])
            // In three files the word stands in a comment, a processing instruction or a CDATA section.
            let hasDocumentType = columns[7] == "1" && !Self.filesWithoutDocumentType.contains(path)
            return File(
                path: path, url: root.appending(path: path), type: type, hasDocumentType: hasDocumentType,
                verdict: Self.verdict(path, type, hasDocumentType: hasDocumentType))
        }
    }

    private static let filesWithoutDocumentType: Set = [
        "oasis/p15pass1.xml", "oasis/p16pass1.xml", "oasis/p18pass1.xml",
    ]
    /// Names with colons, but no namespaces.
    private static let filesWithoutNamespaces: Set = ["oasis/p04pass1.xml", "oasis/p05pass1.xml"]

    private static func verdict(_ path: String, _ type: String, hasDocumentType: Bool) -> Verdict {
        if filesWithoutDocumentType.contains(path) { return .read }
        if hasDocumentType { return .refused }
        switch type {
        case "not-wf": return isUnsoundByXML11Only(path) ? .read : .refused
        case "invalid": return filesWithoutNamespaces.contains(path) ? .refused : .either
        default: return .either
        }
    }

    /// Not well-formed by XML 1.1 only, of which libxml2 knows the character references and nothing else.
    private static func isUnsoundByXML11Only(_ path: String) -> Bool {
        if ["eduni/xml-1.1/016.xml", "eduni/xml-1.1/019.xml"].contains(path) { return true }
        guard path.hasPrefix("ibm/xml-1.1/not-wf/P02/ibm02n"), let number = Int(path.suffix(6).prefix(2)) else {
            return false
        }
        return (32...63).contains(number) && number != 58
    }
}

/// The hostile files that the generator beside the checkout writes, and what we make of each.
public struct HostileFiles {
    /// Names without `.xml` of the files that are read: large or strange, but well-formed and without a document type.
    public static let read: Set = [
        "bidi", "bigcomment", "bigtext", "cdata", "charrefs", "cr_only_lines", "stylesheet_pi", "xinclude",
    ]

    /// Holds the files.
    public let folder: TemporaryFolder
    public let names: [String]

    /// Nil where the generator is not there or does not run, which a line says.
    ///
    /// - Parameter scale: 1 for files of up to ten megabytes.
    public init?(scale: Double) throws {
        guard let generator = SharedMaterial.url("tools/xml_dos_gen.py") else {
            print("The generator of hostile files is not there: they are not read.")
            return nil
        }
        folder = try TemporaryFolder()
        guard try Tool.run("python3", [generator.path, folder.url.path, "\(scale)"])?.status == 0 else {
            print("python3 does not run: hostile files are not read.")
            return nil
        }
        names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    }
}
