internal import OrgModel

/// Where the columns of an event log stand that are read; one that is not there makes the log say less.
struct EventLogColumns {
    private let indices: [String: Int]
    let count: Int

    /// - Parameter header: the names, in any case.
    /// - Returns: Nil where the file is no event log: those begin with EVENT_TYPE.
    init?(header: [String]) {
        var indices: [String: Int] = [:]
        for (index, name) in header.enumerated() {
            let key = name.filter { !$0.isWhitespace }.uppercased()
            if indices[key] == nil { indices[key] = index }
        }
        guard indices["EVENT_TYPE"] != nil else { return nil }
        self.indices = indices
        count = header.count
    }

    /// Whether the log can tell when something was, and by whom.
    var missing: [String] {
        var missing: [String] = []
        if indices["TIMESTAMP_DERIVED"] == nil, indices["TIMESTAMP"] == nil { missing.append("TIMESTAMP_DERIVED") }
        if indices["USER_ID"] == nil, indices["USER_ID_DERIVED"] == nil, indices["USER_NAME"] == nil {
            missing.append("USER_ID")
        }
        return missing
    }

    /// The value of the first of some columns that is not blank in the current row.
    func text(_ names: String..., in stream: CSVRowStream) -> String {
        for name in names {
            guard let index = indices[name] else { continue }
            let text = stream.text(index)
            if text.contains(where: { !$0.isWhitespace }) { return text }
        }
        return ""
    }
}
