internal import LintEngine
internal import RuleCatalogue

/// The program and its rules.
extension SARIFLog {
    func writeDriver(_ json: inout JSONWriter) {
        json.member("name", "forcelint")
        json.member("fullName", "forcelint, linter of Salesforce org metadata")
        json.member(isSemantic(report.toolVersion) ? "semanticVersion" : "version", report.toolVersion)
        if let url = options.informationURL { json.member("informationUri", url) }
        json.array("rules") { json in
            for rule in rules {
                json.object { write(rule, &$0) }
            }
        }
        json.array("notifications") { json in
            for kind in SARIFNotification.Kind.allCases {
                json.object { json in
                    json.member("id", kind.rawValue)
                    json.object("shortDescription", onOneLine: true) { $0.member("text", kind.description) }
                }
            }
        }
    }

    private func write(_ rule: RuleFile, _ json: inout JSONWriter) {
        let markdown = RuleHelp(rule).markdown
        json.member("id", rule.id)
        json.member("name", rule.id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
        json.object("shortDescription", onOneLine: true) { $0.member("text", description(rule.title)) }
        json.object("fullDescription", onOneLine: true) { $0.member("text", description(rule.summary)) }
        if let url = options.documentationURL { json.member("helpUri", url + rule.id) }
        json.object("help") { json in
            json.member("text", RuleHelp.plain(markdown))
            json.member("markdown", markdown)
        }
        json.object("defaultConfiguration", onOneLine: true) { $0.member("level", rule.severity.rawValue) }
        json.object("properties") { json in
            // What the rules of inputs find keeps others from judging; it is no weakness of the org.
            let isSecurity = rule.area != "inputs"
            let tags = (isSecurity ? ["security"] : []) + rule.tags.filter { $0 != "security" }
            json.array("tags", Array(tags.prefix(10)))
            json.member("precision", rule.confidence.rawValue)
            json.member("problem.severity", rule.severity == .note ? "recommendation" : rule.severity.rawValue)
            if isSecurity { json.member("security-severity", securitySeverity(rule.severity)) }
        }
    }

    /// A description may have 1024 characters.
    private func description(_ text: String) -> String {
        let sentence = SARIFText.sentence(text)
        return sentence.utf16.count <= 1024 ? sentence : sentence.prefix(1000) + "…"
    }

    /// The middle of GitHub's bands: high from 7.0, medium from 4.0, low from 0.1.
    private func securitySeverity(_ severity: Severity) -> String {
        switch severity {
        case .error: "8.0"
        case .warning: "5.5"
        case .note: "2.0"
        }
    }

    private func isSemantic(_ version: String) -> Bool {
        let core = version.prefix { $0 != "-" && $0 != "+" }
        let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
        let rest = version.dropFirst(core.count)
        return numbers.count == 3 && rest.count != 1
            && numbers.allSatisfy {
                $0 == "0" || $0.first != "0" && !$0.isEmpty && $0.allSatisfy("0123456789".contains)
            }
            && rest.dropFirst().utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2E || byte == 0x2D
            }
    }
}
