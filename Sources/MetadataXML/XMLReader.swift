internal import CLibXML2

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Reads files of metadata by libxml2's SAX2 interface, one after another; each thread makes one.
///
/// Nothing is ever loaded from outside the bytes that it is given, and what libxml2 2.9.14 does not guard against is
/// refused with its place: see `XMLGuards`, `XMLLimits` and `XMLFault.Kind`.
@safe public struct XMLReader: ~Copyable {
    private let state: UnsafeMutablePointer<ParserState>
    private let limits: XMLLimits
    /// Nil where there was no memory for one: the next file asks for it again.
    private var context: xmlParserCtxtPtr?
    /// Whether the context knows names of a file that was read before.
    private var hasRead = false

    /// - Parameters:
    ///   - vocabulary: the element names that the caller knows by number.
    ///   - texts: the texts that get the ids from `TextTable.firstPreset` on.
    ///   - commentMark: what a comment has in it for `XMLDocument.comments` to hold it; empty for none.
    public init(vocabulary: [String], texts: [String], commentMark: String = "", limits: XMLLimits = XMLLimits()) {
        _ = XMLReader.isLibraryReady
        self.limits = limits
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(
            to: ParserState(
                vocabulary: vocabulary, presets: texts, commentMark: commentMark, limits: limits))
        unsafe context = XMLReader.makeContext(state)
    }

    deinit {
        if let context = unsafe context { unsafe xmlFreeParserCtxt(context) }
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// Parses one file and hands its elements to `body`; the document is valid inside it only.
    public mutating func read<Result>(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (XMLDocument) -> Result
    ) throws(XMLFault) -> Result {
        try unsafe XMLGuards.check(bytes, limits)
        if unsafe context == nil || isCrowded { renewContext() }
        try unsafe parse(bytes)
        if let fault = unsafe state.pointee.fault, fault.kind == .tooManyNames, hasRead {
            // The names of files read before were counted too.
            renewContext()
            try unsafe parse(bytes)
        }
        hasRead = true
        if let fault = unsafe state.pointee.fault { throw fault }
        if unsafe context?.pointee.wellFormed != 1 || state.pointee.nodeCount == 0 {
            throw XMLFault(kind: .notWellFormed, offset: 0, message: "The file is not well-formed XML.")
        }
        return unsafe body(XMLDocument(state))
    }

    /// Parses the file; what is wrong with it is then in `state`.
    ///
    /// libxml2 does not always say that memory failed it, and may take what it could not store for an error of the file or
    /// for nothing: a failure anywhere makes all that it says worthless, and its context with it.
    private mutating func parse(_ bytes: UnsafeRawBufferPointer) throws(XMLFault) {
        let failures = MemoryFailures.count
        if unsafe context != nil { unsafe parseInContext(bytes) }
        guard unsafe context == nil || MemoryFailures.count != failures else { return }
        freeContext()
        throw XMLFault(kind: .outOfMemory, offset: 0, message: "The file was not read: there is not enough memory.")
    }

    private mutating func parseInContext(_ bytes: UnsafeRawBufferPointer) {
        unsafe state.pointee.startDocument(bytes)
        // In pieces of 4 kB: given the whole file at once, libxml2 2.9.14 takes half as long again.
        let tree = unsafe xmlCtxtReadIO(context, readPiece, nil, state, nil, nil, XMLReader.options)
        if let tree = unsafe tree {
            unsafe xmlFreeDoc(tree)
        }
    }

    /// The declared encoding is ignored because `XMLGuards` lets UTF-8 pass only, and because the buffer that libxml2
    /// makes for any other forgets how much of the file came before it.
    private static let options = [
        XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING, XML_PARSE_IGNORE_ENC,
    ].reduce(Int32(0)) { $0 | Int32($1.rawValue) }

    /// The texts of everything that was read: all bytes, and where each text ends.
    public func texts() -> (bytes: [UInt8], ends: [UInt32]) {
        unsafe state.pointee.texts.contents()
    }

    /// Interns a text that does not come from a document.
    public mutating func intern(_ text: String) -> UInt32 {
        unsafe state.pointee.texts.intern(text)
    }

    /// Whether the dictionary is full of names that no other file may have, which would slow every file behind them.
    private var isCrowded: Bool {
        guard let context = unsafe context else { return false }
        return unsafe state.pointee.names.documentNameCount > limits.names / 2
            || xmlDictGetUsage(context.pointee.dict) > XMLReader.dictionaryLimit / 2
    }

    private mutating func renewContext() {
        freeContext()
        unsafe state.pointee.names.reset()
        unsafe context = XMLReader.makeContext(state)
        hasRead = false
    }

    private mutating func freeContext() {
        if let context = unsafe context { unsafe xmlFreeParserCtxt(context) }
        unsafe context = nil
    }

    /// Bytes of names that libxml2 may intern: the last fence against a flood of names behind a first error, where it
    /// no longer calls back.
    fileprivate static let dictionaryLimit = 1 << 20

    /// Whether libxml2 could be started; without memory for that no file is read.
    private static let isLibraryReady: Bool = {
        countMemoryFailures()
        return startLibrary()
    }()

    /// Before anything else of libxml2 is called.
    static func countMemoryFailures() {
        _ = unsafe xmlMemSetup(
            { unsafe free($0) },
            { size in unsafe MemoryFailures.counted(malloc(size)) },
            { pointer, size in unsafe MemoryFailures.counted(realloc(pointer, size)) },
            { text in unsafe text.flatMap { text in unsafe MemoryFailures.counted(strdup(text)) } }
        )
    }

    /// What libxml2 does not get at its start it does without and does not ask for again: then nothing that it says of a
    /// file is to be trusted.
    ///
    /// - Returns: whether it got all that it asked for.
    static func startLibrary() -> Bool {
        let failures = MemoryFailures.count
        xmlInitParser()
        xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE)
        unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
        return MemoryFailures.count == failures
    }

    private static func makeContext(_ state: UnsafeMutablePointer<ParserState>) -> xmlParserCtxtPtr? {
        guard isLibraryReady else { return nil }
        let failures = MemoryFailures.count
        guard let context = unsafe xmlNewParserCtxt() else { return nil }
        guard MemoryFailures.count == failures else {
            unsafe xmlFreeParserCtxt(context)
            return nil
        }
        unsafe context.pointee._private = UnsafeMutableRawPointer(state)
        unsafe xmlDictSetLimit(context.pointee.dict, dictionaryLimit)
        unsafe context.pointee.sax.pointee = makeHandler()
        return unsafe context
    }

    private static func makeHandler() -> xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.startElementNs = startElement
        unsafe handler.endElementNs = endElement
        unsafe handler.characters = characters
        unsafe handler.ignorableWhitespace = characters
        unsafe handler.cdataBlock = characters
        unsafe handler.comment = comment
        unsafe handler.internalSubset = internalSubset
        unsafe handler.serror = serror
        return unsafe handler
    }
}

/// The bytes from the start of the file to where the parser stands.
@inline(__always)
private func position(_ context: xmlParserCtxtPtr) -> Int {
    guard let input = unsafe context.pointee.input else { return 0 }
    return unsafe Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
}

@inline(__always)
private func parserContext(_ pointer: UnsafeMutableRawPointer?) -> xmlParserCtxtPtr? {
    unsafe pointer?.assumingMemoryBound(to: xmlParserCtxt.self)
}

@inline(__always)
private func parserState(_ context: xmlParserCtxtPtr) -> UnsafeMutablePointer<ParserState>? {
    unsafe context.pointee._private?.assumingMemoryBound(to: ParserState.self)
}

private let readPiece: xmlInputReadCallback = { pointer, buffer, count in
    guard let state = unsafe pointer?.assumingMemoryBound(to: ParserState.self), let buffer = unsafe buffer else {
        return -1
    }
    return Int32(unsafe state.pointee.read(into: buffer, atMost: Int(count)))
}

private let startElement: startElementNsSAX2Func = {
    pointer, name, _, namespace, _, _, attributeCount, _, attributes in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    guard let name = unsafe name, unsafe state.pointee.fault == nil else { return }
    guard unsafe state.pointee.startElement(name, tagEnd: position(context)) else {
        unsafe xmlStopParser(context)
        return
    }
    if unsafe state.pointee.nodeCount == 1, let namespace = unsafe namespace {
        unsafe state.pointee.rootNamespace = String(cString: namespace)
    }
    guard attributeCount > 0, let attributes = unsafe attributes else { return }
    // Five pointers each: local name, prefix, namespace, start and end of the value.
    for index in 0..<Int(attributeCount) {
        guard let name = unsafe attributes[5 * index], let start = unsafe attributes[5 * index + 3],
            let end = unsafe attributes[5 * index + 4]
        else { continue }
        let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
        var text = unsafe String(decoding: value, as: UTF8.self)
        // libxml2 hands an ampersand over as the reference `&#38;`, whichever way the file writes it.
        if unsafe value.contains(UInt8(ascii: "&")) { text = text.replacing("&#38;", with: "&") }
        unsafe state.pointee.addAttribute(String(cString: name), text)
    }
}

private let endElement: endElementNsSAX2Func = { pointer, _, _, _ in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    unsafe state.pointee.endElement()
}

private let characters: charactersSAXFunc = { pointer, text, length in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    guard unsafe state.pointee.fault == nil else {
        unsafe xmlStopParser(context)
        return
    }
    guard let text = unsafe text else { return }
    unsafe state.pointee.characters(text, Int(length))
}

private let comment: commentSAXFunc = { pointer, text in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    guard let text = unsafe text, unsafe state.pointee.fault == nil else { return }
    unsafe state.pointee.comment(text, end: position(context))
}

/// A document type declaration brings entities and defaults that Salesforce does not know; `wellFormed` would stay 1.
private let internalSubset: internalSubsetSAXFunc = { pointer, _, _, _ in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    if unsafe state.pointee.fault == nil {
        unsafe state.pointee.fault = XMLFault(
            kind: .documentType,
            offset: state.pointee.tagStart(end: position(context), nameLength: 0),
            message: "The file has a document type declaration, which Salesforce metadata never has."
        )
    }
    unsafe xmlStopParser(context)
}

/// Fatal errors, and prefixes without a namespace, which libxml2 takes for a lesser evil and Salesforce does not.
private func isFault(_ error: xmlError) -> Bool {
    unsafe error.level == XML_ERR_FATAL
        || (error.level == XML_ERR_ERROR && error.domain == Int32(XML_FROM_NAMESPACE.rawValue))
}

/// Keeps the first error and ends the parser, which would go on through the file without a use and with a cost.
/// `xmlStopParser` would free the buffer that libxml2 2.9.14 still reads from here, so only the state is set.
private let serror: xmlStructuredErrorFunc = { pointer, error in
    guard let error = unsafe error, unsafe isFault(error.pointee) else { return }
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    unsafe context.pointee.instate = XML_PARSER_EOF
    guard unsafe state.pointee.fault == nil, unsafe error.pointee.code != XML_ERR_USER_STOP.rawValue else { return }
    if unsafe xmlDictGetUsage(context.pointee.dict) > XMLReader.dictionaryLimit {
        unsafe state.pointee.fault = XMLFault(
            kind: .tooManyNames,
            offset: position(context),
            message: "The names of elements and attributes take more than \(XMLReader.dictionaryLimit) bytes."
        )
        return
    }
    let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "unknown error"
    let sentence = message.split(whereSeparator: \.isNewline).joined(separator: ": ")
    unsafe state.pointee.fault = XMLFault(
        kind: .notWellFormed,
        offset: position(context),
        message: "The file is not well-formed XML: \(sentence)."
    )
}
