internal import LintEngine
internal import OrgModel

extension OrgUser.LicenseAssignment {
    /// The command that takes the licence from a user; nil where neither Ids nor names tell the row.
    func removalCommand(from username: String) -> String? {
        if let id = row.id { return RecordRemoval.command("PermissionSetLicenseAssign", id) }
        if let assignee = row.assigneeID, let license = row.permissionSetLicenseID ?? license?.id {
            return RecordRemoval.command(
                "PermissionSetLicenseAssign",
                [("AssigneeId", assignee.value), ("PermissionSetLicenseId", license.value)]
            )
        }
        if let developerName {
            return RecordRemoval.command(
                "PermissionSetLicenseAssign",
                [("Assignee.Username", username), ("PermissionSetLicense.DeveloperName", developerName)]
            )
        }
        return nil
    }
}

extension OrgUser.Assignment {
    /// The command that takes the set or group from a user; nil where neither Ids nor names tell the row.
    func removalCommand(from username: String) -> String? {
        if let id = row.id {
            return RecordRemoval.command("PermissionSetAssignment", id)
        }
        guard !isGroup else { return nil }
        return RecordRemoval.command(
            "PermissionSetAssignment",
            [("Assignee.Username", username), ("PermissionSet.Name", row.permissionSetName ?? name)]
        )
    }
}

enum RecordRemoval {
    /// The command that deletes the record with an Id.
    static func command(_ object: String, _ id: RecordID) -> String {
        "sf data delete record --sobject \(object) --record-id \(Fix.quoted(id.value))"
    }

    /// The command that deletes the one record with these values; nil where a value cannot be written in a condition.
    static func command(_ object: String, _ conditions: [(field: String, value: String)]) -> String? {
        guard conditions.allSatisfy({ !$0.value.contains("'") }) else { return nil }
        let condition = conditions.map { field, value in
            // The CLI parts conditions at spaces and wants values that hold some in single quotes.
            value.contains(" ") ? "\(field)='\(value)'" : "\(field)=\(value)"
        }
        return "sf data delete record --sobject \(object) --where \(Fix.quoted(condition.joined(separator: " ")))"
    }
}
