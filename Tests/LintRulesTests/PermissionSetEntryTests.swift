import OrgModel
import Testing

@testable import LintRules

@Suite struct PermissionSetEntryTests {
    private func permission(_ flags: [ObjectAccess: Flag]) -> ObjectPermission {
        var permission = ObjectPermission(object: Name(id: 0), offset: 100)
        for (index, access) in ObjectAccess.allCases.enumerated() {
            if let flag = flags[access] { permission.set(access, flag, offset: UInt32(200 + index)) }
        }
        return permission
    }

    @Test func withoutReadEverythingThatBuildsOnItGoes() {
        let all = permission([
            .allowRead: .no, .allowCreate: .yes, .allowEdit: .yes, .allowDelete: .yes, .viewAllRecords: .yes,
            .modifyAllRecords: .yes,
        ])
        #expect(
            Set(all.baseless) == [.allowCreate, .allowEdit, .allowDelete, .viewAllRecords, .modifyAllRecords])
    }

    @Test func whatFallsTakesWithItWhatRequiresIt() {
        let chain = permission([
            .allowRead: .yes, .allowEdit: .no, .allowDelete: .yes, .viewAllRecords: .yes, .modifyAllRecords: .yes,
        ])
        #expect(chain.gaps.map(\.granted) == [.allowDelete, .modifyAllRecords])
        #expect(Set(chain.baseless) == [.allowDelete, .modifyAllRecords])
    }

    @Test func whatIsNotMentionedIsNoGap() {
        let unknown = permission([.allowDelete: .yes, .allowEdit: .yes, .viewAllFields: .yes])
        #expect(unknown.gaps.isEmpty)
        #expect(unknown.baseless.isEmpty)
    }

    /// Names `a`, `A` and `b`, by their ids.
    private let names = NameTable(bytes: Array("aAb".utf8), ends: [1, 2, 3])

    private func entries(_ entries: [(id: UInt32, flag: Flag)]) -> AccessGrants {
        var grants = AccessGrants(file: FileID(0))
        grants.userPermissions = entries.enumerated().map { index, entry in
            Access(name: Name(id: entry.id), flag: entry.flag, offset: UInt32(index * 10 + 1), flagOffset: 5)
        }
        return grants
    }

    @Test(arguments: [
        ([Flag.yes, .yes], false, true), ([.yes, .no], true, false), ([.absent, .yes], false, false),
        ([.absent, .absent], false, true), ([.yes, .absent, .no], true, false),
    ])
    func sameNamesConflictOnlyWhereTheirFlagsSayOpposites(_ flags: [Flag], _ isConflicting: Bool, _ isIdentical: Bool) {
        var search = DuplicateEntrySearch(names)
        let parts = [entries(flags.map { (0, $0) })]
        let found = search.duplicates(of: \.userPermissions, in: parts)
        #expect(found.count == 1)
        #expect(found.first?.isConflicting == isConflicting)
        #expect(found.first?.isIdentical == isIdentical)
        #expect(found.first?.second.offset == 11)
        #expect(found.first?.others.count == flags.count - 2)
    }

    @Test func oneSearchDoesNotRememberTheOther() {
        var search = DuplicateEntrySearch(names)
        let once = [entries([(0, .yes), (2, .yes)])]
        let twice = [entries([(0, .yes)]), entries([(1, .yes), (2, .yes)])]
        #expect(search.duplicates(of: \.userPermissions, in: once).isEmpty)
        #expect(search.duplicates(of: \.userPermissions, in: twice).map(\.second.offset) == [1])
        #expect(search.duplicates(of: \.userPermissions, in: once).isEmpty)
    }
}
