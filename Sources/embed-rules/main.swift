import Foundation

// embed-rules OUTPUT ROOT FILE… writes one Swift file with the head and the text of every FILE below ROOT.
// It ends with 1 and one line on standard error when a file has a form that it does not know.

func run(_ arguments: [String]) throws {
    guard arguments.count >= 2 else {
        throw Refusal(path: "embed-rules", line: nil, reason: "usage: embed-rules OUTPUT ROOT FILE…")
    }
    let root = arguments[1] + "/"
    var source = SwiftSource()
    for path in arguments.dropFirst(2) {
        guard path.hasPrefix(root) else { throw Refusal(path: path, line: nil, reason: "does not lie below \(root)") }
        let file = try EmbeddedText(path: path, bytes: Data(contentsOf: URL(filePath: path)))
        try source.add(file, relativePath: String(path.dropFirst(root.count)))
    }
    try Data(source.text.utf8).write(to: URL(filePath: arguments[0]), options: .atomic)
}

do {
    try run(Array(CommandLine.arguments.dropFirst()))
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
