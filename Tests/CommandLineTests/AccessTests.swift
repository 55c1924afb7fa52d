import Foundation
import TestSupport
import Testing

/// `forcelint access`, from the outside.
@Suite("Access")
struct AccessTests {
    private static let user = AccessOrg.user

    /// A user who has `ViewSetup` on three ways, one of which a muting set ends.
    private func threeWays() throws -> AccessOrg {
        let org = try AccessOrg()
        try org.profile(AccessOrg.profile, "ApiEnabled", "ApiUserOnly")
        try org.set("A", "ViewSetup", "Account:allowRead,allowEdit")
        try org.set("B", "ViewSetup")
        try org.muting("M", "ViewSetup", "Account:allowEdit")
        try org.group("G1", of: ["A"], muting: ["M"])
        try org.group("G2", of: ["A", "B"])
        try org.users()
        try org.assignments(["\(Self.user) A", "\(Self.user) group G1", "\(Self.user) group G2"])
        return org
    }

    // MARK: Yes, no and not known

    @Test(
        "a question ends with 0, 1 or 4",
        arguments: [
            ("read Account", 0), ("QUERY account", 0), ("edit Account", 0), ("delete Account", 1), ("ViewSetup", 0),
            ("View Setup", 0), ("ModifyAllData", 1), ("read Contact", 4), ("ApiUserOnly", 0),
        ])
    func questions(_ question: String, _ status: Int32) throws {
        let org = try threeWays()
        // The profile speaks of Account, and not of Contact.
        try org.profile(AccessOrg.profile, "ApiEnabled", "ApiUserOnly", "Account.Industry:")
        let outcome = try org.run("access", "user", Self.user, "--can", question)
        #expect(outcome.status == status, "\(outcome.output)\(outcome.errors)")
        let starts = [0: "Yes: '", 1: "No: '", 4: "Not known: whether '"]
        #expect(outcome.output.contains("\n\(starts[Int(status)] ?? "?")\(Self.user)'"))
        let places = outcome.output.split(separator: "\n").filter { $0.hasPrefix("    ") && $0.contains("assigned at") }
        #expect(places.allSatisfy { $0.contains(/PermissionSetAssignment\.csv:\d+/) && $0.contains(/-meta\.xml:\d+/) })
    }

    @Test("a question that cannot be answered says what is missing")
    func notKnown() throws {
        func reasons(_ change: (AccessOrg) throws -> Void, _ question: String = "ViewAllData") throws -> [String] {
            let org = try threeWays()
            try change(org)
            let outcome = try org.run("access", "user", Self.user, "--can", question)
            #expect(outcome.status == 4, "\(outcome.output)\(outcome.errors)")
            return outcome.output.split(separator: "\n").filter { $0.contains("not known, because") }.map(String.init)
        }
        func remove(_ path: String) -> (AccessOrg) throws -> Void {
            { try FileManager.default.removeItem(at: $0.folder.url.appending(path: path)) }
        }
        let metadata = "force-app/main/default"
        #expect(
            try reasons(remove("\(metadata)/permissionsets/B.permissionset-meta.xml")) == [
                "    not known, because the permission set 'B' has no file "
                    + "(\(metadata)/permissionsetgroups/G2.permissionsetgroup-meta.xml:5)"
            ])
        #expect(
            try reasons(remove("\(metadata)/profiles/\(AccessOrg.profile).profile-meta.xml")) == [
                "    not known, because the profile '\(AccessOrg.profile)' has no file (org-records/User.csv:2)"
            ])
        #expect(
            try reasons(remove("org-records/PermissionSetAssignment.csv")) == [
                "    not known, because the export of PermissionSetAssignment is missing"
            ])
        #expect(
            try reasons({ try $0.profile(AccessOrg.profile) }) == [
                "    not known, because the file of the profile '\(AccessOrg.profile)' lists no user permissions "
                    + "(\(metadata)/profiles/\(AccessOrg.profile).profile-meta.xml:2)"
            ])
        let mutingOnly: (AccessOrg) throws -> Void = { org in
            try org.assignments(["\(Self.user) group G1"])
            try remove("\(metadata)/mutingpermissionsets/M.mutingpermissionset-meta.xml")(org)
        }
        #expect(
            try reasons(mutingOnly, "ViewSetup") == [
                "    not known, because the muting permission set 'M' of the group 'G1' has no file, and what it takes "
                    + "away is open (\(metadata)/permissionsetgroups/G1.permissionsetgroup-meta.xml:4)"
            ])
    }

    @Test func withoutTheUserExportNothingIsKnown() throws {
        let org = try threeWays()
        try FileManager.default.removeItem(at: org.folder.url.appending(path: "org-records/User.csv"))
        let user = try org.run("access", "user", Self.user)
        #expect(user.status == 4 && user.errors.contains("the export of User is missing"))
        let permission = try org.run("access", "permission", "ViewSetup")
        #expect(permission.status == 4)
        #expect(permission.output.contains("Granted by\n  set 'A'"))
        #expect(permission.output.contains("Not known, because\n  the export of User is missing\n"))
    }

    @Test func anInactiveUserCanDoNothing() throws {
        let org = try threeWays()
        let export = org.folder.url.appending(path: "org-records/User.csv")
        let text = String(decoding: try Data(contentsOf: export), as: UTF8.self)
        try org.folder.write(text.replacingOccurrences(of: ",true,", with: ",false,"), to: "org-records/User.csv")
        let outcome = try org.run("access", "user", Self.user, "--can", "ViewSetup")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("  the user is not active (org-records/User.csv:2)\n"))
    }

    // MARK: Ways

    @Test("three ways, one of them muted")
    func ways() throws {
        let org = try threeWays()
        let answer = try org.json("permission", "viewsetup")
        let holder = try #require(answer["holders"]?.items?.first)
        #expect(answer["holders"]?.items?.count == 1)
        let paths = try #require(holder["paths"]?.items)
        func names(_ path: JSONValue) -> [String] {
            (path.items ?? []).map { "\($0["type"]?.string ?? "") \($0["name"]?.string ?? "")" }
        }
        let user = "User \(Self.user)"
        #expect(
            paths.map(names) == [
                [user, "PermissionSetAssignment A", "PermissionSet A", "userPermissions ViewSetup"],
                [
                    user, "PermissionSetAssignment G2", "PermissionSetGroup G2", "PermissionSet A",
                    "userPermissions ViewSetup",
                ],
                [
                    user, "PermissionSetAssignment G2", "PermissionSetGroup G2", "PermissionSet B",
                    "userPermissions ViewSetup",
                ],
            ])
        let muted = try #require(holder["muted"]?.items?.first)
        #expect(muted["path"].map(names)?.contains("PermissionSetGroup G1") == true)
        let by = try #require(muted["by"]?.items?.first)
        #expect(by["name"]?.string == "M" && by["location"]?["line"] == .integer(6))
        let text = try org.run("access", "permission", "ViewSetup").output
        #expect(
            text.contains(
                "group 'G1' (force-app/main/default/permissionsetgroups/G1.permissionsetgroup-meta.xml:5), set 'A' "
                    + "(force-app/main/default/permissionsets/A.permissionset-meta.xml:6); muted by 'M' "
                    + "(force-app/main/default/mutingpermissionsets/M.mutingpermissionset-meta.xml:6)"))
    }

    @Test("every smallest way to end it, those that touch nobody else first")
    func endings() throws {
        let org = try threeWays()
        let holder = try #require(try org.json("permission", "ViewSetup")["holders"]?.items?.first)
        let choices = try #require(holder["endings"]?["choices"]?.items).map { choice in
            (choice.items ?? []).map { "\($0["take"]?.string ?? "") \($0["name"]?.string ?? "")" }
        }
        #expect(choices.first == ["assignment A", "assignment G2"])
        // Either set leaves G2 or both entries are turned off, else G2 itself is taken away.
        #expect(choices.contains(["entry ViewSetup", "entry ViewSetup"]))
        #expect(choices.contains(["assignment A", "member A", "member B"]))
        #expect(holder["endings"]?["complete"] == .boolean(true))
        let text = try org.run("access", "permission", "ViewSetup").output
        #expect(
            text.contains(
                "    to end it: take 'A' from '\(Self.user)' (org-records/PermissionSetAssignment.csv:2) and take 'G2' "
                    + "from '\(Self.user)' (org-records/PermissionSetAssignment.csv:4)\n"))
    }

    @Test func flagsAreTakenFlagByFlag() throws {
        let org = try threeWays()
        try org.assignments(["\(Self.user) group G1"])
        let user = try org.json("user", Self.user)
        let object = try #require(user["objects"]?.items?.first)
        #expect(object["object"]?.string == "Account")
        #expect(object["read"] == .boolean(true) && object["edit"] == .boolean(false))
        #expect(object["muted"]?.items?.count == 1)
        #expect(try org.run("access", "user", Self.user, "--can", "read Account").status == 0)
        try org.profile(AccessOrg.profile, "ApiEnabled", "Account.Industry:")
        let edit = try org.run("access", "user", Self.user, "--can", "edit Account")
        #expect(edit.status == 1 && edit.output.contains("; edit is muted by 'M' ("))
    }

    @Test func whatHasToBeActivatedIsConditional() throws {
        let org = try AccessOrg()
        try org.profile(AccessOrg.profile, "ApiEnabled")
        try org.set("Night", isConditional: true, "ViewSetup")
        try org.users()
        try org.assignments(["\(Self.user) Night"])
        let outcome = try org.run("access", "user", Self.user, "--can", "ViewSetup")
        #expect(outcome.status == 4)
        #expect(outcome.output.contains("the permission set 'Night' counts only while it is activated"))
        let answer = try org.json("user", Self.user)
        let setup = answer["permissions"]?.items?.first { $0["name"]?.string == "ViewSetup" }
        #expect(setup?["conditional"] == .boolean(true))
        let steps = try #require(setup?["paths"]?.items?.first?.items)
        #expect(steps.map { $0["activationRequired"] == .boolean(true) } == [false, false, true, false])
    }

    @Test func aFieldNeedsItsObject() throws {
        let org = try AccessOrg()
        try org.profile(AccessOrg.profile, "ApiEnabled", "Contact:", "Contact.SSN__c:")
        try org.set("Fields", "Contact.SSN__c:readable")
        try org.users()
        try org.assignments(["\(Self.user) Fields"])
        let alone = try org.run("access", "user", Self.user, "--can", "read Contact.SSN__c")
        #expect(alone.status == 1 && alone.output.contains("  read on Contact.SSN__c: yes\n"))
        #expect(alone.output.contains("  read on Contact: no\n"))
        try org.set("Fields", "Contact.SSN__c:readable", "Contact:allowRead")
        #expect(try org.run("access", "user", Self.user, "--can", "read Contact.SSN__c").status == 0)
        #expect(try org.run("access", "user", Self.user, "--can", "edit Contact.SSN__c").status == 1)
        let field = try org.json("field", "contact.ssn__C")
        #expect(field["holders"]?.items?.first?["read"] == .boolean(true))
    }

    @Test func whatIsImpliedIsToldApart() throws {
        let org = try AccessOrg()
        try org.profile(AccessOrg.profile, "ApiEnabled")
        try org.set("All", "ViewAllData")
        try org.users()
        try org.assignments(["\(Self.user) All"])
        let read = try org.run("access", "user", Self.user, "--can", "read Account")
        #expect(read.status == 0 && read.output.contains("    implied by ViewAllData: assigned at "))
        let holder = try #require(try org.json("object", "Account")["holders"]?.items?.first)
        #expect(holder["read"] == .boolean(false) && holder["implied"]?.items?.count == 1)
        #expect(try org.run("access", "user", Self.user, "--can", "edit Account").status == 4)
    }

    @Test func filesOfOneNameThatDifferLeaveItOpen() throws {
        let org = try threeWays()
        try org.assignments(["\(Self.user) B"])
        try org.folder.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
                <label>B</label>
            </PermissionSet>

            """, to: "force-app/other/permissionsets/B.permissionset-meta.xml")
        let outcome = try org.run("access", "user", Self.user, "--can", "ViewSetup")
        #expect(outcome.status == 4 && outcome.output.contains("lies in several files that differ"))
    }

    @Test func ofSeveralFilesOfAProfileTheOneThatSpeaksCounts() throws {
        let org = try threeWays()
        #expect(try org.run("access", "user", Self.user, "--can", "delete Account").status == 4)
        let name = "profiles/\(AccessOrg.profile).profile-meta.xml"
        let file = org.folder.url.appending(path: "force-app/main/default/\(name)")
        let thin = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        try org.profile(AccessOrg.profile, "ApiEnabled", "ApiUserOnly", "Account.Industry:", "Contact:allowRead")
        try org.folder.write(thin, to: "org-metadata/\(name)")
        let paths = [".", "org-metadata"]
        for (question, status) in [("delete Account", 1), ("read Contact", 0), ("delete Contact", 1)] {
            let outcome = try Program.run(
                ["access", "user", Self.user] + paths + ["--can", question] + FixtureOrg.asOf, in: org.folder.url)
            #expect(outcome.status == Int32(status), "\(question): \(outcome.output)\(outcome.errors)")
        }
    }

    // MARK: Names

    @Test(
        "are found in any case, by label and by Id",
        arguments: [
            ("user", "ERP@ACME.example"), ("user", "user 0"), ("user", "005000000000000AAA"),
            ("user", "005000000000000"),
            ("permission-set", "a"), ("permission-set-group", "g1"), ("profile", AccessOrg.profile.uppercased()),
            ("permission", "view setup"), ("object", "ACCOUNT"),
        ])
    func names(_ kind: String, _ name: String) throws {
        let outcome = try threeWays().run("access", kind, name)
        #expect(outcome.status == 0 && !outcome.output.isEmpty, "\(outcome.errors)")
    }

    @Test(
        "that nothing has are refused with what may be meant",
        arguments: [
            ("user", "epr@acme.example", "no user is called 'epr@acme.example'; did you mean '\(AccessOrg.user)'?"),
            ("permission-set", "G1", "'G1' is no permission set but a permission set group"),
            (
                "permission", "ModifyAlData",
                "no user permission is called 'ModifyAlData'; did you mean 'ModifyAllData'?"
            ),
            ("object", "Acount", "no file speaks of the object 'Acount'; did you mean 'Account'?"),
            ("field", "SSN__c", "'SSN__c' is no field; write it with its object, as 'Contact.SSN__c'"),
        ])
    func unknownNames(_ kind: String, _ name: String, _ message: String) throws {
        let outcome = try threeWays().run("access", kind, name)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.errors == "error: \(message)\n")
    }

    @Test func aNameOfSeveralIsRefusedWithAll() throws {
        let org = try threeWays()
        try org.set("C", label: "Same")
        try org.set("D", label: "same")
        let outcome = try org.run("access", "permission-set", "Same")
        #expect(outcome.status == 2 && outcome.errors == "error: 'Same' may be any of 2: 'C', 'D'\n")
    }

    @Test(
        "wrong usage is refused",
        arguments: [
            ["access"], ["access", "user"], ["access", "planet", "Earth"],
            ["access", "object", "Account", "--can", "read Account"],
            ["access", "user", AccessOrg.user, "--can", "sing loudly"],
        ])
    func usage(_ arguments: [String]) throws {
        let org = try threeWays()
        let outcome = try Program.run(arguments, in: org.folder.url)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
    }

    // MARK: Kinds and formats

    private static let questions: [(FixtureOrg, String, String)] = [
        (.acme, "user", "billing.integration@acme.com"), (.acme, "permission", "ModifyAllData"),
        (.acme, "object", "Account"), (.acme, "permission-set-group", "INT_ALL"), (.acme, "permission-set", "INT_Base"),
        (.acme, "app", "Warehouse"), (.acme, "app", "MuleSoft"),
        (.troubled, "permission-set", "acme__Orders_API"), (.troubled, "field", "Contact.SSN__c"),
        (.clean, "profile", "System Administrator"), (.clean, "object", "Invoice__c"),
        (.clean, "user", "netsuite.integration@lakeviewmedical.com"), (.clean, "app", "NetSuite"),
    ]

    private static func schema() throws -> JSONSchema {
        let file = Checkout.root.appending(path: "docs/access.schema.json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(try Program.run(["access", "--schema"], in: Checkout.root).output == text)
        return JSONSchema(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)))
    }

    @Test func jsonHasTheFormOfItsSchema() throws {
        let schema = try Self.schema()
        for (org, kind, name) in Self.questions {
            let outcome = try Program.run(
                ["access", kind, name, org.path, "--format", "json"] + FixtureOrg.asOf, in: Checkout.root)
            #expect(outcome.status == 0, "\(kind) \(name): \(outcome.errors)")
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(outcome.output.utf8))
            #expect(schema.problems(of: value) == [], "\(kind) \(name)")
            #expect(value["version"]?.string == "json-v1" && value["kind"]?.string == kind)
        }
        for question in ["read Account", "ModifyAllData", "edit Contact.SSN__c", "read Contact"] {
            let value = try threeWays().json("user", Self.user, "--can", question)
            #expect(schema.problems(of: value) == [], "\(question)")
            #expect(value["question"]?.string == question)
        }
    }

    @Test("text and Markdown stay as they are", arguments: ["text", "markdown"])
    func snapshots(_ format: String) throws {
        var text = ""
        for (org, kind, name) in Self.questions.prefix(9) {
            let arguments = ["access", kind, name, org.path, "--format", format] + FixtureOrg.asOf
            text += "$ forcelint \(arguments.dropLast(2).joined(separator: " "))\n"
            text += try Program.run(arguments, in: Checkout.root).output + "\n"
        }
        #expect(try Snapshot.problem(text, "access-\(format).txt") == nil)
    }

    @Test func namesOfStrangersAreShownHarmless() throws {
        let org = try threeWays()
        try org.set("Evil", label: "::error::x\u{1B}[31m", "ViewSetup")
        for format in ["text", "markdown", "json"] {
            let output = try org.run("access", "permission-set", "Evil", "--format", format).output
            #expect(!output.contains("\u{1B}") && !output.contains("\n::"))
        }
    }

    @Test func theAnswerIsAboutTheOrgAfterTheDeploy() throws {
        let org = try threeWays()
        let deploy = try AccessOrg()
        try deploy.set("A", "ManageUsers")
        let outcome = try org.run(
            "access", "user", Self.user, deploy.folder.url.path, "--org", ".", "--can", "ManageUsers")
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(try org.run("access", "user", Self.user, "--can", "ManageUsers").status == 1)
    }
}
