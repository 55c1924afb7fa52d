import Foundation
import Reporting
import RuleCatalogue

// write-docs FOLDER writes the pages of docs/rules/ into FOLDER, and removes the pages it wrote earlier that are none
// any more. It ends with 1 and one line on standard error when a page cannot be read or written.

struct Usage: Error, CustomStringConvertible {
    let description = "usage: write-docs FOLDER"
}

func run(_ arguments: [String]) throws {
    guard let path = arguments.first, arguments.count == 1 else { throw Usage() }
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    let pages = try RuleDocumentation.pages(RuleFile.all, checklist: Checklist.items)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let names = Set(pages.map(\.name))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".md") && !names.contains(name) {
        let file = folder.appending(path: name)
        if try String(contentsOf: file, encoding: .utf8).hasPrefix(RuleDocumentation.mark) {
            try FileManager.default.removeItem(at: file)
        }
    }
    for page in pages {
        try Data(page.text.utf8).write(to: folder.appending(path: page.name), options: .atomic)
    }
}

do {
    try run(Array(CommandLine.arguments.dropFirst()))
} catch {
    FileHandle.standardError.write(Data("write-docs: \(error)\n".utf8))
    exit(1)
}
