internal import OrgModel

/// The seats of licenses and the integration users on them.
extension HTMLPage {
    func writeLicenses(_ overview: IntegrationOverview, _ html: inout HTMLWriter) {
        html.element(.h3, "User licenses")
        writeGauges(overview.userLicenses, export: "UserLicense", overview, &html)
        html.element(.h3, "Permission set licenses")
        writeGauges(overview.permissionSetLicenses, export: "PermissionSetLicense", overview, &html)
    }

    private func writeGauges(
        _ licenses: [LicenseSeats],
        export: String,
        _ overview: IntegrationOverview,
        _ html: inout HTMLWriter
    ) {
        let isKnown = overview.exports.contains(export)
        if !isKnown {
            writeEmpty("How many seats there are is not known, because the \(export) export is missing.", &html)
        }
        guard !licenses.isEmpty else {
            if isKnown { writeEmpty("The \(export) export has no rows.", &html) }
            return
        }
        // Others matter less than those that integrations are on.
        let shown = licenses.filter { $0.integrationUsers?.isEmpty != true || $0.excess > 0 }
        let others = licenses.filter { $0.integrationUsers?.isEmpty == true && $0.excess == 0 }
        if !shown.isEmpty { writeGaugeTable(shown, isKnown: isKnown, export, &html) }
        guard !others.isEmpty else { return }
        html.element(.details) { html in
            html.element(.summary, "\(counted(others.count, "license")) without integration users")
            writeGaugeTable(others, isKnown: isKnown, export, &html)
        }
    }

    private func writeGaugeTable(
        _ licenses: [LicenseSeats],
        isKnown: Bool,
        _ export: String,
        _ html: inout HTMLWriter
    ) {
        writeTable(["License", "Seats taken", "Integration users on it", "Source"], &html) { html in
            for license in licenses {
                html.element(.tr) { html in
                    html.element(.th, [.named(.scope, "row")], license.name)
                    html.element(.td, [.class("gauge")]) { html in
                        writeGauge(license, isKnown: isKnown, export, &html)
                    }
                    html.element(.td) { html in
                        guard let users = license.integrationUsers else {
                            let missing = license.kind == .userLicense ? "User" : "PermissionSetLicenseAssign"
                            html.text("not known, because the \(missing) export is missing")
                            return
                        }
                        html.element(.strong, String(users.count))
                        if !users.isEmpty, users.count <= 6 {
                            html.element(.span, [.class("quiet")], " " + users.joined(separator: ", "))
                        }
                    }
                    html.element(.td) { html in
                        if let location = license.location { writeShortPlace(location, &html) }
                    }
                }
            }
        }
    }

    private func writeGauge(_ license: LicenseSeats, isKnown: Bool, _ export: String, _ html: inout HTMLWriter) {
        guard let used = license.used, let total = license.total, total >= 0 else {
            guard license.location != nil else {
                html.text(
                    isKnown
                        ? "not known, because the \(export) export does not hold it"
                        : "not known, because the \(export) export is missing")
                return
            }
            let words = [
                license.used.map { "\($0) taken" }, license.total.map { $0 < 0 ? "no limit" : "\($0) in all" },
            ]
            html.text(words.compactMap(\.self).joined(separator: ", "))
            html.text(words.allSatisfy { $0 == nil } ? "not known, because the export has no figures" : "")
            return
        }
        let integrations = min(license.integrationUsers?.count ?? 0, used, total)
        let others = min(used, total) - integrations
        let words = "\(used) of \(total) taken"
        writeBar(
            [(integrations, .class("b1")), (others, .class("b2"))]
                + (license.excess > 0 ? [(license.excess, .class("b4"))] : []),
            of: max(1, total, used), label: words, &html)
        html.element(.span, words)
        if license.excess > 0 { html.element(.strong, [.class("over")], " \(license.excess) more than there are") }
        if let status = license.status, status.lowercased() != "active" {
            html.element(.strong, [.class("over")], " \(status.lowercased())")
        }
        if let end = license.expirationDate { html.element(.span, [.class("quiet")], " ends \(end.prefix(10))") }
    }
}
