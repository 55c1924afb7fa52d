public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks whether the consumer secrets of external client apps can be read over an API.
public struct OrgConsumerSecretAPIAccess: Rule {
    public static let page = RuleFile.orgConsumerSecretApiAccess

    private static let ways = [
        (element: "enableConsumerSecretApiAccess", name: "the Metadata API"),
        (element: "enableClientSecretInRestApiAccess", name: "the REST API for credentials"),
    ]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.settings("ExternalClientApp").flatMap { settings in
            Self.ways.compactMap { way in
                guard let access = settings.flag(way.element), access.value else { return nil }
                return Finding(
                    .isReadable(way.name, way.element),
                    subject: settings.componentID,
                    element: way.element,
                    location: access.location
                )
            }
        }
    }
}

extension Finding.Message {
    fileprivate static func isReadable(_ way: String, _ element: String) -> Self {
        "The org lets the consumer secrets of external client apps be read over \(way): \(element) is true."
    }
}
