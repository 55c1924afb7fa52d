import Foundation
import TestSupport
import Testing

/// Every file that the program writes is whole, old or new, whatever happens on the way.
@Suite("Writing that is cut off")
struct CrashSafetyTests {
    /// What is written, how, and the file that was there before.
    enum Target: String, CaseIterable, Sendable {
        case report, baseline, prunedBaseline, fix

        var file: String {
            switch self {
            case .report: "report.json"
            case .baseline, .prunedBaseline: ".forcelint-baseline.json"
            case .fix: TestOrg.set
            }
        }

        var arguments: [String] {
            switch self {
            case .report: ["check", "-o", file, "--fail-on", "never"]
            case .baseline: ["baseline", "create"]
            case .prunedBaseline: ["baseline", "prune"]
            case .fix: ["check", "--fix=all", "--fail-on", "never"]
            }
        }

        func org() throws -> TestOrg {
            let org = try TestOrg()
            switch self {
            case .report: try org.folder.write("the old report", to: file)
            case .baseline: try org.folder.write("the old baseline", to: file)
            case .prunedBaseline:
                try org.writeApp()
                #expect(try org.run("baseline", "create").status == 0)
                let app = try org.text(TestOrg.app)
                try org.folder.write(
                    app.replacing("Approved>false<", with: "Approved>true<"), to: TestOrg.app)
            case .fix: break
            }
            return org
        }
    }

    /// The system calls that change a file or what a folder holds; one that is not used is no harm.
    private static let calls = ["write", "fsync", "fchmod", "rename", "renameat", "renameat2"]

    /// The bytes before and behind an undisturbed run.
    private func versions(_ target: Target) throws -> (old: String, new: String) {
        let org = try target.org()
        let old = try org.text(target.file)
        let outcome = try Program.run(target.arguments, in: org.folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let new = try org.text(target.file)
        #expect(old != new)
        return (old, new)
    }

    /// Names of ours that are no file of the project.
    private func strangers(_ org: TestOrg, _ target: Target) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: org.folder.url.path).filter { path in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return name.hasPrefix(".forcelint-") && name != ".forcelint-baseline.json" || name.hasPrefix("report.json.")
                || name.hasPrefix(".forcelint-baseline.json.")
        }
    }

    /// Runs the program with every call failing that it makes, one a run.
    ///
    /// - Parameter body: gets what became of the run, and the file's text behind it.
    private func disturb(
        _ target: Target,
        _ fault: String,
        _ body: (TestOrg, Program.Outcome, String) throws -> Void
    ) throws {
        for call in Self.calls {
            for number in 1...10 {
                let org = try target.org()
                guard let launcher = Launcher.injecting(fault, into: call, at: number) else { return }
                let outcome = try Program.run(target.arguments, in: org.folder.url, through: launcher)
                try body(org, outcome, "\(fault) in \(call) \(number)")
                // So many calls there are not.
                if !outcome.isSignal, outcome.status == 0 { break }
            }
        }
    }

    @Test(arguments: Target.allCases)
    func leavesTheOldFileOrTheNewOneWhereTheProgramIsKilled(_ target: Target) throws {
        guard Launcher.canInject else {
            print("strace may not be used: kill -9 at every call is not tested.")
            return
        }
        let (old, new) = try versions(target)
        var kills = 0
        try disturb(target, "signal=KILL") { org, outcome, what in
            let text = try org.text(target.file)
            #expect(text == old || text == new, "\(what): \(text)")
            guard outcome.isSignal || outcome.status != 0 else { return }
            kills += 1
            // What was cut off does not stand in the way of the next run.
            #expect(try Program.run(target.arguments, in: org.folder.url).status == 0, "\(what)")
            #expect(try org.text(target.file) == new, "\(what)")
        }
        #expect(kills >= 4)
    }

    @Test(arguments: Target.allCases, ["ENOSPC", "EIO"])
    func saysThatTheSystemRefusedAndLeavesTheOldFile(_ target: Target, _ error: String) throws {
        guard Launcher.canInject else {
            print("strace may not be used: errors at every call are not tested.")
            return
        }
        let (old, new) = try versions(target)
        var refusals = 0
        try disturb(target, "error=\(error)") { org, outcome, what in
            let text = try org.text(target.file)
            #expect(!outcome.isSignal && [0, 3].contains(outcome.status), "\(what): \(outcome.status)")
            #expect(text == old || text == new, "\(what)")
            guard text == old else { return }
            #expect(outcome.status == 3, "\(what): \(outcome.errors)")
            #expect(try strangers(org, target).isEmpty, "\(what)")
            refusals += 1
        }
        #expect(refusals >= 4)
    }

    /// A limit on the size of files ends the program in the midst of writing, or fails the call where that is wanted.
    @Test(arguments: Target.allCases, [true, false])
    func leavesTheOldFileWhereWritingEndsHalfway(_ target: Target, _ isKilled: Bool) throws {
        let org = try target.org()
        let old = try org.text(target.file)
        let script =
            (isKilled ? "" : "trap '' XFSZ; ") + "ulimit -c 0 && ulimit -f 0 && exec \"$0\" \"$@\" >/dev/null 2>&1"
        let outcome = try Program.run(target.arguments, in: org.folder.url, through: ["/bin/sh", "-c", script])
        // Whoever runs the tests may have switched the signal off for all that they start.
        let isEnded = outcome.isSignal || outcome.status > 128
        #expect(isEnded ? isKilled : outcome.status == 3, "\(outcome.status)")
        if !isKilled {
            #expect(outcome.status == 3)
            #expect(try strangers(org, target).isEmpty)
        }
        #expect(try org.text(target.file) == old)
    }

    @Test(arguments: Target.allCases)
    func leavesTheOldFileWhereTheDiskIsFull(_ target: Target) throws {
        let org = try target.org()
        let old = try org.text(target.file)
        let mountPoint = try TemporaryFolder()
        let script = """
            mount -t tmpfs -o size=256k none "$1" 2>/dev/null || exit 99
            cp -R . "$1" && cd "$1" || exit 98
            shift
            dd if=/dev/zero of=filler bs=4096 >/dev/null 2>&1
            "$@" >/dev/null 2>errors
            status=$?
            rm filler
            find . -name '*.??????' -o -name '.forcelint-[0-9]*'
            cat "\(target.file)"
            exit $status
            """
        guard let launcher = Launcher.ownMounts(script, mountPoint.url.path) else {
            print("Only the administrator mounts: a full disk is not tested.")
            return
        }
        let outcome = try Program.run(target.arguments, in: org.folder.url, through: launcher)
        guard outcome.status != 99 else {
            print("Nothing may be mounted here: a full disk is not tested.")
            return
        }
        #expect(outcome.status == 3, "\(outcome.status) \(outcome.errors)")
        #expect(outcome.output == old)
    }

    @Test(arguments: Target.allCases)
    func leavesWhatMayNotBeWritten(_ target: Target) throws {
        for (folderMode, fileMode) in [(0o555, 0o644), (0o755, 0o444)] as [(mode_t, mode_t)] {
            let org = try target.org()
            let file = org.folder.url.appending(path: target.file)
            let folder = file.deletingLastPathComponent()
            let old = try org.text(target.file)
            try #require(chmod(file.path, fileMode) == 0 && chmod(folder.path, folderMode) == 0)
            defer { chmod(folder.path, 0o755) }
            var launcher: [String] = []
            if geteuid() == 0 {
                guard let nobody = Launcher.nobody else {
                    print("setpriv is absent: what the administrator may not write is not tested.")
                    return
                }
                try #require(chown(file.path, 65534, 65534) == 0 && chown(folder.path, 65534, 65534) == 0)
                launcher = nobody
            }
            let outcome = try Program.run(target.arguments, in: org.folder.url, through: launcher)
            #expect(outcome.status == 3, "\(folderMode) \(fileMode): \(outcome.errors)")
            #expect(try org.text(target.file) == old)
            #expect(try strangers(org, target).isEmpty)
        }
    }

    /// At no time that anybody chose.
    @Test(.enabled(if: LongTests.areWanted))
    func leavesTheOldFileOrTheNewOneAtWhateverTimeItIsKilled() throws {
        for target in Target.allCases {
            let (old, new) = try versions(target)
            for _ in 0..<40 {
                let org = try target.org()
                let delay = Double.random(in: 0...0.3)
                _ = try Program.run(
                    target.arguments, in: org.folder.url,
                    through: ["/bin/sh", "-c", "\"$0\" \"$@\" & sleep \(delay); kill -9 $!; wait"])
                let text = try org.text(target.file)
                #expect(text == old || text == new)
            }
        }
    }
}
