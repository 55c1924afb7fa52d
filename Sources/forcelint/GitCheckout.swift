internal import Glibc

/// A git checkout that is asked what changed in it.
///
/// A repository is a stranger's: what its configuration, attributes and hooks would make git start is switched off, and
/// nothing is written or fetched.
struct GitCheckout {
    /// The folder of the working tree, without links.
    let folder: [UInt8]
    private var git: GitCommand

    /// The checkout that holds a folder.
    ///
    /// - Parameter option: what asks for it, for errors.
    init(holding start: [UInt8], option: String) throws(RunFailure) {
        var git = try GitCommand(folder: start, option: option)
        try git.trustWhatTheUserTrusts()
        let answer = try git.run("rev-parse", "--show-toplevel")
        guard answer.status == 0, let folder = GitCheckout.line(answer.output), !folder.isEmpty else {
            let shown = String(decoding: start, as: UTF8.self)
            guard GitCheckout.isBelowRepository(start) else {
                throw RunFailure(
                    .usage, "\(option) needs a git checkout, and '\(shown)' lies in none; --changed-files takes a list")
            }
            throw git.failure("cannot tell the checkout of '\(shown)'", answer)
        }
        self.folder = folder
        self.git = git
        self.git.folder = folder
        try self.git.switchFiltersOff()
    }

    /// What differs from the merge base of a revision and HEAD, committed or not, and what git does not know yet.
    ///
    /// - Returns: paths relative to the folder, those that are gone and both names of what was renamed among them. A path
    ///   of a nested repository stands for all that is in it.
    func changedPaths(since revision: String) throws(RunFailure) -> [[UInt8]] {
        let base = try mergeBase(revision)
        let differing = try git.run(
            "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color",
            "--no-relative", "--ignore-submodules=dirty", base, "--")
        guard differing.status == 0 else { throw git.failure("cannot compare with \(base)", differing) }
        let untracked = try git.run("ls-files", "-z", "--others", "--exclude-standard")
        guard untracked.status == 0 else { throw git.failure("cannot list untracked files", untracked) }
        // Of a raw difference every second text is a path, the one before it says what happened to it.
        let paths = differing.output.split(separator: 0).enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        return (paths + untracked.output.split(separator: 0)).map(Array.init)
    }

    private func mergeBase(_ revision: String) throws(RunFailure) -> String {
        guard let other = try commit(revision) else { throw try unknown(revision) }
        guard let head = try commit("HEAD") else {
            throw RunFailure(.usage, "\(git.option): the checkout has no commit yet")
        }
        let answer = try git.run("merge-base", other, head)
        if answer.status == 0, let base = GitCheckout.objectID(answer.output) { return base }
        guard answer.status == 1 else { throw git.failure("cannot tell the merge base", answer) }
        if try isShallow() {
            throw RunFailure(
                .failure,
                "\(git.option): the history of this shallow clone does not reach back to where '\(revision)' and HEAD part; "
                    + "fetch more of it (git fetch --unshallow, or fetch-depth: 0 where CI checks out)")
        }
        throw RunFailure(.usage, "\(git.option): '\(revision)' and HEAD have no commit in common")
    }

    /// The object that a revision names; nil where it names no commit.
    private func commit(_ revision: String) throws(RunFailure) -> String? {
        let answer = try git.run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        return answer.status == 0 ? GitCheckout.objectID(answer.output) : nil
    }

    private func unknown(_ revision: String) throws(RunFailure) -> RunFailure {
        var hint = ""
        if try commit("refs/remotes/origin/" + revision) != nil {
            hint = "; did you mean 'origin/\(revision)'?"
        } else if let local = revision.split(separator: "/", maxSplits: 1).dropFirst().first,
            try commit("refs/heads/\(local)") != nil
        {
            hint = "; did you mean '\(local)'?"
        } else if try isShallow() {
            hint =
                "; this is a shallow clone: fetch more of it (git fetch --unshallow, or fetch-depth: 0 where CI checks out)"
        }
        return RunFailure(.usage, "\(git.option): '\(revision)' is no commit of this checkout\(hint)")
    }

    private func isShallow() throws(RunFailure) -> Bool {
        let answer = try git.run("rev-parse", "--is-shallow-repository")
        return answer.status == 0 && answer.output.starts(with: "true".utf8)
    }

    /// Git ends what it says with one line break; others belong to a name.
    private static func line(_ output: [UInt8]) -> [UInt8]? {
        output.last == UInt8(ascii: "\n") ? output.dropLast() : nil
    }

    /// Nothing but a hash goes back to git as an argument.
    private static func objectID(_ output: [UInt8]) -> String? {
        guard let line = line(output), line.count == 40 || line.count == 64 else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        return text.allSatisfy(\.isHexDigit) ? text : nil
    }

    private static func isBelowRepository(_ start: [UInt8]) -> Bool {
        var folder = FileSystem.resolved(start) ?? start
        while true {
            if FileSystem.kind(FileSystem.absolute(Array(".git".utf8), in: folder)) != nil { return true }
            guard folder.count > 1 else { return false }
            folder = FileSystem.parent(of: folder)
        }
    }
}
