internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// A boolean of a settings file that is there; an absent element is its default, false.
struct SettingsSwitch {
    /// The element, below another one by `parent.child`.
    let element: String
    let isOn: Bool
    let isAbsent: Bool
    /// The element, else the start tag of the root.
    let location: SourceLocation
    /// What the file says, as the end of a sentence: `blockOAuthUsrAgtFlow is false`.
    let words: String
}

extension Settings {
    /// The boolean with a name; what is neither true nor false switches nothing on.
    func `switch`(_ element: String) -> SettingsSwitch {
        let written = values[element]
        let says =
            switch written?.value.lowercased() {
            case nil, "": "absent, which means false"
            case "false", "0": "false"
            case "true", "1": "true"
            default: "'\(written?.value ?? "")', which is no boolean"
            }
        return SettingsSwitch(
            element: element,
            isOn: flag(element)?.value ?? false,
            isAbsent: written == nil,
            location: written?.location ?? location,
            words: "\(element) is \(says)"
        )
    }
}

extension Metadata {
    /// One finding for each settings file of a kind in which a switch is off.
    func findings(_ kind: String, withoutSwitch element: String, _ message: (String) -> Finding.Message) -> [Finding] {
        settings(kind).compactMap { settings in
            let found = settings.switch(element)
            guard !found.isOn else { return nil }
            return Finding(
                message(found.words),
                subject: settings.componentID,
                element: element,
                location: found.location,
                // An older retrieve leaves out what its API version does not know, whatever the org says.
                confidence: found.isAbsent ? .medium : nil
            )
        }
    }
}
