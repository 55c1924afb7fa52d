import LintEngine
import RuleCatalogue
import Testing

@testable import LintRules

/// What the catalogue fixes for the rules about permission sets, and what the names of fields tell.
@Suite struct PermissionSetRulesTests {
    @Test(arguments: [
        ("permission-set-unknown-license", Severity.note, Persona.pedantic, RulePage.Fix.Safety.advice),
        ("permission-set-user-license-element", .note, .pedantic, .safe),
        ("integration-view-all-records", .note, .pedantic, .advice),
        ("integration-view-all-fields", .warning, .regular, .advice),
        ("integration-view-encrypted-data", .warning, .regular, .advice),
        ("integration-sensitive-field", .warning, .regular, .advice),
        ("permission-set-unknown-permission", .note, .regular, .safe),
        ("permission-set-activation-required", .warning, .regular, .advice),
        ("permission-set-assignment-expiring", .warning, .regular, .advice),
        ("permission-set-shared-by-integrations", .warning, .regular, .advice),
        ("permission-set-mixed-audience", .warning, .regular, .advice),
        ("permission-set-managed-on-integration-user", .warning, .regular, .advice),
        ("permission-set-unassigned", .note, .auditor, .advice),
    ])
    func aPageKeepsToTheCatalogue(
        _ id: String,
        _ severity: Severity,
        _ persona: Persona,
        _ safety: RulePage.Fix.Safety
    ) throws {
        let page = try #require(RuleFile.all.first { $0.id == id })
        #expect(page.severity == severity)
        #expect(page.persona == persona)
        let fix = try page.page().fix
        #expect(fix.safety == safety)
        #expect([fix.setup, fix.metadata, fix.command].allSatisfy { $0 != nil })
    }

    @Test(arguments: [
        ("SSN__c", ["ssn", "c"]), ("SSNNumber", ["ssn", "number"]),
        ("Social_Security_No", ["social", "security", "no"]),
        ("DateOfBirth", ["date", "of", "birth"]), ("IBAN2__c", ["iban2", "c"]), ("__", []), ("", []),
    ])
    func aNameIsSplitIntoWords(_ name: String, _ words: [String]) {
        #expect(SensitiveFieldNames.words(of: name) == words)
    }

    @Test(arguments: [
        "SSN__c", "acme__SSN__c", "SSNNumber__c", "SocialSecurityNumber__c", "Bank_Account_Number__c", "Creditcard__c",
        "Birthdate", "Birth_Date__c", "Contact1_Birthdate__c", "Date_of_Birth__c", "Tax_ID__c", "Auth_Token_Value__c",
    ])
    func aNameTells(_ name: String) {
        #expect(SensitiveFieldNames().kind(of: name, type: nil) != nil)
    }

    @Test(arguments: [
        "Session__c", "Embrace__c", "AccountNumber", "Soft_Credit__c", "Payment_Card_Network__c", "Stack_Trace__c",
        "Credit_Card_Type__c", "Enable_Password_Reset__c", "ConsumerCreditScoreProviderName", "UserLicenseName__c", "",
    ])
    func aNameThatLooksAlikeTellsNothing(_ name: String) {
        #expect(SensitiveFieldNames().kind(of: name, type: nil) == nil)
    }

    @Test(arguments: [
        ("Has_Disability__c", "Checkbox", false), ("Bank_Account__c", "Lookup", false), ("Birthdate__c", "Date", true),
        ("Passport_Number__c", "Date", false), ("Passport_Number__c", "Text", true),
    ])
    func theTypeSaysWhetherAFieldCanHoldTheValue(_ name: String, _ type: String, _ isSensitive: Bool) {
        #expect((SensitiveFieldNames().kind(of: name, type: type) != nil) == isSensitive)
    }
}
