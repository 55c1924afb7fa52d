import Testing

@testable import LintRules

/// What counts as a secret, and what as a host of Salesforce.
@Suite struct CredentialValueTests {
    @Test(arguments: [
        "", "  ", "Placeholder_Value", "PLACEHOLDER_VALUE", "{{SECRET}}", "{{ secret }}", "${SECRET}", "${env.A:-b}",
        "{SECRET}", "<SECRET>", "%SECRET%", "{KEY}:{SECRET}", "changeme", "ChangeMe", "CHANGE_ME", "replace",
        "REPLACE_CLIENT_SECRET", "ReplaceThisLater", "todo", "TODO", "example", "Dummy", "scratch", "Secret",
        "PASSWORD", "x", "xxxxxxxx", "XXXX-XXXX", "****", "xx**", "your_client_secret",
    ])
    func standsForASecret(_ text: String) {
        #expect(SecretPlaceholder.matches(text))
    }

    @Test(arguments: [
        "hunter2", "9A1Bchangeme77", "pleaseReplaceMe8", "todo9F3A", "myexample.Qw7", "dummy1", "scratch-91ab",
        "Secret123",
        "password1", "xxxxx7", "x7x", "{{SECRET}}9A", "a{b}", "a<b>c", "50%off%", "3MVG9.secret.77AB", "{9A1B", "*a*",
    ])
    func isASecret(_ text: String) {
        #expect(!SecretPlaceholder.matches(text))
    }

    @Test(arguments: [
        "https://acme.my.salesforce.com", "https://login.salesforce.com/services/oauth2/token",
        "https://salesforce.com",
        "HTTPS://ACME.MY.SALESFORCE.COM:443/x?y#z", "acme.my.salesforce.com", "acme.lightning.force.com:8443/path",
        "https://acme.my.site.force.com.", "https://user:word@acme.my.salesforce.com/x", "//acme.my.salesforce.com/x",
        "https://acme.cloudforce.com", "https://acme.my.salesforce-sites.com/forms", " https://test.salesforce.com ",
    ])
    func isAHostOfSalesforce(_ address: String) {
        #expect(EndpointHost(address: address)?.isSalesforce == true)
    }

    @Test(arguments: [
        "https://salesforce.com.evil.example", "https://notsalesforce.com", "https://acme-salesforce.com",
        "https://acme.workforce.com", "https://acme.my.salesforce.com@evil.example/",
        "https://evil.example/salesforce.com",
        "https://evil.example?https://acme.my.salesforce.com", "evil.example/?next=https://acme.my.salesforce.com",
        "evil.example#//acme.my.salesforce.com", "https://evil.example\\.salesforce.com", "https://force.com.example",
    ])
    func isAnotherHost(_ address: String) {
        #expect(EndpointHost(address: address)?.isSalesforce == false)
    }

    @Test(arguments: ["", "   ", "https://", "https:///path"])
    func namesNoHost(_ address: String) {
        #expect(EndpointHost(address: address) == nil)
    }
}
