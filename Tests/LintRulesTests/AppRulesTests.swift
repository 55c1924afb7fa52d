import LintEngine
import OrgModel
import RuleCatalogue
import TestSupport
import Testing

@testable import LintRules

/// What the catalogue fixes for the rules about apps, and what their examples do not show.
@Suite struct AppRulesTests {
    static let contracts = [
        RuleContractTests.Contract("app-missing-integration-profile", .note, .unsafe),
        RuleContractTests.Contract("app-preauthorized-broad-profile", .warning, .advice),
        RuleContractTests.Contract("app-unresolved-preauthorization", .warning, .advice, .pedantic),
        RuleContractTests.Contract("app-client-credentials-mismatch", .warning, .advice),
        RuleContractTests.Contract("app-run-as-user-full-license", .warning, .advice),
        RuleContractTests.Contract("app-scope-web", .warning, .unsafe),
        RuleContractTests.Contract("app-scope-missing-api", .warning, .advice),
        RuleContractTests.Contract("app-scope-refresh-unneeded", .note, .advice, .pedantic),
        RuleContractTests.Contract("app-refresh-token-policy-invalid", .error, .advice),
        RuleContractTests.Contract("app-secret-optional", .warning, .unsafe),
        RuleContractTests.Contract("app-pkce-not-required", .note, .advice, .pedantic),
        RuleContractTests.Contract("app-introspect-all-tokens", .warning, .advice),
        RuleContractTests.Contract("app-callback-insecure", .warning, .advice),
        RuleContractTests.Contract("app-no-ip-ranges", .note, .advice, .pedantic),
        RuleContractTests.Contract("app-session-timeout-long", .note, .advice, .pedantic),
        RuleContractTests.Contract("app-naming", .note, .advice, .pedantic),
        RuleContractTests.Contract("app-missing-description", .note, .advice, .pedantic),
        RuleContractTests.Contract("connected-app-legacy", .note, .advice, .pedantic),
        RuleContractTests.Contract("external-client-app-orphan-part", .warning, .advice),
        RuleContractTests.Contract("external-client-app-global-settings-in-source", .warning, .advice),
        RuleContractTests.Contract("external-client-app-rotation-flag-left", .warning, .safe),
    ]

    @Test(arguments: contracts)
    func aPageKeepsToTheCatalogue(_ contract: RuleContractTests.Contract) throws {
        let page = try #require(RuleFile.all.first { $0.id == contract.id })
        #expect(page.severity == contract.severity)
        #expect(page.persona == contract.persona)
        let fix = try page.page().fix
        #expect(fix.safety == contract.safety)
        #expect(fix.setup != nil && fix.metadata != nil && fix.command != nil)
    }

    @Test(arguments: ExampleTests.cases.filter { type(of: $0.rule).page.area == "apps" && !$0.example.isInnocent })
    func aMessageIsOneSentence(_ example: ExampleTests.Case) throws {
        for finding in try ExampleRunner.findings(example.example, rule: example.rule, as: .asWritten) {
            #expect(finding.message.hasSuffix(".") && !finding.message.contains("  "), "\(finding.message)")
            #expect(!finding.message.contains("\n"), "\(finding.message)")
        }
    }

    private let here = OrgModel.SourceLocation(file: FileID(0), offset: 1)

    /// What the edit writes in place of a scope; nil where it removes the element.
    private func replacement(of scope: String, among scopes: [String], isConnectedApp: Bool) -> String? {
        let located = scopes.map { Located($0, at: here) }
        var app: App
        if isConnectedApp {
            var connectedApp = ConnectedApp(fullName: "ERP", location: here)
            connectedApp.oauthConfig = ConnectedApp.OAuthConfig(location: here)
            app = App(connectedApp)
        } else {
            app = App(ExternalClientApplication(fullName: "ERP"))
        }
        app.scopes = located
        guard let scope = app.scope(scope), case .replaceText(_, let text)? = app.removal(of: scope).first else {
            return nil
        }
        return text
    }

    @Test(
        arguments: [
            ("Web", ["Api", "Web"], nil, "Api"), ("Web", ["Web"], "Api", "Api"),
            ("web", ["OpenID", "Web", "RefreshToken"], "Api", "Api, OpenID, RefreshToken"),
            ("Full", ["Full", "RefreshToken"], "Api", "Api, RefreshToken"), ("Web", ["Full", "Web"], nil, "Full"),
        ] as [(String, [String], String?, String)])
    func aScopeIsTakenAwayAndTheAPIsStayOpen(_ scope: String, _ scopes: [String], _ connected: String?, _ list: String)
    {
        #expect(replacement(of: scope, among: scopes, isConnectedApp: true) == connected)
        #expect(replacement(of: scope, among: scopes, isConnectedApp: false) == list)
    }
}
