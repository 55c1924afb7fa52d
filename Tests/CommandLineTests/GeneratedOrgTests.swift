import Foundation
import TestSupport
import Testing

/// The baseline of an org that is as large as orgs are.
@Suite("The baseline of an org of five thousand files")
struct GeneratedOrgTests {
    @Test func onlyABadGrantIsNew() throws {
        let org = GeneratedOrg()
        #expect(org.files.count == 5_000 && Set(org.files.map(\.path)).count == 5_000)
        let folder = try TemporaryFolder()
        try org.write(to: folder)
        func run(_ arguments: String...) throws -> Program.Outcome {
            try Program.run(arguments + FixtureOrg.asOf, in: folder.url)
        }
        #expect(try run("baseline", "create").status == 0)

        for (index, file) in org.files.enumerated() {
            try folder.write(file.text(GeneratedOrg.Layout(index)), to: file.path)
        }
        let check = ["check", "--baseline", KnownOrg.file, "--format", "json", "--fail-on", "note"]
        let rewritten = try Program.run(check + FixtureOrg.asOf, in: folder.url)
        let figures = try Figures(rewritten)
        #expect(rewritten.status == 0)
        #expect(figures.count == 0 && figures.baselineStale == 0)
        #expect(figures.baseline > 500)

        let number = try #require(org.files.firstIndex { $0.path.contains("/\(GeneratedOrg.assignedSet).") })
        var file = org.files[number]
        file.blocks.append(
            "<userPermissions>\n\t<enabled>true</enabled>\n\t<name>ModifyAllData</name>\n</userPermissions>")
        try folder.write(file.text(GeneratedOrg.Layout(number)), to: file.path)
        let changed = try Program.run(check + FixtureOrg.asOf, in: folder.url)
        let report = try JSONReport(changed)
        #expect(changed.status == 1)
        #expect(report.findings.map(\.rule) == ["integration-modify-all-data"])
        #expect(report.findings.map(\.subject.name) == [GeneratedOrg.assignedSet])
        #expect(try Figures(changed).baseline == figures.baseline)
    }
}
