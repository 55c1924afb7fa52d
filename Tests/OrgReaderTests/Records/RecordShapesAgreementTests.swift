import OrgModel
import OrgReader
import Testing

/// The same data is the same whoever exported it.
struct RecordShapesAgreementTests {
    private static let data: [ExportedData] = [.users, .licenseAssigns, .assignments, .licenses]

    private func decoder(_ shape: ExportedData.Shape) -> RecordDecoder {
        var exports: [RecordExport] = []
        for (index, data) in Self.data.enumerated() {
            let (found, problems) = RecordFileReader.read(
                Array(data.text(shape).utf8),
                file: FileID(index),
                fileName: data.fileName(shape),
                syntax: nil
            )
            #expect(problems.isEmpty, "\(problems)")
            #expect(found.map(\.object) == [data.object])
            exports += found
        }
        return RecordDecoder(exports)
    }

    private func text(_ records: Records) -> String {
        var records = records
        // Shapes mention a related record that is not there in different ways.
        records.fields = [:]
        for index in records.users.indices { records.users[index].mentionedFields = [] }
        return description(withoutLocations: records)
    }

    @Test(arguments: ExportedData.Shape.allCases)
    func everyShapeGivesTheSameRecords(_ shape: ExportedData.Shape) {
        let decoder = decoder(shape)
        #expect(decoder.problems.isEmpty)
        #expect(text(decoder.records) == text(self.decoder(.commandLineCSV).records))
        #expect(
            decoder.inputs == [
                "User": 3, "PermissionSetLicenseAssign": 2, "PermissionSetAssignment": 3, "PermissionSetLicense": 1,
            ])
    }

    @Test(arguments: ExportedData.Shape.allCases)
    func theRecordsAreTheOnesThatWereExported(_ shape: ExportedData.Shape) throws {
        let records = decoder(shape).records
        #expect(records.users.map(\.username) == ["erp@acme.example", "hr@acme.example", "guest@acme.example"])
        let users = records.users
        #expect(users.map(\.isActive) == [true, false, true])
        #expect(users.map(\.hasRole) == [false, true, false])
        #expect(users.map(\.name) == ["ERP, Sync", "HR", "Guest"])
        #expect(users.map(\.licenseName) == ["Salesforce Integration", "Salesforce", nil])
        #expect(users.map(\.featureFlags) == [[], ["UserPermissionsMobileUser"], []])
        #expect(users.first?.id == RecordID("005xx0000000001"))
        #expect(users.first?.lastLoginDate == "2026-05-01T10:11:12.000+0000")
        #expect(users.allSatisfy { $0.mentions("LastLoginDate") && !$0.mentions("CreatedDate") })

        let assignments = records.permissionSetAssignments
        #expect(assignments.map(\.permissionSetName) == ["INT_ERP", "X00ex0000001", "Bundle"])
        #expect(assignments.map(\.permissionSetType) == ["Regular", "Profile", "Group"])
        #expect(assignments.map(\.permissionSetIsOwnedByProfile) == [false, true, false])
        #expect(assignments.map(\.permissionSetProfileID) == [nil, RecordID("00exx0000000001"), nil])
        #expect(assignments.map(\.permissionSetLicenseName) == ["Salesforce Integration", nil, nil])
        #expect(assignments.map(\.permissionSetGroupDeveloperName) == [nil, nil, "Bundle"])
        #expect(assignments.first?.expirationDate == "2026-12-31T00:00:00.000+0000")

        #expect(records.permissionSetLicenseAssigns.map(\.isRevoked) == [false, true])
        #expect(records.permissionSetLicenseAssigns.map(\.masterLabel).last == "Health Cloud Starter")
        let license = try #require(records.permissionSetLicenses.first)
        #expect(license.totalLicenses == 25)
        #expect(license.maximumPermissions == ["managehealthcloud"])
        #expect(records.has("Profile.UserLicense.Name", of: "User"))
        #expect(!records.has("Email", of: "User"))
    }

    @Test(arguments: ExportedData.Shape.allCases)
    func locationsAreWhereTheRowsBegin(_ shape: ExportedData.Shape) {
        let text = Array(ExportedData.users.text(shape).utf8)
        let opening = [UInt8]((shape.rawValue.hasSuffix("XML") ? "<records" : "{").utf8)
        for user in decoder(shape).records.users {
            #expect(user.location.file == FileID(0))
            let offset = Int(user.location.offset)
            if shape.rawValue.hasSuffix("CSV") {
                #expect(offset > 0 && text[offset - 1] == UInt8(ascii: "\n"))
            } else {
                #expect(text[offset...].starts(with: opening))
            }
        }
    }

    @Test(arguments: ExportedData.Shape.allCases)
    func aFileThatIsCutAnywhereIsReadOrRefused(_ shape: ExportedData.Shape) {
        let bytes = Array(ExportedData.assignments.text(shape).utf8)
        for length in 0..<bytes.count {
            let (exports, problems) = RecordFileReader.read(
                Array(bytes[..<length]),
                file: FileID(0),
                fileName: ExportedData.assignments.fileName(shape),
                syntax: nil
            )
            #expect(exports.isEmpty != problems.isEmpty)
            #expect(problems.allSatisfy { $0.location.offset <= length })
            _ = RecordDecoder(exports)
        }
    }
}
