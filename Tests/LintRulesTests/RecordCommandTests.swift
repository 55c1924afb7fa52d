import Foundation
import LintEngine
import TestSupport
import Testing

@testable import LintRules

/// The commands that mend records, with names as a stranger may choose them.
@Suite("The commands of fixes")
struct RecordCommandTests {
    private static let hostile = [
        "o'brien@acme.com", "a b@acme.com", "$(touch x)@acme.com", "`id`@acme.com", "a\nb@acme.com", "a\\b@acme.com",
        "\"q\"@acme.com", "x;rm -rf /@acme.com", "*?[a]@acme.com", "!1&|<>@acme.com", "", "~root", "'", "ä@acme.com",
    ]

    /// The words that a shell makes of a text.
    private func words(_ text: String) throws -> [String] {
        let script = "for word in \(text); do printf '%s\\001' \"$word\"; done"
        return try Tool.run(URL(filePath: "/bin/sh"), ["-c", script]).output
            .split(separator: "\u{1}", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// The pairs that the CLI reads in a condition, as its source says: it parts at white space and takes quotes away that
    /// come in pairs, those of one kind within the other excepted.
    private func pairs(_ condition: String) -> [String] {
        let singles = condition.count { $0 == "'" }
        let doubles = condition.count { $0 == "\"" }
        var quote: Unicode.Scalar?
        var pairs = [""]
        for scalar in condition.unicodeScalars {
            if scalar == "'", quote != "\"", singles >= 2 {
                quote = quote == nil ? "'" : nil
            } else if scalar == "\"", quote != "'", doubles >= 2 {
                quote = quote == nil ? "\"" : nil
            } else if quote == nil, scalar.properties.isWhitespace {
                if pairs.last != "" { pairs.append("") }
            } else {
                pairs[pairs.count - 1].unicodeScalars.append(scalar)
            }
        }
        return pairs.filter { !$0.isEmpty }
    }

    @Test(arguments: hostile)
    func aWordStaysOneWord(_ name: String) throws {
        #expect(try words(Fix.quoted(name)) == [name])
    }

    @Test(arguments: hostile)
    func aConditionSaysWhatItShouldOrNothing(_ name: String) throws {
        let conditions = [("Assignee.Username", name), ("PermissionSet.Name", "INT ERP")]
        guard let command = RecordRemoval.command("PermissionSetAssignment", conditions) else {
            // No quotes of the CLI hold these.
            let hasBoth = name.contains("'") && name.contains("\"")
            #expect(name.isEmpty || name.contains("\\") || hasBoth)
            return
        }
        let words = try words(command)
        #expect(
            words.prefix(6) == ["sf", "data", "delete", "record", "--sobject", "PermissionSetAssignment"]
                && words.count == 8 && words[6] == "--where")
        #expect(pairs(try #require(words.last)) == conditions.map { "\($0.0)=\($0.1)" })
    }

    @Test func valuesThatTheCLIWouldReadOtherwiseAreRefused() {
        for value in ["", "True", "{\"a\":1}", "a\\", "'\""] {
            #expect(
                RecordRemoval.command("PermissionSetAssignment", [("PermissionSet.Name", value)]) == nil, "\(value)")
        }
        #expect(
            RecordRemoval.command("PermissionSetAssignment", [("AssigneeId", "005000000000001")])
                == "sf data delete record --sobject PermissionSetAssignment --where AssigneeId=005000000000001")
    }
}
