internal import LintEngine

/// How the program ends; scripts and CI rely on the numbers.
enum ExitStatus: Int32, Error {
    /// Ran, and nothing was found at or above the threshold.
    case success = 0
    /// Something was found at or above the threshold.
    case findings = 1
    /// Wrong usage or configuration.
    case usage = 2
    /// An internal or I/O failure: the result is not to be trusted.
    case failure = 3
    /// Inputs are missing or empty, or below what was asked for.
    case inputs = 4

    static let help = """
        Exit codes:
        0  nothing found at or above --fail-on
        1  findings at or above --fail-on; with --diff also where a file would change
        2  wrong usage or configuration
        3  an internal or I/O failure: the result is not to be trusted; with --fix also a file that was not changed
        4  inputs missing, empty, or below --strict-inputs or --require-coverage
        Where 1 and 4 both hold it is 4: findings may be missing, and 1 stands for a complete list.
        """
}

/// Why the program ends before its work is done.
struct RunFailure: Error {
    let status: ExitStatus
    /// One sentence, or a place and what is wrong there.
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// Without addresses and keys, by their form: no org was read that would say who people are.
    var redacted: RunFailure {
        var redactor = Redactor()
        return RunFailure(status, redactor.text(message))
    }
}
