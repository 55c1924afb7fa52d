import OrgModel
import Testing

struct AccessDecodingTests {
    private static let everyList = """
        <applicationVisibilities><application>App</application><default>true</default><visible>true</visible></applicationVisibilities>
        <classAccesses><apexClass>Class</apexClass><enabled>true</enabled></classAccesses>
        <customMetadataTypeAccesses><enabled>true</enabled><name>M__mdt</name></customMetadataTypeAccesses>
        <customPermissions><enabled>false</enabled><name>Custom</name></customPermissions>
        <customSettingAccesses><enabled>true</enabled><name>S__c</name></customSettingAccesses>
        <externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>C-P</externalCredentialPrincipal></externalCredentialPrincipalAccesses>
        <externalDataSourceAccesses><enabled>true</enabled><externalDataSource>D</externalDataSource></externalDataSourceAccesses>
        <fieldPermissions><editable>false</editable><field>Account.A__c</field><readable>true</readable></fieldPermissions>
        <flowAccesses><enabled>true</enabled><flow>F</flow></flowAccesses>
        <label>INT ERP</label>
        <objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>1</allowEdit><allowRead>true</allowRead><modifyAllRecords>0</modifyAllRecords><object>Account</object><viewAllFields>true</viewAllFields><viewAllRecords>false</viewAllRecords></objectPermissions>
        <pageAccesses><apexPage>P</apexPage><enabled>true</enabled></pageAccesses>
        <recordTypeVisibilities><default>false</default><recordType>Account.R</recordType><visible>true</visible></recordTypeVisibilities>
        <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>
        <agentAccesses><agentName>Unknown to the model</agentName></agentAccesses><newInVersion99><x>1</x></newInVersion99>
        """

    private static let everyGrant = [
        "userPermissions ApiEnabled yes", "applicationVisibilities App yes", "classAccesses Class yes",
        "customMetadataTypeAccesses M__mdt yes", "customPermissions Custom no", "customSettingAccesses S__c yes",
        "externalCredentialPrincipalAccesses C-P yes", "externalDataSourceAccesses D yes", "flowAccesses F yes",
        "pageAccesses P yes", "recordTypeVisibilities Account.R yes",
        "objectPermissions Account allowCreate yes allowRead yes allowEdit yes allowDelete no viewAllRecords no"
            + " modifyAllRecords no viewAllFields yes",
        "fieldPermissions Account.A__c editable no readable yes",
    ]

    @Test(arguments: [
        ("PermissionSet", "permissionset", "tabSettings", "Visible"),
        ("MutingPermissionSet", "mutingpermissionset", "tabSettings", "None"),
        ("Profile", "profile", "tabVisibilities", "DefaultOn"),
    ])
    func everyListIsRead(_ type: String, _ suffix: String, _ tabs: String, _ visibility: String) throws {
        let tab = "<\(tabs)><tab>standard-Account</tab><visibility>\(visibility)</visibility></\(tabs)>"
        let files = try ReadFiles(["x/INT_ERP.\(suffix)-meta.xml": xml(type, Self.everyList + tab)])
        #expect(files.problems == [])
        let expected = Self.everyGrant + ["tabSettings standard-Account \(visibility)"]
        #expect(files.grants == expected.map { "\(type):INT_ERP \($0)" })
    }

    @Test func placesAreThoseOfTheElements() throws {
        let files = try ReadFiles(["a.permissionset": xml("PermissionSet", Self.everyList)])
        let set = try #require(files.metadata.permissionSets.first)
        let part = try #require(set.parts.first)
        #expect(files.tag(set.location) == "a.permissionset <PermissionSet>")
        #expect(files.tag(set.label?.location) == "a.permissionset <label>")
        let object = try #require(part.objectPermissions.first)
        #expect(files.tag(part.location(object.offset)) == "a.permissionset <object>")
        for access in ObjectAccess.allCases {
            let offset = try #require(object.offset(of: access))
            #expect(files.tag(part.location(offset)) == "a.permissionset <\(access)>")
        }
        let field = try #require(part.fieldPermissions.first)
        #expect(files.tag(part.location(field.offset)) == "a.permissionset <field>")
        #expect(files.tag(field.editableOffset.map(part.location)) == "a.permissionset <editable>")
        #expect(files.tag(field.readableOffset.map(part.location)) == "a.permissionset <readable>")
        for (list, name, flag) in [
            (\AccessGrants.userPermissions, "name", "enabled"), (\.classAccesses, "apexClass", "enabled"),
            (\.recordTypeVisibilities, "recordType", "visible"),
        ] {
            let entry = try #require(part[keyPath: list].first)
            #expect(files.tag(part.location(entry.offset)) == "a.permissionset <\(name)>")
            #expect(files.tag(part.location(entry.flagOffset)) == "a.permissionset <\(flag)>")
        }
    }

    struct Boolean: Sendable {
        let written: String
        let flag: Flag
        /// `invalidValue`, `missingElement`, or nothing.
        let problem: String?
    }

    private static let booleans = [
        Boolean(written: "<?>true</?>", flag: .yes, problem: nil),
        Boolean(written: "<?> 1 </?>", flag: .yes, problem: nil),
        Boolean(written: "<?>false</?>", flag: .no, problem: nil),
        Boolean(written: "<?>0</?>", flag: .no, problem: nil),
        Boolean(written: "<?>True</?>", flag: .yes, problem: "invalidValue"),
        Boolean(written: "<?>TRUE</?>", flag: .yes, problem: "invalidValue"),
        Boolean(written: "<?>False</?>", flag: .no, problem: "invalidValue"),
        Boolean(written: "<?>yes</?>", flag: .absent, problem: "invalidValue"),
        Boolean(written: "<?>truefalse</?>", flag: .absent, problem: "invalidValue"),
        Boolean(written: "<?></?>", flag: .absent, problem: "invalidValue"),
        Boolean(written: "<?/>", flag: .absent, problem: "invalidValue"),
        Boolean(written: "<?><x/></?>", flag: .absent, problem: "invalidValue"),
        Boolean(written: "", flag: .absent, problem: "missingElement(isKey: false)"),
        Boolean(written: "<? xsi:nil='true'/>", flag: .absent, problem: "missingElement(isKey: false)"),
        Boolean(written: "<? xsi:nil='true'>true</?>", flag: .absent, problem: "missingElement(isKey: false)"),
        Boolean(written: "<? xsi:nil='false'>true</?>", flag: .yes, problem: nil),
    ]

    @Test(arguments: booleans)
    func aUserPermissionIsWhatItsBooleanSays(_ boolean: Boolean) throws {
        let written = boolean.written.replacing("?", with: "enabled")
        let block = "<label>A</label><userPermissions>\(written)<name>ApiEnabled</name></userPermissions>"
        let files = try ReadFiles(["A.permissionset": xml("PermissionSet", block)])
        #expect(files.grants == ["PermissionSet:A userPermissions ApiEnabled \(boolean.flag)"])
        check(files, boolean, "enabled", in: "userPermissions", naming: "ApiEnabled")
    }

    @Test(arguments: booleans)
    func aFieldIsWhatItsBooleansSay(_ boolean: Boolean) throws {
        let written = boolean.written.replacing("?", with: "editable")
        let block = "<label>A</label><fieldPermissions>\(written)<field>A.B</field></fieldPermissions>"
        let files = try ReadFiles(["A.permissionset": xml("PermissionSet", block)])
        #expect(files.grants == ["PermissionSet:A fieldPermissions A.B editable \(boolean.flag) readable absent"])
        check(files, boolean, "editable", in: "fieldPermissions", naming: "A.B")
    }

    @Test(arguments: booleans)
    func anObjectIsWhatItsBooleansSay(_ boolean: Boolean) throws {
        let rest = ["allowCreate", "allowEdit", "allowDelete", "viewAllRecords", "modifyAllRecords"]
            .map { "<\($0)>false</\($0)>" }.joined()
        let written = boolean.written.replacing("?", with: "allowRead")
        let block = "<label>A</label><objectPermissions>\(rest)<object>O</object>\(written)</objectPermissions>"
        let files = try ReadFiles(["A.permissionset": xml("PermissionSet", block)])
        let permission = try #require(files.metadata.permissionSets.first?.parts.first?.objectPermissions.first)
        #expect(permission.flag(.allowRead) == boolean.flag)
        #expect(permission.allowsAnything == (boolean.flag == .yes))
        check(files, boolean, "allowRead", in: "objectPermissions", naming: "O")
    }

    private func check(
        _ files: ReadFiles, _ boolean: Boolean, _ element: String, in block: String, naming name: String
    ) {
        guard let problem = boolean.problem else { return #expect(files.problems == []) }
        let expected: String
        if problem.hasPrefix("missingElement") {
            let key = ["userPermissions": "name", "fieldPermissions": "field"][block] ?? "object"
            expected = "\(problem) PermissionSet:A \(block):\(name) at <\(key)>"
        } else {
            let tag = boolean.written == "<?/>" ? "<\(element)/>" : "<\(element)>"
            expected = "\(problem) PermissionSet:A \(block):\(name)/\(element) at \(tag)"
        }
        #expect(files.problems == [expected])
    }

    /// Where an element is there twice, the last one holds.
    @Test func aSecondBooleanReplacesTheFirst() throws {
        let block = """
            <label>A</label>
            <objectPermissions><object>O</object><allowRead>true</allowRead><allowRead>false</allowRead>\
            <allowEdit>false</allowEdit><allowEdit>true</allowEdit><allowCreate>0</allowCreate>\
            <allowDelete>0</allowDelete><viewAllRecords>0</viewAllRecords><modifyAllRecords>0</modifyAllRecords></objectPermissions>
            <userPermissions><name>P</name><enabled>false</enabled><enabled>True</enabled></userPermissions>
            """
        let files = try ReadFiles(["A.permissionset": xml("PermissionSet", block)])
        let part = try #require(files.metadata.permissionSets.first?.parts.first)
        #expect(part.objectPermissions.map { [$0.flag(.allowRead), $0.flag(.allowEdit)] } == [[.no, .yes]])
        #expect(part.userPermissions.map(\.flag) == [.yes])
        let problem = try #require(files.parts.problems.first)
        #expect(problem.location.offset == part.userPermissions[0].flagOffset)
    }

    @Test(arguments: [
        ("userPermissions", "name"), ("fieldPermissions", "field"), ("objectPermissions", "object"),
        ("classAccesses", "apexClass"), ("pageAccesses", "apexPage"), ("flowAccesses", "flow"),
        ("applicationVisibilities", "application"), ("recordTypeVisibilities", "recordType"), ("tabSettings", "tab"),
        ("customPermissions", "name"), ("customSettingAccesses", "name"), ("customMetadataTypeAccesses", "name"),
        ("externalDataSourceAccesses", "externalDataSource"),
        ("externalCredentialPrincipalAccesses", "externalCredentialPrincipal"),
    ])
    func aBlockWithoutItsNameIsReportedAndGrantsNothing(_ block: String, _ key: String) throws {
        for written in ["", "<\(key)></\(key)>", "<\(key) xsi:nil='true'/>"] {
            let content = "<label>A</label><\(block)>\(written)<enabled>true</enabled></\(block)>"
            let files = try ReadFiles(["A.permissionset": xml("PermissionSet", content)])
            #expect(files.grants == [])
            #expect(files.problems == ["missingElement(isKey: true) PermissionSet:A \(block)/\(key) at <\(block)>"])
        }
    }

    @Test func profilesNeedNoBooleansOfObjects() throws {
        let block = "<objectPermissions><object>O</object><allowRead>true</allowRead></objectPermissions>"
        let profile = try ReadFiles(["A.profile": xml("Profile", block)])
        #expect(profile.problems == [])
        #expect(profile.grants == ["Profile:A objectPermissions O allowRead yes"])
        let set = try ReadFiles(["A.permissionset": xml("PermissionSet", "<label>A</label>" + block)])
        #expect(set.problems == ["missingElement(isKey: false) PermissionSet:A objectPermissions:O at <object>"])
        for flag in ["allowCreate", "allowEdit", "allowDelete", "viewAllRecords", "modifyAllRecords"] {
            #expect(set.parts.problems[0].message.contains("'\(flag)'"))
        }
    }

    @Test func flagsFarFromTheNameKeepTheirValue() throws {
        let padding = "<!--" + String(repeating: "x", count: 40_000) + "-->"
        let block = """
            <label>A</label><fieldPermissions><editable>true</editable>\(padding)<field>A.B</field>\
            <readable>true</readable></fieldPermissions>
            """
        let files = try ReadFiles(["A.permissionset": xml("PermissionSet", block)])
        let field = try #require(files.metadata.permissionSets.first?.parts.first?.fieldPermissions.first)
        #expect(field.editable == .yes && field.readable == .yes)
        #expect(field.editableOffset == nil && field.readableOffset != nil)
    }
}
