/// What the callbacks of one parser build up; it lies at a fixed address, so that they reach it without a class.
@safe struct ParserState: ~Copyable {
    struct Attribute {
        let node: Int
        let name: String
        let value: String
    }

    let limits: XMLLimits
    var names: XMLNames
    var texts: TextTable
    var nodes: UnsafeMutablePointer<XMLNode>
    private var nodeCapacity = 1 << 12
    var nodeCount = 0
    /// The indices of the open elements.
    private let open: UnsafeMutablePointer<Int>
    private(set) var depth = 0
    var attributes: [Attribute] = []
    var rootNamespace: String?
    /// The namespace that a plain file may have.
    private let plainNamespace: [CChar]
    /// Whether the file has had no prefix, no processing instruction, and no attribute but the namespace of its root.
    var isPlain = true
    /// What a comment has in it for its place to be kept.
    private let commentMark: [CChar]
    private(set) var comments: [XMLComment] = []
    var fault: XMLFault?
    /// The bytes of the file that is parsed, and how many libxml2 has.
    private var source = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    private var readCount = 0
    private var text: UnsafeMutablePointer<UInt8>
    private var textCapacity = 1 << 12
    private var textLength = 0
    /// Whether the innermost open element has had no child yet, so that text belongs to it.
    private var takesText = false

    init(vocabulary: [String], presets: [String], commentMark: String, namespace: String, limits: XMLLimits) {
        self.limits = limits
        plainNamespace = Array(namespace.utf8CString)
        self.commentMark = commentMark.isEmpty ? [] : Array(commentMark.utf8CString)
        names = XMLNames(vocabulary: vocabulary)
        texts = TextTable(presets: presets)
        unsafe nodes = .allocate(capacity: nodeCapacity)
        unsafe open = .allocate(capacity: limits.depth)
        unsafe text = .allocate(capacity: textCapacity)
    }

    deinit {
        unsafe nodes.deallocate()
        unsafe open.deallocate()
        unsafe text.deallocate()
    }

    mutating func startDocument(_ bytes: UnsafeRawBufferPointer) {
        unsafe source = bytes
        readCount = 0
        nodeCount = 0
        depth = 0
        attributes.removeAll(keepingCapacity: true)
        comments.removeAll(keepingCapacity: true)
        rootNamespace = nil
        isPlain = true
        fault = nil
        textLength = 0
        takesText = false
    }

    /// Hands the next bytes of the file over and returns how many.
    mutating func read(into buffer: UnsafeMutablePointer<CChar>, atMost count: Int) -> Int {
        let length = unsafe min(count, source.count - readCount)
        if length > 0, let start = unsafe source.baseAddress {
            unsafe UnsafeMutableRawPointer(buffer).copyMemory(from: start + readCount, byteCount: length)
        }
        readCount += length
        return length
    }

    /// Bytes from the start of the file to the `<` of a tag: right before the name where the tag has nothing else, else
    /// the last `<` before its end, because no `<` stands inside a tag.
    @inline(__always)
    func tagStart(end: Int, nameLength: Int) -> Int {
        let direct = end - nameLength - 1
        if direct >= 0, unsafe direct < source.count, unsafe source[direct] == UInt8(ascii: "<") { return direct }
        var found = unsafe min(end, source.count) - 1
        while found > 0, unsafe source[found] != UInt8(ascii: "<") {
            found -= 1
        }
        return max(found, 0)
    }

    /// Opens an element. False when a limit is passed, which is then in `fault`.
    @inline(__always)
    mutating func startElement(_ name: UnsafePointer<UInt8>, tagEnd: Int) -> Bool {
        let known = unsafe names.look(up: name)
        let offset = tagStart(end: tagEnd, nameLength: known.length)
        if depth == limits.depth {
            fault = XMLFault(
                kind: .tooDeep,
                offset: offset,
                message: "Elements lie inside one another more than \(limits.depth) deep."
            )
            return false
        }
        if names.documentNameCount > limits.names {
            fault = XMLFault(
                kind: .tooManyNames,
                offset: offset,
                message: "The file has more than \(limits.names) different element names that Salesforce does not know."
            )
            return false
        }
        if nodeCount == nodeCapacity { reserveNodes(nodeCapacity * 2) }
        unsafe nodes[nodeCount] = XMLNode(name: known.number, attributes: [], text: 0, offset: UInt32(offset), end: 0)
        unsafe open[depth] = nodeCount
        depth += 1
        nodeCount += 1
        textLength = 0
        takesText = true
        return true
    }

    mutating func reserveNodes(_ capacity: Int) {
        guard capacity > nodeCapacity else { return }
        nodeCapacity = capacity
        unsafe nodes = reallocate(nodes, nodeCapacity)
    }

    /// Takes the first attribute of the innermost open element, where there is one, of a file that is read without
    /// namespaces. False where that cannot be done: the file is no plain one.
    ///
    /// - Parameter isLast: whether the element has no other.
    @inline(__always)
    mutating func takesPlainly(
        _ attribute: UnsafePointer<UInt8>?, _ value: UnsafePointer<UInt8>?, isLast: @autoclosure () -> Bool
    ) -> Bool {
        isPlain = unsafe !names.hasPrefix(nodes[nodeCount - 1].name)
        guard let attribute = unsafe attribute else { return isPlain }
        guard isPlain, nodeCount == 1, isLast(), unsafe equals(attribute, ParserState.namespaceName),
            let value = unsafe value, unsafe equals(value, plainNamespace)
        else {
            isPlain = false
            return false
        }
        rootNamespace = unsafe String(cString: value)
        return true
    }

    private static let namespaceName = Array("xmlns".utf8CString)

    mutating func addAttribute(_ name: String, _ value: String) {
        let node = nodeCount - 1
        if name == "nil" {
            if value == "true" || value == "1" { unsafe nodes[node].attributes.insert(.isNil) }
        } else {
            unsafe nodes[node].attributes.insert(.others)
            attributes.append(Attribute(node: node, name: name, value: value))
        }
    }

    /// Attributes stand in the order of their elements, so that a search halves them.
    func attribute(_ name: String, of node: Int) -> String? {
        var low = 0
        var high = attributes.count
        while low < high {
            let middle = (low + high) / 2
            if attributes[middle].node < node { low = middle + 1 } else { high = middle }
        }
        return attributes[low...].prefix { $0.node == node }.first { $0.name == name }?.value
    }

    @inline(__always)
    mutating func endElement() {
        guard depth > 0 else { return }
        depth -= 1
        let index = unsafe open[depth]
        unsafe nodes[index].end = UInt32(nodeCount)
        if takesText {
            unsafe nodes[index].text = trimmed(text, textLength)
            takesText = false
        }
    }

    /// Takes text of the innermost open element.
    ///
    /// - Parameter next: what stands behind it in the file, ended by NUL.
    /// - Returns: Whether more may come.
    @inline(__always)
    mutating func characters(_ start: UnsafePointer<UInt8>, _ length: Int, before next: UnsafePointer<UInt8>) -> Bool {
        guard takesText, length > 0 else { return takesText }
        if unsafe next[0] == UInt8(ascii: "<") {
            switch unsafe next[1] {
            case UInt8(ascii: "!"), UInt8(ascii: "?"), 0: break
            case UInt8(ascii: "/"):
                if textLength > 0 { break }
                // All of it at once, as nearly always: it need not be copied.
                unsafe nodes[nodeCount - 1].text = trimmed(start, length)
                takesText = false
                return false
            default:
                // A child follows, and the text of an element with children is nobody's.
                takesText = false
                return false
            }
        }
        unsafe append(start, length)
        return true
    }

    private mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
        if textLength + length > textCapacity {
            textCapacity = max(textCapacity * 2, textLength + length)
            unsafe text = reallocate(text, textCapacity)
        }
        unsafe (text + textLength).update(from: start, count: length)
        textLength += length
    }

    /// Keeps a comment that has the mark in it; `end` stands behind its `-->`.
    mutating func comment(_ text: UnsafePointer<UInt8>, end: Int) {
        guard !commentMark.isEmpty, unsafe contains(text, commentMark) else { return }
        // No comment has two dashes in it, so the last opening is its own.
        var start = unsafe min(end, source.count) - 7
        while start > 0, !isCommentStart(start) { start = previousTag(before: start) }
        comments.append(XMLComment(range: max(start, 0)..<end, text: unsafe String(cString: text)))
    }

    private func isCommentStart(_ offset: Int) -> Bool {
        unsafe source[offset...].starts(with: "<!--".utf8)
    }

    /// The last `<` before an offset; 0 where there is none.
    private func previousTag(before offset: Int) -> Int {
        let before = unsafe UnsafeRawBufferPointer(rebasing: source[..<offset])
        return unsafe lastIndex(of: UInt8(ascii: "<"), in: before) ?? 0
    }

    /// The id of a text without the white space around it.
    @inline(__always)
    private mutating func trimmed(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
        var start = 0
        var end = length
        while start < end, unsafe isSpace(text[start]) {
            start += 1
        }
        while end > start, unsafe isSpace(text[end - 1]) {
            end -= 1
        }
        return start == end ? TextTable.empty : unsafe texts.internValue(text + start, end - start)
    }
}

@inline(__always)
func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}
