public import OrgModel
internal import RuleCatalogue

/// What has to be fetched from an org, so that the chosen rules can be evaluated.
public struct ExportPlan: Sendable {
    /// A query whose rows become one export.
    public struct Query: Sendable {
        public let object: String
        public let fields: [String]
        /// Whether the rows are so many that they are fetched by the Bulk API.
        public let isBulk: Bool
        /// Why it is fetched: `no export of User is there`.
        public let reason: String
        /// How many of the chosen rules ask for it; 0 where only questions about access do.
        public let ruleCount: Int

        public var soql: String { "SELECT \(fields.joined(separator: ", ")) FROM \(object)" }
    }

    /// The event logs, which are files: a query tells their Ids, and each is fetched by itself.
    public struct Logs: Sendable {
        public let fields: [String]
        /// Values of the field EventType.
        public let eventTypes: [String]
        /// How many of the chosen rules ask for them.
        public let ruleCount: Int

        public var soql: String {
            let types = eventTypes.map { "'\($0)'" }.joined(separator: ", ")
            return "SELECT \(fields.joined(separator: ", ")) FROM EventLogFile WHERE EventType IN (\(types)) "
                + "AND Interval = 'Daily'"
        }
    }

    /// The components of one metadata type.
    public struct Members: Sendable {
        public let type: String
        /// `*` first, then by name.
        public let names: [String]
        /// Why they are fetched, one line each.
        public let reasons: [String]
    }

    public let queries: [Query]
    /// Nil where logs are there, or no chosen rule asks for them.
    public let logs: Logs?
    /// By type.
    public let metadata: [Members]
    /// Needed inputs that are there and fresh enough, with the number of files or rows.
    public let given: [(name: String, count: Int)]
    /// What `.forceignore` hides from this program and from the Salesforce CLI.
    public let ignoredPaths: [String]

    public var isEmpty: Bool { queries.isEmpty && metadata.isEmpty && logs == nil }

    /// The version of the API that the manifest asks for: that of the schema this program knows.
    public static let apiVersion = "66.0"

    /// Rows from which on the Bulk API is preferred (Salesforce CLI Reference, data query).
    public static let manyRows = 10_000

    /// Objects with a row for every user and more.
    private static let largeObjects: Set = ["User", "PermissionSetAssignment", "PermissionSetLicenseAssign"]

    /// - Parameters:
    ///   - coverage: of the chosen rules.
    ///   - oldest: exports that were written before this moment are fetched again.
    ///   - includesQuestions: whether what only questions about access ask for is fetched as well.
    ///   - usesBulk: whether the org has so many users that the Bulk API is wanted.
    ///   - ignoredPaths: files of the org that `.forceignore` hides.
    public init(
        _ org: Org,
        coverage: Coverage,
        oldest: Timestamp,
        includesQuestions: Bool,
        usesBulk: Bool,
        ignoredPaths: [String]
    ) {
        let needs = Needs(coverage)
        let isLarge = usesBulk || org.records.users.count > Self.manyRows
        var given: [(name: String, count: Int)] = []
        var queries: [Query] = []
        let fields = Dictionary(grouping: Field.all) { $0.object }
        for object in RecordObject.allCases {
            let name = object.rawValue
            guard let rows = fields[name] else { continue }
            let count = needs.rules[object.inputName]?.count ?? 0
            guard count > 0 || includesQuestions else { continue }
            guard let reason = org.reasonToFetch(object, fields: rows, oldest: oldest) else {
                given.append((name, org.inputs[object.inputName] ?? 0))
                continue
            }
            queries.append(
                Query(
                    object: name,
                    fields: rows.map(\.name),
                    isBulk: isLarge && Self.largeObjects.contains(name),
                    reason: reason,
                    ruleCount: count
                ))
        }
        self.queries = queries
        let logs = needs.rules["EventLogFile"]?.count ?? 0
        let events = org.inputs["EventLogFile"]
        if logs > 0, let events { given.append(("EventLogFile", events)) }
        self.logs =
            logs == 0 || events != nil
            ? nil
            : Logs(
                fields: (fields["EventLogFile"] ?? []).map(\.name),
                eventTypes: UsageEventType.allCases.filter(\.namesObjects).map(\.rawValue),
                ruleCount: logs)
        metadata = ExportPlan.metadata(org, needs, includesQuestions: includesQuestions, &given)
        self.given = given
        self.ignoredPaths = ignoredPaths
    }

    /// Which rules ask for what, and what they miss.
    private struct Needs {
        var rules: [String: Set<String>] = [:]
        var missing: Set<String> = []

        init(_ coverage: Coverage) {
            for rule in coverage.rules {
                for name in rule.rule.needs.flatMap(\.names) { rules[name, default: []].insert(rule.rule.id) }
                missing.formUnion(rule.missing)
            }
        }
    }

    /// A field of the table of fields.
    struct Field {
        let object: String
        let name: String
        /// Whether an export without it is fetched again.
        let isCore: Bool
        /// The field that does as well; empty for none.
        let instead: String

        static var all: [Field] {
            ReferenceTable.exportFields.rows.map { row in
                let parts = row["field"].split(separator: ".", maxSplits: 1).map(String.init)
                return Field(
                    object: parts[0], name: parts[parts.count - 1], isCore: row["use"] == "core",
                    instead: row["instead"])
            }
        }
    }

    /// A member of the table of members.
    private struct Member {
        /// The input that it is for, as the pages of rules name it.
        let need: String
        let type: String
        let name: String

        static var all: [Member] {
            ReferenceTable.retrieveMembers.rows.compactMap { row in
                let parts = row["member"].split(separator: " ").map(String.init)
                return parts.count == 3 ? Member(need: parts[0], type: parts[1], name: parts[2]) : nil
            }
        }
    }

    // MARK: Metadata

    private static func metadata(
        _ org: Org,
        _ needs: Needs,
        includesQuestions: Bool,
        _ given: inout [(name: String, count: Int)]
    ) -> [Members] {
        var names: [String: Set<String>] = [:]
        var reasons: [String: [String]] = [:]
        func add(_ type: String, _ name: String, _ reason: String) {
            names[type, default: []].insert(name)
            if reasons[type]?.contains(reason) != true { reasons[type, default: []].append(reason) }
        }
        let rows = Dictionary(grouping: Member.all) { $0.need }
        for need in rows.keys.sorted() {
            let count = needs.rules[need]?.count ?? 0
            guard count > 0, let rows = rows[need] else { continue }
            var lacking = Set(
                needs.missing.filter { $0.hasPrefix("\(need):") }.map { String($0.dropFirst(need.count + 1)) })
            if need == "Profile", includesQuestions { lacking.formUnion(org.profilesWithoutFile) }
            lacking = lacking.filter(isWritable)
            let files = org.inputs[need] ?? 0
            let thin = need == "Profile" ? org.thinProfiles(includesQuestions: includesQuestions) : []
            if files > 0, lacking.isEmpty, thin.isEmpty {
                given.append((need, files))
                continue
            }
            let hasOwnType = rows.contains { $0.type == need }
            for row in rows {
                let isCompanion = hasOwnType && row.type != need
                guard isCompanion || files == 0 else { continue }
                let what = row.type == need ? "no file is there" : "no file of \(need) is there"
                add(row.type, row.name, isCompanion ? "goes with \(need)" : what)
            }
            if files > 0 {
                for name in lacking.sorted() { add(need, metadataName(name, of: need, org), "lacks its file") }
                for name in thin.filter(isWritable) { add(need, name, "the file shows no objects or no permissions") }
            }
            if need == "Profile" {
                for object in org.namedStandardObjects { add("CustomObject", object, "goes with Profile") }
            }
        }
        return names.keys.sorted().map { type in
            let sorted = (names[type] ?? []).sorted { $0 == "*" || $1 != "*" && $0 < $1 }
            return Members(type: type, names: sorted, reasons: reasons[type] ?? [])
        }
    }

    /// Metadata calls standard profiles by names of their own: `System Administrator` is `Admin`.
    private static func metadataName(_ name: String, of type: String, _ org: Org) -> String {
        guard type == "Profile" else { return name }
        return org.facts.standardProfileLabels.first { $0.value.lowercased() == name.lowercased() }?.key ?? name
    }

    /// A name that a line of a manifest can hold.
    static func isWritable(_ name: String) -> Bool {
        name.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
        }
    }
}

extension Org {
    /// Why the rows of an object are fetched; nil where a whole, fresh export with the fields that count is there.
    fileprivate func reasonToFetch(
        _ object: RecordObject,
        fields: [ExportPlan.Field],
        oldest: Timestamp
    ) -> String? {
        let name = object.rawValue
        guard records.has(name) else { return "no export is there" }
        guard isComplete(name) else { return "the export is cut off" }
        if let place = records.firstRow(of: object) {
            let written = Timestamp(seconds: files[place.file.index].modificationTime / 1_000_000_000)
            if written < oldest { return "the export is of \(written.date)" }
        }
        guard inputs[object.inputName] ?? 0 > 0 else { return nil }
        let lacking = fields.filter { field in
            field.isCore && !records.has(field.name, of: name) && !records.has(field.instead, of: name)
        }.map(\.name)
        return lacking.isEmpty ? nil : "the export lacks \(lacking.joined(separator: ", "))"
    }

    /// The profiles of active users of which there is no file, by the names of records.
    fileprivate var profilesWithoutFile: [String] {
        users.filter { $0.isActive && $0.profile == nil }.compactMap(\.profileName)
    }

    /// The profiles of active users whose files were retrieved without what questions ask about, and those that are cut.
    fileprivate func thinProfiles(includesQuestions: Bool) -> [String] {
        let used = Set(users.filter(\.isActive).compactMap(\.profile))
        return metadata.profiles.indices.filter { index in
            let profile = metadata.profiles[index]
            // Another file of the same profile may say what this one does not.
            guard profiles(like: index).allSatisfy({ !metadata.profiles[$0].listsObjects || profile.isPartial }) else {
                return false
            }
            return profile.isPartial || includesQuestions && used.contains(index)
        }.map { metadata.profiles[$0].fullName }
    }

    /// The standard objects that files of the org speak of: they are there, so that a retrieve can name them.
    fileprivate var namedStandardObjects: [String] {
        let fields = names(of: .fieldPermissions).compactMap { $0.split(separator: ".").first.map(String.init) }
        return Set(names(of: .objectPermissions) + fields).filter { name in
            name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }.sorted()
    }
}

extension Records {
    /// The first row of an object; nil where there is none.
    fileprivate func firstRow(of object: RecordObject) -> SourceLocation? {
        switch object {
        case .user: users.first?.location
        case .userLogin: userLogins.first?.location
        case .userLicense: userLicenses.first?.location
        case .profile: profiles.first?.location
        case .permissionSet: permissionSets.first?.location
        case .permissionSetGroup: permissionSetGroups.first?.location
        case .permissionSetAssignment: permissionSetAssignments.first?.location
        case .permissionSetLicense: permissionSetLicenses.first?.location
        case .permissionSetLicenseAssign: permissionSetLicenseAssigns.first?.location
        case .loginHistory: loginHistory.first?.location
        case .organization: organizations.first?.location
        case .setupEntityAccess: setupEntityAccesses.first?.location
        case .connectedApplication: connectedApplications.first?.location
        }
    }
}
