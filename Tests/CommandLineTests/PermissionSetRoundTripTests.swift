import FoundationEssentials
import LintEngine
import OrgModel
import OrgReader
import Reporting
import TestSupport
import Testing

@Suite("A permission set that is written and read again")
struct PermissionSetRoundTripTests {
    @Test("grants the same", arguments: 1...40)
    func roundTrip(_ seed: Int) throws {
        var random = GeneratedOrg.Layout(seed)
        var set = PermissionSetContent(
            fullName: "INT_\(seed)", label: Hostile.texts[seed % Hostile.texts.count], description: "a < b & c",
            isActivationRequired: seed.isMultiple(of: 2))
        let names = ["Account", "Ünïcode__c", "a&b", "<x>", "it's", "\"q\"", "Account.Industry", "ns__Thing__c"]
        let objectFlags = ObjectAccess.allCases.map { "\($0)" }
        for _ in 0..<60 {
            let kind = AccessRight.Kind.allCases[random.next(below: AccessRight.Kind.allCases.count)]
            let name = names[random.next(below: names.count)]
            switch kind {
            case .objectPermissions: set.grant(kind, name, flag: objectFlags[random.next(below: objectFlags.count)])
            case .fieldPermissions: set.grant(kind, name, flag: ["readable", "editable"][random.next(below: 2)])
            default: set.grant(kind, name)
            }
        }
        _ = set.removeIncoherentFlags()
        set.show(tab: "standard-Account", .visible)

        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        try folder.write(PermissionSetXML.text(set), to: PermissionSetXML.fileName(set))
        let org = try Self.org(folder)
        #expect(org.problems.map(\.message) == [])
        let file = try #require(org.metadata.permissionSets.first)
        #expect(file.fullName == set.fullName && file.license == nil)
        #expect(file.hasActivationRequired?.value == set.isActivationRequired)
        #expect(file.description?.value == set.description)
        #expect(org.names[file.parts[0].tabSettings[0].tab] == "standard-Account")
        let read = PlainAccess.rights(of: file, org.names)
        let written = AccessRight.Kind.allCases.flatMap { kind in
            set.entries(of: kind).flatMap { entry in
                (entry.flags.isEmpty ? [""] : entry.flags).map { "\(kind) \(entry.name) \($0)" }
            }
        }
        #expect(read == Set(written) && !written.isEmpty)
    }

    static func org(_ folder: TemporaryFolder) throws -> Org {
        let path = Array(folder.url.path.utf8)
        let reading = try InputReader(paths: [path], currentDirectory: path).read()
        return Org(
            reading.parts, register: IntegrationRegister(), facts: .builtIn, asOf: Timestamp(seconds: 0))
    }
}
