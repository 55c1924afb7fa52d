import RuleCatalogue
import Testing

@Suite("An entry of needs")
struct NeedTests {
    @Test(arguments: [
        ("User", ["User"], true),
        ("User", [], false),
        ("User?", [], false),
        ("ConnectedApp | ExternalClientApplication", ["ExternalClientApplication"], true),
        ("ConnectedApp | ExternalClientApplication", ["PermissionSet"], false),
        ("ConnectedApp | User & LoginHistory", ["ConnectedApp"], true),
        ("ConnectedApp | User & LoginHistory", ["User"], false),
        ("ConnectedApp | User & LoginHistory", ["LoginHistory", "User"], true),
    ])
    func isMetByOneAlternative(text: String, available: [String], expected: Bool) throws {
        #expect(try Need(text).isMet(by: Set(available)) == expected)
    }

    @Test func namesStandInTheirOrder() throws {
        #expect(try Need("ConnectedApp | User & LoginHistory").names == ["ConnectedApp", "User", "LoginHistory"])
    }

    @Test(arguments: ["User", "User?", "UserLicense | PermissionSetLicense", "ConnectedApp | User & LoginHistory?"])
    func isWrittenAsItIsRead(text: String) throws {
        let need = try Need(text)
        #expect(need.description == text)
        #expect(need.isOptional == text.hasSuffix("?"))
    }

    @Test(arguments: ["", "?", "user", "User |", "& User", "User? | Profile", "User Licence", "User2", "User??"])
    func anythingElseIsRefused(text: String) {
        #expect(throws: NeedError.self) { try Need(text) }
    }
}
