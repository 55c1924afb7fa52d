public import LintEngine
public import OrgModel
public import RuleCatalogue

/// A permission set that names a component which is not in the project.
public struct PermissionSetUnresolvedReference: Rule {
    public static let page = RuleFile.permissionSetUnresolvedReference

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let components = org.metadata.namedComponents
        let principals = KnownPrincipals(org)
        let versionedFlows = versionedFlows(components)
        // Many sets name the same components, so each name is looked up once.
        var known: [String: [Name: Bool]] = [:]
        return org.metadata.permissionSets.flatMap { set -> [Finding] in
            guard namespacePrefix(set.fullName) == nil else { return [] }
            var findings: [Finding] = []
            let path = org.files[set.location.file.index].path
            for kind in ReferenceKind.all where kind.isHeld(in: components, beside: path) {
                var seen: Set<Name> = []
                for entry in set.parts.flatMap(kind.entries) where seen.insert(entry.name).inserted {
                    let isMissing =
                        known[kind.element]?[entry.name]
                        ?? kind.isMissing(org.names[entry.name], components, versionedFlows)
                    known[kind.element, default: [:]][entry.name] = isMissing
                    guard isMissing else { continue }
                    findings.append(
                        finding(
                            set, kind, org.names[entry.name], entry.location, components.mayLieInPackage(beside: path)))
                }
            }
            let holdsCredentials = components.contains(of: "ExternalCredential", beside: path) { _ in true }
            return findings + (holdsCredentials ? principalFindings(set, principals, org.names) : [])
        }
    }

    public func subjects(in org: Org) -> Int { org.metadata.permissionSets.count }

    /// The flows whose files carry the number of a version, as up to API version 43: `orders` of `Orders-2.flow`.
    private func versionedFlows(_ components: NamedComponents) -> Set<String> {
        Set(
            components.names(of: "Flow").compactMap { name in
                guard let dash = name.lastIndex(of: "-"), name[dash...].dropFirst().allSatisfy(\.isNumber) else {
                    return nil
                }
                return String(name[..<dash])
            })
    }

    private func finding(
        _ set: PermissionSet,
        _ kind: ReferenceKind,
        _ name: String,
        _ location: SourceLocation,
        _ mayLieInPackage: Bool
    ) -> Finding {
        let package = mayLieInPackage ? "; a package that the project depends on may hold it" : ""
        return Finding(
            .unresolved(set.fullName, "\(kind.noun) '\(name)', of which there is no file\(package)"),
            subject: set.componentID,
            element: "\(kind.element):\(name)",
            location: location,
            confidence: mayLieInPackage ? .low : nil
        )
    }

    private func principalFindings(
        _ set: PermissionSet,
        _ principals: KnownPrincipals,
        _ names: NameTable
    ) -> [Finding] {
        var seen: Set<Name> = []
        return set.parts.flatMap { part in
            part.externalCredentialPrincipalAccesses.compactMap { entry -> Finding? in
                guard seen.insert(entry.name).inserted, let lack = principals.lack(of: names[entry.name]) else {
                    return nil
                }
                return Finding(
                    .unresolved(set.fullName, lack),
                    subject: set.componentID,
                    element: "externalCredentialPrincipalAccesses:\(names[entry.name])",
                    location: part.location(entry.offset)
                )
            }
        }
    }
}

/// A kind of entry in a set that names a component of another type.
private struct ReferenceKind: Sendable {
    let element: String
    let type: String
    let noun: String
    let entries: @Sendable (AccessGrants) -> [(name: Name, location: SourceLocation)]

    private init(
        _ element: String,
        _ type: String,
        _ noun: String,
        _ list: any KeyPath<AccessGrants, [Access]> & Sendable
    ) {
        self.element = element
        self.type = type
        self.noun = noun
        entries = { part in part[keyPath: list].map { ($0.name, part.location($0.offset)) } }
    }

    private init() {
        element = "objectPermissions"
        type = "CustomObject"
        noun = "the custom object"
        entries = { part in part.objectPermissions.map { ($0.object, part.location($0.offset)) } }
    }

    static let all = [
        ReferenceKind("classAccesses", "ApexClass", "the Apex class", \.classAccesses),
        ReferenceKind("pageAccesses", "ApexPage", "the Visualforce page", \.pageAccesses),
        ReferenceKind("flowAccesses", "Flow", "the flow", \.flowAccesses),
        ReferenceKind("customPermissions", "CustomPermission", "the custom permission", \.customPermissions),
        ReferenceKind(),
    ]

    private var namesObjects: Bool { type == "CustomObject" }

    /// Whether the project of a file holds components of the type: only then one that is missing is a fact. Standard
    /// objects, those of packages, and fields that are added to an object say nothing of the org's own.
    func isHeld(in components: NamedComponents, beside path: String) -> Bool {
        components.contains(of: type, beside: path) { !namesObjects || $0.isOwnObject }
    }

    func isMissing(_ name: String, _ components: NamedComponents, _ versionedFlows: Set<String>) -> Bool {
        guard namesObjects ? name.isOwnObject : name.isOwnName else { return false }
        if components.contains(name, of: type) { return false }
        return type != "Flow" || !versionedFlows.contains(name.lowercased())
    }
}

/// The principals of the external credentials whose files are there, all in lower case.
private struct KnownPrincipals {
    private var principals: [String: Set<String>] = [:]

    init(_ org: Org) {
        for credential in org.metadata.externalCredentials {
            let own = credential.parameters.filter { $0.parameterType.hasSuffix("Principal") }
            principals[credential.fullName.lowercased(), default: []]
                .formUnion(own.compactMap { $0.parameterName?.value.lowercased() })
        }
        // A file that cannot be read is there, and its principals are unknown.
        for problem in org.problems where problem.subject.type == "ExternalCredential" {
            let name = problem.subject.name.lowercased()
            if principals[name] == nil { principals[name] = [] }
        }
    }

    /// What is not there of `Credential-Principal`; nil where all is, or nothing can be said.
    func lack(of reference: String) -> String? {
        guard let dash = reference.firstIndex(of: "-") else { return nil }
        let credential = String(reference[..<dash])
        let principal = String(reference[reference.index(after: dash)...])
        guard credential.isOwnName, namespacePrefix(principal) == nil else { return nil }
        guard let known = principals[credential.lowercased()] else {
            return "the principal '\(reference)', but there is no file of the external credential '\(credential)'"
        }
        // A retrieve of old API versions leaves the principals out.
        if known.isEmpty || known.contains(principal.lowercased()) { return nil }
        return "the principal '\(reference)', which the file of its external credential does not have"
    }
}

extension String {
    /// Whether this can be the name of a component without namespace: anything else is a placeholder of a build tool.
    fileprivate var isOwnName: Bool {
        !isEmpty && firstRange(of: "__") == nil && utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0.isAlphanumeric }
    }

    /// Whether this is the name of a custom object, custom metadata type, platform event, external or big object or
    /// article type without namespace.
    fileprivate var isOwnObject: Bool {
        let lowered = lowercased()
        guard let suffix = ["__c", "__mdt", "__e", "__x", "__b", "__kav"].first(where: lowered.hasSuffix) else {
            return false
        }
        return String(dropLast(suffix.count)).isOwnName
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & ~0x20)
    }
}

extension Finding.Message {
    fileprivate static func unresolved(_ set: String, _ lack: String) -> Self {
        "Permission set '\(set)' names \(lack)."
    }
}
