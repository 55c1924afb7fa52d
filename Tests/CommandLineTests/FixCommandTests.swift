import Foundation
import TestSupport
import Testing

/// What stands in records is mended by commands that somebody copies into a shell.
@Suite("The commands of a report")
struct FixCommandTests {
    private struct Report: Decodable {
        struct Finding: Decodable { let fix: Fix? }
        struct Fix: Decodable { let commands: [String] }
        let findings: [Finding]
    }

    private static let usernames = [
        "erp@acme.example", "a b@acme.example", "o'brien\"@acme.example", "$(touch owned)`touch owned`@acme.example",
        "a\nb@acme.example", "a;touch owned&@acme.example", "*?~!\\n@acme.example", "ä{}@acme.example",
    ]

    @Test("give a shell the username as it is", arguments: usernames)
    func areWordsOfAShell(_ username: String) throws {
        let org = try TestOrg()
        try org.folder.write("#!/bin/sh\nfor word in \"$@\"; do printf '%s\\001' \"$word\"; done\n", to: "bin/sf")
        let bin = org.folder.url.appending(path: "bin")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: bin.appending(path: "sf").path)
        let user: [String: Any] = [
            "Id": "005000000000001AAA", "Username": username, "Name": "ERP Integration", "IsActive": true,
            "Profile": [
                "Name": "Minimum Access - API Only Integrations", "UserLicense": ["Name": "Salesforce Integration"],
            ],
        ]
        let records = try JSONSerialization.data(withJSONObject: ["totalSize": 1, "done": true, "records": [user]])
        try org.folder.write(Array(records), to: "org-records/User.json")
        try org.folder.write("Id,AssigneeId,PermissionSetLicenseId\n", to: "org-records/PermissionSetLicenseAssign.csv")
        let outcome = try org.run("--format", "json", "--select", "integration-user-missing-psl")
        let findings = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)).findings
        let command = try #require(findings.first?.fix?.commands.first, "\(outcome.output)")
        let run = try Tool.run(
            URL(filePath: "/bin/sh"), ["-c", command], in: org.folder.url,
            environment: ["PATH": "\(bin.path):/usr/bin:/bin"])
        let words = run.output.split(separator: "\u{1}", omittingEmptySubsequences: false).dropLast().map(String.init)
        #expect(words.prefix(4) == ["org", "assign", "permsetlicense", "--name"], "\(run.output)")
        #expect(words.suffix(2) == ["--on-behalf-of", username])
        #expect(!FileManager.default.fileExists(atPath: org.folder.url.appending(path: "owned").path))
    }
}
