internal import LintEngine

extension BuiltInRules {
    static let permissionSets: [any Rule] = [
        FieldPermissionIncoherent(),
        IntegrationModifyAllData(),
        IntegrationModifyAllRecords(),
        IntegrationRiskyPermission(),
        IntegrationViewAllData(),
        ObjectPermissionIncoherent(),
        PermissionSetDuplicateEntry(),
        PermissionSetGroupMissingMember(),
        PermissionSetLicenseBlocksIntegration(),
        PermissionSetLicenseStandardObject(),
    ]
}
