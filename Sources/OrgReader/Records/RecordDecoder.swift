package import OrgModel

/// Puts the exports of all objects together and gives their rows the types of the model.
package struct RecordDecoder {
    package private(set) var records = Records()
    /// In the order of locations.
    package private(set) var problems: [InputProblem] = []
    /// How many records of each object were given; objects whose export says nothing have no entry.
    ///
    /// User needs a row. An export whose rows can all be tied to nothing is not given: assignments by Ids without the
    /// export that has these Ids. It is then not in `Records.fields` either.
    package private(set) var inputs: [String: Int] = [:]

    private let exports: [RecordExport]
    private var rows: [RecordObject: [RecordRow]] = [:]

    /// - Parameter exports: in the order of files; there may be several of an object, also pages of one query.
    package init(_ exports: [RecordExport]) {
        self.exports = exports
        for object in RecordObject.allCases {
            let ofObject = exports.filter { $0.object == object }
            if !ofObject.isEmpty { rows[object] = usableRows(of: object, in: ofObject) }
        }
        for object in RecordObject.allCases {
            guard let usable = rows[object] else { continue }
            noteGiven(object, usable)
            decode(object, usable)
        }
        problems += RecordExportProblems(exports: exports, rows: rows).problems
        problems.sort { ($0.location, $0.element, $0.message) < ($1.location, $1.element, $1.message) }
    }

    /// The rows that have what identifies them; of each file it is noted once what the others lack.
    private mutating func usableRows(of object: RecordObject, in exports: [RecordExport]) -> [RecordRow] {
        let keys = object.keys.map { group in (group: group, paths: group.flatMap(RecordReference.paths)) }
        var merge = RecordMerge(object)
        for export in exports {
            var unusable: [Int: (first: RecordRow, count: Int)] = [:]
            for var row in export.table.rows {
                row.mentionedFields = export.table.fields
                let missing = keys.firstIndex { key in !key.paths.contains { row.values[$0] != nil } }
                if let missing {
                    unusable[missing] = (unusable[missing]?.first ?? row, (unusable[missing]?.count ?? 0) + 1)
                } else {
                    merge.append(row)
                }
            }
            // The Ids that a tree export drops are a problem of its own.
            guard !export.table.isTreeExport else { continue }
            for (missing, found) in unusable {
                problems.append(.missingKey(keys[missing].group, in: found.count, from: found.first, of: export))
            }
        }
        return merge.rows
    }

    private mutating func noteGiven(_ object: RecordObject, _ usable: [RecordRow]) {
        let tables = exports.filter { $0.object == object }.map(\.table)
        let isEmpty = tables.allSatisfy(\.rows.isEmpty)
        guard isEmpty || isUsable(object, usable) else { return }
        records.fields[object.rawValue] = tables.reduce(into: []) { $0.formUnion($1.fields) }
        if object == .user, usable.isEmpty { return }
        inputs[object.rawValue] = usable.count
    }

    /// Whether the rows can be tied to what they point to.
    private func isUsable(_ object: RecordObject, _ usable: [RecordRow]) -> Bool {
        guard !usable.isEmpty else { return false }
        return object.references.allSatisfy { reference in
            if reference.isNamed(in: usable) { return true }
            let targets = reference.targets.compactMap { rows[$0] }
            if targets.isEmpty { return !reference.isNeeded }
            // A user without a profile's record is a user all the same.
            return object == .user || targets.contains { $0.contains { $0.values["id"] != nil } }
        }
    }

    private mutating func decode(_ object: RecordObject, _ rows: [RecordRow]) {
        switch object {
        case .user: records.users = decode(rows, object, User.init)
        case .userLogin: records.userLogins = decode(rows, object, UserLogin.init)
        case .userLicense: records.userLicenses = decode(rows, object, UserLicense.init)
        case .profile: records.profiles = decode(rows, object, ProfileRecord.init)
        case .permissionSet: records.permissionSets = decode(rows, object, PermissionSetRecord.init)
        case .permissionSetGroup: records.permissionSetGroups = decode(rows, object, PermissionSetGroupRecord.init)
        case .permissionSetAssignment:
            records.permissionSetAssignments = decode(rows, object, PermissionSetAssignment.init)
        case .permissionSetLicense: records.permissionSetLicenses = decode(rows, object, PermissionSetLicense.init)
        case .permissionSetLicenseAssign:
            records.permissionSetLicenseAssigns = decode(rows, object, PermissionSetLicenseAssign.init)
        case .loginHistory: records.loginHistory = decode(rows, object, LoginHistory.init)
        case .organization: records.organizations = decode(rows, object, Organization.init)
        case .setupEntityAccess: records.setupEntityAccesses = decode(rows, object, SetupEntityAccess.init)
        case .connectedApplication: records.connectedApplications = decode(rows, object, ConnectedApplication.init)
        }
    }

    /// The rows as records; a field with values of another type is noted once for each file, at the first of them.
    private mutating func decode<Record>(
        _ rows: [RecordRow],
        _ object: RecordObject,
        _ record: (inout RecordFields) -> Record?
    ) -> [Record] {
        var noted: Set<InvalidField> = []
        return rows.compactMap { row in
            var fields = RecordFields(row)
            let record = record(&fields)
            for value in fields.invalidValues
            where noted.insert(InvalidField(file: row.location.file, path: value.path)).inserted {
                let export = exports.first { $0.object == object && $0.table.file == row.location.file }
                if let export { problems.append(.invalidValue(value, in: row, of: export)) }
            }
            return record
        }
    }

    private struct InvalidField: Hashable {
        let file: FileID
        let path: String
    }
}
