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

    @Test(arguments: [
        "Basic YWNtZTpXaW50ZXIyMDI2IQ==", "Bearer 4F1B9D27", "bearer\t4F1B9D27", "4F1B9D27", "{!'Bearer 4F1B9D27'}",
        "{!BASE64ENCODE(BLOB('acme:hunter2'))}", "Digest username=acme, response=77",
        "Bearer 4F1B{!$Credential.W.Rest}",
        "Bearer {!$Credential.W.Start}77AB", "Token token=hunter2", "{!$Credential.W.User}:hunter2", "Bearer {!4F1B",
    ])
    func aHeaderThatHoldsASecret(_ value: String) {
        #expect(AuthorizationHeader.holdsSecret(value))
    }

    @Test(arguments: [
        "", "Bearer", "Basic ", "{!'Bearer ' & $Credential.W.Token}", "Bearer {!$Credential.W.Token}",
        "Token token={!$Credential.W.Token}", "acme:{!$Credential.W.Password}", "{!$Credential.W.A}:{!$Credential.W.B}",
        "{{TOKEN}}", "Bearer {{ TOKEN }}", "Bearer ${TOKEN}", "Bearer <token>", "Bearer YOUR_ACCESS_TOKEN",
        "Bearer xxxx",
        "Basic {{USER}}:{{PASSWORD}}", "Bearer token=\"{!$Credential.W.Token}\"",
    ])
    func aHeaderThatHoldsNone(_ value: String) {
        #expect(!AuthorizationHeader.holdsSecret(value))
    }

    @Test(arguments: [
        "http://localhost", "http://LOCALHOST:8080/x", "http://mock.localhost", "http://127.0.0.1", "127.9.8.7:80",
        "http://[::1]:8080/", "http://user@localhost/",
    ])
    func isTheMachineItself(_ address: String) {
        #expect(EndpointHost(address: address)?.isLocal == true)
    }

    @Test(arguments: [
        "http://localhost.example", "http://notlocalhost", "http://127.0.0.1.example", "http://127.0.0",
        "http://128.0.0.1",
        "http://localhost@warehouse.example", "http://127.0.0.256", "http://[::2]", "http://10.0.0.1",
    ])
    func isAnotherMachine(_ address: String) {
        #expect(EndpointHost(address: address)?.isLocal == false)
    }
}
