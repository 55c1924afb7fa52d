import Foundation
import RuleCatalogue
import TestSupport
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

    @Test func userPermissionsDifferInMoreThanCase() {
        let names = ReferenceTable.userPermissions.rows.map { $0["permission"] }
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
    }

    @Test func gatedObjectsHaveATier() {
        let tiers = ReferenceTable.gatedObjects.rows.reduce(into: [:]) { $0[$1["tier"], default: 0] += 1 }
        #expect(tiers == ["A": 10, "B": 199, "C": 29])
    }

    /// Two spellings of one root are both right, each for its own objects.
    @Test func gatedObjectsAreSpelledAsSalesforceDoes() {
        let names = ReferenceTable.gatedObjects.rows.map { $0["object"] }
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
        #expect(names.allSatisfy { $0.wholeMatch(of: /([A-Z][A-Za-z0-9]*)/) != nil })
        #expect(Set(names).isSuperset(of: ["HealthcareProvider", "HealthCareDiagnosis", "HealthCareProcedure"]))
    }

    /// The list that the table was made from, where it lies beside the checkout.
    @Test(.enabled(if: SharedMaterial.url("reference/gated-objects.tsv") != nil))
    func gatedObjectsAreThoseOfTheOfficialList() throws {
        let list = try #require(SharedMaterial.url("reference/gated-objects.tsv"))
        let official = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
            .filter { $0.count > 1 && $0[0] != "object" && !$0[0].hasPrefix("#") }
        #expect(
            Set(official.map { "\($0[0]) \($0[1].prefix(1))" })
                == Set(ReferenceTable.gatedObjects.rows.map { "\($0["object"]) \($0["tier"])" }))
    }

    @Test(.enabled(if: SharedMaterial.url("reference/userpermissions-v66.txt") != nil))
    func userPermissionsAreThoseOfTheWSDL() throws {
        let list = try #require(SharedMaterial.url("reference/userpermissions-v66.txt"))
        let official = try String(contentsOf: list, encoding: .utf8).split { $0.isWhitespace }.map(String.init)
        let known = ReferenceTable.userPermissions.rows.filter { $0["origin"] == "wsdl-66.0" }.map { $0["permission"] }
        #expect(known.sorted() == official.sorted())
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

@Suite("The tables of licences and profiles")
struct LicenseTableTests {
    private static let userLicenses = Set(ReferenceTable.knownUserLicenses.rows.map { $0["name"] })

    @Test func oneUserLicenceIsForIntegrations() {
        let marked = ReferenceTable.knownUserLicenses.rows.filter { $0["mark"] == "integration" }.map { $0["name"] }
        #expect(marked == ["Salesforce Integration"])
        #expect(Self.userLicenses.isSuperset(of: ["Salesforce", "Salesforce Platform", "Cloud Integration User"]))
    }

    @Test("No name is both a user licence and a permission set licence")
    func licencesAreApart() {
        let names = ReferenceTable.knownPermissionSetLicenses.rows.flatMap { [$0["name"], $0["label"]] }
        let userLicenses = Set(Self.userLicenses.map { $0.lowercased() })
        #expect(names.filter { userLicenses.contains($0.lowercased()) } == [])
    }

    @Test func permissionSetLicencesHaveACloud() {
        for row in ReferenceTable.knownPermissionSetLicenses.rows {
            let cloud = row["cloud"]
            #expect(
                ["integration", "health", "other"].contains(cloud) || cloud.hasPrefix("industry:"), "\(row["name"])")
            if cloud == "health" {
                let known = [row["name"], row["label"]].contains {
                    $0.filter { $0 != " " }.lowercased().hasPrefix("healthcloud")
                }
                #expect(known, "\(row["name"])")
            }
        }
        let integration = ReferenceTable.knownPermissionSetLicenses.rows.filter { $0["cloud"] == "integration" }
        #expect(integration.map { $0["name"] } == ["SalesforceAPIIntegrationPsl"])
        #expect(integration.map { $0["label"] } == ["Salesforce API Integration"])
    }

    @Test func standardProfilesHaveKnownLicences() {
        let licenses = ReferenceTable.standardProfiles.rows.map { $0["license"] }
        #expect(licenses.filter { !$0.isEmpty && !Self.userLicenses.contains($0) } == [])
    }

    @Test func profilesAreMarked() {
        let marks = ReferenceTable.standardProfiles.rows.reduce(into: [String: [String]]()) {
            $0[$1["mark"], default: []].append($1["name"])
        }
        #expect(
            marks["integration"] == [
                "Minimum Access - API Only Integrations", "Salesforce API Only System Integrations",
            ]
        )
        #expect(
            marks["broad"] == [
                "Admin", "Standard", "StandardAul", "ReadOnly", "ContractManager", "MarketingProfile",
                "SolutionManager",
            ]
        )
    }

    @Test(
        "Every row has a source and says how sure it is",
        arguments: [
            ReferenceTable.knownUserLicenses, .knownPermissionSetLicenses, .standardProfiles,
        ]
    )
    func rowsHaveASource(table: ReferenceTable) {
        #expect(table.rows.filter { $0["source"].isEmpty }.map { $0["name"] } == [])
        #expect(table.rows.filter { !["H", "M", "L"].contains($0["confidence"]) }.map { $0["name"] } == [])
    }
}
