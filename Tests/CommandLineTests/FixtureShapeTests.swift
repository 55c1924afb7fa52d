import Foundation
import TestSupport
import Testing

@Suite("The same org, written otherwise")
struct FixtureShapeTests {
    @Test("with its records in another shape", arguments: FixtureOrg.allCases, RecordShape.allCases)
    func records(org: FixtureOrg, shape: RecordShape) throws {
        let folder = try org.copy()
        let records = folder.url.appending(path: "org-records")
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: records.path) where name.hasSuffix(".csv") {
            let file = records.appending(path: name)
            let table = try RecordCSV(String(decoding: try Data(contentsOf: file), as: UTF8.self))
            let object = String(name.dropLast(".csv".count))
            try FileManager.default.removeItem(at: file)
            try folder.write(
                try shape.text(of: table, object: object), to: "org-records/\(object).\(shape.fileExtension)")
            count += 1
        }
        #expect(count >= 6)
        let written = try JSONReport(FixtureOrg.check(org.url, "--format", "json"))
        let converted = try JSONReport(FixtureOrg.check(folder.url, "--format", "json"))
        #expect(converted.claims == written.claims)
        #expect(converted.findings.map(\.fingerprint).sorted() == written.findings.map(\.fingerprint).sorted())
        #expect(converted.coverage.inputs == written.coverage.inputs)
    }

    @Test("in the layout of the Metadata API", arguments: [FixtureOrg.acme, .clean])
    func metadataLayout(org: FixtureOrg) throws {
        let folder = try TemporaryFolder()
        let manager = FileManager.default
        for path in try manager.subpathsOfDirectory(atPath: org.url.path) {
            let data = manager.contents(atPath: org.url.appending(path: path).path)
            // What .forceignore keeps out is not deployed, so a package does not have it.
            let isIgnored = path.contains("extlClntAppGlobalOauthSets")
            guard let data, !isIgnored, !path.hasSuffix("sfdx-project.json") else { continue }
            // Package directories are a thing of the source layout; so are parts, which stay what they are. What has
            // a content beside it keeps its suffix in both.
            let inner = path.split(separator: "/main/default/").last.map(String.init) ?? path
            let isPart = inner.split(separator: "/").count > 2 && inner.hasPrefix("permissionsets/")
            let hasContent = [".cls", ".crt", ".page", ".trigger"].contains { inner.hasSuffix($0 + "-meta.xml") }
            let isKept = isPart || hasContent || inner.contains("/fields/")
            let target = !isKept && inner.hasSuffix("-meta.xml") ? String(inner.dropLast("-meta.xml".count)) : inner
            try folder.write(Array(data), to: target)
        }
        try folder.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Package xmlns="http://soap.sforce.com/2006/04/metadata">
                <types><members>*</members><name>PermissionSet</name></types>
                <version>66.0</version>
            </Package>

            """,
            to: "package.xml"
        )
        let source = try JSONReport(org.check("--format", "json"))
        let metadata = try JSONReport(FixtureOrg.check(folder.url, "--format", "json"))
        #expect(metadata.claims == source.claims)
        #expect(metadata.coverage.inputs == source.coverage.inputs)
        let lines = { (report: JSONReport) in report.findings.map { "\($0.rule) \($0.location.line)" }.sorted() }
        #expect(lines(metadata) == lines(source))
    }

    @Test func withoutUsersTheRulesThatNeedThemAreNotEvaluated() throws {
        let folder = try FixtureOrg.clean.copy()
        try FileManager.default.removeItem(at: folder.url.appending(path: "org-records/User.csv"))
        let outcome = try FixtureOrg.check(folder.url, "--format", "json", "--persona", "auditor")
        #expect(outcome.status == 0)
        let coverage = try JSONReport(outcome).coverage
        #expect(coverage.inputs["User"] == 0)
        let rules = try JSONRules.all()
        let needing = rules.filter { $0.needs.contains("User") }.map(\.rule)
        #expect(needing.count >= 10)
        let missing = coverage.rules.filter { $0.status == "not-evaluated" && $0.missing.contains("User") }
        #expect(missing.map(\.rule) == needing)
        let helped = rules.filter { $0.needs.contains("User?") && !needing.contains($0.rule) }.map(\.rule)
        #expect(helped.contains("permission-set-license-blocks-integration"))
        let partial = coverage.rules.filter { $0.status == "partial" && $0.missing.contains("User") }
        #expect(partial.map(\.rule) == helped)
        let strict = try FixtureOrg.check(folder.url, "--require-coverage")
        #expect(strict.status == 4)
        #expect(strict.errors.contains("'integration-user-missing-psl' is not evaluated without User"))
        #expect(strict.output.contains("not evaluated without User: "))
    }
}
