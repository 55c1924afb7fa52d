public import OrgModel

/// A permission set as the metadata file that a retrieve would bring: elements in the order of the alphabet, entries in the
/// order of names, only what grants (Metadata API Developer Guide, PermissionSet; Metadata API 66.0).
///
/// A flag that older API versions do not know (`viewAllFields`) is written only where it is on.
public enum PermissionSetXML {
    /// The name of the file in source format.
    public static func fileName(_ content: PermissionSetContent) -> String {
        "\(content.fullName).permissionset-meta.xml"
    }

    /// The text of the file, with a line break at its end.
    public static func text(_ content: PermissionSetContent) -> String {
        var blocks: [(element: String, text: String)] = AccessRight.Kind.allCases.map { kind in
            ("\(kind)", content.entries(of: kind).map { entry($0, kind) }.joined())
        }
        let tabs = content.shownTabs.map { tab in
            block("tabSettings", [("tab", tab.name), ("visibility", tab.visibility.rawValue)])
        }
        blocks += [
            ("description", element("description", content.description)),
            ("hasActivationRequired", element("hasActivationRequired", "\(content.isActivationRequired)")),
            ("label", element("label", content.label)),
            ("tabSettings", tabs.joined()),
        ]
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n"
            + blocks.sorted { $0.element < $1.element }.map(\.text).joined() + "</PermissionSet>\n"
    }

    private static func entry(_ entry: PermissionSetContent.Entry, _ kind: AccessRight.Kind) -> String {
        func flag(_ name: String) -> (String, String) { (name, "\(entry.flags.contains(name))") }
        let children: [(String, String)] =
            switch kind {
            case .objectPermissions:
                [("object", entry.name)]
                    + ObjectAccess.allCases.map { flag("\($0)") }
                    .filter { $0.0 != "\(ObjectAccess.viewAllFields)" || $0.1 == "true" }
            case .fieldPermissions: [flag("editable"), ("field", entry.name), flag("readable")]
            case .applicationVisibilities: [("application", entry.name), ("visible", "true")]
            case .recordTypeVisibilities: [("recordType", entry.name), ("visible", "true")]
            case .classAccesses: [("apexClass", entry.name), ("enabled", "true")]
            case .pageAccesses: [("apexPage", entry.name), ("enabled", "true")]
            case .externalCredentialPrincipalAccesses:
                [("externalCredentialPrincipal", entry.name), ("enabled", "true")]
            case .externalDataSourceAccesses: [("externalDataSource", entry.name), ("enabled", "true")]
            case .flowAccesses: [("flow", entry.name), ("enabled", "true")]
            case .userPermissions, .customMetadataTypeAccesses, .customPermissions, .customSettingAccesses:
                [("name", entry.name), ("enabled", "true")]
            }
        return block("\(kind)", children)
    }

    private static func block(_ name: String, _ children: [(String, String)]) -> String {
        let lines = children.sorted { $0.0 < $1.0 }.map { "    " + element($0.0, $0.1) }
        return "    <\(name)>\n\(lines.joined())    </\(name)>\n"
    }

    private static func element(_ name: String, _ text: String) -> String {
        "    <\(name)>\(escaped(text))</\(name)>\n"
    }

    /// As Salesforce escapes; characters that XML cannot hold are left out.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&apos;"
            // A reader would make a line feed of it.
            case "\r": escaped += "&#13;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE && scalar.value <= 0xFFFF: break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
