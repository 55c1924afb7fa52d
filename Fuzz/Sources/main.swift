import CLibFuzzer
import Glibc

@testable import forcelint

/// What each input is given to; the name of the target is the first argument, those of libFuzzer follow.
let targets: [String: @Sendable ([UInt8]) -> Void] = [
    "configuration": ConfigurationTarget.run,
    "fix": FixTarget.run,
    "ignore": IgnoreTarget.run,
    "metadata": MetadataTarget.run,
    "records": RecordsTarget.run,
]

guard CommandLine.arguments.count > 1, let target = targets[CommandLine.arguments[1]] else {
    StandardStreams.writeError(
        "usage: fuzz \(targets.keys.sorted().joined(separator: "|")) [libFuzzer's arguments]\n")
    exit(2)
}

/// libFuzzer calls back without a context.
enum Chosen {
    nonisolated(unsafe) static var target: @Sendable ([UInt8]) -> Void = { _ in }
}
Chosen.target = target

let arguments = [CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)
var texts: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
var count = CInt(arguments.count)
let status = texts.withUnsafeMutableBufferPointer { texts in
    var start = texts.baseAddress
    return LLVMFuzzerRunDriver(&count, &start) { data, size in
        Chosen.target(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
    }
}
exit(status)
