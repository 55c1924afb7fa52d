import Foundation
import TestSupport
import Testing

@Suite("The file of a baseline")
struct BaselineFileTests {
    private static let scope = #""scope": { "paths": ["."], "persona": "regular", "inputs": [] }"#
    private static let head = "{ \"version\": \"forcelint-baseline-v1\", \(scope),\n"

    @Test(
        "that is none is told with its place",
        arguments: [
            ("", "1:1: Expected a value, found the end of the file"),
            ("{", "1:2: Expected a name"),
            ("[]", "1:1: this is no baseline"),
            ("{ \"version\": 1 }", "1:14: this is no baseline"),
            ("{ \"version\": \"2.1.0\",\n \"runs\": [] }", "1:14: this is no baseline"),
            ("{\n \"version\": \"forcelint-baseline-v2\" }", "2:13: this program reads forcelint-baseline-v1 only"),
            ("{ \"version\": \"forcelint-baseline-v1\" }", "1:1: 'scope' is missing"),
            (head + "\"entries\": 3 }", "2:12: 'entries' is a number instead of an array"),
            (head + "\"entries\": [ 3 ] }", "2:14: a number stands where an object is wanted"),
            (
                head + "\"entries\": [ { \"fingerprint\": \"00\" } ] }",
                "2:31: 'fingerprint' is not 64 hexadecimal digits"
            ),
            (
                head + "<<<<<<< HEAD\n\"entries\": [] }",
                "2:1: Expected a name in double quotes, found “<”. The file holds a merge"
            ),
            ("\u{FEFF}" + head + "\"entries\": [] ", "2:15: Expected “,” or “}”, found the end of the file"),
        ]
    )
    func isRefused(text: String, part: String) throws {
        let org = try TestOrg()
        try org.folder.write(text, to: "known.json")
        for command in [["--baseline", "known.json"], ["baseline", "prune", "--baseline", "known.json"]] {
            let outcome = try Program.run(command, in: org.folder.url)
            #expect(outcome.status == 2)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("error: known.json:\(part)"), "\(outcome.errors)")
        }
    }

    @Test(arguments: ["0", "-1", "1.5", "1e3", "99999999999999999999", "\"1\"", "null"])
    func countsAreWholeAndPositive(count: String) throws {
        let org = try KnownOrg(.acme)
        let text = try org.text()
        let place = try #require(text.firstRange(of: "\"count\": 1"))
        try org.folder.write(text.replacingCharacters(in: place, with: "\"count\": \(count)"), to: KnownOrg.file)
        let outcome = try org.check()
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("'count' is no number of findings"), "\(outcome.errors)")
    }
}
