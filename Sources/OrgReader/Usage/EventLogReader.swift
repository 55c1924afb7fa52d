internal import OrgModel

/// Reads one event log, as Salesforce writes the field LogFile of EventLogFile: what it says of use, and what keeps rows
/// from being read.
///
/// Nothing is kept of a single row but its place where it is the last one of its kind, so that the memory does not grow
/// with the file.
struct EventLogReader {
    private(set) var usage = Usage()
    private(set) var problems: [InputProblem] = []

    private let file: DiscoveredFile
    private let id: FileID
    private let columns: EventLogColumns
    private var damages: [RecordSyntaxError] = []
    private var damageCount = 0
    /// The date that was read last and its day: thousands of rows in a row are of one day.
    private var lastDate: (text: String, day: Int)?

    /// Damaged rows from which on a file is no event log and not read on.
    private static let maximumDamages = 1_000
    private static let shownDamages = 20
    /// Users, objects and apps that one file may name; those of real orgs are a few thousand.
    private static let maximumSize = 1_000_000

    /// Reads a file.
    /// - Parameter start: bytes to the header.
    init(_ file: DiscoveredFile, id: FileID, columns: EventLogColumns, delimiter: UInt8, start: Int) {
        self.file = file
        self.id = id
        self.columns = columns
        do throws(FileBytes.Failure) {
            guard file.size <= Int(UInt32.max) else {
                throw FileBytes.Failure(message: "The file has \(file.size) bytes, more than 4 GB.")
            }
            let stream = try CSVRowStream(file.systemPath, delimiter: delimiter, start: start)
            _ = try stream.next()
            if columns.missing.isEmpty {
                try read(stream)
            } else {
                let names = columns.missing.joined(separator: " and ")
                note("The event log has no column \(names) and can't be used.", at: 0)
            }
        } catch {
            usage.unreadRows += 1
            note(error.message, at: 0)
        }
        noteDamages()
    }

    private mutating func read(_ stream: CSVRowStream) throws(FileBytes.Failure) {
        while let row = try stream.next() {
            switch row {
            case .damaged(let error): damage(error)
            case .row(let offset, let fieldCount):
                if fieldCount == columns.count {
                    add(stream, offset)
                } else {
                    damage(
                        RecordSyntaxError(
                            offset: offset, expected: "\(columns.count) fields as in the header",
                            found: fieldCount == 1 ? "1 field" : "\(fieldCount) fields"))
                }
            }
            guard damageCount < Self.maximumDamages, usage.size < Self.maximumSize else {
                usage.unreadRows += 1
                let reason =
                    damageCount < Self.maximumDamages
                    ? "it names more than \(Self.maximumSize) users, objects and apps" : "too many rows are damaged"
                return note("The event log is read to here only: \(reason).", at: damages.last?.offset ?? 0)
            }
        }
    }

    private mutating func damage(_ error: RecordSyntaxError) {
        damageCount += 1
        usage.unreadRows += 1
        if damages.count < Self.shownDamages { damages.append(error) }
    }

    // MARK: Rows

    private mutating func add(_ stream: CSVRowStream, _ offset: Int) {
        guard let day = day(columns.text("TIMESTAMP_DERIVED", "TIMESTAMP", in: stream)) else {
            let text = columns.text("TIMESTAMP_DERIVED", "TIMESTAMP", in: stream)
            return damage(
                RecordSyntaxError(
                    offset: offset, expected: "a time in TIMESTAMP_DERIVED or TIMESTAMP",
                    found: text.isEmpty ? "none" : "“\(text.prefix(40))”"))
        }
        let type = UsageEventType(named: trimmed(columns.text("EVENT_TYPE", in: stream)))
        let objects = type.namesObjects ? names(columns.text("ENTITY_NAME", "ENTITY_TYPE", in: stream)) : []
        let user = trimmed(columns.text("USER_ID_DERIVED", "USER_ID", "USER_NAME", in: stream))
        let place = SourceLocation(file: id, offset: UInt32(clamping: offset))
        let apps = ["CONNECTED_APP_ID", "CONNECTED_APP_NAME"].map { trimmed(columns.text($0, in: stream)) }
        let client = trimmed(columns.text("CLIENT_NAME", in: stream))
        usage.add(
            Usage.Event(
                type: type,
                trace: UsageTrace(day: day, place: place),
                user: user.isEmpty ? nil : user,
                objects: objects,
                kinds: kinds(type, stream, namesObject: !objects.isEmpty),
                apps: apps.filter { !$0.isEmpty },
                client: client.isEmpty ? nil : client
            ))
    }

    private func kinds(_ type: UsageEventType, _ stream: CSVRowStream, namesObject: Bool) -> [UsageKind] {
        switch type {
        case .soap: EventLogCall.soap(trimmed(columns.text("METHOD_NAME", in: stream)), namesObject: namesObject)
        case .bulk, .bulk2: EventLogCall.bulk(trimmed(columns.text("OPERATION_TYPE", in: stream)))
        case .rest:
            EventLogCall.rest(
                trimmed(columns.text("METHOD", in: stream)), columns.text("URI", in: stream), namesObject: namesObject)
        case .total:
            switch trimmed(columns.text("API_FAMILY", in: stream)).uppercased() {
            case "SOAP":
                EventLogCall.soap(trimmed(columns.text("API_RESOURCE", in: stream)), namesObject: namesObject)
            case "REST":
                EventLogCall.rest(
                    trimmed(columns.text("HTTP_METHOD", in: stream)), columns.text("API_RESOURCE", in: stream),
                    namesObject: namesObject)
            default: [.unknown]
            }
        case .login, .logout: []
        // What Apex and the like do with records stands in no log.
        case .apex, .other: [.unknown]
        }
    }

    /// The objects of a column of the type Set: whatever separates them, it is no part of an API name.
    private func names(_ text: String) -> [String] {
        var names: [String] = []
        for part in text.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }) {
            let name = String(part.prefix(255))
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// Without blanks and the quotes that some tools leave around values.
    private func trimmed(_ text: String) -> String {
        func isEdge(_ character: Character) -> Bool { character.isWhitespace || character == "\"" }
        guard let first = text.first, let last = text.last, isEdge(first) || isEdge(last) else { return text }
        return String(text.drop(while: isEdge).reversed().drop(while: isEdge).reversed())
    }

    /// The day of `2026-05-01T10:11:12.000Z`, of `20260501101112.670`, or of milliseconds since 1970.
    private mutating func day(_ text: String) -> Int? {
        let text = trimmed(text)
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let date: String
        switch digits.count {
        case 4: date = String(text.prefix(10))
        case 8, 14: date = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6).prefix(2))"
        case 13: return Int64(digits).map { UsageDays.number(Timestamp(seconds: $0 / 1_000)) }
        default: return nil
        }
        if let lastDate, lastDate.text == date { return lastDate.day }
        guard let moment = Timestamp(date) else { return nil }
        let day = UsageDays.number(moment)
        lastDate = (date, day)
        return day
    }

    // MARK: Problems

    private mutating func noteDamages() {
        guard let first = damages.first else { return }
        let count = damageCount == 1 ? "1 row" : "\(damageCount) rows"
        note(
            "\(count) of the event log can't be read. \(first.message)", at: first.offset,
            others: Array(damages.dropFirst()))
    }

    private mutating func note(_ message: String, at offset: Int, others: [RecordSyntaxError] = []) {
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        problems.append(
            InputProblem(
                kind: .notWellFormed,
                location: SourceLocation(file: id, offset: UInt32(clamping: offset)),
                subject: ComponentID(type: "File", name: name),
                message: message,
                related: others.map { error in
                    Located(error.message, at: SourceLocation(file: id, offset: UInt32(clamping: error.offset)))
                }
            ))
    }
}
