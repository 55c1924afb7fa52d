/// The element names that the decoders know; the parser gives each element the number of its name.
enum MetadataElement: UInt16, CaseIterable {
    // Access of permission sets, muting permission sets and profiles, the lists first.
    case userPermissions, fieldPermissions, objectPermissions, applicationVisibilities, classAccesses
    case customMetadataTypeAccesses, customPermissions, customSettingAccesses, externalCredentialPrincipalAccesses
    case externalDataSourceAccesses, flowAccesses, pageAccesses, recordTypeVisibilities, tabSettings, tabVisibilities
    case enabled, name, editable, field, readable, object, visible, visibility, tab, application, apexClass, apexPage
    case externalCredentialPrincipal, externalDataSource, flow, recordType, `default`, personAccountDefault
    case allowCreate, allowRead, allowEdit, allowDelete, viewAllRecords, modifyAllRecords, viewAllFields
    case label, description, license, userLicense, hasActivationRequired, fullName
    case permissionSets, mutingPermissionSets, status
    case custom, loginIpRanges, loginHours, startAddress, endAddress

    // Apps.
    case contactEmail, oauthConfig, oauthPolicy, sessionPolicy, profileName, permissionSetName, ipRanges, start, end
    case callbackUrl, certificate, consumerKey, consumerSecret, isAdminApproved, isClientCredentialEnabled
    case isCodeCredentialEnabled, isConsumerSecretOptional, isIntrospectAllTokens, isNamedUserJwtEnabled
    case isPkceRequired, isRefreshTokenRotationEnabled, isSecretRequiredForRefreshToken, isTokenExchangeEnabled
    case oauthClientCredentialUser, scopes, ipRelaxation, refreshTokenPolicy, policyAction, sessionLevel
    case sessionTimeout, distributionState, isProtected, managedType, orgScopedExternalApp
    case externalClientApplication, clientAssertionCertificate, commaSeparatedOauthScopes, trustedIpRanges
    case startIpAddress, endIpAddress, isClientCredentialsFlowEnabled, isCodeCredFlowEnabled, isDeviceFlowEnabled
    case shouldRotateConsumerKey, shouldRotateConsumerSecret, clientCredentialsFlowUser
    case commaSeparatedPermissionSet, commaSeparatedProfile, ipRelaxationPolicyType, isTokenExchangeFlowEnabled
    case permittedUsersPolicyType, refreshTokenPolicyType, refreshTokenValidityPeriod, refreshTokenValidityUnit
    case sessionTimeoutInMinutes, isEnabled, isOauthPluginEnabled

    // Credentials.
    case namedCredentialType, endpoint, principalType, `protocol`, username, password, oauthToken, oauthRefreshToken
    case awsAccessKey, awsAccessSecret, authProvider, calloutStatus, namedCredentialParameters
    case externalCredentialParameters, authenticationProtocol, externalCredential, parameterName, parameterType
    case parameterValue, friendlyName, providerType, ecKey, executionUser, url, isActive, disableProtocolSecurity
    case caSigned, expirationDate, keySize, masterLabel, privateKeyExportable

    // Settings, policies, sites, fields.
    case networkAccess, userAccessPolicyActions, userAccessPolicyFilters, action, type, target, operation, columnName
    case value, networkMemberGroups, profile, permissionSet, passwordExpiration, minimumPasswordLength
    case fields, securityClassification, complianceGroup, version, types, members

    /// Whether the element is an entry of a list that grants access; these come first.
    var isAccessList: Bool { rawValue <= MetadataElement.tabVisibilities.rawValue }

    /// The names in the order of their numbers.
    static let vocabulary = allCases.map { String(describing: $0) }
}
