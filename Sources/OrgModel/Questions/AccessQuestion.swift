/// A right by the name that a person gives it.
public struct AskedRight: Hashable, Sendable {
    public let kind: AccessRight.Kind
    public let name: String
    /// The flag of an object or field: `allowRead`, `editable`; nil for others.
    public let flag: String?

    public init(_ kind: AccessRight.Kind, _ name: String, _ flag: String? = nil) {
        self.kind = kind
        self.name = name
        self.flag = flag
    }
}

/// Whether a user may do something: `read Account`, `edit Contact.SSN__c`, `ModifyAllData`, `run class Invoices`.
public struct AccessQuestion: Sendable {
    /// A right that is needed.
    public struct Requirement: Sendable {
        public let right: AskedRight
        /// What gives the same without saying so.
        public let impliedBy: [AskedRight]
    }

    /// Every one of them is needed.
    public let requirements: [Requirement]

    /// How a question may be worded.
    public static let forms = """
        'read Account', with create, edit, delete, view all, modify all, or view all fields of; 'edit Contact.SSN__c'; \
        'ModifyAllData'; 'run class NAME', 'run flow NAME', 'open page NAME', 'use custom permission NAME'
        """

    /// Reads a question; nil where it is none of `forms`.
    /// - Parameter isPermission: whether there is a user permission of a name without blanks, in any case.
    public init?(_ text: String, isPermission: (String) -> Bool) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let last = words.last else { return nil }
        if words.count == 1 || isPermission(words.joined()) {
            guard !last.contains(".") else { return nil }
            requirements = [Requirement(right: AskedRight(.userPermissions, words.joined()), impliedBy: [])]
            return
        }
        let verb = words.dropLast().map { $0.lowercased() }.joined(separator: " ")
        if let kind = Self.kinds[verb] {
            requirements = [Requirement(right: AskedRight(kind, last), impliedBy: [])]
        } else if let flag = Self.objectFlags[verb], !last.contains(".") {
            requirements = [Self.object(last, flag)]
        } else if let flag = Self.fieldFlags[verb], last.contains("."), let object = last.split(separator: ".").first {
            // Access to a field is nothing without access to its object.
            requirements = [
                Self.field(last, of: String(object), flag),
                Self.object(String(object), flag == "readable" ? .allowRead : .allowEdit),
            ]
        } else {
            return nil
        }
    }

    private static let kinds: [String: AccessRight.Kind] = [
        "run class": .classAccesses, "use class": .classAccesses, "run flow": .flowAccesses,
        "open page": .pageAccesses, "use custom permission": .customPermissions,
    ]

    private static let objectFlags: [String: ObjectAccess] = [
        "read": .allowRead, "query": .allowRead, "create": .allowCreate, "insert": .allowCreate, "edit": .allowEdit,
        "update": .allowEdit, "delete": .allowDelete, "view all": .viewAllRecords, "modify all": .modifyAllRecords,
        "view all fields of": .viewAllFields,
    ]

    private static let fieldFlags = ["read": "readable", "query": "readable", "edit": "editable", "update": "editable"]

    /// *View All Data* and *Modify All Data* hold for every object (Salesforce Help, View All and Modify All).
    public static func object(_ object: String, _ access: ObjectAccess) -> Requirement {
        let permissions: [String] =
            switch access {
            case .allowRead, .viewAllRecords: ["ViewAllData", "ModifyAllData"]
            case .allowCreate, .allowEdit, .allowDelete, .modifyAllRecords: ["ModifyAllData"]
            case .viewAllFields: ["ViewAllFieldsGlobal"]
            }
        return Requirement(
            right: AskedRight(.objectPermissions, object, "\(access)"),
            impliedBy: permissions.map { AskedRight(.userPermissions, $0) })
    }

    /// With *View All Fields* on an object a file no longer lists its fields (Metadata API Developer Guide, PermissionSet).
    public static func field(_ field: String, of object: String, _ flag: String) -> Requirement {
        Requirement(
            right: AskedRight(.fieldPermissions, field, flag),
            impliedBy: flag == "readable"
                ? [
                    AskedRight(.objectPermissions, object, "\(ObjectAccess.viewAllFields)"),
                    AskedRight(.userPermissions, "ViewAllFieldsGlobal"),
                ] : []
        )
    }
}

/// The answer to a question, with what proves it.
public struct AccessVerdict: Sendable {
    public enum Answer: String, Sendable {
        case yes, no, unknown
    }

    /// What is to be said of one right.
    public struct Part: Sendable {
        public let right: AskedRight
        public let answer: Answer
        /// The right itself, and what implies it, as far as the user has them on any way.
        public let held: [AnsweredRight]
        /// Why it is not known; empty where it is.
        public let gaps: [AccessGap]
        /// How the user would lose it; nil where nobody has it.
        public let ending: AccessEnding?
    }

    public let answer: Answer
    /// One for each right that is needed.
    public let parts: [Part]
    /// Why the user can do nothing at all: `the user is not active`.
    public let obstacle: Located<String>?
}

extension Org {
    /// Whether a user may do something.
    /// - Parameter user: index in `users`.
    public func verdict(_ question: AccessQuestion, ofUser user: Int) -> AccessVerdict {
        let sources = effectiveAccess(ofUser: user).sources
        var collector = AccessCollector(self, about: question.requirements.flatMap { [$0.right] + $0.impliedBy })
        let held = collector.held(by: sources)
        let parts = question.requirements.map { requirement in
            let isNamed = collector.isNamed(requirement.right)
            return part(requirement, user, held, isNamed: isNamed)
        }
        let obstacle = obstacle(ofUser: user)
        let answers = parts.map(\.answer)
        let answer: AccessVerdict.Answer =
            obstacle != nil || answers.contains(.no) ? .no : answers.contains(.unknown) ? .unknown : .yes
        return AccessVerdict(answer: answer, parts: parts, obstacle: obstacle)
    }

    private func part(
        _ requirement: AccessQuestion.Requirement,
        _ user: Int,
        _ all: [AnsweredRight],
        isNamed: Bool
    ) -> AccessVerdict.Part {
        let rights = [requirement.right] + requirement.impliedBy
        let held = rights.flatMap { self.held($0, ofUser: user, of: all) }
        let paths = held.flatMap(\.livePaths)
        let ending = AccessEnding(paths)
        if paths.contains(where: \.isCertain) {
            return AccessVerdict.Part(right: requirement.right, answer: .yes, held: held, gaps: [], ending: ending)
        }
        var gaps = accessGaps(ofUser: user) + rights.flatMap { profileGaps(ofUser: user, about: $0) }
        gaps += paths.flatMap(\.doubts)
        for activation in paths.compactMap(\.activation) {
            gaps.append(
                AccessGap(
                    "SessionPermSetActivation", "\(activation.words) counts only while it is activated",
                    at: paths.first { $0.activation == activation }?.steps.last?.location))
        }
        if requirement.right.kind == .fieldPermissions, !isNamed {
            gaps.append(
                AccessGap(
                    "CustomField:\(requirement.right.name)",
                    "no file says who may see the field '\(requirement.right.name)': required fields and some standard "
                        + "ones have no permissions of their own"))
        }
        var seen: Set<AccessGap> = []
        gaps = gaps.filter { seen.insert($0).inserted }
        return AccessVerdict.Part(
            right: requirement.right, answer: gaps.isEmpty ? .no : .unknown, held: held, gaps: gaps, ending: ending)
    }

    /// One right of what a user has, on any way.
    func held(_ right: AskedRight, ofUser user: Int, of all: [AnsweredRight]) -> [AnsweredRight] {
        var held = all.filter { $0.kind == right.kind && $0.name.lowercased() == right.name.lowercased() }
        if right.kind == .userPermissions { held = adding(byDefinition: right.name, ofUser: user, to: held) }
        return held.compactMap { access in
            let paths = access.paths.compactMap { $0.about(right.flag) }
            return paths.isEmpty ? nil : AnsweredRight(kind: access.kind, name: access.name, paths: paths)
        }
    }

    /// The licence of integrations, and the API-only profiles, bring `ApiUserOnly` whatever a file says (Salesforce Help,
    /// Platform Integration User).
    func adding(byDefinition permission: String, ofUser user: Int, to held: [AnsweredRight]) -> [AnsweredRight] {
        let account = users[user]
        guard permission.lowercased() == "apiuseronly", account.isOnIntegrationLicense || account.isOnAPIOnlyProfile,
            held.allSatisfy(\.isMuted)
        else { return held }
        let step = PathStep(component: account.componentID, location: account.record.location)
        let license = PathStep(
            component: account.isOnIntegrationLicense
                ? ComponentID(type: "UserLicense", name: account.licenseName ?? IntegrationNames.license)
                : ComponentID(type: "Profile", name: account.profileName ?? ""),
            location: account.record.location)
        return [
            AnsweredRight(kind: .userPermissions, name: "ApiUserOnly", paths: [AccessPath(steps: [step, license])])
        ]
    }

    private func obstacle(ofUser user: Int) -> Located<String>? {
        let account = users[user]
        guard account.isActive else {
            return Located("the user is not active", at: account.record.location)
        }
        guard let id = account.record.id else { return nil }
        return records.userLogins.first { $0.userID == id && $0.isFrozen == true }
            .map { Located("the user is frozen", at: $0.location) }
    }
}
