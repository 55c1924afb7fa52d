import FoundationEssentials
import Testing

/// The arrows between the rooms: what each may import of ours and of others. SwiftPM does not stop an undeclared import.
@Suite struct ImportTests {
    /// By folder of sources; `Glibc`, `Darwin` and `Foundation` are what some rooms need of the system.
    static let allowed: [String: Set<String>] = [
        "Sources/MetadataXML": ["CLibXML2", "Darwin", "Glibc"],
        "Sources/OrgModel": ["Glibc"],
        "Sources/CacheStore": ["Glibc"],
        "Sources/OrgReader": ["CacheStore", "Glibc", "MetadataXML", "OrgModel", "Synchronization"],
        "Rules": ["YAML"],
        "Sources/LintEngine": ["OrgModel", "RuleCatalogue", "YAML"],
        "Sources/LintRules": ["LintEngine", "OrgModel", "RuleCatalogue"],
        "Sources/Reporting": ["LintEngine", "OrgModel", "RuleCatalogue"],
        "Sources/forcelint": [
            "ArgumentParser", "CacheStore", "FoundationEssentials", "Glibc", "LintEngine", "LintRules", "OrgModel",
            "OrgReader",
            "Reporting", "RuleCatalogue", "Synchronization",
        ],
        "Sources/YAML": ["CYAML"],
        "Sources/write-docs": ["Foundation", "Reporting", "RuleCatalogue"],
        "Sources/embed-rules": ["Foundation", "FoundationEssentials", "Glibc", "YAML"],
    ]

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func sources(in folder: String) throws -> [URL] {
        let folder = root.appending(path: folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return paths.filter { $0.hasSuffix(".swift") }.sorted().map { folder.appending(path: $0) }
    }

    static func imports(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count,
                words[..<index].allSatisfy({ ["internal", "package", "public", "private", "@testable"].contains($0) })
            else { return nil }
            return String(words[index + 1])
        }
    }

    @Test(arguments: allowed.keys.sorted())
    func importsOnlyWhatItMay(_ folder: String) throws {
        let files = try Self.sources(in: folder)
        #expect(!files.isEmpty)
        for file in files {
            let others = Set(try Self.imports(of: file)).subtracting(Self.allowed[folder] ?? [])
            #expect(others.isEmpty, "\(file.lastPathComponent) imports \(others.sorted())")
        }
    }

    @Test func everyFolderOfSourcesIsNamedHere() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        #expect(
            Set(folders.map { "Sources/\($0)" }).subtracting(["Sources/CLibXML2", "Sources/CYAML"])
                == Set(Self.allowed.keys).subtracting(["Rules"]))
    }

    @Test(arguments: [("CLibXML2", "ParserContext.swift"), ("CYAML", "YAMLReader.swift")])
    func oneFileImportsACLibrary(_ library: String, _ file: String) throws {
        let importers = try Self.sources(in: "Sources").filter { try Self.imports(of: $0).contains(library) }
        #expect(importers.map(\.lastPathComponent) == [file])
    }

    /// The engine and the reporters know rules by their pages' contents only.
    @Test(arguments: ["Sources/LintEngine", "Sources/Reporting", "Sources/OrgModel", "Sources/OrgReader"])
    func namesNoRule(_ folder: String) throws {
        let pages = try FileManager.default.subpathsOfDirectory(atPath: Self.root.appending(path: "Rules").path)
        let ids = pages.filter { $0.hasSuffix(".yaml") }.compactMap {
            $0.split(separator: "/").last?.dropLast(".yaml".count)
        }
        #expect(ids.count >= 40)
        for file in try Self.sources(in: folder) {
            let text = try String(contentsOf: file, encoding: .utf8)
            for id in ids where text.contains(id) {
                Issue.record("\(file.lastPathComponent) names the rule \(id)")
            }
        }
    }

    @Test func onlyTheExecutablePrints() throws {
        for folder in Self.allowed.keys
        where !["Sources/forcelint", "Sources/embed-rules", "Sources/write-docs"].contains(folder) {
            for file in try Self.sources(in: folder) {
                let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                #expect(!lines.contains { $0.contains(" print(") }, "\(file.lastPathComponent) prints")
            }
        }
    }
}
