import Foundation
import TestSupport
import Testing

/// A repository is a stranger's: nothing in it makes git start a program through us. Every program that it names writes
/// a file that must not be there.
@Suite("A hostile repository", .enabled(if: Repository.hasGit, "git is absent"))
struct HostileRepositoryTests {
    private let repository: Repository
    /// Outside of the repository.
    private let outside: TemporaryFolder

    init() throws {
        repository = try Repository()
        outside = try TemporaryFolder()
        let script = try outside.write("#!/bin/sh\necho \"$0 $*\" >> '\(marker)'\ncat\n", to: "own")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    }

    private var marker: String { outside.url.appending(path: "marker").path }
    private var script: String { outside.url.appending(path: "own").path }

    /// The names of the programs that were started.
    private var started: String? { try? String(contentsOfFile: marker, encoding: .utf8) }

    /// Makes git look at the contents of all files.
    private func touch(_ folder: URL, at seconds: Double = 1) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where !path.hasPrefix(".git/") && path != ".git" {
            try? FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: seconds)],
                ofItemAtPath: folder.appending(path: path).path)
        }
    }

    private func check(since revision: String = "HEAD", in folder: URL? = nil) throws -> Program.Outcome {
        try touch(repository.folder.url)
        let outcome = try Program.run(
            Repository.options + ["--changed-since", revision], in: folder ?? repository.folder.url,
            environment: Repository.path)
        #expect(started == nil, "\(started ?? "")")
        #expect(!outcome.isSignal && outcome.status < 5, "\(outcome.errors)")
        return outcome
    }

    /// Settings that name a program, or a file of more settings.
    @Test(arguments: [
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
        "core.alternateRefsCommand", "diff.external", "diff.own.textconv", "diff.own.command", "filter.own.clean",
        "filter.own.smudge", "filter.own.process", "gpg.program", "credential.helper", "pager.diff", "pager.rev-parse",
        "alias.diff", "alias.rev-parse", "sequence.editor", "trace2.eventTarget", "merge.own.driver",
        "uploadpack.packObjectsHook", "interactive.diffFilter", "diff.tool", "difftool.own.cmd",
        "submodule.recurse", "core.hooksPath",
    ])
    func aSettingStartsNothing(_ setting: String) throws {
        try repository.git("config", setting, setting == "core.hooksPath" ? outside.url.path : script)
        try repository.folder.write("* filter=own diff=own merge=own\n", to: ".gitattributes")
        try repository.folder.write("[diff \"own\"]\n\ttextconv = \(script)\n", to: "more.config")
        try repository.git("config", "include.path", "../more.config")
        #expect(try check().status < 2)
    }

    @Test func attributesOfTheTreeStartNothing() throws {
        try repository.folder.write(
            "* filter=own diff=own ident eol=crlf working-tree-encoding=UTF-16\n", to: ".gitattributes")
        for setting in ["filter.own.clean", "filter.own.process", "diff.own.textconv", "diff.own.command"] {
            try repository.git("config", setting, script)
        }
        try repository.git("config", "filter.own.required", "true")
        #expect(try check().status < 4)
        // Git left to itself starts them.
        try touch(repository.folder.url, at: 2)
        _ = try Tool.run("git", ["-C", repository.folder.url.path, "diff", "--raw"])
        #expect(started != nil)
    }

    @Test(arguments: ["--upload-pack=x", "-x", "--output=x", "--exec=own", "-", "--", "--help", "-c", "--git-dir=/tmp"])
    func aRevisionIsNeverAnOption(_ revision: String) throws {
        // A branch of that name, which git itself would not make.
        let head = try repository.git("rev-parse", "HEAD")
        try repository.folder.write(head, to: ".git/refs/heads/\(revision)")
        let outcome = try Program.run(
            Repository.options + ["--changed-since=\(revision)"], in: repository.folder.url,
            environment: Repository.path)
        #expect(!outcome.isSignal && [0, 1, 2].contains(outcome.status), "\(outcome.status) \(outcome.errors)")
        #expect(started == nil)
        #expect(!FileManager.default.fileExists(atPath: repository.folder.url.appending(path: "x").path))
    }

    @Test func aGitFileThatPointsElsewhereStartsNothing() throws {
        // The real folder of git lies outside, with settings that nobody sees in the checkout.
        let elsewhere = outside.url.appending(path: "elsewhere")
        try FileManager.default.moveItem(at: repository.folder.url.appending(path: ".git"), to: elsewhere)
        try repository.folder.write("gitdir: \(elsewhere.path)\n", to: ".git")
        for setting in ["core.fsmonitor", "diff.external", "filter.own.clean"] {
            try repository.git("config", setting, script)
        }
        try repository.folder.write("* filter=own\n", to: ".gitattributes")
        #expect(try check().status < 4)
        for target in ["/", "/dev/null", "/nonexistent", ".git", "../..", script, String(repeating: "a", count: 9_000)]
        {
            try repository.folder.write("gitdir: \(target)\n", to: ".git")
            let outcome = try check()
            #expect([2, 3].contains(outcome.status), "\(target): \(outcome.status)")
            #expect(outcome.output.isEmpty)
        }
    }

    @Test func aWorkingTreeElsewhereIsNotRead() throws {
        try outside.write("secret", to: "tree/User.csv")
        try repository.git("config", "core.worktree", outside.url.appending(path: "tree").path)
        try repository.git("config", "core.fsmonitor", script)
        let outcome = try check()
        #expect(!outcome.output.contains("secret") && !outcome.errors.contains("secret"))
    }

    @Test func aSubmoduleStartsNothing() throws {
        let inner = try Repository()
        try inner.folder.write("* filter=own diff=own\n", to: ".gitattributes")
        try inner.commit()
        try repository.git(
            "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.folder.url.path, "force-app/sub")
        try repository.commit()
        for setting in ["core.fsmonitor", "filter.own.clean", "diff.external", "filter.own.process"] {
            try repository.git("config", setting, script, in: "force-app/sub")
        }
        try repository.git("config", "submodule.force-app/sub.update", "!\(script)")
        try repository.git("config", "diff.ignoreSubmodules", "none")
        try repository.git("config", "status.submoduleSummary", "true")
        try repository.folder.write("changed", to: "force-app/sub/file")
        #expect(try check().status < 4)
        #expect(try check(in: repository.folder.url.appending(path: "force-app/sub")).status < 5)
    }

    /// Objects that are missing would be fetched by whatever program the remote names.
    @Test func whatIsMissingIsNotFetched() throws {
        let blob = try repository.git("rev-parse", "HEAD:\(Repository.file("A"))").prefix(40)
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try repository.git("config", "extensions.partialClone", "origin")
        try repository.git("config", "remote.origin.promisor", "true")
        try repository.git("config", "remote.origin.url", "ext::\(script) %S")
        try repository.git("config", "remote.origin.uploadpack", script)
        try repository.git("config", "remote.origin.vcs", "own")
        try repository.git("config", "protocol.ext.allow", "always")
        try repository.git("config", "protocol.allow", "always")
        let object = ".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
        try FileManager.default.removeItem(at: repository.folder.url.appending(path: object))
        let tree = try repository.git("rev-parse", "HEAD^{tree}").prefix(40)
        #expect(try check().status < 5)
        try FileManager.default.removeItem(
            at: repository.folder.url.appending(path: ".git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))"))
        #expect(try check().status == 3)
    }

    @Test func hooksOfEveryKindStayQuiet() throws {
        for hook in [
            "post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout", "pre-auto-gc",
        ] {
            try FileManager.default.copyItem(
                atPath: script, toPath: repository.folder.url.appending(path: ".git/hooks/\(hook)").path)
        }
        #expect(try check().status < 2)
    }

    /// Programs that lie in the folder are not those that PATH names.
    @Test func aProgramOfTheFolderIsNotTaken() throws {
        try FileManager.default.copyItem(atPath: script, toPath: repository.folder.url.appending(path: "git").path)
        for path in [".", "", ":", ".:/usr/bin:/bin"] {
            _ = try Program.run(
                Repository.options + ["--changed-since", "HEAD"], in: repository.folder.url,
                environment: ["PATH": path])
            #expect(started == nil)
        }
    }

    /// Variables of git that a pipeline may have, and that would lead it elsewhere.
    @Test func variablesOfTheEnvironmentDoNotLeadGit() throws {
        let variables = [
            "GIT_DIR": "/nonexistent", "GIT_EXTERNAL_DIFF": script, "GIT_PAGER": script, "GIT_SSH_COMMAND": script,
            "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": script,
            "GIT_EXEC_PATH": outside.url.path, "GIT_TRACE": marker, "LD_PRELOAD": "",
        ]
        try touch(repository.folder.url)
        let outcome = try repository.run(
            "--changed-since", "HEAD", environment: Repository.path.merging(variables) { $1 })
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(started == nil)
    }
}
