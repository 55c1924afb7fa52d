internal import LintEngine
internal import OrgModel
internal import Reporting

/// The text of a first configuration: every key with its meaning, and the integrations that the project suggests.
///
/// A `#` with a blank behind it begins a remark; one without switches a setting off.
struct InitialConfiguration {
    private let candidates: IntegrationCandidates
    private let place: (SourceLocation) -> String
    private var lines: [String] = []

    /// - Parameters:
    ///   - records: files and folders of exported records, from the folder of the configuration.
    ///   - edition: what the Organization record says of the edition.
    ///   - place: a location as remarks name it, `path:line`.
    init(
        _ candidates: IntegrationCandidates,
        records: [String],
        edition: String?,
        place: @escaping (SourceLocation) -> String
    ) {
        self.candidates = candidates
        self.place = place
        addHead()
        addGeneral(records: records, edition: edition)
        addIntegrations()
        addSharedPermissionSets()
        addRules()
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    private mutating func addHead() {
        lines += [
            "# What forcelint is told of this project. A line that begins with # and no blank is a setting that is off:",
            "# take the # away to use it. 'forcelint config show' prints all values that hold, 'forcelint config schema'",
            "# the JSON Schema for editors, 'forcelint rules' all rules.",
            "version: 1",
        ]
    }

    private mutating func addGeneral(records: [String], edition: String?) {
        lines += [
            "",
            "# Whose findings are shown: regular, pedantic (style and doubts as well) or auditor (everything).",
            "#persona: regular",
            "",
            "# From which severity on findings fail the run: error, warning, note or never.",
            "#fail-on: error",
            "",
            "# What this file lists is known and fails no run: 'forcelint baseline create' writes it with the findings of",
            "# today, 'forcelint baseline prune' takes out what is mended.",
            "#baseline: .forcelint-baseline.json",
            "",
            "# Files and folders of exported records, from this folder. A folder org-records is read without being named.",
        ]
        let written = records.map { YAMLText($0).description }.joined(separator: ", ")
        lines.append(records.isEmpty ? "#records: [exports]" : "records: [\(written)]")
        lines += [
            "", "# How many megabytes (of 1,048,576 bytes) a file may have; a larger one is not read.",
            "#max-file-size: \(Configuration.defaultFileSize)",
        ]
        lines += [
            "", "# The edition of the org, for the free integration licences, where no Organization record is there.",
        ]
        let recorded = edition.map { "  # the record says \(remark("'\($0)'")) and goes before this" } ?? ""
        lines.append("#edition: enterprise\(recorded)")
        lines += [
            "",
            "# What user licenses cost, per user and year: with it 'forcelint migrate' says what integrations save that leave",
            "# the license Salesforce. The price of Salesforce Integration is that of a seat beyond the free ones.",
            "#prices: { Salesforce: 1980, Salesforce Integration: 120, currency: USD }",
        ]
    }

    // MARK: Integrations

    private mutating func addIntegrations() {
        let integrations = candidates.integrations.filter { !$0.isEmpty }
        lines += [
            "",
            "# The register of integrations: one user, its apps and its permission sets each. It goes before what records",
            "# and names suggest. Inside an entry 'allow: { permissions: [ViewAllData], objects: [Account] }' says what the",
            "# integration needs on purpose.",
        ]
        guard !integrations.isEmpty else {
            lines += [
                "# Neither records nor files nor names show one; exported records of User show most of them.",
                "#integrations:",
                "  #- name: MuleSoft",
                "    #user: mulesoft.integration@acme.example",
                "    #apps: [MuleSoft]",
                "    #permission-sets: [INT_MuleSoft]",
            ]
            return
        }
        let hasProven = integrations.contains(where: \.isProven)
        lines += [
            "# What records and files prove is on; what only names or licences suggest is off until somebody knows.",
            hasProven ? "integrations:" : "#integrations:",
        ]
        for integration in integrations { add(integration) }
    }

    private mutating func add(_ integration: IntegrationCandidate) {
        let mark = integration.isProven ? "" : "#"
        lines.append("  \(mark)- name: \(YAMLText(integration.name))")
        if let user = integration.user {
            lines.append("    \(user.isProven ? mark : "#")user: \(YAMLText(user.value))  # \(words(user))")
        }
        add(integration.apps, "apps", mark)
        add(integration.permissionSets, "permission-sets", mark)
    }

    private mutating func add(_ claims: [IntegrationCandidate.Claim], _ key: String, _ mark: String) {
        let claims = claims.filter { !$0.isBlank }
        guard !claims.isEmpty else { return }
        let isOn = mark.isEmpty && claims.contains(where: \.isProven)
        lines.append("    \(isOn ? "" : "#")\(key):")
        for claim in claims {
            lines.append("      \(isOn && claim.isProven ? "" : "#")- \(YAMLText(claim.value))  # \(words(claim))")
        }
    }

    private mutating func addSharedPermissionSets() {
        lines += ["", "# Permission sets that integrations share on purpose."]
        let shared = candidates.sharedPermissionSets.filter { !$0.isBlank }
        guard !shared.isEmpty else {
            lines.append("#base-permission-sets: [INT_Base]")
            return
        }
        lines.append("#base-permission-sets:")
        lines += shared.map { "  #- \(YAMLText($0.value))  # \(words($0))" }
    }

    private func words(_ claim: IntegrationCandidate.Claim) -> String {
        remark("\(claim.reason): \(place(claim.location))")
    }

    private func remark(_ text: String) -> String { YAMLText.remark(text) }

    // MARK: Rules

    private mutating func addRules() {
        lines += [
            "",
            "# How a team names what belongs to its integrations: words in brackets stand for any text, and a form that",
            "# begins with ^ is a regular expression.",
            "#naming:",
            "  #user: \"[System] Integration\"",
            "  #permission-set: \"Integration - [System] - [Purpose]\"",
            "  #app: \"[System] Integration\"",
            "",
            "# Rules: another severity, off, a parameter, or that nobody may except its findings.",
            "#rules:",
            "  #app-naming: off",
            "  #integration-view-all-data: { severity: error, ignorable: false }",
            "  #integration-license-over-free-allotment: { free-seats: 5 }",
            "",
            "# Findings to live with. A reason is required; after the last day the finding is back.",
            "#exceptions:",
            "  #- rule: app-ip-relaxation",
            "    #target: ConnectedApp:CI_CD  # Type:fullName, optionally with #element",
            "    #reason: cloud runners have no fixed addresses",
            "    #owner: security@acme.example",
            "    #expires: 2027-03-31",
        ]
    }
}

extension IntegrationCandidate {
    /// Whether nothing of it can be written down.
    fileprivate var isEmpty: Bool {
        (user?.isBlank ?? true) && apps.allSatisfy(\.isBlank) && permissionSets.allSatisfy(\.isBlank)
    }
}

extension IntegrationCandidate.Claim {
    fileprivate var isBlank: Bool { value.allSatisfy(\.isWhitespace) }
}
