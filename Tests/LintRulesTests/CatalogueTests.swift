import LintEngine
import RuleCatalogue
import Testing

@testable import LintRules

/// What the catalogue fixes for every rule: severity, persona and the class of its fix.
@Suite struct CatalogueTests {
    struct Contract: Sendable, CustomTestStringConvertible {
        let id: String
        let severity: Severity
        let persona: Persona
        let safety: RulePage.Fix.Safety
        var testDescription: String { id }

        /// Reads a line of the table below: id, letter of the severity, letter of the persona, class of the fix.
        init?(_ line: Substring) {
            let severities: [Substring: Severity] = ["E": .error, "W": .warning, "N": .note]
            let personas: [Substring: Persona] = ["R": .regular, "P": .pedantic, "A": .auditor]
            let words = line.split(separator: " ")
            guard words.count == 4, let severity = severities[words[1]], let persona = personas[words[2]],
                let safety = RulePage.Fix.Safety(rawValue: String(words[3]))
            else { return nil }
            id = String(words[0])
            (self.severity, self.persona, self.safety) = (severity, persona, safety)
        }
    }

    /// Every rule once, in the order of the areas: integration users, Health Cloud, permission sets, profiles, apps,
    /// credentials, org settings, inputs. Where a rule has several severities it is the one that holds by default.
    static let table = """
        integration-user-missing-psl E R command
        integration-user-without-permission-set W R command
        integration-user-custom-profile W R advice
        integration-user-deprecated-profile N P advice
        integration-user-not-api-only E R command
        integration-user-full-license N R advice
        integration-user-shared W R advice
        integration-user-inactive-assignments N R command
        integration-user-never-logged-in W P advice
        integration-user-stale-login W P advice
        integration-user-unused W P advice
        integration-user-password-never-expires N P advice
        integration-user-ui-login W R advice
        integration-user-password-login W R advice
        integration-user-failed-logins W R advice
        integration-user-login-outside-ip-ranges N P advice
        integration-user-human-traits N A advice
        integration-user-naming N P advice
        integration-user-email N P advice
        integration-license-over-free-allotment W R advice
        integration-license-exhausted W R advice
        integration-license-edition W R advice
        health-psl-on-integration-user E R command
        industry-psl-on-integration-user W R advice
        manage-health-cloud-on-integration-user E R unsafe
        health-permission-on-integration-user W R unsafe
        health-object-on-integration-user E R unsafe
        health-object-in-integration-permission-set W R unsafe
        health-permission-set-on-integration-user E R command
        health-psl-access-policy W R advice
        permission-set-license-blocks-integration E R unsafe
        permission-set-license-standard-object E R unsafe
        permission-set-unknown-license N P advice
        permission-set-user-license-element N P safe
        integration-modify-all-data E R unsafe
        integration-view-all-data W R unsafe
        integration-risky-permission E R unsafe
        integration-modify-all-records W R unsafe
        integration-view-all-records N P advice
        integration-view-all-fields W R advice
        integration-view-encrypted-data W R advice
        integration-sensitive-field W R advice
        object-permission-incoherent E R safe
        field-permission-incoherent E R safe
        permission-set-unknown-permission N R safe
        permission-set-duplicate-entry W R safe
        permission-set-activation-required W R advice
        permission-set-assignment-expiring W R advice
        permission-set-shared-by-integrations W R advice
        permission-set-mixed-audience W R advice
        permission-set-managed-on-integration-user W R advice
        permission-set-unassigned N A advice
        permission-set-ui-access N P advice
        permission-set-missing-description N P advice
        permission-set-naming N P advice
        permission-set-unresolved-reference W P advice
        permission-set-group-missing-member W R advice
        permission-set-group-not-updated W R advice
        muting-removes-api-access W R advice
        muting-ineffective N P advice
        record-type-without-default N P advice
        integration-unused-object-access N R advice
        integration-unused-write-access W R advice
        integration-profile-grants-access W R advice
        integration-profile-cloned N R advice
        integration-profile-no-login-ip-ranges W P advice
        ip-range-too-wide W R advice
        integration-profile-login-hours N P advice
        integration-profile-in-experience-site W R advice
        app-not-admin-approved E R unsafe
        app-admin-approved-for-nobody W R unsafe
        app-preauthorization-ignored E R unsafe
        app-missing-integration-profile N R unsafe
        app-preauthorized-broad-profile W R advice
        app-unresolved-preauthorization W P advice
        app-client-credentials-without-run-as-user W R advice
        app-client-credentials-mismatch W R advice
        app-run-as-user-unknown W R advice
        app-run-as-user-not-api-only E R advice
        app-run-as-user-full-license W R advice
        app-scope-full W R unsafe
        app-scope-web W R unsafe
        app-scope-missing-api W R advice
        app-scope-refresh-unneeded N P advice
        app-ip-relaxation W R unsafe
        app-refresh-token-infinite W R unsafe
        app-refresh-token-policy-invalid E R advice
        app-secret-optional W R unsafe
        app-pkce-not-required N P advice
        app-introspect-all-tokens W R advice
        app-secret-in-source E R unsafe
        app-callback-insecure W R advice
        app-no-ip-ranges N P advice
        app-certificate-expired W R advice
        app-session-timeout-long N P advice
        app-naming N P advice
        app-missing-description N P advice
        app-unused N P advice
        connected-app-legacy N P advice
        external-client-app-orphan-part W R advice
        external-client-app-global-settings-in-source W R advice
        external-client-app-rotation-flag-left W R safe
        named-credential-password W R advice
        credential-secret-in-source E R unsafe
        named-credential-legacy N P advice
        named-credential-insecure-endpoint W R advice
        named-credential-salesforce-not-oauth W R advice
        named-credential-per-user N P advice
        named-credential-authorization-header W R advice
        named-credential-missing-external-credential W R advice
        external-credential-principal-ungranted W R advice
        certificate-weak-or-expired W R advice
        org-username-password-flow-allowed W R unsafe
        org-user-agent-flow-allowed N P advice
        org-pkce-not-required N P advice
        org-ip-ranges-not-enforced W P advice
        org-event-log-generation-off N P advice
        org-transaction-security-off N A advice
        org-api-access-control-off N P advice
        org-session-timeout-long N A advice
        org-password-policy-weak N A advice
        org-consumer-secret-api-access W R advice
        input-not-well-formed E R advice
        input-root-mismatch E R advice
        input-invalid-value E R advice
        input-missing-element E R advice
        input-duplicate-component W R advice
        input-partial-profile N P advice
        input-records-truncated W R advice
        input-records-without-key W R advice
        input-unresolved-record W R advice
        input-old-api-version N R advice
        exception-expired W R advice
        exception-unused W R advice
        exception-without-reason W R advice
        """

    static let contracts = table.split(separator: "\n").compactMap(Contract.init)

    @Test func theTableHasEveryRuleOnce() {
        #expect(Self.contracts.count == 135)
        #expect(Self.contracts.map(\.id).sorted() == RuleFile.all.map(\.id))
        #expect(BuiltInRules.all.map { type(of: $0).page.id }.sorted() == RuleFile.all.map(\.id))
    }

    @Test(arguments: contracts)
    func aPageKeepsToTheCatalogue(_ contract: Contract) throws {
        let page = try #require(RuleFile.all.first { $0.id == contract.id })
        #expect(page.severity == contract.severity)
        #expect(page.persona == contract.persona)
        #expect(page.safety == contract.safety)
    }

    /// Only what hides a file from all other rules may not be excepted.
    @Test func onlyErrorsOfInputsCannotBeIgnored() {
        #expect(
            RuleFile.all.filter { !$0.isIgnorable }.map(\.id) == [
                "input-invalid-value", "input-missing-element", "input-not-well-formed", "input-root-mismatch",
            ])
    }
}
