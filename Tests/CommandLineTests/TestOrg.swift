import Foundation
import TestSupport

/// A project in a folder of its own, and the program run in it.
struct TestOrg {
    let folder: TemporaryFolder

    static let set = "force-app/main/default/permissionsets/INT_ERP.permissionset-meta.xml"
    static let app = "force-app/main/default/connectedApps/ERP.connectedApp-meta.xml"
    static let project = #"{ "packageDirectories": [{ "path": "force-app", "default": true }] }"#

    /// A permission set that an integration user cannot be given, and nothing else.
    init(config: String? = nil) throws {
        folder = try TemporaryFolder()
        try folder.write(TestOrg.project, to: "sfdx-project.json")
        try folder.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
                <label>Integration - ERP</label>
                <license>Salesforce</license>
            </PermissionSet>

            """,
            to: TestOrg.set
        )
        if let config { try folder.write(config, to: ".forcelint.yml") }
    }

    /// An app that everybody may authorise: an error.
    func writeApp() throws {
        try folder.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ConnectedApp xmlns="http://soap.sforce.com/2006/04/metadata">
                <contactEmail>it@acme.example</contactEmail>
                <label>ERP</label>
                <oauthConfig>
                    <callbackUrl>https://erp.acme.example/callback</callbackUrl>
                    <isAdminApproved>false</isAdminApproved>
                    <scopes>Api</scopes>
                </oauthConfig>
                <profileName>Minimum Access - API Only Integrations</profileName>
            </ConnectedApp>

            """,
            to: TestOrg.app
        )
    }

    func run(
        _ arguments: String...,
        output: Program.Output = .captured,
        environment: [String: String] = [:]
    ) throws -> Program.Outcome {
        try Program.run(arguments, in: folder.url, output: output, environment: environment)
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.url.appending(path: path)), as: UTF8.self)
    }
}
