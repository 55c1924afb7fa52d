import TestSupport
import Testing

@testable import Reporting

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("Plain text: a::b # 1", "Plain text: a::b # 1"),
        ("日本語 über", "日本語 über"),
        ("a\u{1B}[31mb", "a\\u{1B}[31mb"),
        ("a\r\nb\tc", "a\\u{D}\\u{A}b\\u{9}c"),
        ("\u{202E}gnp.exe\u{2066}", "\\u{202E}gnp.exe\\u{2066}"),
        ("a\u{200B}b\u{FEFF}\u{AD}", "a\\u{200B}b\\u{FEFF}\\u{AD}"),
        ("\u{9B}31m\u{85}\u{2028}", "\\u{9B}31m\\u{85}\\u{2028}"),
        ("\u{E0041}", "\\u{E0041}"),
        ("::error::x", ":\\:error::x"),
        ("\u{A0} ::error::x", "\u{A0} :\\:error::x"),
        ("##[error]x", "#\\#[error]x"),
        ("a ##vso[task.complete]", "a #\\#vso[task.complete]"),
        ("###teamcity[x]", "#\\#\\#teamcity[x]"),
    ])
    func neutralises(text: String, shown: String) {
        #expect(VisibleText(text).description == shown)
    }

    @Test func namesWithoutBracesWhereTheyMeanSomething() {
        #expect(VisibleText.shown("a\u{1B}\u{202E}", .angles) == "a<U+001B><U+202E>")
    }

    @Test(arguments: Hostile.texts)
    func isOneHarmlessLine(text: String) {
        let shown = VisibleText(text).description
        #expect(Hostile.commands(in: shown) == [])
        #expect(!shown.contains("\n"))
    }
}
