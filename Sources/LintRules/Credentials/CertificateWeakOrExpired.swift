public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for certificates of the org that end, have short keys, or whose private key can be taken out.
public struct CertificateWeakOrExpired: Rule {
    public static let page = RuleFile.certificateWeakOrExpired

    private static let smallestKey = 2_048

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let days = context.integer("days")
        return context.org.metadata.certificates.flatMap { certificate in
            [
                aboutExpiration(of: certificate, within: days, asOf: context.org.asOf),
                aboutKeySize(of: certificate),
                aboutExport(of: certificate),
            ].compactMap { $0 }
        }
    }

    private func aboutExpiration(of certificate: Certificate, within days: Int, asOf: Timestamp) -> Finding? {
        guard let date = certificate.expirationDate, let moment = Timestamp(date.value) else { return nil }
        let expiration = CertificateExpiration(moment, asOf: asOf)
        guard expiration.isDue(within: days) else { return nil }
        return Finding(
            .expires(certificate, expiration),
            subject: certificate.componentID,
            element: "expirationDate",
            location: date.location
        )
    }

    private func aboutKeySize(of certificate: Certificate) -> Finding? {
        guard let size = certificate.keySize, let bits = Int(size.value), bits < Self.smallestKey else { return nil }
        return Finding(
            .hasShortKey(certificate, bits, smallest: Self.smallestKey),
            subject: certificate.componentID,
            element: "keySize",
            location: size.location
        )
    }

    private func aboutExport(of certificate: Certificate) -> Finding? {
        guard let isExportable = certificate.privateKeyExportable, isExportable.value else { return nil }
        return Finding(
            .isExportable(certificate),
            subject: certificate.componentID,
            element: "privateKeyExportable",
            location: isExportable.location,
            severity: .note
        )
    }
}

extension Finding.Message {
    fileprivate static func expires(_ certificate: Certificate, _ expiration: CertificateExpiration) -> Self {
        "Certificate '\(certificate.fullName)' \(expiration.words)."
    }

    fileprivate static func hasShortKey(_ certificate: Certificate, _ bits: Int, smallest: Int) -> Self {
        "Certificate '\(certificate.fullName)' has a key of \(bits) bits, shorter than \(smallest)."
    }

    fileprivate static func isExportable(_ certificate: Certificate) -> Self {
        "Certificate '\(certificate.fullName)' lets its private key be exported: privateKeyExportable is true."
    }
}
