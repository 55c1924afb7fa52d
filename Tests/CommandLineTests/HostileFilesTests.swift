import Foundation
import Reporting
import TestSupport
import Testing

/// What lies in a project besides plain files, through the program: it ends by itself, reads what it may, and says what
/// it did not read.
@Suite("A hostile file system")
struct HostileFilesTests {
    private static let sets = "force-app/main/default/permissionsets"
    private static let license = "permission-set-license-blocks-integration"

    private func path(_ name: String, _ org: TestOrg) -> String { org.folder.url.appending(path: name).path }

    private func set(_ label: String) -> String {
        "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>\(label)</label>"
            + "<license>Salesforce</license></PermissionSet>\n"
    }

    private func run(_ org: TestOrg, _ arguments: String...) throws -> Program.Outcome {
        let outcome = try Program.run(arguments, in: org.folder.url, through: Launcher.timeout)
        #expect(!outcome.isSignal && outcome.status < 5, "\(outcome.status) \(outcome.errors)")
        return outcome
    }

    private func findings(_ org: TestOrg, _ arguments: String...) throws -> [String] {
        let outcome = try Program.run(
            ["--select", Self.license, "--format", "json", "--fail-on", "never"] + arguments, in: org.folder.url,
            through: Launcher.timeout)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONReport(outcome).findings.map(\.subject.name).sorted()
    }

    @Test func linksInCirclesEndAndLinksThatLeadOutAreNotFollowed() throws {
        let org = try TestOrg()
        let outside = try TemporaryFolder()
        try outside.write(set("out"), to: "INT_Out.permissionset-meta.xml")
        let links = [
            ("up", "../../.."), ("self", "self"), ("a", "b"), ("b", "a"), ("out", outside.url.path),
            ("INT_L.permissionset-meta.xml", outside.url.path + "/INT_Out.permissionset-meta.xml"),
            ("INT_P.permissionset-meta.xml", "/proc/self/environ"), ("root", "/"),
        ]
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: path("\(Self.sets)/\(name)", org), withDestinationPath: target)
        }
        #expect(try findings(org) == ["INT_ERP"])
        let strict = try run(org, "--strict-inputs")
        #expect(strict.status == 4)
        for name in ["INT_L", "INT_P", "out", "root", "up"] {
            #expect(strict.errors.contains("\(Self.sets)/\(name)"), "\(name): \(strict.errors)")
        }
    }

    @Test func whatIsNoFileIsNeitherOpenedNorWaitedFor() throws {
        let org = try TestOrg()
        try #require(mkfifo(path("\(Self.sets)/INT_FIFO.permissionset-meta.xml", org), 0o666) == 0)
        try FileManager.default.createDirectory(
            atPath: path("\(Self.sets)/INT_Folder.permissionset-meta.xml", org), withIntermediateDirectories: true)
        var names = ["INT_FIFO", "INT_Folder"]
        if geteuid() == 0 {
            let device = path("\(Self.sets)/INT_Device.permissionset-meta.xml", org)
            try #require(mknod(device, S_IFCHR | 0o666, 1 << 8 | 5) == 0)
            names.append("INT_Device")
        } else {
            print("Only the administrator makes devices: none is tested.")
        }
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        // The address of a socket is short, so it is made here and moved there.
        let short = try TemporaryFolder()
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = short.url.appending(path: "s").path
        try #require(name.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        try #require(rename(name, path("\(Self.sets)/INT_Socket.permissionset-meta.xml", org)) == 0)
        names.append("INT_Socket")
        #expect(try findings(org) == ["INT_ERP"])
        let strict = try run(org, "--strict-inputs")
        #expect(strict.status == 4)
        for name in names { #expect(strict.errors.contains(name), "\(name): \(strict.errors)") }
        for name in names {
            let named = try run(org, "check", "\(Self.sets)/\(name).permissionset-meta.xml")
            #expect(named.status == 4, "\(name): \(named.errors)")
        }
    }

    /// A reader of a FIFO waits for somebody who writes.
    @Test(arguments: [".forcelint.yml", ".forceignore", "sfdx-project.json", "known.json", "org-records", "list"])
    func filesThatSteerTheRunAreNotWaitedFor(_ name: String) throws {
        let org = try TestOrg()
        try? FileManager.default.removeItem(atPath: path(name, org))
        try #require(mkfifo(path(name, org), 0o666) == 0)
        var arguments = ["check", "--format", "json", "force-app"]
        if name == "known.json" { arguments += ["--baseline", name] }
        if name == "org-records" { arguments += ["--records", name] }
        if name == "list" { arguments = ["check", "--format", "json", "force-app", "--config", name] }
        let outcome = try Program.run(arguments, in: org.folder.url, through: Launcher.timeout)
        #expect(!outcome.isSignal && outcome.status < 5, "\(outcome.status) \(outcome.errors)")
        let isNamed = ["known.json", "list"].contains(name)
        #expect(!isNamed || outcome.status != 0, "\(outcome.errors)")
    }

    @Test(arguments: ["folder", "file"])
    func whatMayNotBeReadIsTold(_ what: String) throws {
        let org = try TestOrg()
        try org.folder.write(set("closed"), to: "\(Self.sets)/closed/INT_Closed.permissionset-meta.xml")
        let closed = what == "folder" ? "closed" : "closed/INT_Closed.permissionset-meta.xml"
        try #require(chmod(path("\(Self.sets)/\(closed)", org), 0) == 0)
        defer { chmod(path("\(Self.sets)/\(closed)", org), 0o755) }
        var launcher: [String] = []
        if geteuid() == 0 {
            guard let nobody = Launcher.nobody else {
                print("setpriv is absent: what the administrator may not read is not tested.")
                return
            }
            launcher = nobody
        }
        let outcome = try Program.run(
            ["--format", "json", "--strict-inputs"], in: org.folder.url, through: launcher)
        #expect(outcome.status == 4, "\(outcome.errors)")
        #expect(outcome.errors.contains("closed"), "\(outcome.errors)")
        let report = try JSONReport(outcome)
        #expect(report.findings.filter { $0.rule == Self.license }.map(\.subject.name) == ["INT_ERP"])
    }

    /// Bytes of names that are no text, break lines, command terminals and CI runners.
    private static let strangeNames: [[UInt8]] = [
        Array("INT_caf".utf8) + [0xE9], Array("INT_\u{1B}]0;own\u{7}\u{1B}[31m".utf8),
        Array("INT_\n::error::own\n##vso[task.own]".utf8), Array("INT_\r##teamcity[own]".utf8),
        Array("INT_\u{202E}nwo\u{200B}".utf8), Array("INT_`own`|<img src=x>".utf8), [0xFF, 0xFE, 0x01],
        Array("=INT_cmd|'own'!A1".utf8), Array("-INT_own".utf8), Array("INT_\u{9B}31mown".utf8),
        Array(repeating: UInt8(ascii: "n"), count: 255 - ".permissionset-meta.xml".utf8.count),
    ]

    @Test func strangeNamesAreToldWithoutHarm() throws {
        let org = try TestOrg()
        for name in Self.strangeNames {
            let file = Array(path(Self.sets, org).utf8) + [0x2F] + name + Array(".permissionset-meta.xml".utf8)
            let descriptor = open(file.map { CChar(bitPattern: $0) } + [0], O_CREAT | O_WRONLY, 0o644)
            try #require(descriptor >= 0)
            defer { close(descriptor) }
            let text = Array(set("x").utf8)
            try #require(write(descriptor, text, text.count) == text.count)
        }
        // What a name says of an integration is that it begins so.
        let count = Self.strangeNames.count { $0.starts(with: "INT_".utf8) }
        #expect(try findings(org).count == count + 1)
        for format in OutputFormat.allCases.map(\.rawValue) {
            let outcome = try run(org, "--format", format, "--fail-on", "never", "--verbose")
            #expect(outcome.status == 0, "\(outcome.errors)")
            for text in [outcome.output, outcome.errors] {
                let isHarmful = text.unicodeScalars.contains { scalar in
                    (scalar.value < 0x20 && !["\n", "\r", "\t"].contains(scalar))
                        || (0x7F...0x9F).contains(scalar.value)
                        || scalar.value == 0x202E
                }
                #expect(!isHarmful, "\(format)")
                #expect(!text.contains("##vso[task.own") && !text.contains("##teamcity["), "\(format)")
                let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }
                #expect(!lines.contains { $0.hasPrefix("::error::own") }, "\(format)")
            }
        }
    }

    @Test func pathsTooLongForTheSystemAreToldAndTheRestIsRead() throws {
        let org = try TestOrg()
        var folder = open(path("force-app", org), O_RDONLY | O_DIRECTORY)
        try #require(folder >= 0)
        let name = String(repeating: "d", count: 250)
        for _ in 0..<20 {
            try #require(mkdirat(folder, name, 0o755) == 0)
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY)
            try #require(next >= 0)
            close(folder)
            folder = next
        }
        let file = openat(folder, "INT_Deep.permissionset-meta.xml", O_CREAT | O_WRONLY, 0o644)
        try #require(file >= 0)
        close(file)
        close(folder)
        defer {
            // No path names what lies so deep.
            let process = try? Process.run(URL(filePath: "/bin/rm"), arguments: ["-rf", path("force-app", org)])
            process?.waitUntilExit()
        }
        #expect(try findings(org) == ["INT_ERP"])
        let strict = try run(org, "--strict-inputs")
        #expect(strict.status == 4 && strict.errors.contains("too long"), "\(strict.errors.suffix(200))")
    }

    @Test func namesThatDifferInCaseOrCompositionAloneAreTwoFiles() throws {
        let org = try TestOrg()
        for name in ["INT_Twin", "INT_TWIN", "INT_\u{E9}", "INT_e\u{301}"] {
            try org.folder.write(set(name), to: "\(Self.sets)/\(name).permissionset-meta.xml")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path(Self.sets, org))
        guard names.count == 5 else {
            print("The file system folds names: twins are not tested.")
            return
        }
        let outcome = try run(org, "--format", "json", "--fail-on", "never")
        let paths = Set(try JSONReport(outcome).findings.map { Array($0.location.path.utf8) })
        #expect(paths.count == 5, "\(paths)")
        #expect(try run(org, "--format", "json", "--fail-on", "never").output == outcome.output)
    }

    /// What is changed in its place, replaced, cut off and taken away, again and again while it is read.
    @Test func filesThatChangeWhileTheyAreReadMakeNoWrongResult() throws {
        let org = try TestOrg()
        let file = path(TestOrg.set, org)
        let sound = try org.text(TestOrg.set)
        let other = sound.replacing("    <license>Salesforce</license>\n", with: "")
        let writing = MutatingThread {
            try? Data(other.utf8).write(to: URL(filePath: file))
            truncate(file, 40)
            unlink(file)
            try? Data((sound + String(repeating: " ", count: 100_000)).utf8).write(
                to: URL(filePath: file), options: .atomic)
            try? Data(sound.utf8).write(to: URL(filePath: file))
        }
        defer { writing.end() }
        for _ in 0..<(LongTests.areWanted ? 100 : 8) {
            for arguments in [["--format", "json"], ["--format", "sarif"], ["--fix=all", "--format", "json"]] {
                let outcome = try Program.run(arguments, in: org.folder.url, through: Launcher.timeout)
                #expect(!outcome.isSignal, "\(outcome.errors)")
                switch outcome.status {
                case 0, 1:
                    #expect((try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))) != nil)
                case 3: #expect(outcome.errors.contains("while it was judged"), "\(outcome.errors)")
                // The only file is gone.
                case 4: #expect(outcome.errors.contains("no metadata"), "\(outcome.errors)")
                default: Issue.record("\(outcome.status) \(outcome.errors)")
                }
            }
        }
    }

    @Test func aHundredThousandFilesAreRead() throws {
        let org = try TestOrg()
        let count = LongTests.areWanted ? 100_000 : 2_000
        let text = Array(
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>x</label></PermissionSet>".utf8)
        for number in 0..<count {
            let folder = "force-app/p\(number / 1_000)"
            if number % 1_000 == 0 { try #require(mkdir(path(folder, org), 0o755) == 0) }
            let descriptor = open(
                path("\(folder)/INT_\(number).permissionset-meta.xml", org), O_CREAT | O_WRONLY, 0o644)
            try #require(descriptor >= 0 && write(descriptor, text, text.count) == text.count)
            close(descriptor)
        }
        #expect(try findings(org) == ["INT_ERP"])
        let outcome = try run(org, "--format", "json", "--select", Self.license, "--fail-on", "never")
        #expect(try JSONReport(outcome).coverage.inputs["PermissionSet"] == count + 1)
    }
}

/// Does the same again and again beside a test.
private final class MutatingThread {
    private let flag = UnsafeMutablePointer<CInt>.allocate(capacity: 1)
    private let thread: Thread
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) {
        flag.initialize(to: 1)
        nonisolated(unsafe) let flag = flag
        let done = done
        thread = Thread {
            while flag.pointee == 1 { body() }
            done.signal()
        }
        thread.start()
    }

    func end() {
        flag.pointee = 0
        done.wait()
        flag.deallocate()
    }
}
