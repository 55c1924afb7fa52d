import Foundation
import PackagePlugin

/// Embeds the rule pages and reference tables of `Rules/` into the binary as string literals.
///
/// Every file is an input *and* an argument of the one build command: a page that is added, edited or removed changes
/// the command or its inputs, so that no build is stale.
@main
struct EmbedRules: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = target.directoryURL
        let enumerator = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let files = (enumerator?.allObjects ?? [])
            .compactMap { $0 as? URL }
            .filter { ["yaml", "tsv"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedRules.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(files.count) files of Rules/",
                executable: try context.tool(named: "embed-rules").url,
                arguments: [output.path, root.path] + files.map(\.path),
                inputFiles: files,
                outputFiles: [output]
            )
        ]
    }
}
