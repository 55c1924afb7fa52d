public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for refresh token policies that the Metadata API does not know.
public struct AppRefreshTokenPolicyInvalid: AppRule {
    public static let page = RuleFile.appRefreshTokenPolicyInvalid

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let policy = app.refreshTokenPolicy,
            let fault = app.kind == .connectedApp ? connectedAppFault(policy) : externalClientAppFault(policy)
        else { return [] }
        return [
            Finding(
                .invalid(app, fault),
                subject: app.componentID,
                element: fault.element,
                location: fault.found.location
            )
        ]
    }

    /// An element with a value that it cannot have.
    fileprivate struct Fault {
        let element: String
        let found: Located<String>
        /// What the element can say, as the end of a sentence.
        let expected: String

        /// Nil for what a build tool replaces before the file is deployed.
        init?(_ element: String, _ found: Located<String>, _ expected: String) {
            let isTemplate = found.value.contains("{") || found.value.hasPrefix("<") || found.value.hasPrefix("%")
            guard !isTemplate else { return nil }
            self.element = element
            self.found = found
            self.expected = expected
        }
    }

    private func connectedAppFault(_ policy: App.RefreshTokenPolicy) -> Fault? {
        let parts = policy.value.split(separator: ":", omittingEmptySubsequences: false)
        let isSpecific =
            parts.count == 3 && ["specific_lifetime", "specific_inactivity"].contains(parts[0])
            && isPeriod(parts[1]) && ["HOURS", "DAYS", "MONTHS"].contains(parts[2])
        guard !isSpecific, !["infinite", "zero"].contains(policy.value) else { return nil }
        let expected =
            "which is none of infinite, zero, specific_lifetime:N:UNIT and specific_inactivity:N:UNIT, with HOURS, DAYS "
            + "or MONTHS as UNIT"
        return Fault("refreshTokenPolicy", policy.written, expected)
    }

    private func externalClientAppFault(_ policy: App.RefreshTokenPolicy) -> Fault? {
        let type = policy.written.value.lowercased()
        guard ["infinite", "zero", "specificlifetime", "specificinactivity"].contains(type) else {
            let expected = "which is none of Infinite, Zero, SpecificLifetime and SpecificInactivity"
            return Fault("refreshTokenPolicyType", policy.written, expected)
        }
        if let period = policy.period, !isPeriod(period.value[...]) {
            return Fault("refreshTokenValidityPeriod", period, "which is no whole number above zero")
        }
        if let unit = policy.unit, !["hours", "days", "months"].contains(unit.value.lowercased()) {
            return Fault("refreshTokenValidityUnit", unit, "which is none of Hours, Days and Months")
        }
        return nil
    }

    private func isPeriod(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text.contains { $0 != "0" }
    }
}

extension Finding.Message {
    fileprivate static func invalid(_ app: App, _ fault: AppRefreshTokenPolicyInvalid.Fault) -> Self {
        """
        \(app.title) has a refresh token policy that does not exist: \(fault.element) is '\(fault.found.value)', \
        \(fault.expected).
        """
    }
}
