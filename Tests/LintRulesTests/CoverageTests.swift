import LintEngine
import OrgModel
import RuleCatalogue
import Testing

@testable import LintRules

/// What a rule says of itself when inputs are missing, and what is told whatever was chosen.
@Suite struct CoverageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let id: String
        let inputs: [String]
        let status: Coverage.Status
        var missing: [String] = []
        var testDescription: String { "\(id) with \(inputs)" }
    }

    static let cases = [
        Case(
            id: "integration-user-missing-psl", inputs: ["User"], status: .notEvaluated,
            missing: ["PermissionSetLicenseAssign"]),
        Case(
            id: "integration-user-missing-psl",
            inputs: ["User", "PermissionSetLicenseAssign", "PermissionSetAssignment"], status: .evaluated),
        Case(
            id: "integration-user-without-permission-set", inputs: ["User", "PermissionSetLicenseAssign"],
            status: .notEvaluated, missing: ["PermissionSetAssignment"]),
        Case(
            id: "integration-user-not-api-only", inputs: ["User", "PermissionSetAssignment"], status: .notEvaluated,
            missing: ["Profile", "PermissionSet"]),
        Case(
            id: "integration-user-shared", inputs: ["User", "LoginHistory"], status: .partial,
            missing: ["ConnectedApp", "ExternalClientApplication"]),
        Case(
            id: "integration-user-shared", inputs: ["ExternalClientApplication"], status: .partial,
            missing: ["User", "LoginHistory"]),
        Case(
            id: "integration-user-shared", inputs: ["LoginHistory"], status: .notEvaluated,
            missing: ["ConnectedApp", "ExternalClientApplication", "User"]),
        Case(
            id: "integration-user-inactive-assignments", inputs: ["User", "PermissionSetLicenseAssign"],
            status: .partial, missing: ["PermissionSetAssignment"]),
        Case(
            id: "integration-user-inactive-assignments", inputs: ["User"], status: .notEvaluated,
            missing: ["PermissionSetLicenseAssign", "PermissionSetAssignment"]),
        Case(
            id: "integration-user-full-license", inputs: ["User", "PermissionSet", "PermissionSetAssignment"],
            status: .partial, missing: ["PermissionSetLicenseAssign"]),
        Case(
            id: "integration-user-full-license", inputs: ["User", "PermissionSet", "PermissionSetLicenseAssign"],
            status: .notEvaluated, missing: ["PermissionSetAssignment"]),
        Case(
            id: "integration-user-password-never-expires", inputs: ["User", "Profile", "PermissionSetAssignment"],
            status: .partial, missing: ["OauthOidcSettings"]),
        Case(
            id: "integration-user-login-outside-ip-ranges", inputs: ["User", "LoginHistory", "SecuritySettings"],
            status: .evaluated),
        Case(
            id: "integration-user-login-outside-ip-ranges", inputs: ["User", "LoginHistory"], status: .notEvaluated,
            missing: ["Profile", "ConnectedApp", "ExternalClientApplication", "SecuritySettings"]),
        Case(
            id: "integration-user-failed-logins", inputs: ["User"], status: .notEvaluated,
            missing: ["LoginHistory"]),
        Case(
            id: "integration-license-over-free-allotment", inputs: ["UserLicense", "Organization"],
            status: .evaluated),
        Case(
            id: "integration-license-over-free-allotment", inputs: ["User"], status: .partial,
            missing: ["Organization"]),
        Case(
            id: "integration-license-exhausted", inputs: ["PermissionSetLicense"], status: .partial,
            missing: ["UserLicense"]),
        Case(
            id: "integration-license-exhausted", inputs: ["User"], status: .notEvaluated,
            missing: ["UserLicense", "PermissionSetLicense"]),
        Case(id: "integration-license-edition", inputs: ["User"], status: .notEvaluated, missing: ["Organization"]),
        Case(
            id: "manage-health-cloud-on-integration-user", inputs: ["PermissionSet", "User"], status: .notEvaluated,
            missing: ["PermissionSetAssignment"]),
        Case(
            id: "health-permission-on-integration-user", inputs: ["PermissionSet", "PermissionSetAssignment"],
            status: .notEvaluated, missing: ["User"]),
        Case(id: "health-object-in-integration-permission-set", inputs: ["PermissionSet"], status: .evaluated),
        Case(
            id: "integration-profile-grants-access", inputs: ["PermissionSet"], status: .notEvaluated,
            missing: ["Profile"]),
        Case(id: "input-not-well-formed", inputs: [], status: .evaluated),
    ]

    private static func org(_ inputs: [String], problems: [InputProblem] = []) throws -> Org {
        var parts = Org.Parts()
        for input in inputs { parts.inputs[input] = 0 }
        parts.problems = problems
        parts.files = [
            SourceFile(
                path: "a.permissionset", systemPath: [], syntax: .xml, packageDirectory: "", length: 0,
                modificationTime: 0)
        ]
        return Org(
            parts, register: IntegrationRegister(), facts: .builtIn, asOf: try #require(Timestamp("2026-11-21")))
    }

    @Test(arguments: cases)
    func aRuleWithoutItsInputsIsNotEvaluated(_ example: Case) throws {
        let rule = try #require(BuiltInRules.all.first { type(of: $0).page.id == example.id })
        let coverage = Linter(rules: [rule], options: LintOptions(persona: .auditor))
            .lint(try Self.org(example.inputs)).coverage
        #expect(coverage.rules.map(\.status) == [example.status])
        #expect(coverage.rules.first?.missing == example.missing)
    }

    @Test("What an org does not have is no pass: API access control that Salesforce has not provided")
    func anElementThatIsNotThereIsNoted() throws {
        func coverage(_ element: String) throws -> Coverage.RuleCoverage? {
            let place = SourceLocation(file: FileID(0), offset: 0)
            var parts = Org.Parts()
            parts.inputs["ConnectedAppSettings"] = 1
            parts.metadata.settings = [
                Settings(kind: "ConnectedApp", location: place, values: [element: Located("true", at: place)])
            ]
            let org = Org(
                parts, register: IntegrationRegister(), facts: .builtIn, asOf: try #require(Timestamp("2026-11-21")))
            return Linter(rules: [OrgAPIAccessControlOff()], options: LintOptions(persona: .auditor)).lint(org)
                .coverage.rules.first
        }
        let provided = try coverage("enableAdminApprovedAppsOnly")
        #expect(provided?.status == .evaluated && provided?.missing == [])
        let absent = try coverage("enableSkipUserProvisioningWizardWelcomePage")
        #expect(absent?.status == .partial)
        #expect(absent?.missing == ["ConnectedAppSettings.enableAdminApprovedAppsOnly"])
    }

    @Test func aFileThatCannotBeReadIsToldWhateverIsChosen() throws {
        let place = SourceLocation(file: FileID(0), offset: 0)
        func problem(_ kind: InputProblem.Kind) -> InputProblem {
            InputProblem(
                kind: kind, location: place, subject: ComponentID(type: "File", name: "a"), message: "It is broken.")
        }
        let org = try Self.org([], problems: [.notWellFormed, .namespaceMismatch, .recordsTruncated].map(problem))
        let rules: [any Rule] = [
            InputNotWellFormed(), InputRootMismatch(), InputRecordsTruncated(), IntegrationUserCustomProfile(),
        ]
        let ignored = Linter(
            rules: rules, options: LintOptions(isSelected: { $0.id == "integration-user-custom-profile" })
        ).lint(org)
        #expect(ignored.results.map(\.rule.id) == ["input-not-well-formed"])
        #expect(ignored.coverage.rules.map(\.rule.id) == ["integration-user-custom-profile"])
        let all = Linter(rules: rules, options: LintOptions()).lint(org)
        #expect(all.results.count == 3)
    }
}
