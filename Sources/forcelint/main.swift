internal import OrgModel
internal import OrgReader

let reader = InputReader(
    paths: [Array(CommandLine.arguments[1].utf8)], currentDirectory: Array("/tmp/bench".utf8),
    jobs: CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2])! : 1)
let reading = try reader.read()
print(reading.fileCount, reading.parts.inputs, reading.parts.problems.count, reading.parts.names.count)
for p in reading.parts.problems.prefix(10) {
    print(p.message, reading.parts.files[p.location.file.index].path, p.location.offset)
}
