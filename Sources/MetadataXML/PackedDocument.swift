/// The form in which a document is kept: what `XMLReader` made of a file, in an eighth of the file's bytes.
///
/// Numbers are written seven bits a byte, the lowest first; offsets and texts as the step from the one before, since
/// profiles list the same names in the same order.
///
///     document    namespace, names, attributes, count of elements, elements
///     namespace   0, or 1 and a text
///     names       count, texts: of elements beyond the vocabulary
///     attributes  count; of each: index of its element, name, value
///     element     name and mark of attributes, step of the offset, elements inside and mark of a text, the text
///     text        count of bytes, bytes
public enum PackedDocument {
    /// The first of the codes of a text that stand for a step; those below are the booleans themselves.
    fileprivate static let firstStep = UInt64(TextTable.booleans.count + 1)

    /// The bytes with every text numbered anew; nil where they are none of a document.
    public static func renumbered(_ bytes: [UInt8], _ number: (UInt32) -> UInt32?) -> [UInt8]? {
        var source = PackedBytes(bytes)
        var target = PackedText()
        guard let headEnd = source.skipHead() else { return nil }
        target.bytes = Array(bytes[..<headEnd])
        guard let count = source.number() else { return nil }
        target.add(count)
        for _ in 0..<count {
            guard let name = source.number() else { return nil }
            target.add(name)
            if name & 1 != 0 {
                guard let attributes = source.number() else { return nil }
                target.add(attributes)
            }
            guard let step = source.number(), let inside = source.number() else { return nil }
            target.add(step)
            target.add(inside)
            guard inside & 1 != 0 else { continue }
            guard let text = source.textID(), let new = number(text) else { return nil }
            target.add(textID: new)
        }
        return source.isAtEnd ? target.bytes : nil
    }
}

extension XMLDocument {
    /// The document as it can be kept; nil for one that has comments to heed, which are read from the bytes around them.
    public func packed() -> [UInt8]? {
        guard comments.isEmpty else { return nil }
        return unsafe state.pointee.packed()
    }
}

extension XMLReader {
    /// Hands a document that was packed to `body`, as `read` would after parsing; nil where the bytes are none.
    ///
    /// - Parameter texts: what it was packed with.
    public mutating func read<Result>(
        packed bytes: [UInt8],
        _ texts: inout KeptTexts,
        _ body: (XMLDocument) -> Result
    ) -> Result? {
        unsafe withState { state in
            guard unsafe state.pointee.unpack(bytes, &texts) else { return nil }
            return unsafe body(XMLDocument(state))
        }
    }
}

extension ParserState {
    fileprivate func packed() -> [UInt8] {
        var target = PackedText()
        target.bytes.reserveCapacity(nodeCount * 4 + 256)
        target.add(rootNamespace == nil ? 0 : 1)
        if let rootNamespace { target.add(text: rootNamespace) }
        var own: [UInt16: Int] = [:]
        var ownNames: [String] = []
        for index in 0..<nodeCount {
            let name = unsafe nodes[index].name
            guard Int(name) >= names.vocabulary.count, own[name] == nil else { continue }
            own[name] = names.vocabulary.count + ownNames.count
            ownNames.append(names.string(name))
        }
        target.add(UInt64(ownNames.count))
        for name in ownNames { target.add(text: name) }
        target.add(UInt64(attributes.count))
        for attribute in attributes {
            target.add(UInt64(attribute.node))
            target.add(text: attribute.name)
            target.add(text: attribute.value)
        }
        target.add(UInt64(nodeCount))
        var offset: UInt32 = 0
        for index in 0..<nodeCount {
            let node = unsafe nodes[index]
            let isKnown = Int(node.name) < names.vocabulary.count
            let name = UInt64(isKnown ? Int(node.name) : own[node.name] ?? 0)
            let hasAttributes = node.attributes.rawValue != 0
            target.add(name << 1 | (hasAttributes ? 1 : 0))
            if hasAttributes { target.add(UInt64(node.attributes.rawValue)) }
            target.add(UInt64(node.offset &- offset))
            offset = node.offset
            let inside = UInt64(Int(node.end) - index - 1)
            target.add(inside << 1 | (node.text == 0 ? 0 : 1))
            if node.text != 0 { target.add(textID: node.text) }
        }
        return target.bytes
    }

    /// Makes the elements of packed bytes the document. False where they are none: nothing in them is believed.
    fileprivate mutating func unpack(_ bytes: [UInt8], _ kept: inout KeptTexts) -> Bool {
        unsafe startDocument(UnsafeRawBufferPointer(start: nil, count: 0))
        var source = PackedBytes(bytes)
        guard let hasNamespace = source.number(), hasNamespace <= 1 else { return false }
        if hasNamespace == 1 {
            guard let namespace = source.text() else { return false }
            rootNamespace = namespace
        }
        guard let nameCount = source.count(), nameCount <= limits.names else { return false }
        var ownNames: [UInt16] = []
        for _ in 0..<nameCount {
            guard let name = source.text() else { return false }
            ownNames.append(names.number(of: name))
        }
        guard let attributeCount = source.count() else { return false }
        for _ in 0..<attributeCount {
            guard let node = source.count(), let name = source.text(), let value = source.text(),
                node >= attributes.last?.node ?? 0
            else { return false }
            attributes.append(Attribute(node: node, name: name, value: value))
        }
        guard let count = source.count(), count > 0, attributes.last.map({ $0.node < count }) ?? true else {
            return false
        }
        reserveNodes(count)
        var ends: [Int] = []
        var offset: UInt64 = 0
        for index in 0..<count {
            while let end = ends.last, end == index { ends.removeLast() }
            guard let head = source.number() else { return false }
            let number = head >> 1
            let vocabulary = UInt64(names.vocabulary.count)
            guard number < vocabulary + UInt64(ownNames.count) else { return false }
            let name = number < vocabulary ? UInt16(number) : ownNames[Int(number - vocabulary)]
            var marks: UInt64 = 0
            if head & 1 != 0 {
                guard let found = source.number(), found <= 3 else { return false }
                marks = found
            }
            guard let step = source.number(), let inside = source.number(), inside >> 1 < UInt64(count - index),
                step <= UInt64(limits.fileLength)
            else { return false }
            offset += step
            let end = index + 1 + Int(inside >> 1)
            guard offset <= UInt64(limits.fileLength), end <= ends.last ?? count, index == 0 || !ends.isEmpty else {
                return false
            }
            var textID = TextTable.empty
            if inside & 1 != 0 {
                guard inside >> 1 == 0, let packed = source.textID(),
                    let known = kept.number(of: packed, in: &texts)
                else { return false }
                textID = known
            }
            unsafe nodes[index] = XMLNode(
                name: name, attributes: XMLNode.Attributes(rawValue: UInt16(marks)), text: textID,
                offset: UInt32(offset), end: UInt32(end))
            if end > index + 1 {
                guard ends.count < limits.depth else { return false }
                ends.append(end)
            }
        }
        guard source.isAtEnd, unsafe Int(nodes[0].end) == count else { return false }
        nodeCount = count
        return true
    }
}

/// Writes packed bytes.
private struct PackedText {
    var bytes: [UInt8] = []
    private var lastText: UInt32 = 0

    @inline(__always)
    mutating func add(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func add(text: String) {
        add(UInt64(text.utf8.count))
        bytes += text.utf8
    }

    @inline(__always)
    mutating func add(textID: UInt32) {
        guard UInt64(textID) >= PackedDocument.firstStep else { return add(UInt64(textID)) }
        let step = Int64(textID) - Int64(lastText)
        lastText = textID
        add(PackedDocument.firstStep + UInt64(bitPattern: step << 1 ^ step >> 63))
    }
}

/// Reads packed bytes, never behind their end.
private struct PackedBytes {
    private let bytes: [UInt8]
    private var index = 0
    private var lastText: Int64 = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    @inline(__always)
    mutating func number() -> UInt64? {
        guard index < bytes.count else { return nil }
        let first = bytes[index]
        index += 1
        return first < 0x80 ? UInt64(first) : longNumber(first)
    }

    private mutating func longNumber(_ first: UInt8) -> UInt64? {
        var number = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while index < bytes.count, shift < 63 {
            let byte = bytes[index]
            index += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }

    /// How many things follow; each takes a byte at least.
    mutating func count() -> Int? {
        guard let count = number(), count <= UInt64(bytes.count) else { return nil }
        return Int(count)
    }

    mutating func text() -> String? {
        guard let count = count(), count <= bytes.count - index else { return nil }
        index += count
        return String(validating: bytes[(index - count)..<index], as: UTF8.self)
    }

    @inline(__always)
    mutating func textID() -> UInt32? {
        guard let code = number() else { return nil }
        guard code >= PackedDocument.firstStep else { return UInt32(code) }
        let folded = code - PackedDocument.firstStep
        guard folded < 1 << 34 else { return nil }
        lastText += Int64(folded >> 1) ^ -Int64(folded & 1)
        return UInt32(exactly: lastText)
    }

    /// The end of what stands before the elements.
    mutating func skipHead() -> Int? {
        guard let hasNamespace = number(), hasNamespace == 0 || text() != nil, let nameCount = count() else {
            return nil
        }
        for _ in 0..<nameCount where text() == nil { return nil }
        guard let attributeCount = count() else { return nil }
        for _ in 0..<attributeCount {
            guard number() != nil, text() != nil, text() != nil else { return nil }
        }
        return index
    }
}
