internal import CYAML

/// Reads the one document of a text with libyaml, event by event.
///
/// Deep nesting is refused, and aliases unless they are asked for, so that a small text never becomes a large value.
public enum YAMLReader {
    /// Collections inside one another at most.
    public static let maximumDepth = 64

    /// The root of the document; nil where the text holds nothing but comments.
    ///
    /// - Parameter resolvesAliases: whether an alias stands for what its anchor marks, for texts of our own.
    public static func read(_ text: String, resolvesAliases: Bool = false) throws(YAMLError) -> YAMLNode? {
        var text = text
        var result: Result<YAMLNode?, YAMLError> = .success(nil)
        text.withUTF8 { bytes in
            result = Result { () throws(YAMLError) in try unsafe read(bytes, resolvesAliases) }
        }
        return try result.get()
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ resolvesAliases: Bool
    ) throws(YAMLError) -> YAMLNode? {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { unsafe parser.deallocate() }
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            throw YAMLError(mark: YAMLMark(line: 1, column: 1), problem: "there is no memory to read it")
        }
        defer { unsafe yaml_parser_delete(parser) }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        var events = unsafe YAMLEvents(parser: parser, bytes: bytes, resolvesAliases: resolvesAliases)
        return try events.root()
    }
}

/// The events of libyaml on their way to nodes.
@safe private struct YAMLEvents {
    let parser: UnsafeMutablePointer<yaml_parser_t>
    let bytes: UnsafeBufferPointer<UInt8>
    let resolvesAliases: Bool
    private var anchors: [String: YAMLNode] = [:]

    init(parser: UnsafeMutablePointer<yaml_parser_t>, bytes: UnsafeBufferPointer<UInt8>, resolvesAliases: Bool) {
        unsafe self.parser = parser
        unsafe self.bytes = bytes
        self.resolvesAliases = resolvesAliases
    }

    private enum Event {
        case scalar(String, isPlain: Bool, anchor: String?)
        case sequence(anchor: String?)
        case mapping(anchor: String?)
        case alias(String)
        case end, documentStart, streamEnd, other
    }

    mutating func root() throws(YAMLError) -> YAMLNode? {
        var root: YAMLNode?
        while true {
            let (event, mark) = try next()
            switch event {
            case .streamEnd: return root
            case .documentStart:
                guard root == nil else { throw YAMLError(mark: mark, problem: "a second document begins here") }
                let (first, place) = try next()
                root = try node(first, place, depth: 1)
            default: break
            }
        }
    }

    private mutating func node(_ event: Event, _ mark: YAMLMark, depth: Int) throws(YAMLError) -> YAMLNode {
        guard depth <= YAMLReader.maximumDepth else {
            throw YAMLError(mark: mark, problem: "it is nested too deeply")
        }
        switch event {
        case .scalar(let text, let isPlain, let anchor):
            return noted(YAMLNode(content: .scalar(text, isPlain: isPlain), mark: mark), anchor)
        case .sequence(let anchor):
            var items: [YAMLNode] = []
            while let (event, mark) = try member() { items.append(try node(event, mark, depth: depth + 1)) }
            return noted(YAMLNode(content: .sequence(items), mark: mark), anchor)
        case .mapping(let anchor):
            var pairs: [(key: YAMLNode, value: YAMLNode)] = []
            while let (event, mark) = try member() {
                let key = try node(event, mark, depth: depth + 1)
                let (event, mark) = try next()
                pairs.append((key, try node(event, mark, depth: depth + 1)))
            }
            return noted(YAMLNode(content: .mapping(pairs), mark: mark), anchor)
        case .alias(let anchor):
            guard resolvesAliases, let node = anchors[anchor] else {
                throw YAMLError(mark: mark, problem: "anchors and aliases are not supported; write the value out")
            }
            return node
        case .end, .documentStart, .streamEnd, .other:
            throw YAMLError(mark: mark, problem: "a value is missing")
        }
    }

    private mutating func noted(_ node: YAMLNode, _ anchor: String?) -> YAMLNode {
        if resolvesAliases, let anchor { anchors[anchor] = node }
        return node
    }

    /// The next event of a collection; nil at its end.
    private mutating func member() throws(YAMLError) -> (Event, YAMLMark)? {
        let (event, mark) = try next()
        if case .end = event { return nil }
        return (event, mark)
    }

    private mutating func next() throws(YAMLError) -> (Event, YAMLMark) {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { unsafe yaml_event_delete(&event) }
        let mark = unsafe YAMLMark(event.start_mark)
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let text = unsafe String(
                decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
            let anchor = unsafe name(scalar.anchor)
            return (.scalar(text, isPlain: isPlain, anchor: anchor), mark)
        case YAML_SEQUENCE_START_EVENT:
            return unsafe (.sequence(anchor: name(event.data.sequence_start.anchor)), mark)
        case YAML_MAPPING_START_EVENT: return unsafe (.mapping(anchor: name(event.data.mapping_start.anchor)), mark)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return (.end, mark)
        case YAML_ALIAS_EVENT: return unsafe (.alias(name(event.data.alias.anchor) ?? ""), mark)
        case YAML_DOCUMENT_START_EVENT: return (.documentStart, mark)
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return (.streamEnd, mark)
        default: return (.other, mark)
        }
    }

    private func name(_ text: UnsafePointer<UInt8>?) -> String? {
        unsafe text.map { unsafe String(cString: $0) }
    }

    private func failure() -> YAMLError {
        let state = unsafe parser.pointee
        let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
        guard unsafe state.error == YAML_READER_ERROR else {
            return unsafe YAMLError(mark: YAMLMark(state.problem_mark), problem: problem)
        }
        // Characters that no YAML text may have: the reader stands before the first line is told.
        let before = unsafe bytes.prefix(state.problem_offset)
        let start = unsafe before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let line = unsafe before.count { $0 == 0x0A } + 1
        let column = unsafe String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
        return YAMLError(mark: YAMLMark(line: line, column: column), problem: problem)
    }
}

extension YAMLMark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
