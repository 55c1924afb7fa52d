import LintEngine
import OrgModel
import RuleCatalogue
import TestSupport
import Testing

@testable import LintRules

/// What the examples of the rules about apps do not show.
@Suite struct AppRulesTests {
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
