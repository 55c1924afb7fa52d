internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// Where the files of a report hold secrets, or what the report itself masks: no frame and no snippet shows the text there.
struct SecretRegions {
    private let report: Report
    /// The secrets by file, in order.
    private var secrets: [FileID: [SourceMask]] = [:]

    init(_ report: Report) {
        self.report = report
        for result in report.results where result.isAboutSecret {
            let locations = [result.finding.location] + result.finding.related.map(\.location)
            for location in locations {
                guard let source = report.source(location.file) else { continue }
                let bytes = report.region(location).bytes.clamped(to: 0..<source.bytes.count)
                let mask = report.files[location.file.index].syntax == .xml ? Self.content(source.bytes, bytes) : bytes
                // What is said of a secret is none: `isConsumerSecretOptional`.
                let isFlag =
                    source.bytes[mask].elementsEqual("true".utf8) || source.bytes[mask].elementsEqual("false".utf8)
                if !mask.isEmpty, !isFlag { secrets[location.file, default: []].append(SourceMask(bytes: mask)) }
            }
        }
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

    /// In order, none overlapping another.
    func masks(in file: FileID) -> [SourceMask] {
        SourceMask.joined((secrets[file] ?? []) + report.masks(in: file))
    }

    func overlaps(_ bytes: Range<Int>, in file: FileID) -> Bool {
        (secrets[file] ?? []).contains { $0.bytes.overlaps(bytes) }
            || report.masks(in: file).contains { $0.bytes.overlaps(bytes) }
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

extension SourceMask {
    static let dots = String(repeating: "•", count: 8)

    /// What is shown in the place of what is masked.
    var shown: String { text ?? Self.dots }

    /// In order; masks that overlap become one that says nothing.
    static func joined(_ masks: [SourceMask]) -> [SourceMask] {
        var joined: [SourceMask] = []
        for mask in masks.sorted(by: { $0.bytes.lowerBound < $1.bytes.lowerBound }) {
            if let last = joined.last, last.bytes.overlaps(mask.bytes) {
                let end = max(last.bytes.upperBound, mask.bytes.upperBound)
                joined[joined.count - 1] =
                    last == mask ? mask : SourceMask(bytes: last.bytes.lowerBound..<end)
            } else {
                joined.append(mask)
            }
        }
        return joined
    }
}

extension LintResult {
    /// Whether what was found is itself a secret that no report may repeat.
    var isAboutSecret: Bool {
        rule.tags.contains("secret")
    }
}
