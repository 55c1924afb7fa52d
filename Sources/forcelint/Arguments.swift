public import ArgumentParser
public import LintEngine
public import OrgModel
public import Reporting
public import RuleCatalogue

/// One of several words. The library finds its words by printing each value, which takes a tenth of parsing a command.
public protocol WordArgument: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension WordArgument {
    public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension Severity: WordArgument {}
extension Confidence: WordArgument {}
extension Persona: WordArgument {}
extension FailureThreshold: WordArgument {}
extension OutputFormat: WordArgument {}
extension ColorChoice: WordArgument {}
extension FixScope: WordArgument {}
extension AccessSubject: ExpressibleByArgument {}

/// The day that `--as-of` names.
struct Day: ExpressibleByArgument {
    let start: Timestamp

    init?(argument: String) {
        guard let start = Timestamp(argument), start.date == argument else { return nil }
        self.start = start
    }
}
