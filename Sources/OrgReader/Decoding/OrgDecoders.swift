internal import MetadataXML
internal import OrgModel

extension ElementReader {
    func permissionSetGroup() -> PermissionSetGroup {
        var group = PermissionSetGroup(fullName: component.name, location: location)
        group.label = key(.label)
        group.description = text(.description)
        group.status = choice(.status, of: ["Updated", "Outdated", "Updating", "Failed"])
        group.hasActivationRequired = flag(.hasActivationRequired)
        group.permissionSets = texts(.permissionSets)
        group.mutingPermissionSets = texts(.mutingPermissionSets)
        return group
    }

    /// Whether the login hours keep anybody out. Each day has a start and an end in minutes since midnight; equal ones close
    /// the day, and 0 to 1440 is the whole of it (Metadata API 66.0, ProfileLoginHours).
    var leavesOutHours: Bool {
        document.children(of: index).contains { child in
            guard !document[child].attributes.contains(.isNil) else { return false }
            let minutes = document.text(of: child)
            guard !minutes.isEmpty else { return false }
            return minutes != (document.name(of: child).hasSuffix("Start") ? "0" : "1440")
        }
    }

    /// - Parameter kind: `OauthOidc`, `Security`, …
    func settings(kind: String) -> Settings {
        var values: [String: Located<String>] = [:]
        for child in document.children(of: index) where !document[child].attributes.contains(.isNil) {
            let reader = at(child)
            let name = document.name(of: child)
            values[name] = reader.settingValue(name)
            for inner in document.children(of: child) where !document[inner].attributes.contains(.isNil) {
                let innerName = document.name(of: inner)
                values[name + "." + innerName] = at(inner).settingValue(innerName)
            }
        }
        var settings = Settings(kind: kind, location: location, values: values)
        settings.ipRanges = child(.networkAccess)?.ipRanges(.ipRanges, start: .start, end: .end) ?? []
        return settings
    }

    /// The text of this element; a boolean in another case than the schema's is reported.
    private func settingValue(_ name: String) -> Located<String> {
        let value = text
        if Bool(value.value) == nil, let boolean = Bool(value.value.lowercased()) { noteOtherCase(name, boolean) }
        return value
    }

    func at(_ index: Int) -> ElementReader {
        ElementReader(document: document, index: index, file: file, component: component, problems: problems)
    }

    func userAccessPolicy() -> UserAccessPolicy {
        var policy = UserAccessPolicy(fullName: component.name, location: location)
        policy.status = text(.status)
        policy.actions = children(.userAccessPolicyActions).compactMap { action in
            guard let target = action.key(.target) else { return nil }
            return UserAccessPolicy.Action(
                action: action.text(.action)?.value ?? "",
                type: action.text(.type)?.value ?? "",
                target: target
            )
        }
        policy.filters = children(.userAccessPolicyFilters).map { filter in
            UserAccessPolicy.Filter(
                type: filter.text(.type)?.value ?? "",
                operation: filter.text(.operation)?.value ?? "",
                target: filter.text(.target)?.value ?? "",
                columnName: filter.text(.columnName)?.value,
                value: filter.text(.value)?.value
            )
        }
        return policy
    }

    func network() -> Network {
        var network = Network(fullName: component.name, location: location)
        network.memberProfiles = children(.networkMemberGroups).flatMap { $0.texts(.profile) }
        network.memberPermissionSets = children(.networkMemberGroups).flatMap { $0.texts(.permissionSet) }
        return network
    }

    func profilePasswordPolicy() -> ProfilePasswordPolicy {
        var policy = ProfilePasswordPolicy(fullName: component.name, location: location)
        policy.profile = key(.profile)
        policy.passwordExpiration = text(.passwordExpiration)
        policy.minimumPasswordLength = text(.minimumPasswordLength)
        return policy
    }

    /// - Parameter fullName: `Object.Field`.
    func customField(fullName: String) -> CustomField {
        var field = CustomField(fullName: fullName, location: location)
        field.type = text(.type)
        field.securityClassification = text(.securityClassification)
        field.complianceGroup = text(.complianceGroup)
        return field
    }
}
