/// One small export in every JSON and CSV shape, with the number of rows it holds.
struct RecordSample: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let rows: Int

    var testDescription: String { name }
    var bytes: [UInt8] { Array(text.utf8) }

    private static let queryRecords = #"""
        [{"attributes":{"type":"User","url":"/services/data/v66.0/sobjects/User/0055g00000AAAAAQA4"},"Id":\#
        "0055g00000AAAAAQA4","Username":"erp@acme.example","IsActive":true,"Profile":{"attributes":{"type":"Profile",\#
        "url":"/services/data/v66.0/sobjects/Profile/00e5g000001AAAA"},"Name":"Minimum Access - API Only Integrations",\#
        "UserLicense":{"attributes":{"type":"UserLicense","url":"x"},"Name":"Salesforce Integration"}},"UserRole":null,\#
        "LastLoginDate":"2026-05-01T10:11:12.000+0000"},{"attributes":{"type":"User","url":"y"},"Id":\#
        "0055g00000BBBBBQA4","Username":"hr@acme.example","IsActive":false,"Profile":null,"UserRole":null,\#
        "LastLoginDate":""}]
        """#

    static let commandLine = RecordSample(
        name: "sf data query --json",
        text: #"{"status":0,"result":{"records":\#(queryRecords),"totalSize":2,"done":true},"warnings":[]}"#,
        rows: 2
    )
    static let resultFile = RecordSample(
        name: "sf data query --output-file",
        text: #"{"records":\#(queryRecords),"totalSize":50002,"done":true}"#,
        rows: 2
    )
    static let restPage = RecordSample(
        name: "REST /query",
        text: """
            {"totalSize":4000,"done":false,"nextRecordsUrl":"/services/data/v66.0/query/01g-2000",\
            "records":\(queryRecords)}
            """,
        rows: 2
    )
    static let composite = RecordSample(
        name: "REST /composite",
        text: """
            {"compositeResponse":[{"body":{"totalSize":2,"done":true,"records":\(queryRecords)},"httpHeaders":{},\
            "httpStatusCode":200,"referenceId":"users"}]}
            """,
        rows: 2
    )
    static let bareArray = RecordSample(name: "bare array of records", text: queryRecords, rows: 2)
    static let bulkJSON = RecordSample(
        name: "sf data export bulk, JSON",
        text: """
            [{"Id":"0055g00000AAAAAQA4","IsActive":"true","Profile.Name":"Minimum Access - API Only Integrations",\
            "Profile.UserLicense.Name":"Salesforce Integration","UserRole.Name":""}]
            """,
        rows: 1
    )
    static let tree = RecordSample(
        name: "sf data export tree",
        text: """
            {"records":[{"attributes":{"type":"User","referenceId":"UserRef1"},"Username":"erp@acme.example"},\
            {"attributes":{"type":"User","referenceId":"UserRef2"},"Username":"hr@acme.example"}]}
            """,
        rows: 2
    )
    static let treePlan = RecordSample(
        name: "plan of sf data export tree",
        text: #"[{"sobject":"User","saveRefs":true,"resolveRefs":false,"files":["Users.json"]}]"#,
        rows: 0
    )

    static let json = [commandLine, resultFile, restPage, composite, bareArray, bulkJSON, tree, treePlan]

    static let queryCSV = RecordSample(
        name: "sf data query, CSV",
        text: """
            Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name,UserRole.Name,LastLoginDate
            0055g00000AAAAAQA4,erp@acme.example,true,Minimum Access - API Only Integrations,Salesforce Integration,,2026-05-01
            0055g00000BBBBBQA4,hr@acme.example,false,"Human ""HR"", old",Salesforce,Boss,

            """,
        rows: 2
    )
    static let bulkCSV = RecordSample(
        name: "sf data export bulk, CSV",
        text: "\"Id\";\"IsActive\";\"Profile.Name\"\r\n\"0055g00000AAAAAQA4\";\"true\";\"Minimum; Access\"\r\n",
        rows: 1
    )
    static let dataLoader = RecordSample(
        name: "Data Loader",
        text: """
            \u{FEFF}"ID","USERNAME","PROFILE.NAME","PROFILE.USERLICENSE.NAME"
            "0055g00000AAAAAQA4","erp@acme.example","Minimum Access
            - API Only","Salesforce Integration"

            """,
        rows: 1
    )
    static let dataMover = RecordSample(
        name: "SFDMU",
        text: "Id,Profile.$$Name$UserType,Username\n0055g00000AAAAAQA4,Admin;Standard,erp@acme.example\n",
        rows: 1
    )

    static let csv = [queryCSV, bulkCSV, dataLoader, dataMover]
}
