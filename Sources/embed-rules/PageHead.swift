/// What the catalogue knows of a rule without reading its page as YAML.
struct PageHead {
    let id: String
    /// The folder of the page.
    let area: String
    let title: String
    let severity: String
    let confidence: String
    let persona: String
    let needs: [NeedEntry]
    let tags: [String]
    let questions: [String]

    private static let headKeys = [
        "id", "title", "severity", "confidence", "persona", "needs", "tags", "questions", "since",
    ]
    private static let bodyKeys = ["why", "fix", "references", "parameters", "examples"]

    /// Reads the head keys of the page at `relativePath`, that is `<area>/<id>.yaml`.
    init(of file: EmbeddedText, relativePath: String) throws(Refusal) {
        let folders = relativePath.split(separator: "/")
        guard folders.count == 2, let name = folders.last?.dropLast(".yaml".count), Self.isID(name) else {
            let reason = "is no page: a page lies at <area>/<rule-id>.yaml, its id in lower case with dashes"
            throw Refusal(path: file.path, line: nil, reason: reason)
        }
        let values = try Self.values(of: file)
        func read<Value>(
            _ key: String,
            _ parse: (Substring) throws(Reason) -> Value
        ) throws(Refusal) -> Value {
            guard let (line, value) = values[key[...]] else {
                throw Refusal(path: file.path, line: nil, reason: "has no \"\(key)\"")
            }
            do throws(Reason) {
                return try parse(value)
            } catch {
                throw Refusal(path: file.path, line: line, reason: "\"\(key)\" \(error.text)")
            }
        }
        area = String(folders[0])
        id = try read("id") { (value) throws(Reason) in
            let id = try HeadValue.scalar(value)
            guard id == name else { throw Reason("is \"\(id)\", but the file is \"\(name).yaml\"") }
            return id
        }
        title = try read("title", HeadValue.scalar)
        severity = try read("severity") { (value) throws(Reason) in
            try HeadValue.choice(value, of: ["error", "warning", "note"])
        }
        confidence = try read("confidence") { (value) throws(Reason) in
            try HeadValue.choice(value, of: ["low", "medium", "high"])
        }
        persona = try read("persona") { (value) throws(Reason) in
            try HeadValue.choice(value, of: ["regular", "pedantic", "auditor"])
        }
        needs = try read("needs") { (value) throws(Reason) in
            var entries: [NeedEntry] = []
            for entry in try HeadValue.list(value) { entries.append(try NeedEntry(entry)) }
            return entries
        }
        tags = try read("tags", HeadValue.list)
        questions = try read("questions") { (value) throws(Reason) in
            try HeadValue.choices(
                value, of: ["work", "deployment", "reach", "entry", "trail", "cost", "ending", "project"])
        }
        _ = try read("since", HeadValue.scalar)
    }

    /// The line and the text behind the colon of every head key.
    private static func values(of file: EmbeddedText) throws(Refusal) -> [Substring: (line: Int, value: Substring)] {
        var values: [Substring: (line: Int, value: Substring)] = [:]
        var current: Substring?
        for (index, line) in file.lines.enumerated() {
            func refusal(_ reason: String) -> Refusal { Refusal(path: file.path, line: index + 1, reason: reason) }
            if line.first == " " {
                guard let current, bodyKeys.contains(String(current)) || line.trimmingSpaces.isEmpty else {
                    throw refusal("\"\(current ?? "")\" must stand on one line")
                }
                continue
            }
            guard !line.isEmpty, line.first != "#" else { continue }
            guard let colon = line.firstIndex(of: ":"), line[..<colon].allSatisfy(\.isLetter) else {
                throw refusal("is no key of a page; what belongs to a key is indented")
            }
            let key = line[..<colon]
            let value = line[line.index(after: colon)...]
            guard headKeys.contains(String(key)) || bodyKeys.contains(String(key)) else {
                throw refusal("\"\(key)\" is no key of a page")
            }
            guard value.isEmpty || value.first == " " else { throw refusal("\"\(key):\" wants a space behind it") }
            guard values.updateValue((index + 1, value), forKey: key) == nil else {
                throw refusal("\"\(key)\" stands twice")
            }
            current = key
        }
        return values
    }

    /// Whether `text` is two or more words of lower-case letters and digits with dashes between them.
    private static func isID(_ text: Substring) -> Bool {
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        return words.count > 1 && text.first?.isNumber == false
            && words.allSatisfy { word in
                !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
            }
    }
}
