internal import LintEngine

extension BuiltInRules {
    static let permissionSets: [any Rule] = [
        FieldPermissionIncoherent(),
        IntegrationModifyAllData(),
        IntegrationModifyAllRecords(),
        IntegrationRiskyPermission(),
        IntegrationSensitiveField(),
        IntegrationViewAllData(),
        IntegrationViewAllFields(),
        IntegrationViewAllRecords(),
        IntegrationViewEncryptedData(),
        ObjectPermissionIncoherent(),
        PermissionSetActivationRequired(),
        PermissionSetAssignmentExpiring(),
        PermissionSetDuplicateEntry(),
        PermissionSetGroupMissingMember(),
        PermissionSetLicenseBlocksIntegration(),
        PermissionSetLicenseStandardObject(),
        PermissionSetManagedOnIntegrationUser(),
        PermissionSetMixedAudience(),
        PermissionSetSharedByIntegrations(),
        PermissionSetUnassigned(),
        PermissionSetUnknownLicense(),
        PermissionSetUnknownPermission(),
        PermissionSetUserLicenseElement(),
    ]
}
