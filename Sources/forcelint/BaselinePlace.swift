internal import LintEngine
internal import OrgModel
internal import OrgReader
internal import RuleCatalogue

/// Where a baseline lies.
struct BaselinePlace {
    let path: [UInt8]
    /// As it was named, else as reports name files.
    let shown: String
    /// As the configuration would name it.
    let shownFromConfiguration: String

    /// - Parameter name: the file that an option names; nil for the usual one.
    init(named name: String?, _ run: CheckRun) throws(RunFailure) {
        let home = BaselinePlace.home(run)
        if let name {
            path = FileSystem.absolute(Array(name.utf8), in: run.currentDirectory)
            shown = name
        } else {
            path = run.configuration.baseline ?? FileSystem.absolute(Array(Baseline.fileName.utf8), in: home)
            shown = ConfigurationFile.shown(path, run.currentDirectory)
        }
        shownFromConfiguration = ConfigurationFile.shown(path, FileSystem.resolved(home) ?? home)
    }

    /// The folder of the configuration, else of the project, else the folder that is linted, else the current one.
    private static func home(_ run: CheckRun) -> [UInt8] {
        if let folder = run.configuration.folder { return folder }
        let first = FileSystem.absolute(Array((run.command.target.paths.first ?? ".").utf8), in: run.currentDirectory)
        guard let real = FileSystem.resolved(first) else { return run.currentDirectory }
        let isFolder = FileSystem.kind(real) == .folder
        let project = ConfigurationFile.projectFolder(above: isFolder ? real : FileSystem.parent(of: real))
        return project ?? (isFolder ? real : run.currentDirectory)
    }

    /// What a run looked at, as seen from the folder of the baseline.
    func scope(of run: CheckRun, _ found: CheckRun.Judgement) -> Baseline.Scope {
        let folder = FileSystem.parent(of: path)
        let base = SystemPath(cleaning: FileSystem.resolved(folder) ?? folder)
        let paths = run.command.target.paths.map { path in
            let absolute = FileSystem.absolute(Array(path.utf8), in: run.currentDirectory)
            return SystemPath(cleaning: FileSystem.resolved(absolute) ?? absolute).display(relativeTo: base)
        }
        let needed = Set(found.coverage.rules.flatMap { $0.rule.needs.flatMap(\.names) })
        let exports = RecordObject.allCases.map(\.inputName)
        return Baseline.Scope(
            paths: Set(paths).sorted(),
            persona: run.persona,
            inputs: found.org.inputs.keys.filter(needed.union(exports).contains).sorted()
        )
    }
}
