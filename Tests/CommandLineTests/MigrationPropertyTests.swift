import FoundationEssentials
import LintEngine
import LintRules
import OrgModel
import OrgReader
import Reporting
import TestSupport
import Testing

/// Generated orgs: whoever has only the new permission sets may do what the user may do today, no more and no less but
/// for what is told.
@Suite("The access that a migration carries")
struct MigrationPropertyTests {
    private static let user = MigrationOrg.user

    @Test("is today's", arguments: 1...60)
    func sameAccess(_ seed: Int) throws {
        let generated = try GeneratedAccess(seed)
        defer { withExtendedLifetime(generated) {} }
        let org = try PermissionSetRoundTripTests.org(generated.org.org.folder)
        let index = try #require(org.user(named: Self.user))
        let planner = MigrationPlanner(
            org, settings: MigrationPlanner.Settings(configuration: .empty, path: nil, folder: "sets"))
        let migration = try #require(planner.plan([index]).migrations.first)
        #expect(migration.isPossible, "\(migration.reasons.map(\.text)) \(migration.unknowns)")

        let moved = try AccessOrg()
        try moved.profile(AccessOrg.profile, "ApiEnabled", "ApiUserOnly", "ChatterInternalUser")
        try moved.users()
        for set in migration.permissionSets {
            try moved.folder.write(
                PermissionSetXML.text(set), to: "force-app/permissionsets/\(PermissionSetXML.fileName(set))")
        }
        try moved.assignments(migration.permissionSets.map { "\(AccessOrg.user) \($0.fullName)" })
        let after = try PermissionSetRoundTripTests.org(moved.folder)
        #expect(after.problems.map(\.message) == [])

        var expected = Self.rights(org)
        for rest in try #require(migration.access).rest {
            for flag in rest.flags.isEmpty ? [""] : rest.flags {
                #expect(expected.removeValue(forKey: "\(rest.kind) \(rest.name) \(flag)") != nil, "\(rest)")
            }
        }
        for permission in IntegrationNames.profilePermissions { expected["userPermissions \(permission) "] = false }
        let actual = Self.rights(after)
        #expect(actual == expected, "\(Self.difference(actual, expected))")
        withExtendedLifetime(moved) {}
    }

    /// What the property has to be proved on does occur.
    @Test func theOrgsHaveWhatMakesItHard() throws {
        var hard: Set<String> = []
        for seed in 1...60 {
            let generated = try GeneratedAccess(seed)
            let org = try PermissionSetRoundTripTests.org(generated.org.org.folder)
            let index = try #require(org.user(named: Self.user))
            let answer = org.access(ofUser: index)
            for path in (answer.grants ?? []).flatMap(\.paths) {
                if path.isMuted { hard.insert("muted") }
                if !path.muted.isEmpty, !path.flags.isEmpty { hard.insert("partly muted") }
                if path.activation != nil { hard.insert("conditional") }
            }
            for right in answer.grants ?? [] where !right.isMuted {
                if right.isConditional { hard.insert("conditional only") }
                if right.paths.contains(where: { $0.activation != nil }), !right.isConditional { hard.insert("both") }
                if right.paths.contains(where: \.isMuted) { hard.insert("muted on one way") }
            }
            let set = PermissionSetContent(fullName: "A", label: "A", description: "")
            let access = org.carriedAccess(ofUser: index, in: set, and: set) { _, _ in nil }
            if access.rest.contains(where: { $0.reason.hasPrefix("no set can hold it without") }) {
                hard.insert("incoherent")
            }
            withExtendedLifetime(generated) {}
        }
        #expect(
            hard == [
                "muted", "partly muted", "conditional", "conditional only", "both", "muted on one way", "incoherent",
            ])
    }

    private static func rights(_ org: Org) -> [String: Bool] {
        org.user(named: user).map { PlainAccess.rights(ofUser: $0, in: org) } ?? [:]
    }

    private static func difference(_ actual: [String: Bool], _ expected: [String: Bool]) -> [String] {
        Set(actual.keys).union(expected.keys).filter { actual[$0] != expected[$0] }.sorted().map {
            "\($0): \(actual[$0].map(String.init) ?? "-") instead of \(expected[$0].map(String.init) ?? "-")"
        }
    }
}

/// An org in which a user has access by a profile, by sets, some of which have to be activated, and by groups with muting
/// sets; the same for the same seed.
private struct GeneratedAccess {
    let org: MigrationOrg
    private var random: GeneratedOrg.Layout

    private static let permissions = [
        "ViewSetup", "DataExport", "ViewAllData", "EditTask", "RunReports", "ManageUsers",
    ]
    private static let objects = ["Account", "Contact", "Invoice__c", "ns__Item__c"]
    private static let fields = ["Account.Industry", "Contact.Email", "Invoice__c.Sum__c"]

    init(_ seed: Int) throws {
        org = try MigrationOrg()
        random = GeneratedOrg.Layout(seed)
        for _ in 0..<8 { _ = random.next(below: 100) }
        try org.remove("org-records/PermissionSetLicense.csv")
        try writeProfile()
        let sets = (0..<6).map { "S\($0)" }
        for set in sets { try write("permissionsets/\(set).permissionset", "PermissionSet", of: 6, activation: true) }
        for muting in ["M0", "M1"] {
            try write("mutingpermissionsets/\(muting).mutingpermissionset", "MutingPermissionSet", of: 8)
        }
        for group in ["G0", "G1"] {
            let members = sets.filter { _ in random.next(below: 2) == 0 } + [sets[random.next(below: sets.count)]]
            let mutings = ["M0", "M1"].filter { _ in random.next(below: 2) == 0 }
            try org.write(
                "force-app/main/default/permissionsetgroups/\(group).permissionsetgroup-meta.xml",
                Self.document(
                    "PermissionSetGroup",
                    activation() + "<label>\(group)</label>"
                        + mutings.map { "<mutingPermissionSets>\($0)</mutingPermissionSets>" }.joined()
                        + Set(members).sorted().map { "<permissionSets>\($0)</permissionSets>" }.joined()))
        }
        let direct = sets.filter { _ in random.next(below: 3) == 0 }
        let user = MigrationOrg.user
        try org.org.assignments(direct.map { "\(user) \($0)" } + ["\(user) group G0", "\(user) group G1"])
    }

    private mutating func writeProfile() throws {
        try org.write(
            "\(MigrationOrg.profiles)/\(MigrationOrg.profile).profile-meta.xml",
            Self.document(
                "Profile",
                AccessOrg.entries(["ApiEnabled", "ApiUserOnly", "Account:", "Account.Industry:"]) + entries(5)
                    + "<userLicense>Salesforce</userLicense>"))
    }

    private mutating func write(_ path: String, _ root: String, of count: Int, activation: Bool = false) throws {
        let name = path.split(separator: "/")[1].split(separator: ".")[0]
        try org.write(
            "force-app/main/default/\(path)-meta.xml",
            Self.document(
                root, (activation ? self.activation() : "") + "<label>\(name)</label>" + entries(count)))
    }

    private mutating func activation() -> String {
        random.next(below: 4) == 0 ? "<hasActivationRequired>true</hasActivationRequired>" : ""
    }

    /// Entries of every kind, each thing at most once.
    private mutating func entries(_ count: Int) -> String {
        var texts: [String: String] = [:]
        for _ in 0..<count {
            switch random.next(below: 4) {
            case 0:
                let name = Self.permissions[random.next(below: Self.permissions.count)]
                texts[name] = AccessOrg.entries([name])
            case 1:
                let name = Self.objects[random.next(below: Self.objects.count)]
                texts[name] = AccessOrg.entries(["\(name):\(flags(ObjectAccess.allCases.map { "\($0)" }))"])
            case 2:
                let name = Self.fields[random.next(below: Self.fields.count)]
                texts[name] = AccessOrg.entries(["\(name):\(flags(["readable", "editable"]))"])
            default:
                let (element, name, flag) = Self.others[random.next(below: Self.others.count)]
                let value = "\(element)_\(random.next(below: 2))"
                let isOn = random.next(below: 5) > 0
                texts[value] = "<\(element)><\(name)>\(value)</\(name)><\(flag)>\(isOn)</\(flag)></\(element)>"
            }
        }
        return texts.sorted { $0.key < $1.key }.map(\.value).joined()
    }

    private mutating func flags(_ names: [String]) -> String {
        names.filter { _ in random.next(below: 2) == 0 }.joined(separator: ",")
    }

    private static let others = [
        ("classAccesses", "apexClass", "enabled"), ("pageAccesses", "apexPage", "enabled"),
        ("flowAccesses", "flow", "enabled"), ("customPermissions", "name", "enabled"),
        ("customMetadataTypeAccesses", "name", "enabled"), ("customSettingAccesses", "name", "enabled"),
        ("externalDataSourceAccesses", "externalDataSource", "enabled"),
        ("externalCredentialPrincipalAccesses", "externalCredentialPrincipal", "enabled"),
        ("recordTypeVisibilities", "recordType", "visible"), ("applicationVisibilities", "application", "visible"),
    ]

    private static func document(_ root: String, _ content: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(root) xmlns=\"http://soap.sforce.com/2006/04/metadata\">"
            + "\(content)</\(root)>\n"
    }
}
