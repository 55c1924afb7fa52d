import OrgModel
import Reporting
import TestSupport
import Testing

@Suite("The metadata of a permission set")
struct PermissionSetXMLTests {
    private static func set() -> PermissionSetContent {
        PermissionSetContent(fullName: "INT_ERP", label: "Integration - ERP", description: "What the ERP may do")
    }

    @Test("stands as a retrieve would bring it")
    func layout() throws {
        var set = Self.set()
        set.isActivationRequired = true
        for kind in AccessRight.Kind.allCases where ![.objectPermissions, .fieldPermissions].contains(kind) {
            set.grant(kind, "\(kind)_b")
            set.grant(kind, "\(kind)_a")
        }
        set.grant(.objectPermissions, "Invoice__c", flag: "allowRead")
        set.grant(.objectPermissions, "Account", flag: "allowRead")
        set.grant(.objectPermissions, "Account", flag: "viewAllFields")
        set.grant(.fieldPermissions, "Account.Industry", flag: "readable")
        set.grant(.fieldPermissions, "Account.Industry", flag: "editable")
        set.grant(.fieldPermissions, "Account.AnnualRevenue", flag: "readable")
        set.show(tab: "standard-Account", .available)
        set.show(tab: "standard-account", .visible)
        set.show(tab: "standard-Account", .available)
        #expect(try Snapshot.problem(PermissionSetXML.text(set), "permission-set.xml") == nil)
        #expect(PermissionSetXML.fileName(set) == "INT_ERP.permissionset-meta.xml")
    }

    @Test func ofOneNameInTwoSpellingsTheFirstStands() {
        var set = Self.set()
        set.grant(.objectPermissions, "Account", flag: "allowRead")
        set.grant(.objectPermissions, "ACCOUNT", flag: "allowCreate")
        #expect(set.entries(of: .objectPermissions).map(\.name) == ["Account"])
        #expect(set.grants(.objectPermissions, "aCCOUNT", flag: "allowCreate"))
        #expect(!set.grants(.objectPermissions, "Account", flag: "allowEdit"))
        #expect(set.entryCount == 1 && !set.isEmpty && Self.set().isEmpty)
    }

    @Test("a flag without what it requires is taken out, and what hangs on it as well")
    func coherence() {
        var set = Self.set()
        for flag in ["allowRead", "allowDelete", "viewAllRecords", "modifyAllRecords", "allowCreate"] {
            set.grant(.objectPermissions, "Account", flag: flag)
        }
        set.grant(.objectPermissions, "Lead", flag: "allowEdit")
        set.grant(.objectPermissions, "Archive__b", flag: "allowDelete")
        set.grant(.fieldPermissions, "Lead.Email", flag: "editable")
        set.grant(.fieldPermissions, "Account.Phone", flag: "readable")
        let removed = set.removeIncoherentFlags().map { "\($0.name) \($0.flag): \($0.missing.joined(separator: " "))" }
        #expect(
            removed == [
                "Account allowDelete: allowEdit", "Account modifyAllRecords: allowEdit allowDelete",
                "Lead allowEdit: allowRead", "Lead.Email editable: readable",
            ])
        #expect(set.entries(of: .objectPermissions).map(\.name) == ["Account", "Archive__b"])
        #expect(set.entries(of: .objectPermissions)[0].flags == ["allowRead", "viewAllRecords", "allowCreate"])
        #expect(set.entries(of: .fieldPermissions).map(\.name) == ["Account.Phone"])
        #expect(set.removeIncoherentFlags().isEmpty)
    }

    @Test func whatXMLWantsEscapedIsEscaped() {
        var set = Self.set()
        set.label = "a<b>&\"c\"'\r\u{1}\u{FFFF}"
        set.grant(.userPermissions, "]]>&")
        let text = PermissionSetXML.text(set)
        #expect(text.contains("    <label>a&lt;b&gt;&amp;&quot;c&quot;&apos;&#13;</label>\n"))
        #expect(text.contains("        <name>]]&gt;&amp;</name>\n"))
    }
}
