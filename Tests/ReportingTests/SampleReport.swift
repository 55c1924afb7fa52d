import LintEngine
import OrgModel
import TestSupport
import Testing

@testable import RuleCatalogue

/// Rules of the tests' own, so that their reports stay as they are when the catalogue changes.
enum SampleRule {
    static let license = rule(
        "sample-license", area: "permission-sets", severity: .error, tags: ["licence", "integration-user"],
        summary: "A set that names a user licence in '<license>' goes only to users on that licence.",
        remedy: "Remove the element '<license>'.",
        page: """
            id: sample-license
            title: Permission set with the wrong licence
            severity: error
            confidence: high
            persona: regular
            needs: [PermissionSet, User?]
            tags: [licence, integration-user]
            questions: [deployment]
            since: 0.1.0
            why: |
              A set that names a **user licence** in `<license>` goes only to users on that licence.

              The platform refuses the assignment.
            fix:
              setup: Make a new set without a licence.
              metadata: Remove the element `<license>`.
              command: sf org assign permset --name <permission set>
              safety: unsafe
            references:
              - { title: Metadata API Developer Guide, url: "https://example.com/guide", date: 2026-06 }
              - { title: An article, seed: S1, date: 2023 }
            examples:
              - name: licensed
                files:
                  permissionsets/A.permissionset-meta.xml: |
                    <PermissionSet>
                      <!-- expect: error -->
                      <license>Salesforce</license>
                    </PermissionSet>
              - name: not licensed
                reason: It names no licence.
                files:
                  permissionsets/A.permissionset-meta.xml: |
                    <PermissionSet/>
            """)
    static let secret = rule("sample-secret", area: "apps", severity: .error, tags: ["app", "secret"])
    static let naming = rule("sample-naming", area: "apps", severity: .note, confidence: .low, tags: ["app"])
    static let access = rule("sample-access", area: "profiles", severity: .warning, tags: ["profile"])
    static let input = rule("sample-input", area: "inputs", severity: .warning, tags: ["input"])

    static func rule(
        _ id: String,
        area: String,
        severity: Severity,
        confidence: Confidence = .high,
        tags: [String],
        summary: String? = nil,
        remedy: String? = nil,
        page: StaticString = ""
    ) -> RuleFile {
        RuleFile(
            id: id,
            area: area,
            title: "Title of \(id)",
            severity: severity,
            confidence: confidence,
            persona: .regular,
            needs: [],
            tags: tags,
            summary: summary ?? "Title of \(id)",
            remedy: remedy ?? "Title of \(id)",
            safety: .advice,
            parameters: [],
            content: page
        )
    }
}

/// A report with everything that reports can hold.
enum SampleReport {
    static let permissionSet = """
        <?xml version="1.0" encoding="UTF-8"?>
        <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
            <hasActivationRequired>false</hasActivationRequired>
            <label>ERP</label>
        \t<license>Salesforce</license>
            <objectPermissions>
                <allowRead>true</allowRead>
                <modifyAllRecords>true</modifyAllRecords>
                <object>Account</object>
            </objectPermissions>
        </PermissionSet>

        """
    static let assignments = "Id,AssigneeId,PermissionSetId\n0Pa1,0051,0PS1\n0Pa2,0052,0PS1\n"
    static let app = """
        <ConnectedApp>
            <label>日本語 ERP</label>
            <oauthConfig><consumerKey>3MVG9</consumerKey><consumerSecret>hunter2hunter2</consumerSecret></oauthConfig>
        </ConnectedApp>
        """

    static func builder() throws -> ReportBuilder {
        var builder = ReportBuilder()
        let set = builder.file("force-app/permissionsets/INT_ERP.permissionset-meta.xml", permissionSet)
        let rows = builder.file("org-records/PermissionSetAssignment.csv", assignments, .csv)
        let app = builder.file("force-app/apps/ERP über.connectedApp-meta.xml", app)
        try addLicense(&builder, set, rows)
        try addSecret(&builder, app)
        let object = try builder.location(set, "<object>Account</object>")
        let flag = try builder.location(set, "<modifyAllRecords>true</modifyAllRecords>")
        builder.add(
            SampleRule.access,
            Finding(
                "'INT_ERP' lets whoever has it change every 'Account'",
                subject: ComponentID(type: "PermissionSet", name: "INT_ERP"),
                element: "objectPermissions:Account",
                location: object,
                confidence: .medium,
                related: [Finding.Related("granted here", at: flag)]
            )
        )
        builder.add(
            SampleRule.input,
            Finding(
                "'PermissionSetAssignment.csv' has fewer rows than it says",
                subject: ComponentID(type: "PermissionSetAssignment", name: "PermissionSetAssignment.csv"),
                location: try builder.location(rows, "Id,AssigneeId,PermissionSetId")
            )
        )
        builder.add(
            SampleRule.naming,
            Finding(
                "The name of '日本語 ERP' does not say which system it is for",
                subject: ComponentID(type: "ConnectedApp", name: "ERP über"),
                element: "label",
                location: try builder.location(app, "<label>日本語 ERP</label>")
            )
        )
        addCoverage(&builder)
        return builder
    }

    private static func addLicense(_ builder: inout ReportBuilder, _ set: FileID, _ rows: FileID) throws {
        let license = try builder.location(set, "<license>Salesforce</license>")
        let label = try builder.location(set, "<label>ERP</label>")
        let first = try builder.location(rows, "0Pa1,0051,0PS1")
        let second = try builder.location(rows, "0Pa2,0052,0PS1")
        let component = ComponentID(type: "PermissionSet", name: "INT_ERP")
        builder.add(
            SampleRule.license,
            Finding(
                "'INT_ERP' is licensed for 'Salesforce', which an integration user does not have",
                subject: component,
                element: "license",
                location: license,
                related: [
                    Finding.Related("named here", at: label),
                    Finding.Related("assigned to 'erp@acme.example'", at: first),
                    Finding.Related("assigned to 'crm@acme.example'", at: second),
                ],
                paths: [
                    [
                        PathStep(component: ComponentID(type: "User", name: "erp@acme.example"), location: first),
                        PathStep(component: component, location: license),
                    ]
                ],
                fix: Fix(
                    .unsafe,
                    "Remove the licence from the set",
                    edits: [builder.removal(license)],
                    commands: ["sf org assign permset --name INT_ERP"]
                )
            )
        )
    }

    private static func addSecret(_ builder: inout ReportBuilder, _ app: FileID) throws {
        builder.add(
            SampleRule.secret,
            Finding(
                "The consumer secret of 'ERP über' stands in the source",
                subject: ComponentID(type: "ConnectedApp", name: "ERP über"),
                element: "consumerSecret",
                location: try builder.location(app, "<consumerSecret>hunter2hunter2</consumerSecret>"),
                related: [
                    Finding.Related(
                        "the key beside it",
                        at: try builder.location(app, "<consumerKey>3MVG9</consumerKey>")
                    )
                ]
            )
        )
    }

    private static func addCoverage(_ builder: inout ReportBuilder) {
        func covered(_ rule: RuleFile, _ status: Coverage.Status, _ missing: [String], _ subjects: Int)
            -> Coverage.RuleCoverage
        {
            Coverage.RuleCoverage(rule: rule, status: status, missing: missing, subjects: subjects)
        }
        let unjudged = ["sample-login", "sample-seats", "sample-shared", "sample-stale", "sample-unused"].map {
            SampleRule.rule($0, area: "integration-users", severity: .warning, tags: ["login"])
        }
        builder.coverage = Coverage(
            inputs: ["PermissionSet": 1, "PermissionSetAssignment": 2, "ConnectedApp": 1, "Profile": 0],
            rules: [
                covered(SampleRule.access, .evaluated, [], 1), covered(SampleRule.input, .evaluated, [], 3),
                covered(SampleRule.license, .partial, ["User"], 1), covered(SampleRule.naming, .evaluated, [], 1),
                covered(SampleRule.secret, .evaluated, [], 1),
                covered(unjudged[0], .notEvaluated, ["User", "LoginHistory"], 0),
            ] + unjudged.dropFirst().map { covered($0, .notEvaluated, ["User"], 0) }
        )
        builder.ignoredPaths = ["force-app/old/Legacy.profile-meta.xml"]
        builder.skippedPaths = [("force-app/link", "a link out of the folder")]
    }
}
