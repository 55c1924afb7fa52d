internal import Glibc

/// How git is called: what could start another program, ask somebody, write or fetch is off (git(1), git-config(1)).
struct GitCommand {
    /// Where git works.
    var folder: [UInt8]
    /// What asks for git, for errors.
    let option: String
    private let program: [UInt8]
    /// Settings that go before those of the repository.
    private var settings: [(key: [UInt8], value: [UInt8])] = []

    init(folder: [UInt8], option: String) throws(RunFailure) {
        self.folder = folder
        self.option = option
        guard let program = GitCommand.program else {
            throw RunFailure(
                .failure, "\(option) needs git, and no folder of PATH holds it; --changed-files takes a list instead")
        }
        self.program = program
    }

    /// Only in absolute folders: what lies in the current one may be a stranger's.
    private static var program: [UInt8]? {
        let path = value(of: "PATH") ?? []
        return path.split(separator: UInt8(ascii: ":")).filter { $0.first == UInt8(ascii: "/") }
            .map { FileSystem.absolute(Array("git".utf8), in: Array($0)) }
            .first { path in
                FileSystem.kind(path) == .regularFile && FileSystem.withCString(path) { access($0, X_OK) } == 0
            }
    }

    private static func value(of variable: String) -> [UInt8]? {
        Environment.bytes(variable)
    }

    // MARK: Calls

    /// What a repository must not decide for itself.
    private static let settings = [
        "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.attributesFile=/dev/null",
        "core.untrackedCache=false",
        "diff.external=", "diff.autoRefreshIndex=true", "safe.bareRepository=explicit",
    ]

    private static let environment = [
        "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none", "GIT_ATTR_NOSYSTEM": "1",
    ]

    /// Runs git in the folder, by its own settings and those of the repository.
    func run(_ arguments: String...) throws(RunFailure) -> ChildProcess.Outcome {
        var variables = ["GIT_CONFIG_NOSYSTEM": Array("1".utf8), "GIT_CONFIG_GLOBAL": Array("/dev/null".utf8)]
        // By variables and not by `-c`, because a name may hold a `=`.
        variables["GIT_CONFIG_COUNT"] = Array(String(settings.count).utf8)
        for (index, setting) in settings.enumerated() {
            variables["GIT_CONFIG_KEY_\(index)"] = setting.key
            variables["GIT_CONFIG_VALUE_\(index)"] = setting.value
        }
        let options =
            ["--no-pager", "--no-replace-objects", "--literal-pathspecs"]
            + GitCommand.settings.flatMap { ["-c", $0] }
        return try run(in: folder, options + arguments, variables)
    }

    private func run(
        in folder: [UInt8],
        _ arguments: [String],
        _ variables: [String: [UInt8]]
    ) throws(RunFailure) -> ChildProcess.Outcome {
        var all = variables
        for (name, value) in GitCommand.environment { all[name] = Array(value.utf8) }
        all["PATH"] = GitCommand.value(of: "PATH")
        let child = ChildProcess(
            program: program,
            arguments: [Array("-C".utf8), folder] + arguments.map { Array($0.utf8) },
            environment: all.map { (name: $0.key, value: $0.value) }
        )
        do {
            return try child.run()
        } catch {
            throw RunFailure(.failure, "\(option): \(GitCommand.words(error, arguments, child))")
        }
    }

    private static func words(_ failure: ChildProcess.Failure, _ arguments: [String], _ child: ChildProcess) -> String {
        switch failure {
        case .notStarted(let error): "git cannot be started: \(StandardStreams.systemText(error))"
        case .tookTooLong: "git did not end within \(Int(child.timeout)) seconds"
        case .wroteTooMuch: "git lists more than \(child.outputLimit >> 20) MiB of changes"
        }
    }

    /// That git could not do something, in its own words.
    func failure(_ what: String, _ outcome: ChildProcess.Outcome) -> RunFailure {
        let reason = outcome.errors.split(separator: "\n").first.map { ": \($0)" } ?? " (status \(outcome.status))"
        return RunFailure(.failure, "\(option): git \(what)\(reason)")
    }

    // MARK: Settings

    /// Git refuses the checkouts of other users, unless the user's or the machine's own settings name them: of these
    /// settings it is the only one that counts.
    mutating func trustWhatTheUserTrusts() throws(RunFailure) {
        var variables: [String: [UInt8]] = [:]
        for name in ["HOME", "XDG_CONFIG_HOME"] { variables[name] = GitCommand.value(of: name) }
        for scope in ["--system", "--global"] {
            let answer = try run(
                in: [UInt8(ascii: "/")], ["config", scope, "-z", "--get-all", "safe.directory"], variables)
            guard answer.status == 0 else { continue }
            settings += answer.output.split(separator: 0).map { (Array("safe.directory".utf8), Array($0)) }
        }
    }

    /// Takes their programs from the filters that the repository's settings define: comparing a file whose time has changed
    /// would start them.
    mutating func switchFiltersOff() throws(RunFailure) {
        let answer = try run("config", "-z", "--name-only", "--get-regexp", "^filter\\.")
        guard answer.status == 0 || answer.status == 1 else {
            throw failure("cannot read the settings of the repository", answer)
        }
        for key in answer.output.split(separator: 0) {
            let isSwitch = key.suffix(".required".utf8.count).elementsEqual(".required".utf8)
            settings.append((Array(key), Array((isSwitch ? "false" : "").utf8)))
        }
    }
}
