internal import OrgModel

/// What a call does with records, by what the columns of a log say of it.
///
/// Sources: Object Reference 67.0, event types API, RestApi, BulkApi, BulkApi2 and ApiTotalUsage; SOAP API Developer
/// Guide, core calls; REST API Developer Guide, resources; Bulk API 2.0 and Bulk API Developer Guide, operations of jobs.
enum EventLogCall {
    /// A call of the SOAP API by its method.
    static func soap(_ method: String, namesObject: Bool) -> [UsageKind] {
        switch method.lowercased() {
        case "query", "queryall", "retrieve", "search", "getdeleted", "getupdated": return [.read]
        // Goes on with a query that has an event of its own.
        case "querymore": return namesObject ? [.read] : []
        case "create": return [.create]
        case "update": return [.edit]
        case "upsert": return [.create, .edit]
        case "delete", "emptyrecyclebin": return [.delete]
        case "login", "logout", "getuserinfo", "getservertimestamp", "invalidatesessions": return []
        case let name where name.hasPrefix("describe"): return namesObject ? [.read] : []
        default: return [.unknown]
        }
    }

    /// A job of the Bulk API or the Bulk API 2.0 by its operation.
    static func bulk(_ operation: String) -> [UsageKind] {
        switch operation.lowercased() {
        case "query", "queryall": [.read]
        case "insert": [.create]
        case "update": [.edit]
        case "upsert": [.create, .edit]
        case "delete", "harddelete": [.delete]
        default: [.unknown]
        }
    }

    /// A call of the REST API by its method and path.
    static func rest(_ method: String, _ path: String, namesObject: Bool) -> [UsageKind] {
        let parts = path.prefix { $0 != "?" }.split(separator: "/").map { $0.lowercased() }
        let resource = resource(parts)
        if !namesObject, touchesNoRecords(parts, resource) { return [] }
        switch method.uppercased() {
        case "GET", "HEAD": return [.read]
        case "DELETE": return [.delete]
        case "POST": return isCreation(resource) ? [.create] : [.unknown]
        case "PATCH": return isUpdate(resource) ? [.edit] : [.create, .edit]
        default: return [.unknown]
        }
    }

    /// What follows the version: `sobjects/account` of `/services/data/v66.0/sobjects/Account`.
    private static func resource(_ parts: [String]) -> [String] {
        let version = parts.firstIndex { $0.first == "v" && $0.dropFirst().first?.isNumber == true }
        return version.map { Array(parts[($0 + 1)...]) } ?? parts
    }

    /// Whether a path is of the service itself, or goes on with a query that has an event of its own.
    private static func touchesNoRecords(_ parts: [String], _ resource: [String]) -> Bool {
        if parts.starts(with: ["services", "oauth2"]) || parts == ["services", "data"] { return true }
        switch resource.first {
        case nil, "limits": return true
        case "sobjects": return resource.count == 1
        case "query", "queryall": return resource.count == 2
        default: return false
        }
    }

    private static func isCreation(_ resource: [String]) -> Bool {
        switch resource.first {
        case "sobjects": resource.count == 2
        case "composite":
            resource.count == 2 && resource[1] == "sobjects" || resource.count == 3 && resource[1] == "tree"
        default: false
        }
    }

    /// Whether a path names a record by its Id; by an external Id a record may be created as well.
    private static func isUpdate(_ resource: [String]) -> Bool {
        if resource == ["composite", "sobjects"] { return true }
        guard resource.first == "sobjects", resource.count == 3 else { return false }
        return [15, 18].contains(resource[2].utf8.count)
            && resource[2].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
