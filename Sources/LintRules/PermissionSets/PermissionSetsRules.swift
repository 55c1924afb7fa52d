internal import LintEngine

extension BuiltInRules {
    static let permissionSets: [any Rule] = [
        FieldPermissionIncoherent(),
        IntegrationModifyAllData(),
        IntegrationModifyAllRecords(),
        IntegrationRiskyPermission(),
        IntegrationViewAllData(),
        MutingIneffective(),
        MutingRemovesAPIAccess(),
        ObjectPermissionIncoherent(),
        PermissionSetDuplicateEntry(),
        PermissionSetGroupMissingMember(),
        PermissionSetGroupNotUpdated(),
        PermissionSetLicenseBlocksIntegration(),
        PermissionSetLicenseStandardObject(),
        PermissionSetMissingDescription(),
        PermissionSetNaming(),
        PermissionSetUIAccess(),
        PermissionSetUnresolvedReference(),
        RecordTypeWithoutDefault(),
    ]
}
