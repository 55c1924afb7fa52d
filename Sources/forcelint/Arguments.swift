public import ArgumentParser
public import LintEngine
public import OrgModel
public import Reporting
public import RuleCatalogue

extension Severity: ExpressibleByArgument {}
extension Confidence: ExpressibleByArgument {}
extension Persona: ExpressibleByArgument {}
extension FailureThreshold: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
extension FixScope: ExpressibleByArgument {}
extension AccessSubject: ExpressibleByArgument {}

/// The day that `--as-of` names.
struct Day: ExpressibleByArgument {
    let start: Timestamp

    init?(argument: String) {
        guard let start = Timestamp(argument), start.date == argument else { return nil }
        self.start = start
    }
}
