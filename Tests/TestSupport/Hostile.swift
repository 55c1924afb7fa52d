import Foundation

/// Names as somebody may give them who wants a terminal or a CI runner to do something.
public enum Hostile {
    public static let texts = [
        "\u{1B}[2J\u{1B}]8;;https://evil.example\u{7}link\u{1B}]8;;\u{7}", "\u{1B}]52;c;aGk=\u{7}", "\u{9B}31mred",
        "a\rb", "a\nb", "a\u{8}\u{8}b", "nul\u{0}", "\u{202E}txt.exe", "a\u{200B}\u{200D}\u{FEFF}b",
        "\u{2028}::error::x",
        "::error::x", "  ::set-output name=a::b", "\u{3000}::warning file=a::b", "\n::error::x", "a\n::add-mask::b",
        "##[error]x", "a ##vso[task.setvariable variable=a]b", "##VSO[task.complete result=Failed]",
        "##teamcity[buildStop]", "#\u{200B}#vso[x]", "####[command]x", "[text](javascript:alert(1))", "[a](1)", "](2)",
        "{0}", "{!$Credential.Password}", "{{x}}", "}{", "\\[x\\](1)", "a\"b\\c", "<script>alert(1)</script>",
        "%SRCROOT%",
        "…•^^^^", "日本語 e\u{301} 👩‍👩‍👧", "\u{E000}\u{FFFF}\u{10FFFF}", "=1+1", "'; rm -rf / #",
        String(repeating: "x", count: 3000),
    ]

    /// What a terminal or a runner would take as more than text.
    public static func commands(in output: String, allowsColor: Bool = false) -> [String] {
        var found: [String] = []
        for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
            let start = line.drop(while: \.isWhitespace)
            if start.hasPrefix("::") { found.append(String(line)) }
            let lowered = line.lowercased()
            for command in ["##[", "##vso[", "##teamcity["] where lowered.contains(command) {
                found.append(String(line))
            }
            let isWild = line.unicodeScalars.contains { scalar in
                let isColor = allowsColor && scalar == "\u{1B}"
                return !isColor
                    && (scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                        || scalar.properties.generalCategory == .lineSeparator)
            }
            if isWild { found.append(String(line)) }
        }
        return found
    }
}
