import RuleCatalogue
import Testing

@Suite("The reference tables")
struct ReferenceTableTests {
    @Test("Each says where it is from, from when, and how it is refreshed", arguments: ReferenceTable.all)
    func knowsItsSource(table: ReferenceTable) {
        #expect(table.source.count > 20)
        #expect(table.date.wholeMatch(of: /\d{4}(-\d{2}(-\d{2})?)?/) != nil)
        #expect(table.refresh.count > 20)
        #expect(!table.rows.isEmpty)
        #expect(
            table.rows.allSatisfy { row in table.columns.allSatisfy { !row[$0].isEmpty || $0 != table.columns[0] } })
    }

    @Test(arguments: [ReferenceTable.riskyPermissions, .healthPermissions])
    func namesOnlyPermissionsThatExist(table: ReferenceTable) {
        let known = Set(ReferenceTable.userPermissions.rows.map { $0["permission"] })
        #expect(table.rows.map { $0["permission"] }.filter { !known.contains($0) } == [])
    }

    @Test func userPermissionsTellTheFeatureOnesApart() {
        let origins = ReferenceTable.userPermissions.rows.reduce(into: [:]) { $0[$1["origin"], default: 0] += 1 }
        #expect(origins == ["wsdl-66.0": 1760, "knowledge": 7])
    }

    @Test func gatedObjectsHaveATier() {
        let tiers = ReferenceTable.gatedObjects.rows.reduce(into: [:]) { $0[$1["tier"], default: 0] += 1 }
        #expect(tiers == ["A": 10, "B": 199, "C": 29])
    }

    @Test func riskIsOneOfFour() {
        let risks = Set(ReferenceTable.riskyPermissions.rows.map { $0["risk"] })
        #expect(risks == ["critical", "high", "medium", "low"])
    }

    @Test func healthPermissionsLeaveOutHealthCheck() {
        let names = ReferenceTable.healthPermissions.rows.map { $0["permission"] }
        #expect(names.contains("ManageHealthCloud"))
        #expect(!names.contains { $0.contains("HealthCheck") })
    }
}
