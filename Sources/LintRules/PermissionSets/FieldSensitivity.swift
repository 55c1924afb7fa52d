internal import OrgModel

/// Why a field is sensitive.
struct FieldSensitivity {
    /// What follows the field in a sentence, without full stop.
    let reason: String
    /// Whether only the name says so.
    let isNamed: Bool
    /// Where the field's own metadata says so, and what.
    let places: [Located<String>]

    /// What the metadata of a field says; nil where it says nothing of it.
    init?(_ field: CustomField) {
        var texts: [String] = []
        var places: [Located<String>] = []
        func note(_ text: String, _ value: Located<String>) {
            texts.append(text)
            places.append(Located("the field is \(text)", at: value.location))
        }
        if let level = field.securityClassification, Self.levels.contains(level.value.lowercased()) {
            note("classified '\(level.value)'", level)
        }
        if let group = field.complianceGroup, !group.value.isEmpty {
            note("marked for the compliance category '\(group.value)'", group)
        }
        if let type = field.type, type.value == "EncryptedText" { note("stored as encrypted text", type) }
        guard !texts.isEmpty else { return nil }
        reason = "which is \(texts.joined(separator: " and "))"
        isNamed = false
        self.places = places
    }

    /// What the name of a field says.
    init(named kind: String) {
        reason = "whose name says that it holds \(kind)"
        isNamed = true
        places = []
    }

    /// The default values of the picklist above *Internal* (Object Reference, FieldSecurityClassification).
    private static let levels: Set<String> = ["confidential", "restricted", "missioncritical"]
}

/// Judges each field of an org once, however many sets grant it.
struct FieldSensitivities {
    private let names: NameTable
    private let patterns = SensitiveFieldNames()
    /// By full name in lower case.
    private let fields: [String: CustomField]
    private var known: [Name: FieldSensitivity?] = [:]

    init(_ org: Org) {
        names = org.names
        let fields = org.metadata.customFields.map { ($0.fullName.lowercased(), $0) }
        self.fields = Dictionary(fields, uniquingKeysWith: { first, _ in first })
    }

    mutating func sensitivity(of field: Name) -> FieldSensitivity? {
        if let known = known[field] { return known }
        let found = judge(names[field])
        known[field] = .some(found)
        return found
    }

    /// Metadata goes before the name: a field that somebody classified as harmless is, and so is one whose type cannot
    /// hold what its name says.
    private func judge(_ fullName: String) -> FieldSensitivity? {
        let field = fields[fullName.lowercased()]
        if let field, let sensitivity = FieldSensitivity(field) { return sensitivity }
        let level = field?.securityClassification?.value ?? ""
        guard level.isEmpty, let name = fullName.split(separator: ".").last else { return nil }
        return patterns.kind(of: String(name), type: field?.type?.value).map { FieldSensitivity(named: $0) }
    }
}
