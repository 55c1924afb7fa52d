/// The types of event log that say something of use; the raw value is what stands in the column EVENT_TYPE.
///
/// Source: the pages of the types below "EventLogFile Supported Event Types" in the Object Reference, API 67.0
/// (https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_eventlogfile_supportedeventtypes.htm).
public enum UsageEventType: String, CaseIterable, Hashable, Sendable {
    /// Calls of the SOAP API.
    case soap = "API"
    case rest = "RestApi"
    case bulk = "BulkApi"
    case bulk2 = "BulkApi2"
    /// Calls of SOAP API, REST API and Bulk API together; in every org without an add-on.
    case total = "ApiTotalUsage"
    /// Apex that ran as the user; the log names no object.
    case apex = "ApexExecution"
    case login = "Login"
    case logout = "Logout"
    /// Any other one: the user did something, and no object is read from it.
    case other = ""

    /// - Parameter name: as the column has it, in any case.
    public init(named name: String) {
        let name = name.lowercased()
        self = Self.allCases.first { $0.rawValue.lowercased() == name } ?? .other
    }

    /// Whether its events are calls of an API that name the object.
    public var namesObjects: Bool {
        switch self {
        case .soap, .rest, .bulk, .bulk2, .total: true
        case .apex, .login, .logout, .other: false
        }
    }
}
