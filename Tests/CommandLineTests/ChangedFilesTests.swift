import Foundation
import TestSupport
import Testing

@Suite("--changed-since", .enabled(if: Repository.hasGit, "git is absent"))
struct ChangedSinceTests {
    @Test func countsWhatABranchChangedAndNotWhatMainDid() throws {
        let repository = try Repository()
        try repository.git("checkout", "--quiet", "-b", "feature")
        try repository.writeSet("C")
        try repository.commit()
        try repository.git("checkout", "--quiet", "main")
        try repository.writeSet("A", comment: "second")
        try repository.commit()
        try repository.git("checkout", "--quiet", "feature")
        #expect(try repository.sets(since: "main") == ["INT_C"])
        #expect(try repository.sets(since: "HEAD") == [])
        try repository.git("merge", "--quiet", "main")
        #expect(try repository.sets(since: "main") == ["INT_C"])
        #expect(try repository.sets(since: "HEAD~") == ["INT_A"])
        let outcome = try repository.run("--changed-since", "main")
        #expect(outcome.output.contains(" 2 findings outside of the changed files left out.\n"))
        #expect(
            try repository.run("--changed-since", "main", "--format", "json").output.contains("\"outsideChanges\": 2"))
    }

    @Test func countsWhatIsNotCommitted() throws {
        let repository = try Repository()
        #expect(try repository.sets(since: "HEAD") == [])
        try repository.writeSet("A", comment: "unstaged")
        #expect(try repository.sets(since: "HEAD") == ["INT_A"])
        try repository.git("add", "--all")
        #expect(try repository.sets(since: "HEAD") == ["INT_A"])
        try repository.writeSet("Ü \n\"x")
        #expect(try repository.sets(since: "HEAD") == ["INT_A", "INT_Ü \n\"x"])
        try repository.folder.write("INT_B*\n", to: ".gitignore")
        try repository.git("rm", "--quiet", "--cached", Repository.file("B"))
        #expect(try repository.sets(since: "HEAD").contains("INT_B"), "it is gone from the index")
        #expect(try repository.sets(since: "HEAD", in: "force-app/main") == ["INT_A", "INT_B", "INT_Ü \n\"x"])
    }

    @Test func aNewTimeIsNoChange() throws {
        let repository = try Repository()
        let file = repository.folder.url.appending(path: Repository.file("A"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: file.path)
        #expect(try repository.sets(since: "HEAD") == [])
    }

    @Test func countsBothNamesOfARenamedFile() throws {
        let repository = try Repository()
        try FileManager.default.createDirectory(
            at: repository.folder.url.appending(path: "force-app/sales"), withIntermediateDirectories: true)
        try repository.git("mv", Repository.file("A"), "force-app/sales/INT_A.permissionset-meta.xml")
        #expect(try repository.sets(since: "HEAD") == ["INT_A"])
        try repository.commit()
        #expect(try repository.sets(since: "HEAD~1") == ["INT_A"])
        try repository.git("rm", "--quiet", Repository.file("B"))
        #expect(try repository.sets(since: "HEAD") == [], "what is gone has no place")
    }

    @Test func anythingInTheEvidenceCounts() throws {
        let folder = try FixtureOrg.acme.copy()
        try Repository.git(["init", "--quiet", "--initial-branch=main"], in: folder.url)
        try Repository.git(["add", "--all"], in: folder.url)
        try Repository.git(["commit", "--quiet", "--message=x"], in: folder.url)
        let rule = ["--select", "integration-modify-all-data", "--format", "json", "--changed-since", "HEAD"]
        func found() throws -> [String] {
            try JSONReport(Program.run(rule, in: folder.url, environment: Repository.path)).findings.map(\.subject.name)
        }
        #expect(try found() == [])
        let export = "org-records/PermissionSetAssignment.csv"
        let file = folder.url.appending(path: export)
        try folder.write(try Data(contentsOf: file) + Data("\n".utf8).map(\.self), to: export)
        #expect(try found() == ["INT_Base"], "the assignment by which the grant reaches a user")
        try Repository.git(["checkout", "--quiet", "."], in: folder.url)
        let group = "force-app/main/default/permissionsetgroups/INT_ALL.permissionsetgroup-meta.xml"
        try folder.write(try String(contentsOf: folder.url.appending(path: group), encoding: .utf8) + "\n", to: group)
        #expect(try found() == ["INT_Base"], "the group on the way")
    }

    @Test func theProjectMayLieBelowTheRepositoryAndHoldOthers() throws {
        let repository = try Repository()
        let outer = try TemporaryFolder()
        let inner = outer.url.appending(path: "apps/crm")
        try FileManager.default.createDirectory(
            at: outer.url.appending(path: "apps"), withIntermediateDirectories: true)
        try FileManager.default.moveItem(at: repository.folder.url, to: inner)
        try Repository.git(["init", "--quiet", "--initial-branch=main"], in: outer.url)
        try Repository.git(["commit", "--quiet", "--allow-empty", "--message=x"], in: outer.url)
        let arguments = Repository.options + ["--changed-since", "main"]
        // The inner one is asked about itself, and nothing in it has changed.
        let inside = try Program.run(["apps/crm"] + arguments, in: outer.url, environment: Repository.path)
        #expect(try JSONReport(inside).findings.isEmpty)
        // To the outer one it is a folder that it does not know yet.
        let outside = try Program.run(["apps"] + arguments, in: outer.url, environment: Repository.path)
        #expect(try JSONReport(outside).findings.count == 2)
        try FileManager.default.removeItem(at: inner.appending(path: ".git"))
        try Repository.git(["add", "--all"], in: outer.url)
        try Repository.git(["commit", "--quiet", "--message=x"], in: outer.url)
        try outer.write("\n", to: "apps/crm/\(Repository.file("A"))")
        let changed = try Program.run(
            ["."] + arguments + ["--select", "input-"], in: inner, environment: Repository.path)
        #expect(try JSONReport(changed).findings.map(\.location.path) == [Repository.file("A")])
        try FileManager.default.moveItem(at: inner, to: repository.folder.url)
    }

    @Test func aDetachedHeadIsAsGoodAsABranch() throws {
        let repository = try Repository()
        try repository.writeSet("A", comment: "second")
        try repository.commit()
        try repository.git("checkout", "--quiet", "--detach")
        #expect(try repository.sets(since: "main~1") == ["INT_A"])
        #expect(try repository.sets(since: "main") == [])
    }

    @Test func aShallowCloneSaysSo() throws {
        let repository = try Repository()
        try repository.git("checkout", "--quiet", "-b", "feature")
        try repository.writeSet("C")
        try repository.commit()
        try repository.git("checkout", "--quiet", "main")
        try repository.commit()
        let folder = try TemporaryFolder()
        try Repository.git(
            ["clone", "--quiet", "--depth=1", "--no-single-branch", "file://\(repository.folder.url.path)", "clone"],
            in: folder.url)
        let clone = folder.url.appending(path: "clone")
        let apart = try Program.run(["--changed-since", "origin/feature"], in: clone, environment: Repository.path)
        #expect(apart.status == 3)
        #expect(apart.errors.contains("shallow clone") && apart.errors.contains("fetch-depth: 0"), "\(apart.errors)")
        #expect(apart.output.isEmpty)
        let missing = try Program.run(["--changed-since", "HEAD~1"], in: clone, environment: Repository.path)
        #expect(missing.status == 2)
        #expect(missing.errors.contains("shallow clone"))
        let same = try Program.run(["--changed-since", "origin/main"], in: clone, environment: Repository.path)
        #expect(same.status == 0)
    }

    @Test func whatCannotBeComparedIsTold() throws {
        let repository = try Repository()
        try repository.git("update-ref", "refs/remotes/origin/develop", "main")
        for (revision, part) in [
            ("nothing", "'nothing' is no commit of this checkout\n"),
            ("develop", "did you mean 'origin/develop'?"), ("origin/main", "did you mean 'main'?"),
            ("main..HEAD", "is no commit"), ("HEAD:force-app", "is no commit"),
            ("-x", "'-x' is no revision"), ("--output=owned", "is no revision"), ("--help", "is no revision"),
        ] {
            let outcome = try repository.run("--changed-since=\(revision)")
            #expect(outcome.status == 2, "\(revision)")
            #expect(
                outcome.errors.hasPrefix("error: --changed-since") && outcome.errors.contains(part), "\(outcome.errors)"
            )
            #expect(outcome.output.isEmpty)
        }
        try repository.git("checkout", "--quiet", "--orphan", "other")
        let unborn = try repository.run("--changed-since", "main")
        #expect(unborn.status == 2 && unborn.errors.contains("no commit yet"))
        // The same files at the same second would be the same commit.
        try repository.folder.write("another history", to: "README.md")
        try repository.commit()
        let unrelated = try repository.run("--changed-since", "main")
        #expect(unrelated.status == 2 && unrelated.errors.contains("no commit in common"))
    }

    @Test func withoutGitOrACheckoutThereIsAClearMessage() throws {
        let repository = try Repository()
        let empty = try TemporaryFolder()
        for path in ["/nonexistent", ".", ""] {
            let outcome = try repository.run("--changed-since", "main", environment: ["PATH": path])
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("needs git") && outcome.errors.contains("--changed-files"))
        }
        let none = try Program.run(["--changed-since", "main"], in: empty.url, environment: Repository.path)
        #expect(none.status == 2)
        #expect(none.errors.contains("lies in none"))
        try repository.folder.write("broken", to: ".git/HEAD")
        let broken = try repository.run("--changed-since", "main")
        #expect(broken.status == 3)
        #expect(broken.errors.contains("--changed-since: git cannot tell the checkout"), "\(broken.errors)")
    }

    @Test func aRepositoryStartsNoProgramOfItsOwn() throws {
        let repository = try Repository()
        let marker = repository.folder.url.appending(path: "marker")
        let script = try repository.folder.write("#!/bin/sh\necho \"$0\" >> '\(marker.path)'\ncat\n", to: ".git/own")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        for hook in ["post-index-change", "fsmonitor-watchman", "reference-transaction"] {
            try repository.folder.write("#!/bin/sh\necho \"$0\" >> '\(marker.path)'\n", to: ".git/hooks/\(hook)")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755],
                ofItemAtPath: repository.folder.url.appending(path: ".git/hooks/\(hook)").path)
        }
        let settings = [
            "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external", "filter.own=x.clean",
            "filter.own=x.smudge", "filter.Own.process", "diff.own.textconv", "diff.own.command", "core.askPass",
        ]
        for setting in settings { try repository.git("config", setting, script.path) }
        try repository.git("config", "filter.own=x.required", "true")
        try repository.folder.write("*A*.xml filter=own=x diff=own\n*B*.xml filter=Own\n", to: ".git/info/attributes")
        let files = ["A", "B"].map { repository.folder.url.appending(path: Repository.file($0)) }
        for file in files {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: file.path)
        }
        let manager = FileManager.default
        #expect(try repository.sets(since: "main") == [])
        #expect(!manager.fileExists(atPath: marker.path))
        // Git left to itself starts them.
        _ = try? repository.git("diff", "--raw")
        #expect(manager.fileExists(atPath: marker.path))
    }

    @Test func theBaselineTakesWhatIsOutsideForKnown() throws {
        let repository = try Repository()
        let rule = "permission-set-license-blocks-integration"
        let folder = repository.folder
        #expect(try repository.run("baseline", "create").status == 0)
        try repository.commit()
        // The same component once more, in a file that comes first in the order of reports.
        let copy = "force-app/a/INT_A.permissionset-meta.xml"
        try folder.write(
            try String(contentsOf: folder.url.appending(path: Repository.file("A")), encoding: .utf8), to: copy)
        let outcome = try repository.run(
            "--select", rule, "--format", "json", "--baseline", ".forcelint-baseline.json", "--changed-since", "main")
        #expect(try JSONReport(outcome).findings.map(\.location.path) == [copy])
    }
}

@Suite("--changed-files")
struct ChangedFileListTests {
    private func sets(_ list: String, _ arguments: String..., at path: String = "list", in place: String = "") throws
        -> [String]
    {
        let org = try TestOrg()
        try org.writeApp()
        try org.folder.write("", to: "force-app/readme.txt")
        try org.folder.write(list, to: path)
        let outcome = try Program.run(
            arguments + ["--format", "json", "--changed-files", path], in: org.folder.url.appending(path: place))
        return Set(try JSONReport(outcome).findings.map(\.subject.name)).sorted()
    }

    @Test func pathsAreReadAsProgramsWriteThem() throws {
        let set = TestOrg.set
        #expect(try sets("") == [])
        #expect(try sets("force-app/readme.txt\n") == [])
        #expect(try sets(set) == ["INT_ERP"])
        #expect(try sets("\(set)\n\n\(TestOrg.app)\n") == ["ERP", "INT_ERP"])
        #expect(try sets("\u{FEFF}\(set)\r\n\(TestOrg.app)\r\n") == ["ERP", "INT_ERP"])
        #expect(try sets("\(TestOrg.app)\0gone\n\0") == ["ERP"])
        #expect(try sets("./force-app/../\(set)\n") == ["INT_ERP"])
        #expect(
            try sets("\"force-app/main/default/permissionsets/INT_\\105RP.permissionset-meta.xml\"\n") == ["INT_ERP"])
        #expect(try sets("force-app/main\n") == ["ERP", "INT_ERP"], "a folder stands for all that is in it")
    }

    @Test func standardInputIsAList() throws {
        let org = try TestOrg()
        let outcome = try Program.run(
            ["--format", "json", "--changed-files", "-"], in: org.folder.url, input: "\(TestOrg.set)\n")
        #expect(try JSONReport(outcome).findings.count == 1)
        #expect(
            try JSONReport(Program.run(["--format", "json", "--changed-files", "-"], in: org.folder.url)).findings
                .isEmpty)
    }

    @Test func pathsStartFromTheCurrentFolder() throws {
        let org = try TestOrg()
        let deep = org.folder.url.appending(path: "force-app/main/default")
        try org.folder.write("permissionsets/INT_ERP.permissionset-meta.xml\n", to: "list")
        let list = org.folder.url.appending(path: "list").path
        let inside = try Program.run(["--format", "json", "--changed-files", list], in: deep)
        #expect(try JSONReport(inside).findings.count == 1)
        let outside = try org.run("--format", "json", "--changed-files", "list")
        #expect(try JSONReport(outside).findings.isEmpty)
        #expect(outside.errors.contains("warning: --changed-files: nothing that 'list' lists is there"))
        let absolute = org.folder.url.appending(path: TestOrg.set).path
        try org.folder.write(absolute, to: "list")
        #expect(try JSONReport(org.run("--format", "json", "--changed-files", "list")).findings.count == 1)
    }

    @Test func linksLeadToTheSameFile() throws {
        let org = try TestOrg()
        try FileManager.default.createSymbolicLink(
            atPath: org.folder.url.appending(path: "link").path, withDestinationPath: "force-app")
        try org.folder.write("link/main/default/permissionsets/INT_ERP.permissionset-meta.xml", to: "list")
        #expect(try JSONReport(org.run("--format", "json", "--changed-files", "list")).findings.count == 1)
    }

    @Test func findingsOutsideDoNotFailTheRun() throws {
        let org = try TestOrg()
        try org.writeApp()
        #expect(try org.run().status == 1)
        try org.folder.write(TestOrg.set, to: "list")
        let outcome = try org.run("--changed-files", "list")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("outside of the changed files left out."))
        try org.folder.write(TestOrg.app, to: "list")
        #expect(try org.run("--changed-files", "list").status == 1)
    }

    @Test func aListThatCannotBeReadIsWrongUsage() throws {
        let org = try TestOrg()
        #expect(try org.run("--changed-files", "missing").status == 2)
        #expect(try org.run("--changed-files", "force-app").status == 2)
    }
}
