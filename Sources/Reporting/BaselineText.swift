public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// A baseline as its file holds it: one entry a line in a fixed order, so that two branches merge.
public enum BaselineText {
    public static func text(_ baseline: Baseline) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("version", Baseline.version)
            json.object("scope") { json in
                json.array("paths", baseline.scope.paths)
                json.member("persona", baseline.scope.persona.rawValue)
                json.array("inputs") { json in
                    for input in baseline.scope.inputs { json.element(input) }
                }
            }
            json.array("entries") { json in
                for entry in baseline.entries {
                    json.object(onOneLine: true) { json in
                        json.member("fingerprint", entry.fingerprint)
                        json.member("count", entry.count)
                        json.member("rule", entry.rule)
                        json.object("subject") { json in
                            json.member("type", entry.subject.type)
                            json.member("name", entry.subject.name)
                            json.member("element", entry.element)
                        }
                    }
                }
            }
        }
        return json.text
    }
}
