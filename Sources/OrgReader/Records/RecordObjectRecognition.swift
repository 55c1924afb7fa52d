package import OrgModel

/// How the object is found whose records a file holds: by what the file says, then by its name, then by its header.
extension RecordObject {
    /// The object of a table; nil where nothing tells it or the file itself names an object that is not read.
    ///
    /// - Parameter fileName: The name of the file without its folders.
    package static func of(_ table: RecordTable, fileName: String) -> RecordObject? {
        if let name = table.objectName { return RecordObject(objectName: name) }
        return RecordObject(fileName: fileName) ?? RecordObject(fields: table.fields)
    }

    /// The object that the name of an export file stands for: `User.csv`, `users.json`, `prod-User-2026.csv`.
    ///
    /// The name is cut at every character that is no letter, and never inside a word. One word has to be an object,
    /// singular or plural. Any words may stand before it (`acme_uat_User`), because what comes last is what a file is
    /// about; behind it only words that tell which export it is (`User-prod`, `User_20260501T1200Z`), so that
    /// `user-def.json` and `User-Stories.csv` are something else. With another word beside it, an object whose name is
    /// a common word has to be spelled as the API does: `Admin-User.csv`, and not `admin-user.json`.
    package init?(fileName: String) {
        let stem = fileName.lastIndex(of: ".").map { fileName[..<$0] } ?? fileName[...]
        let words = stem.split { !$0.isLetter }
        let candidates = words.indices.compactMap { index in
            Self.byFileWord[words[index].lowercased()].map { (index: index, object: $0) }
        }
        guard let candidate = candidates.last, candidates.allSatisfy({ $0.object == candidate.object }) else {
            return nil
        }
        let following = words[(candidate.index + 1)...]
        guard following.allSatisfy({ $0.count == 1 || Self.exportWords.contains($0.lowercased()) }) else { return nil }
        if words.contains(where: { $0.count > 1 && Self.byFileWord[$0.lowercased()] == nil }),
            candidate.object.isCommonWord, !words[candidate.index].hasPrefix(candidate.object.rawValue)
        {
            return nil
        }
        self = candidate.object
    }

    /// The object to which a header belongs beyond doubt; nil where none or several fit.
    ///
    /// - Parameter fields: Lower-case field paths.
    package init?(fields: Set<String>) {
        let objects = Self.headers.filter { $0.fits(fields) }.map(\.object)
        guard let object = objects.first, objects.allSatisfy({ $0 == object }) else { return nil }
        self = object
    }

    // MARK: File names

    private var isCommonWord: Bool {
        self == .user || self == .profile || self == .organization
    }

    /// Every object by the lower-case words that stand for it: its name, plurals, and the names of its relationships.
    private static let byFileWord: [String: RecordObject] = {
        var objects: [String: RecordObject] = [:]
        for object in allCases {
            let name = object.rawValue.lowercased()
            objects[name] = object
            objects[name + "s"] = object
        }
        objects["loginhistories"] = .loginHistory
        objects["setupentityaccesses"] = .setupEntityAccess
        objects["permissionsetlicenseassignments"] = .permissionSetLicenseAssign
        return objects
    }()

    /// What may stand behind the object in the name of a file and says nothing about what the file holds.
    private static let exportWords: Set<String> = [
        "all", "backup", "bulk", "data", "dev", "export", "exported", "extract", "full", "int", "latest", "new", "old",
        "org", "page", "part", "partial", "preprod", "prod", "production", "qa", "query", "records", "result",
        "results", "rows", "sandbox", "sit", "staging", "uat",
    ]

    // MARK: Headers

    /// Fields that tell an object: one of each group is there, and none of those that belong to another object.
    private struct Header {
        let object: RecordObject
        let groups: [[String]]
        var strangers: [String] = []

        func fits(_ fields: Set<String>) -> Bool {
            groups.allSatisfy { $0.contains(where: fields.contains) } && !strangers.contains(where: fields.contains)
        }
    }

    private static let assignees = ["assigneeid", "assignee.username"]

    private static let headers = [
        Header(
            object: .permissionSetLicenseAssign,
            groups: [
                assignees,
                [
                    "permissionsetlicenseid", "permissionsetlicense.developername", "permissionsetlicense.masterlabel",
                ],
            ]
        ),
        Header(
            object: .permissionSetAssignment,
            groups: [
                assignees,
                [
                    "permissionsetid", "permissionset.name", "permissionset.label", "permissionsetgroupid",
                    "permissionsetgroup.developername",
                ],
            ]
        ),
        Header(object: .loginHistory, groups: [["logintime"], ["userid"]]),
        Header(object: .userLogin, groups: [["isfrozen", "ispasswordlocked"], ["userid"]]),
        Header(object: .setupEntityAccess, groups: [["setupentityid"]]),
        Header(object: .organization, groups: [["organizationtype"]]),
        Header(object: .connectedApplication, groups: [["optionsallowadminapprovedusersonly"]]),
        Header(
            object: .userLicense,
            groups: [["totallicenses"], ["licensedefinitionkey", "name"]],
            strangers: ["developername", "permissionsetlicensekey"]
        ),
        Header(
            object: .permissionSetLicense,
            groups: [["totallicenses"], ["developername", "permissionsetlicensekey"]],
            strangers: ["licensedefinitionkey"]
        ),
        Header(object: .permissionSet, groups: [["isownedbyprofile"]]),
        Header(
            object: .permissionSet,
            groups: [
                ["name"], ["label"], ["hasactivationrequired", "licenseid", "license.name", "permissionsetgroupid"],
            ]
        ),
        Header(
            object: .permissionSetGroup, groups: [["developername"], ["hasactivationrequired"]], strangers: ["name"]),
        Header(
            object: .profile,
            groups: [["name"], ["userlicenseid", "userlicense.name"]],
            strangers: ["label", "isownedbyprofile", "username"]
        ),
        Header(
            object: .user,
            groups: [["username"], ["id", "isactive", "profileid", "profile.name", "usertype", "email", "alias"]],
            strangers: ["userid", "assigneeid"]
        ),
    ]
}
