import LintEngine
import RuleCatalogue
import Testing

@testable import LintRules

/// What the catalogue fixes for the rules about profiles, muting and the tidiness of permission sets.
@Suite struct ProfileAndMutingContractTests {
    static let contracts = [
        RuleContractTests.Contract("permission-set-ui-access", .note, .advice, .pedantic),
        RuleContractTests.Contract("permission-set-missing-description", .note, .advice, .pedantic),
        RuleContractTests.Contract("permission-set-naming", .note, .advice, .pedantic),
        RuleContractTests.Contract("permission-set-unresolved-reference", .warning, .advice, .pedantic),
        RuleContractTests.Contract("permission-set-group-not-updated", .warning, .advice),
        RuleContractTests.Contract("muting-removes-api-access", .warning, .advice),
        RuleContractTests.Contract("muting-ineffective", .note, .advice, .pedantic),
        RuleContractTests.Contract("record-type-without-default", .note, .advice, .pedantic),
        RuleContractTests.Contract("integration-profile-cloned", .note, .advice),
        RuleContractTests.Contract("integration-profile-no-login-ip-ranges", .warning, .advice, .pedantic),
        RuleContractTests.Contract("ip-range-too-wide", .warning, .advice),
        RuleContractTests.Contract("integration-profile-login-hours", .note, .advice, .pedantic),
        RuleContractTests.Contract("integration-profile-in-experience-site", .warning, .advice),
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
}
