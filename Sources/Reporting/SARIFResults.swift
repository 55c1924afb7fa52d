internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// Writes the results of a log one after another.
struct SARIFResults {
    private let log: SARIFLog
    private let lineHashes: [FileID: [Int: String]]
    private var fingerprints: [String: Int] = [:]

    init(_ log: SARIFLog) {
        self.log = log
        var lines: [FileID: Set<Int>] = [:]
        for result in log.report.results.prefix(log.options.limits.results) {
            let location = result.finding.location
            lines[location.file, default: []].insert(log.report.region(location).startLine)
        }
        var hashes: [FileID: [Int: String]] = [:]
        for (file, lines) in lines {
            if let source = log.report.source(file) { hashes[file] = LineHashes(source.bytes, lines: lines).hashes }
        }
        lineHashes = hashes
    }

    mutating func write(_ result: LintResult, _ json: inout JSONWriter) {
        let finding = result.finding
        let flows = flows(finding)
        json.member("ruleId", result.rule.id)
        json.member("ruleIndex", log.ruleIndices[result.rule.id] ?? -1)
        json.member("level", result.severity.rawValue)
        json.object("message") {
            $0.member("text", message(finding, hiddenFlows: finding.paths.count { !$0.isEmpty } - flows.count))
        }
        json.array("locations") { json in
            json.object { json in
                writePhysicalLocation(finding.location, &json, isPrimary: true)
                json.array("logicalLocations") { json in
                    json.object(onOneLine: true) { write(finding.subject, element: finding.element, &$0) }
                }
            }
        }
        writeRelated(finding, &json)
        write(flows, &json)
        json.object("partialFingerprints") { json in
            if let hash = lineHash(finding.location) { json.member("primaryLocationLineHash", hash) }
            json.member("forcelintFinding/v1", distinct(result.fingerprint))
        }
        if let fix = finding.fix { write(fix, &json) }
        // Where one result says whether it is suppressed, all of them have to (SARIF 2.1.0, 3.27.23).
        if log.showsSuppressions {
            json.array("suppressions") { json in
                if let suppression = result.suppression { json.object { write(suppression, &$0) } }
            }
        }
        // The same holds for the state against a baseline (3.27.24).
        if log.report.baseline != nil {
            json.member("baselineState", (result.baselineState ?? .new).rawValue)
        }
        json.object("properties", onOneLine: true) { $0.member("confidence", result.confidence.rawValue) }
    }

    /// Nil where the hash would let what is masked be guessed.
    private func lineHash(_ location: SourceLocation) -> String? {
        let line = log.report.region(location).startLine
        guard let hash = lineHashes[location.file]?[line], let source = log.report.source(location.file) else {
            return nil
        }
        return log.report.masks(in: location.file).isEmpty
            || !log.secrets.overlaps(LineHashes.bytes(of: line, in: source), in: location.file) ? hash : nil
    }

    /// Two results never share a fingerprint: the second of its kind is `…:2`.
    private mutating func distinct(_ fingerprint: String) -> String {
        let count = fingerprints[fingerprint, default: 0] + 1
        fingerprints[fingerprint] = count
        return count == 1 ? fingerprint : "\(fingerprint):\(count)"
    }

    /// The sentence, then links to related places: viewers show only those that are linked.
    private func message(_ finding: Finding, hiddenFlows: Int) -> String {
        var text = SARIFText.sentence(finding.message.text)
        let related = finding.related.prefix(log.options.limits.links)
        if !related.isEmpty {
            let links = related.enumerated().map { SARIFText.link($1.message, to: $0 + 1) }
            let more = finding.related.count - related.count
            text += " See \(links.joined(separator: ", "))\(more > 0 ? " and \(counted(more, "more place"))" : "")."
        }
        if hiddenFlows > 0 { text += " \(counted(hiddenFlows, "more way")) not shown." }
        return text
    }

    // MARK: Places

    private func writeRelated(_ finding: Finding, _ json: inout JSONWriter) {
        guard !finding.related.isEmpty else { return }
        json.array("relatedLocations") { json in
            for (index, related) in finding.related.prefix(log.options.limits.relatedLocations).enumerated() {
                json.object { json in
                    json.member("id", index + 1)
                    writePhysicalLocation(related.location, &json)
                    json.object("message", onOneLine: true) { $0.member("text", SARIFText.message(related.message)) }
                }
            }
        }
    }

    private func writePhysicalLocation(
        _ location: SourceLocation,
        _ json: inout JSONWriter,
        isPrimary: Bool = false
    ) {
        let region = log.report.region(location)
        let source = log.report.source(location.file)
        json.object("physicalLocation") { json in
            log.writeArtifactLocation(location.file, &json)
            guard isPrimary, let source else {
                json.object("region", onOneLine: true) { write(region, nil, &$0) }
                return
            }
            json.object("region", onOneLine: true) { write(region, snippet(region.bytes, source, location.file), &$0) }
            if let context = context(region, source) {
                let snippet = snippet(context.bytes, source, location.file)
                json.object("contextRegion", onOneLine: true) { write(context, snippet, &$0) }
            }
        }
    }

    private func write(_ region: Region, _ snippet: String?, _ json: inout JSONWriter) {
        json.member("startLine", region.startLine)
        json.member("startColumn", region.startColumn)
        json.member("endLine", region.endLine)
        json.member("endColumn", region.endColumn)
        if let snippet {
            json.object("snippet", onOneLine: true) { $0.member("text", snippet) }
        }
    }

    /// The text of a stretch, unless it is long or holds a secret.
    private func snippet(_ bytes: Range<Int>, _ source: SourceText, _ file: FileID) -> String? {
        guard bytes.count <= log.options.limits.snippet, bytes.upperBound <= source.bytes.count,
            !log.secrets.overlaps(bytes, in: file)
        else { return nil }
        return String(decoding: source.bytes[bytes], as: UTF8.self)
    }

    /// The lines around a region, two on each side; nil where they are long or no more than the region.
    private func context(_ region: Region, _ source: SourceText) -> Region? {
        let limit = log.options.limits.snippet
        guard region.bytes.count <= limit, region.bytes.upperBound <= source.bytes.count else { return nil }
        let bytes = source.bytes
        var start = region.bytes.lowerBound
        var breaks = 0
        while start > 0, region.bytes.lowerBound - start <= limit {
            if bytes[start - 1] == 0x0A {
                breaks += 1
                if breaks == 3 { break }
            }
            start -= 1
        }
        if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        var end = region.bytes.upperBound
        breaks = 0
        while end < bytes.count, end - region.bytes.upperBound <= limit {
            if bytes[end] == 0x0A {
                breaks += 1
                if breaks == 3 { break }
            }
            end += 1
        }
        if end == bytes.count, end > region.bytes.upperBound, bytes[end - 1] == 0x0A { end -= 1 }
        if end > region.bytes.upperBound, end < bytes.count, bytes[end - 1] == 0x0D { end -= 1 }
        guard start <= region.bytes.lowerBound, end - start <= limit, end - start > region.bytes.count else {
            return nil
        }
        return source.region(start..<end)
    }

    private func write(_ component: ComponentID, element: String, _ json: inout JSONWriter) {
        let name = SARIFText.message("\(component.type):\(component.name)")
        let element = SARIFText.message(element)
        json.member("name", element.isEmpty ? SARIFText.message(component.name) : element)
        json.member("fullyQualifiedName", element.isEmpty ? name : "\(name)/\(element)")
        json.member("kind", element.isEmpty ? "type" : "member")
    }

    private func write(_ suppression: Suppression, _ json: inout JSONWriter) {
        json.member("kind", suppression.kind == .inline ? "inSource" : "external")
        json.member("status", "accepted")
        let owner = suppression.owner.map { " (\($0))" } ?? ""
        json.member("justification", SARIFText.message(suppression.reason + owner))
        if let location = suppression.location {
            json.object("location") { writePhysicalLocation(location, &$0) }
        }
    }

    // MARK: Ways

    /// The ways that fit into the limit, each whole.
    private func flows(_ finding: Finding) -> [[PathStep]] {
        var room = log.options.limits.steps
        var flows: [[PathStep]] = []
        for path in finding.paths where !path.isEmpty {
            guard path.count <= room else { break }
            room -= path.count
            flows.append(path)
        }
        return flows
    }

    private func write(_ flows: [[PathStep]], _ json: inout JSONWriter) {
        guard !flows.isEmpty else { return }
        json.array("codeFlows") { json in
            for flow in flows {
                json.object { json in
                    json.array("threadFlows") { json in
                        json.object { json in
                            json.array("locations") { json in
                                for step in flow { json.object { write(step, &$0) } }
                            }
                        }
                    }
                }
            }
        }
    }

    private func write(_ step: PathStep, _ json: inout JSONWriter) {
        json.object("location") { json in
            writePhysicalLocation(step.location, &json)
            json.object("message", onOneLine: true) { json in
                json.member("text", SARIFText.message("\(step.component.type) '\(step.component.name)'"))
            }
        }
    }

    // MARK: Fixes

    private func write(_ fix: Fix, _ json: inout JSONWriter) {
        let edits = Dictionary(grouping: log.report.completeEdits(fix), by: \.file).sorted { $0.key < $1.key }
        guard !edits.isEmpty, edits.allSatisfy({ log.report.source($0.key) != nil }) else { return }
        json.array("fixes") { json in
            json.object { json in
                let description = fix.description + (fix.safety == .unsafe ? " (confirm it first)" : "")
                json.object("description", onOneLine: true) { $0.member("text", SARIFText.sentence(description)) }
                json.array("artifactChanges") { json in
                    for (file, edits) in edits {
                        json.object { json in
                            log.writeArtifactLocation(file, &json)
                            json.array("replacements") { json in
                                for edit in edits.sorted(by: { $0.offset < $1.offset }) {
                                    json.object { write(edit, &$0) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func write(_ edit: ResolvedEdit, _ json: inout JSONWriter) {
        guard let region = log.report.source(edit.file)?.region(edit.offset..<(edit.offset + edit.length)) else {
            return
        }
        json.object("deletedRegion", onOneLine: true) { write(region, nil, &$0) }
        if !edit.replacement.isEmpty {
            json.object("insertedContent", onOneLine: true) { $0.member("text", edit.replacement) }
        }
    }
}
