public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps whose certificate has ended or is about to.
public struct AppCertificateExpired: AppRule {
    public static let page = RuleFile.appCertificateExpired

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let written = app.certificate, let certificate = X509Certificate(text: written.value) else { return [] }
        let expiration = CertificateExpiration(certificate.notAfter, asOf: context.org.asOf)
        guard expiration.isDue(within: context.integer("days")) else { return [] }
        return [
            Finding(
                .expires(app, expiration),
                subject: app.componentID,
                element: "certificate",
                location: written.location
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func expires(_ app: App, _ expiration: CertificateExpiration) -> Self {
        "\(app.title) signs in by a certificate that \(expiration.words)."
    }
}
