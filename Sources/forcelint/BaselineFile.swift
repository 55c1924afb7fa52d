internal import Glibc
internal import LintEngine
internal import OrgModel
internal import OrgReader
internal import Reporting
internal import RuleCatalogue

/// A baseline and the bytes of the file that it was read from.
struct BaselineFile {
    /// As it was named.
    let shown: String
    let path: [UInt8]
    let baseline: Baseline
    private let bytes: [UInt8]
    /// Where each entry stands, in the order of `baseline.entries`.
    private let places: [Place]

    private struct Place {
        let range: Range<Int>
        /// Where the digits of the count begin.
        let count: Int
    }

    /// Bytes of a baseline at most: some hundred thousand entries.
    private static let maximumLength = 128 << 20

    /// - Parameter shown: the file as errors name it.
    init(_ path: [UInt8], shown: String) throws(RunFailure) {
        guard let kind = FileSystem.kind(path) else {
            throw RunFailure(
                .usage, "the baseline '\(shown)' does not exist; 'forcelint baseline create' writes one")
        }
        guard kind == .regularFile else { throw RunFailure(.usage, "the baseline '\(shown)' is no file") }
        guard let bytes = FileSystem.bytes(path, limit: BaselineFile.maximumLength) else {
            throw RunFailure(
                .usage, "the baseline '\(shown)' cannot be read: \(StandardStreams.systemText(errno))")
        }
        guard bytes.count <= BaselineFile.maximumLength else {
            throw RunFailure(
                .usage, "the baseline '\(shown)' is longer than \(BaselineFile.maximumLength >> 20) MiB")
        }
        let decoder = BaselineDecoder(bytes: bytes, shown: shown)
        let (baseline, entries) = try decoder.decode()
        self.init(
            shown: shown,
            path: path,
            baseline: baseline,
            bytes: bytes,
            places: entries.map { entry in
                Place(
                    range: entry.offset..<BaselineFile.end(of: entry.offset, bytes), count: entry["count"]?.offset ?? 0)
            }
        )
    }

    /// The folder that the paths of the scope start from, without links.
    var folder: [UInt8] {
        let folder = FileSystem.parent(of: FileSystem.resolved(path) ?? path)
        return FileSystem.resolved(folder) ?? folder
    }

    private init(shown: String, path: [UInt8], baseline: Baseline, bytes: [UInt8], places: [Place]) {
        self.shown = shown
        self.path = path
        self.baseline = baseline
        self.bytes = bytes
        self.places = places
    }

    /// The end of a JSON object that is known to be one.
    private static func end(of start: Int, _ bytes: [UInt8]) -> Int {
        var depth = 0
        var isString = false
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where isString: index += 1
            case UInt8(ascii: "\""): isString.toggle()
            case UInt8(ascii: "{") where !isString: depth += 1
            case UInt8(ascii: "}") where !isString:
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return bytes.count
    }

    /// The text of the file with entries taken away, or counted lower where they still occur; every other byte stays.
    ///
    /// - Parameter stale: how often fingerprints still occur.
    func pruned(_ stale: [String: Int]) -> String {
        guard let first = places.first, let last = places.last else { return String(decoding: bytes, as: UTF8.self) }
        var entries: [UInt8] = []
        for (index, (entry, place)) in zip(baseline.entries, places).enumerated() {
            let count = stale[entry.fingerprint] ?? entry.count
            guard count > 0 else { continue }
            // What separates an entry from the one before it goes with it.
            if !entries.isEmpty { entries += bytes[places[index - 1].range.upperBound..<place.range.lowerBound] }
            entries += bytes[place.range.lowerBound..<place.count]
            entries += String(min(count, entry.count)).utf8
            entries += bytes[(place.count + String(entry.count).utf8.count)..<place.range.upperBound]
        }
        var head = bytes[..<first.range.lowerBound]
        var tail = bytes[last.range.upperBound...]
        if entries.isEmpty {
            while let byte = head.last, BaselineFile.isBlank(byte) { head.removeLast() }
            while let byte = tail.first, BaselineFile.isBlank(byte) { tail.removeFirst() }
        }
        return String(decoding: Array(head) + entries + tail, as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        [0x20, 0x09, 0x0A, 0x0D].contains(byte)
    }
}

/// Reads the text of a baseline; what it is not is an error with its place.
private struct BaselineDecoder {
    let bytes: [UInt8]
    let shown: String

    func decode() throws(RunFailure) -> (baseline: Baseline, entries: [JSONValue]) {
        let root = try value()
        guard let version = root["version"]?.string, version.hasPrefix("forcelint-baseline-") else {
            throw error(
                root["version"] ?? root,
                "this is no baseline: 'version' is not \(Baseline.version); 'forcelint baseline create' writes one")
        }
        guard version == Baseline.version else {
            throw error(
                root["version"] ?? root, "this program reads \(Baseline.version) only, not '\(version.prefix(60))'")
        }
        let scope = try member("scope", of: root)
        let persona = try member("persona", of: scope)
        guard let known = persona.string.flatMap(Persona.init(rawValue:)) else {
            throw error(persona, "'persona' is not one of \(Persona.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let list = try member("entries", of: root)
        guard let elements = list.elements else { throw error(list, "'entries' is \(list.kind) instead of an array") }
        var entries: [Baseline.Entry] = []
        entries.reserveCapacity(elements.count)
        for element in elements { entries.append(try entry(element)) }
        let baseline = Baseline(
            scope: Baseline.Scope(
                paths: try texts("paths", of: scope), persona: known, inputs: try texts("inputs", of: scope)),
            entries: entries
        )
        return (baseline, elements)
    }

    private func value() throws(RunFailure) -> JSONValue {
        do {
            return try JSONReader.value(in: bytes)
        } catch {
            let conflict = Array("\n<<<<<<< ".utf8)
            let isInConflict = bytes.indices.contains {
                bytes[$0] == conflict[0] && bytes[$0...].starts(with: conflict)
            }
            let hint = isInConflict ? " The file holds a merge conflict." : ""
            throw failure(error.offset, error.message + hint)
        }
    }

    private func entry(_ value: JSONValue) throws(RunFailure) -> Baseline.Entry {
        let fingerprint = try text("fingerprint", of: value)
        let digits = Array("0123456789abcdef".utf8)
        guard fingerprint.utf8.count == 64, fingerprint.utf8.allSatisfy(digits.contains) else {
            throw error(try member("fingerprint", of: value), "'fingerprint' is not 64 hexadecimal digits")
        }
        let count = try member("count", of: value)
        guard case .number(let text) = count.content, let number = count.integer, number > 0, text == String(number)
        else {
            throw error(count, "'count' is no number of findings")
        }
        let subject = try member("subject", of: value)
        return Baseline.Entry(
            fingerprint: fingerprint,
            count: number,
            rule: try self.text("rule", of: value),
            subject: ComponentID(type: try self.text("type", of: subject), name: try self.text("name", of: subject)),
            element: try self.text("element", of: subject)
        )
    }

    private func member(_ name: String, of value: JSONValue) throws(RunFailure) -> JSONValue {
        guard value.members != nil else { throw error(value, "\(value.kind) stands where an object is wanted") }
        guard let member = value[name] else { throw error(value, "'\(name)' is missing") }
        return member
    }

    private func text(_ name: String, of value: JSONValue) throws(RunFailure) -> String {
        let member = try member(name, of: value)
        guard let text = member.string else { throw error(member, "'\(name)' is \(member.kind) instead of a text") }
        return text
    }

    private func texts(_ name: String, of value: JSONValue) throws(RunFailure) -> [String] {
        let member = try member(name, of: value)
        guard let elements = member.elements else {
            throw error(member, "'\(name)' is \(member.kind) instead of an array of texts")
        }
        let texts = elements.compactMap(\.string)
        guard texts.count == elements.count else { throw error(member, "'\(name)' holds something else than texts") }
        return texts
    }

    private func error(_ value: JSONValue, _ message: String) -> RunFailure {
        failure(value.offset, message)
    }

    private func failure(_ offset: Int, _ message: String) -> RunFailure {
        let place = SourceText(bytes: bytes).region(offset..<offset)
        return RunFailure(.usage, "\(shown):\(place.startLine):\(place.startColumn): \(message)")
    }
}
