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
        condition(conditions).map { "sf data delete record --sobject \(object) --where \(Fix.quoted($0))" }
    }

    /// Values of fields as `--where` wants them; nil where a value cannot be written in a condition.
    static func condition(_ conditions: [(field: String, value: String)]) -> String? {
        var pairs: [String] = []
        for (field, value) in conditions {
            guard let value = word(value) else { return nil }
            pairs.append("\(field)=\(value)")
        }
        return pairs.joined(separator: " ")
    }

    /// A value as the CLI reads it: it parts conditions at white space and takes quotes of both kinds away, in pairs, keeps
    /// one kind within the other, and knows no escape. Backslashes reach the query as they are, braces are read as JSON.
    private static func word(_ value: String) -> String? {
        let isWritable =
            !value.contains { "\\{}".contains($0) } && !["true", "false"].contains(value.lowercased())
            && !value.isEmpty
        guard isWritable else { return nil }
        let needsQuotes = value.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "'" || $0 == "\"" }
        if !needsQuotes { return value }
        if !value.contains("'") { return "'\(value)'" }
        return value.contains("\"") ? nil : "\"\(value)\""
    }
}
