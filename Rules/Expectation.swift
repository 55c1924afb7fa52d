/// A finding that an example must have.
public struct Expectation: Hashable, Sendable {
    /// The file of the example.
    public let path: String
    /// The line of the primary location in the file as the example gives it, counted from 1.
    public let line: Int
    public let severity: Severity
    /// nil where the example leaves it open.
    public let confidence: Confidence?
    /// `Type:fullName`; nil where the example leaves it open.
    public let subject: String?

    /// Reads an entry of an example's `expect`.
    init(_ node: PageNode, files: [String: String]) throws(PageError) {
        let members = try node.members(required: ["path", "line", "severity"], optional: ["subject", "confidence"])
        path = try members[required: "path"].text()
        line = try members[required: "line"].integer()
        severity = try members[required: "severity"].choice(of: Severity.self)
        confidence = try members["confidence"]?.choice(of: Confidence.self)
        subject = try members.optionalText("subject")
        guard let text = files[path] else { throw node.error("names \"\(path)\", which is no file of the example") }
        guard (1...Self.lines(of: text).count).contains(line) else {
            throw node.error("names line \(line), which \"\(path)\" does not have")
        }
    }

    private init(path: String, line: Int, marker: Substring, error: (String) -> PageError) throws(PageError) {
        var words = marker.split(separator: " ")[...]
        guard let first = words.popFirst(), let severity = Severity(rawValue: String(first)) else {
            throw error("wants a severity behind \"expect:\"")
        }
        self.path = path
        self.line = line
        self.severity = severity
        confidence = words.first.flatMap { Confidence(rawValue: String($0)) }
        if confidence != nil { words.removeFirst() }
        subject = words.isEmpty ? nil : words.joined(separator: " ")
        if let subject, !subject.contains(":") { throw error("names \"\(subject)\", which is no Type:fullName") }
    }

    /// The markers `<!-- expect: severity [confidence] [subject] -->` of a file; each speaks of the next line that is no
    /// marker, and stands on a line of its own.
    static func marked(in node: PageNode, file: String) throws(PageError) -> [Expectation] {
        var expectations: [Expectation] = []
        var markers: [(number: Int, text: Substring)] = []
        for (index, line) in lines(of: try node.text()).enumerated() {
            func error(_ reason: String) -> PageError {
                node.error("\(reason) (line \(index + 1) of the file)")
            }
            guard let start = line.firstRange(of: "<!-- expect:") else {
                for marker in markers {
                    let line = index + 1
                    expectations.append(try Expectation(path: file, line: line, marker: marker.text, error: error))
                }
                markers = []
                continue
            }
            let rest = line[start.upperBound...]
            guard let end = rest.firstRange(of: "-->"), rest[end.upperBound...].allSatisfy(\.isWhitespace),
                line[..<start.lowerBound].allSatisfy(\.isWhitespace)
            else {
                throw error("has a marker that does not stand on a line of its own")
            }
            markers.append((index + 1, rest[..<end.lowerBound]))
        }
        if let marker = markers.first {
            throw node.error("has a marker on line \(marker.number), and nothing behind it")
        }
        return expectations
    }

    private static func lines(of text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
