internal import OrgModel

extension OrgUser.Assignment {
    /// What the row says of its user, for a related location.
    var holding: String {
        "holds the permission set \(isGroup ? "group " : "")'\(name)'"
    }
}
