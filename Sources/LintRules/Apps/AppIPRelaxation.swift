public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps on which the IP ranges of profiles and of the org do not bind.
public struct AppIPRelaxation: AppRule {
    public static let page = RuleFile.appIpRelaxation

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let relaxation = app.ipRelaxation, let kind = Relaxation(rawValue: relaxation.value.lowercased()) else {
            return []
        }
        let enforced = app.kind == .connectedApp ? "ENFORCE" : "Enforce"
        return [
            Finding(
                .relaxed(app, relaxation.value, kind),
                subject: app.componentID,
                element: app.name(of: .ipRelaxation),
                location: relaxation.location,
                severity: kind == .forRefreshTokens ? .note : nil,
                fix: Fix(
                    .unsafe,
                    "Enforce the IP ranges, once the addresses of the calling system are among them.",
                    edits: [.replaceText(relaxation.location, with: enforced)]
                )
            )
        ]
    }

    /// The values that relax, in lower case: connected apps and external client apps spell them in different case.
    fileprivate enum Relaxation: String {
        case always = "bypass"
        case withSecondFactor = "bypass_2factor"
        case forRefreshTokens = "enforce_relaxrefresh"
    }
}

extension Finding.Message {
    fileprivate static func relaxed(_ app: App, _ value: String, _ kind: AppIPRelaxation.Relaxation) -> Self {
        let effect =
            switch kind {
            case .always: "may be used from any address"
            case .withSecondFactor: "may be used from any address where its user has confirmed a second factor"
            case .forRefreshTokens: "lets refresh tokens be used from any address"
            }
        return "\(app.title) \(effect): \(app.name(of: .ipRelaxation)) is \(value)."
    }
}
