import RuleCatalogue
import Testing

/// What pages say of user permissions is there: a wrong name would teach a wrong lesson.
@Suite("The user permissions in pages")
struct PagePermissionTests {
    private static let known = Set(ReferenceTable.userPermissions.rows.map { $0["permission"] })
    private static let lowercased = Set(known.map { $0.lowercased() })

    /// The pages whose examples are about names that are wrong.
    private static let pagesOfWrongNames: Set = ["permission-set-unknown-permission"]

    @Test("Examples grant permissions that exist", arguments: RuleFile.all)
    func inExamples(file: RuleFile) throws {
        guard !Self.pagesOfWrongNames.contains(file.id) else { return }
        for example in try file.page().examples {
            let files = example.files.values.joined(separator: "\n")
            for match in files.matches(of: /<userPermissions>[\s\S]*?<name>(.*?)<\/name>[\s\S]*?<\/userPermissions>/) {
                let name = String(match.1)
                // Some rules compare names whatever their case, and have an example that says so.
                let isCaseTrap = file.area == "health" && Self.lowercased.contains(name.lowercased())
                #expect(Self.known.contains(name) || isCaseTrap, "\(name) in '\(example.name)'")
            }
            for match in (example.config ?? "").matches(of: /permissions: \[([^\]]*)\]/) {
                for name in match.1.split(separator: ",").map({ $0.filter { !$0.isWhitespace } }) {
                    // The configuration may write them in any case.
                    #expect(Self.lowercased.contains(name.lowercased()), "\(name) in '\(example.name)'")
                }
            }
        }
    }

    @Test("Commands ask for permissions that exist", arguments: RuleFile.all)
    func inCommands(file: RuleFile) throws {
        let command = try file.page().fix.command ?? ""
        for match in command.matches(of: /PermissionSet\.Permissions([A-Z]\w*)/) {
            #expect(Self.known.contains(String(match.1)), "\(match.1)")
        }
    }

    @Test("Every table names permissions of the list", arguments: ReferenceTable.all)
    func inTables(table: ReferenceTable) {
        guard table.columns.contains("permission") else { return }
        #expect(table.rows.map { $0["permission"] }.filter { !Self.known.contains($0) } == [])
    }
}
