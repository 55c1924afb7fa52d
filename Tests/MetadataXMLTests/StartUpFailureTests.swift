import Foundation
import TestSupport
import Testing

@testable import MetadataXML

/// What becomes of the first files while memory fails libxml2 at its start.
///
/// The library starts once in a process, so this is done in one of its own: that of the tests, started once more.
@Suite("Memory that fails libxml2 at its start")
struct StartUpFailureTests {
    private static let variable = "FORCELINT_START_UP"
    private static let isChild = ProcessInfo.processInfo.environment[variable] != nil

    @Test(.enabled(if: !isChild))
    func neverMakesAnotherResult() throws {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
        process.arguments = ["--testing-library", "swift-testing", "--filter", "StartUpFailureTests/child"]
        process.environment = ProcessInfo.processInfo.environment.merging([Self.variable: "1"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0, "\(text.suffix(2_000))")
        // It did run.
        #expect(text.contains(Self.finished), "\(text.suffix(2_000))")
    }

    private static let finished = "starts with a failure: "

    private enum Outcome: Equatable {
        case read([ReadElement])
        case refused(XMLFault.Kind)
    }

    private func outcome(_ source: String) -> Outcome {
        var reader = XMLReader(vocabulary: [], texts: [])
        do throws(XMLFault) {
            return .read(try elements(Array(source.utf8), with: &reader))
        } catch {
            return .refused(error.kind)
        }
    }

    /// Starts the library again and again, each time with memory failing at another allocation, and reads files.
    @Test(.enabled(if: isChild))
    func child() throws {
        typealias Clean = @convention(c) () -> Void
        let clean = try #require(dlsym(nil, "xmlCleanupParser").map { unsafeBitCast($0, to: Clean.self) })
        // The first reader starts the library for this process.
        let sources = [
            "<?xml version='1.0' encoding='UTF-8'?><a b='1'>ä &amp; <![CDATA[<]]><c/></a>", "<a><b></a>", "<a>&x;</a>",
        ]
        let expected = sources.map(outcome)
        try #require(AllocationFailure.isPossible)
        var failures = 0
        for extent in AllocationFailure.Extent.allCases {
            var number = 1
            while true {
                clean()
                let (isReady, count) = AllocationFailure.at(number, extent) { ParserContext.startLibrary() }
                #expect(isReady == (count < number), "\(number) of \(count)")
                guard count >= number else { break }
                failures += 1
                // Whoever goes on all the same gets no crash, and a reader says that it has no memory or reads what is there.
                for (source, expected) in zip(sources, expected) {
                    let found = outcome(source)
                    #expect(found == expected || found == .refused(.outOfMemory), "\(number): \(found)")
                }
                number += 1
            }
        }
        clean()
        #expect(ParserContext.startLibrary())
        #expect(sources.map(outcome) == expected)
        #expect(failures > 10)
        print("\(Self.finished)\(failures)")
    }
}
