public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A set of the user license *Salesforce Integration* that grants a standard object, which that license does not offer.
public struct PermissionSetLicenseStandardObject: Rule {
    public static let page = RuleFile.permissionSetLicenseStandardObject

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.metadata.permissionSets.flatMap { set -> [Finding] in
            guard let license = set.license, IntegrationNames.isLicense(license.value) else { return [] }
            var seen: Set<Name> = []
            return set.parts.flatMap { part in
                part.objectPermissions.compactMap { entry -> Finding? in
                    guard entry.allowsAnything, seen.insert(entry.object).inserted else { return nil }
                    let object = org.names[entry.object]
                    guard isStandardObject(object) else { return nil }
                    let granted = ObjectAccess.allCases.first(where: entry.allows).flatMap { access in
                        entry.offset(of: access).map { (access: access, place: part.location($0)) }
                    }
                    return Finding(
                        .granted(set.fullName, object),
                        subject: set.componentID,
                        element: "objectPermissions:\(object)",
                        location: part.location(entry.offset),
                        related: (granted.map { [Finding.Related("'\($0.access)' is true", at: $0.place)] } ?? [])
                            + [Finding.Related("the user license of the set", at: license.location)],
                        fix: Fix(
                            .unsafe,
                            "Remove <license> from permission set '\(set.fullName)', which then grants standard objects.",
                            edits: [.removeElement(license.location)]
                        )
                    )
                }
            }
        }
    }
}

/// Whether an object is a standard one: names that end in two underscores and letters (`__c`, `__mdt`, `__e`, …) are not.
private func isStandardObject(_ object: String) -> Bool {
    let suffix = object.utf8.reversed().prefix { $0 != UInt8(ascii: "_") }
    let isSuffix = !suffix.isEmpty && suffix.allSatisfy { (0x41...0x5A).contains($0 & ~0x20) }
    return !(isSuffix && object.utf8.dropLast(suffix.count).suffix(2).elementsEqual("__".utf8))
}

extension Finding.Message {
    fileprivate static func granted(_ set: String, _ object: String) -> Self {
        """
        Permission set '\(set)' has the user license 'Salesforce Integration' and grants access to the standard object \
        '\(object)', which a set of that license cannot.
        """
    }
}
