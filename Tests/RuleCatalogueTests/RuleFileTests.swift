import RuleCatalogue
import Testing
import YAML

@Suite("The pages of the catalogue")
struct RuleFileTests {
    private static let areas: Set = [
        "integration-users", "health", "permission-sets", "profiles", "apps", "credentials", "org-settings", "inputs",
    ]
    private static let recordObjects: Set = [
        "User", "UserLogin", "UserLicense", "Profile", "PermissionSet", "PermissionSetGroup", "PermissionSetAssignment",
        "PermissionSetLicense", "PermissionSetLicenseAssign", "LoginHistory", "Organization", "SetupEntityAccess",
        "ConnectedApplication", "EventLogFile",
    ]

    @Test func standInTheOrderOfTheirIDs() {
        let ids = RuleFile.all.map(\.id)
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
        #expect(ids.contains("app-not-admin-approved"))
    }

    @Test func haveTheNameOfTheirID() {
        #expect(RuleFile.appNotAdminApproved.id == "app-not-admin-approved")
        #expect(RuleFile.appNotAdminApproved.path == "Rules/apps/app-not-admin-approved.yaml")
    }

    @Test("The head that the build worked out is what the page says", arguments: RuleFile.all)
    func headAgreesWithYAML(file: RuleFile) throws {
        let node = try #require(try YAMLReader.read(file.text, resolvesAliases: true))
        func member(_ key: String) -> YAMLNode? { node.mapping?.first { $0.key.scalar == key }?.value }
        #expect(member("id")?.scalar == file.id)
        #expect(member("title")?.scalar == file.title)
        #expect(member("severity")?.scalar == file.severity.rawValue)
        #expect(member("confidence")?.scalar == file.confidence.rawValue)
        #expect(member("persona")?.scalar == file.persona.rawValue)
        #expect(member("tags")?.sequence?.map(\.scalar) == file.tags)
        #expect(member("questions")?.sequence?.map(\.scalar) == file.questions.map(\.rawValue))
        let needs = try #require(member("needs")?.sequence)
        #expect(try needs.map { try Need(#require($0.scalar)) } == file.needs)
        let page = try file.page()
        #expect(page.parameters == file.parameters)
        #expect(page.fix.safety == file.safety)
        #expect(!file.summary.isEmpty && !file.remedy.isEmpty)
    }

    @Test("Every question has its rules, and every rule its questions", arguments: Question.allCases)
    func questions(question: Question) {
        #expect(RuleFile.all.filter { $0.questions.contains(question) }.count >= 5)
        #expect(RuleFile.all.allSatisfy { !$0.questions.isEmpty && Set($0.questions).count == $0.questions.count })
    }

    @Test("A page reads, and teaches", arguments: RuleFile.all)
    func pageIsComplete(file: RuleFile) throws {
        let page = try file.page()
        #expect(Self.areas.contains(file.area))
        #expect(!file.title.hasSuffix("."))
        #expect(!file.tags.isEmpty)
        #expect(file.tags.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil })
        #expect(page.why.count > 100)
        #expect(page.since.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
        #expect(!page.references.isEmpty)
        for reference in page.references {
            #expect(reference.date.wholeMatch(of: /\d{4}(-\d{2}(-\d{2})?)?/) != nil)
            switch reference.place {
            case .url(let url): #expect(url.hasPrefix("https://"))
            case .article(let name): #expect(["S0", "S1", "S2", "S3"].contains(name))
            }
            if let lines = reference.lines { #expect(lines.wholeMatch(of: /\d+(-\d+)?/) != nil) }
        }
        #expect([page.fix.setup, page.fix.metadata, page.fix.command].allSatisfy { $0.map { $0.count > 20 } ?? false })
        // What is read first asks for nothing: it speaks of whatever is there.
        #expect(!file.needs.isEmpty || file.area == "inputs")
        #expect(Set(page.parameters.map(\.name)).count == page.parameters.count)
        #expect(page.parameters.allSatisfy { $0.name.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil })
    }

    @Test("A page shows what it finds and the nearest innocent neighbour", arguments: RuleFile.all)
    func examplesCoverBothSides(file: RuleFile) throws {
        let examples = try file.page().examples
        #expect(examples.contains { !$0.isInnocent })
        #expect(examples.contains { $0.isInnocent })
        #expect(Set(examples.map(\.name)).count == examples.count)
        for example in examples {
            if let asOf = example.asOf { #expect(asOf.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil) }
            for path in example.files.keys where path.hasPrefix("org-records/") {
                let name = path.dropFirst("org-records/".count).prefix { $0 != "." }
                #expect(Self.recordObjects.contains(String(name)), "\(path)")
            }
        }
    }
}
