import Foundation
import TestSupport
import Testing

@Suite("The edits of a fix")
struct FixEditTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            let fix: Fix?
        }

        struct Fix: Decodable {
            let safety: String
            let edits: [Edit]
        }

        struct Edit: Decodable {
            let path: String
            let offset: Int
            let length: Int
            let replacement: String
        }

        let findings: [Finding]
    }

    /// Applies the edits of the only finding to the permission set, and says how safe they are.
    private func mended(_ body: String, rule: String) throws -> (text: String, safety: String) {
        let org = try TestOrg()
        try org.folder.write("<PermissionSet>\r\n\(body)\r\n</PermissionSet>\r\n", to: TestOrg.set)
        let outcome = try org.run("check", "--format", "json", "--persona", "auditor", "--select", rule)
        let all = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)).findings.compactMap(\.fix)
        let fix = try #require(all.first)
        #expect(all.count == 1)
        var bytes = Array(try org.text(TestOrg.set).utf8)
        for edit in fix.edits.sorted(by: { $0.offset > $1.offset }) {
            #expect(edit.path == TestOrg.set)
            bytes.replaceSubrange(edit.offset..<(edit.offset + edit.length), with: edit.replacement.utf8)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").dropFirst().dropLast()
        return (lines.joined(separator: "\r\n"), fix.safety)
    }

    @Test func anElementIsRenamedAndKeepsItsText() throws {
        let fix = try mended(
            "  <userLicense ><!-- ä --> Salesforce </userLicense>", rule: "permission-set-user-license-element")
        #expect(fix.text == "  <license><!-- ä --> Salesforce </license>")
        #expect(fix.safety == "safe")
    }

    @Test func anElementThatSaysTheSameTwiceIsRemoved() throws {
        let fix = try mended(
            "  <license>salesforce</license>\r\n  <userLicense>Salesforce</userLicense>",
            rule: "permission-set-user-license-element"
        )
        #expect(fix.text == "  <license>salesforce</license>")
        #expect(fix.safety == "safe")
    }

    @Test func anElementThatContradictsIsRemovedOnlyWhenSomebodyAgrees() throws {
        let fix = try mended(
            "  <license>Salesforce Platform</license>\r\n  <userLicense>Salesforce</userLicense>",
            rule: "permission-set-user-license-element"
        )
        #expect(fix.safety == "unsafe")
    }

    @Test func aNameGetsItsRightSpelling() throws {
        let fix = try mended(
            "  <userPermissions><enabled>true</enabled><name>APIEnabled</name></userPermissions>",
            rule: "permission-set-unknown-permission"
        )
        #expect(fix.text == "  <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>")
        #expect(fix.safety == "safe")
    }
}
