import Foundation
import OrgModel
import TestSupport
import Testing

@testable import OrgReader

/// Reads of whole folders: real repositories beside the checkout, and folders large enough for several threads.
struct CorpusTests {
    private func read(_ folder: [UInt8], jobs: Int = 1) throws -> Org.Parts {
        var reader = InputReader(paths: [folder], currentDirectory: folder, jobs: jobs, wantedTypes: ["CustomField"])
        reader.sizeThatPaysForThreads = 0
        var reading = try reader.read()
        _ = reader.readFields(nil, into: &reading)
        return reading.parts
    }

    private func corpus(_ path: String = "corpus") -> [UInt8]? {
        guard let url = SharedMaterial.url(path) else {
            print("The corpus is not there: its files are not read.")
            return nil
        }
        return Array(url.path.utf8)
    }

    /// What a reading is, as far as it may not depend on who read which file.
    private func description(_ parts: Org.Parts) -> [String] {
        let problems = parts.problems.map {
            "\($0.kind) \($0.subject) \($0.element) \($0.location) \($0.message) \($0.related)"
        }
        let settings = parts.metadata.settings.flatMap { $0.values.keys.sorted() }
        let inputs = parts.inputs.map { "\($0.key) \($0.value)" }.sorted()
        return grants(parts) + problems + settings + inputs + parts.files.map(\.path)
    }

    @Test func fieldsAreReadWhereTheyAreAskedFor() throws {
        let folder = try TemporaryFolder()
        let field = xml("CustomField", "<fullName>X__c</fullName><type>Text</type>")
        for name in ["SSN__c", "Other__c"] {
            try folder.write("objects/Account/fields/\(name).field-meta.xml", contents: field)
        }
        try folder.write("objects/Case.object", contents: xml("CustomObject", "<label>Case</label>"))
        let reader = InputReader(
            paths: [folder.path], currentDirectory: folder.path, wantedTypes: ["CustomField"])
        var reading = try reader.read()
        #expect(reading.parts.files.isEmpty && reading.parts.inputs == ["CustomField": 2])
        #expect(!reader.readFields(["contact.ssn__c"], into: &reading))
        #expect(reader.readFields(["account.ssn__c", "contact.x__c"], into: &reading))
        #expect(reading.parts.metadata.customFields.map(\.fullName) == ["Account.SSN__c"])
        #expect(reading.parts.files.map(\.path) == ["objects/Account/fields/SSN__c.field-meta.xml"])
        #expect(reading.fileCount == 1)
    }

    @Test func severalThreadsReadWhatOneReads() throws {
        let folder = try TemporaryFolder()
        for number in 0..<40 {
            let entries = (0..<(number * 3)).map { entry in
                "<userPermissions><enabled>\(entry.isMultiple(of: 2))</enabled><name>P\((entry * 7 + number) % 60)</name></userPermissions>"
                    + "<fieldPermissions><editable>true</editable><field>O\(number).F\(entry)</field></fieldPermissions>"
                    + "<tabSettings><tab>T\(entry)</tab><visibility>Visible</visibility></tabSettings>"
                    + "<classAccesses><apexClass>C\(entry % 5)</apexClass><enabled>maybe</enabled></classAccesses>"
            }
            let text = xml("PermissionSet", "<label>S\(number)</label>" + entries.joined())
            try folder.write("S\(number).permissionset", contents: number == 7 ? String(text.dropLast(30)) : text)
        }
        let alone = try read(folder.path)
        #expect(grants(alone).count > 4_000)
        for jobs in [2, 3, 8, 64] {
            #expect(description(try read(folder.path, jobs: jobs)) == description(alone))
        }
    }

    @Test func severalThreadsReadTheCorpusAsOne() throws {
        guard let folder = corpus() else { return }
        let alone = description(try read(folder))
        #expect(alone.count > 10_000)
        #expect(description(try read(folder, jobs: 4)) == alone)
    }

    @Test func everyFileThatXmllintReadsIsRead() throws {
        guard let folder = corpus() else { return }
        let parts = try read(folder)
        let refused = parts.problems.filter { if case .notWellFormed = $0.kind { true } else { false } }
            .map { parts.files[$0.location.file.index] }
            .filter { $0.syntax == .xml }
        guard let xmllint = Tool.url("xmllint") else {
            print("xmllint is absent: \(refused.count) refused files are not compared.")
            return
        }
        for file in refused {
            let path = String(decoding: file.systemPath, as: UTF8.self)
            #expect(try Tool.run(xmllint, ["--noout", "--nonet", path]).status != 0, "\(file.path)")
        }
        #expect(parts.files.count - refused.count > 500)
    }

    /// The same project in one file a set and decomposed, as source-deploy-retrieve itself writes both.
    @Test func decomposedSetsGrantWhatTheirSingleFilesGrant() throws {
        let root = "corpus/forcedotcom__source-deploy-retrieve/test/snapshot/sampleProjects/"
        for (name, whole) in [("preset-decomposedPS2", "originalMdapi"), ("preset-PermSet", "originalMdapi")] {
            guard let one = corpus(root + name + "/" + whole),
                let many = corpus(root + name + "/__snapshots__/verify-source-files.expected")
            else { continue }
            let (single, decomposed) = (try read(one), try read(many))
            let names = Set(single.metadata.permissionSets.map(\.fullName))
            #expect(!names.isEmpty && names == Set(decomposed.metadata.permissionSets.map(\.fullName)))
            // One of the two keeps its single file beside the folder.
            #expect(Set(grants(single)) == Set(grants(decomposed)))
            #expect(Set(decomposed.problems.map { "\($0.kind)" }).isSubset(of: ["duplicateComponent"]))
        }
    }
}
