import LintEngine
import RuleCatalogue
import Testing

@testable import LintRules

/// What the names of fields tell.
@Suite struct SensitiveFieldNameTests {
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
