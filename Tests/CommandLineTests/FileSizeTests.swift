import Foundation
import LintEngine
import TestSupport
import Testing

/// Files larger than `max-file-size`: they are refused with a finding that names the key, and read where it allows them.
@Suite("How large files may be")
struct FileSizeTests {
    private static let license = "permission-set-license-blocks-integration"
    private static let large = "force-app/main/default/permissionsets/INT_Large.permissionset-meta.xml"
    private static let megabyte = 1 << 20

    /// Writes a permission set of so many bytes, which a rule finds something in.
    private func writeSet(_ length: Int, _ org: TestOrg) throws {
        let head = """
            <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
                <label>Integration - Large</label>
                <license>Salesforce</license>

            """
        let tail = "</PermissionSet>\n"
        let line = String(repeating: " ", count: 1_023) + "\n"
        let count = length - head.utf8.count - tail.utf8.count
        let blanks = String(repeating: line, count: count / 1_024) + String(repeating: " ", count: count % 1_024)
        try org.folder.write(head + blanks + tail, to: Self.large)
    }

    private func findings(_ org: TestOrg) throws -> [(rule: String, name: String, message: String)] {
        let outcome = try org.run(
            "check", "--format", "json", "--fail-on", "never", "--select", "\(Self.license),input-not-well-formed")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONReport(outcome).findings.map { ($0.rule, $0.subject.name, $0.message) }
    }

    @Test func theDefaultIsThatOfTheReader() throws {
        let org = try TestOrg()
        let file = org.folder.url.appending(path: Self.large)
        try writeSet(1_000, org)
        // A hole, which takes no room on the disk.
        try #require(truncate(file.path, Configuration.defaultFileSize * Self.megabyte + 1) == 0)
        let found = try findings(org)
        let refusal = try #require(found.first { $0.rule == "input-not-well-formed" })
        #expect(refusal.name == "INT_Large")
        #expect(refusal.message.contains("268435457 bytes"), "\(refusal.message)")
        #expect(refusal.message.contains("256 MB") && refusal.message.contains("'max-file-size'"), "\(refusal.message)")
        // All other files are judged.
        #expect(found.filter { $0.rule == Self.license }.map(\.name) == ["INT_ERP"])
        // At the limit itself it is read: a hole is no XML.
        try #require(truncate(file.path, Configuration.defaultFileSize * Self.megabyte) == 0)
        #expect(try findings(org).first { $0.rule == "input-not-well-formed" }?.message.contains("NUL") == true)
    }

    @Test func aFileAboveTheDefaultIsReadWhereTheConfigurationAllowsIt() throws {
        let org = try TestOrg(config: "version: 1\nmax-file-size: \(Configuration.defaultFileSize + 1)\n")
        try writeSet(Configuration.defaultFileSize * Self.megabyte + 1, org)
        let found = try findings(org)
        #expect(found.allSatisfy { $0.rule == Self.license }, "\(found)")
        #expect(found.map(\.name).sorted() == ["INT_ERP", "INT_Large"])
    }

    @Test(arguments: [1, 2])
    func theConfigurationSetsTheLimit(_ megabytes: Int) throws {
        let org = try TestOrg(config: "version: 1\nmax-file-size: \(megabytes)\n")
        try writeSet(Self.megabyte + 1, org)
        try org.folder.write(
            "Id,Username\n" + String(repeating: "005000000000001,a@acme.example\n", count: 40_000),
            to: "org-records/User.csv")
        let refused = try findings(org).filter { $0.rule == "input-not-well-formed" }
        #expect(refused.map(\.name).sorted() == (megabytes == 1 ? ["INT_Large", "User"] : []), "\(refused)")
        #expect(refused.allSatisfy { $0.message.contains("1 MB") && $0.message.contains("'max-file-size'") })
        // The other commands keep to it as well: a set that is not read is not known.
        let access = try org.run("access", "permission-set", "INT_Large", "--format", "json")
        #expect(access.status == (megabytes == 1 ? 2 : 0), "\(access.errors)")
        #expect(try org.run("diff", ".", ".").status == 0)
    }

    /// What a fix makes of a file can be read again.
    @Test func aFixMakesNoFileThatIsLargerThanTheLimit() throws {
        let org = try TestOrg(config: "version: 1\nmax-file-size: 1\n")
        let path = "force-app/main/default/settings/OauthOidc.settings-meta.xml"
        let head = "<OauthOidcSettings xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n"
        let tail = "    <isPkceRequired>true</isPkceRequired>\n</OauthOidcSettings>\n"
        for (length, isFixed) in [(Self.megabyte - 5, false), (Self.megabyte - 200, true)] {
            let blanks = String(repeating: "\n", count: length - head.utf8.count - tail.utf8.count)
            try org.folder.write(head + blanks + tail, to: path)
            let outcome = try org.run(
                "check", "--fix=all", "--select", "org-username-password-flow-allowed", "--fail-on", "never")
            let text = try org.text(path)
            #expect(text.contains("<blockOAuthUnPwFlow>true<") == isFixed)
            #expect(outcome.status == (isFixed ? 0 : 3), "\(outcome.errors)")
            #expect(outcome.errors.contains("'max-file-size'") == !isFixed, "\(outcome.errors)")
            #expect(text.utf8.count <= Self.megabyte)
        }
    }
}
