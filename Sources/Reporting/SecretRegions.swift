internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// Where the files of a report hold secrets: no frame and no snippet shows the text there.
struct SecretRegions {
    /// What is to be masked, in bytes, by file and in order.
    private var masks: [FileID: [Range<Int>]] = [:]

    init(_ report: Report) {
        for result in report.results where result.isAboutSecret {
            let locations = [result.finding.location] + result.finding.related.map(\.location)
            for location in locations {
                guard let source = report.source(location.file) else { continue }
                let bytes = report.region(location).bytes.clamped(to: 0..<source.bytes.count)
                let mask = report.files[location.file.index].syntax == .xml ? Self.content(source.bytes, bytes) : bytes
                if !mask.isEmpty { masks[location.file, default: []].append(mask) }
            }
        }
        masks = masks.mapValues { $0.sorted { $0.lowerBound < $1.lowerBound } }
    }

    /// The contents of elements that hold secrets by their names, whatever the rules say of them, in order.
    static func namedSecrets(in bytes: [UInt8]) -> [Range<Int>] {
        var secrets: [Range<Int>] = []
        for name in ["awsAccessSecret", "consumerSecret", "oauthRefreshToken", "oauthToken", "password"] {
            let tag = Array("<\(name)".utf8)
            var index = 0
            while let start = bytes[index...].firstIndex(of: tag[0]) {
                index = start + 1
                guard bytes[start...].starts(with: tag), start + tag.count < bytes.count,
                    [0x20, 0x09, 0x0A, 0x0D, 0x3E].contains(bytes[start + tag.count])
                else { continue }
                let content = (bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
                let end = bytes.indices[content...].first { bytes[$0...].starts(with: "</\(name)".utf8) } ?? bytes.count
                if content < end { secrets.append(content..<end) }
                index = max(index, end)
            }
        }
        return secrets.sorted { $0.lowerBound < $1.lowerBound }
    }

    func masks(in file: FileID) -> [Range<Int>] {
        masks[file] ?? []
    }

    func overlaps(_ bytes: Range<Int>, in file: FileID) -> Bool {
        masks(in: file).contains { $0.overlaps(bytes) }
    }

    /// What an element holds: all but its name at both ends. The attributes count as content.
    private static func content(_ bytes: [UInt8], _ element: Range<Int>) -> Range<Int> {
        let name = bytes[element].prefix { ![0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains($0) }
        var start = name.endIndex
        if start < element.upperBound, bytes[start] == UInt8(ascii: ">") { start += 1 }
        var end = element.upperBound
        if let last = bytes[start..<end].lastIndex(of: UInt8(ascii: "<")), last + 1 < end,
            bytes[last + 1] == UInt8(ascii: "/")
        {
            end = last
        }
        return start..<end
    }
}

extension LintResult {
    /// Whether what was found is itself a secret that no report may repeat.
    var isAboutSecret: Bool {
        rule.tags.contains("secret")
    }
}
