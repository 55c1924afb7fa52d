/// What the exports prove by silence: a row that is missing says something only where none can have been overlooked.
extension Org {
    /// Whether every permission set and group of a user is known: the export is there and whole, its rows can be told to
    /// belong to the user, and each of them names what it assigns.
    /// - Parameter user: index in `users`.
    public func knowsAllAssignments(ofUser user: Int) -> Bool {
        isWhole("PermissionSetAssignment", rows: records.permissionSetAssignments.count, forUser: user)
            && !users[user].hasUnresolvedAssignments
    }

    /// Whether every permission set license of a user is known, in the same sense.
    /// - Parameter user: index in `users`.
    public func knowsAllLicenses(ofUser user: Int) -> Bool {
        isWhole("PermissionSetLicenseAssign", rows: records.permissionSetLicenseAssigns.count, forUser: user)
            && users[user].licenses.allSatisfy(\.isNamed)
    }

    /// Whether the export of an object is there and holds all rows of its query.
    public func isComplete(_ object: String) -> Bool {
        records.has(object) && !truncatedObjects.contains(object)
    }

    private func isWhole(_ object: String, rows: Int, forUser user: Int) -> Bool {
        guard isComplete(object) else { return false }
        let hasID = records.has("AssigneeId", of: object) || records.has("Assignee.Id", of: object)
        return rows == 0 || records.has("Assignee.Username", of: object) || hasID && users[user].record.id != nil
    }
}
