internal import CLibXML2

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// A parser of libxml2 with a dictionary of its own, for one of its two interfaces.
///
/// One context cannot serve both: SAX1 makes room for attributes which SAX2 then takes for more than it is.
@safe struct ParserContext: ~Copyable {
    private let context: xmlParserCtxtPtr

    /// Bytes of names that libxml2 may intern: the last fence against a flood of names behind a first error, where it
    /// no longer calls back.
    fileprivate static let dictionaryLimit = 1 << 20

    /// Nil where there is not enough memory for one.
    ///
    /// - Parameters:
    ///   - state: what the callbacks build up; it outlives the context.
    ///   - isPlain: whether by SAX1, which stops at the first prefix or attribute.
    init?(_ state: UnsafeMutablePointer<ParserState>, isPlain: Bool) {
        guard ParserContext.isLibraryReady else { return nil }
        let failures = MemoryFailures.count
        guard let context = unsafe xmlNewParserCtxt() else { return nil }
        guard MemoryFailures.count == failures else {
            unsafe xmlFreeParserCtxt(context)
            return nil
        }
        unsafe context.pointee._private = UnsafeMutableRawPointer(state)
        unsafe xmlDictSetLimit(context.pointee.dict, ParserContext.dictionaryLimit)
        unsafe context.pointee.sax.pointee = ParserContext.handler(isPlain)
        unsafe self.context = context
    }

    deinit {
        unsafe xmlFreeParserCtxt(context)
    }

    /// Whether so many names are interned that every file behind them is read slower.
    var isCrowded: Bool { unsafe xmlDictGetUsage(context.pointee.dict) > ParserContext.dictionaryLimit / 2 }

    /// Parses the file that the state has been given. False where libxml2 found an error.
    func parse() -> Bool {
        // In pieces of 4 kB: given the whole file at once, libxml2 2.9.14 takes half as long again.
        let tree = unsafe xmlCtxtReadIO(context, readPiece, nil, context, nil, nil, ParserContext.options)
        if let tree = unsafe tree {
            unsafe xmlFreeDoc(tree)
        }
        return unsafe context.pointee.wellFormed == 1
    }

    /// The declared encoding is ignored because `XMLGuards` lets UTF-8 pass only, and because the buffer that libxml2
    /// makes for any other forgets how much of the file came before it.
    private static let options = [
        XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING, XML_PARSE_IGNORE_ENC,
    ].reduce(Int32(0)) { $0 | Int32($1.rawValue) }

    /// Whether libxml2 could be started; without memory for that no file is read.
    static let isLibraryReady: Bool = {
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

    private static func handler(_ isPlain: Bool) -> xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        if isPlain {
            unsafe handler.initialized = 1
            unsafe handler.startElement = startPlainElement
            unsafe handler.endElement = endPlainElement
            unsafe handler.processingInstruction = plainProcessingInstruction
        } else {
            unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
            unsafe handler.serror = serror
            unsafe handler.startElementNs = startElement
            unsafe handler.endElementNs = endElement
        }
        unsafe handler.cdataBlock = characters
        unsafe handler.comment = comment
        unsafe handler.internalSubset = internalSubset
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
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context),
        let buffer = unsafe buffer
    else { return -1 }
    // Behind an error nothing is of use. SAX1 does not say that there is one.
    if unsafe context.pointee.wellFormed == 0 { return 0 }
    return Int32(unsafe state.pointee.read(into: buffer, atMost: Int(count)))
}

private let startElement: startElementNsSAX2Func = {
    pointer, name, _, namespace, _, _, attributeCount, _, attributes in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    guard let name = unsafe name, unsafe state.pointee.fault == nil else { return }
    guard unsafe openElement(name, context, state) else { return }
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

private let startPlainElement: startElementSAXFunc = { pointer, name, attributes in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    guard let name = unsafe name, unsafe state.pointee.fault == nil else { return }
    guard unsafe openElement(name, context, state) else { return }
    // Names and values, one behind the other, with nil at the end.
    if unsafe !state.pointee.takesPlainly(attributes?[0], attributes?[1], isLast: attributes?[2] == nil) {
        unsafe xmlStopParser(context)
    }
}

/// Opens an element. False where a limit is passed, and no more is parsed.
@inline(__always)
private func openElement(
    _ name: UnsafePointer<UInt8>,
    _ context: xmlParserCtxtPtr,
    _ state: UnsafeMutablePointer<ParserState>
) -> Bool {
    guard unsafe state.pointee.startElement(name, tagEnd: position(context)) else {
        unsafe xmlStopParser(context)
        return false
    }
    unsafe setCharacters(characters, context)
    return true
}

private let endElement: endElementNsSAX2Func = { pointer, _, _, _ in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    unsafe state.pointee.endElement()
}

/// Namespaces forbid a colon in its target, which SAX1 takes.
private let plainProcessingInstruction: processingInstructionSAXFunc = { pointer, _, _ in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    unsafe state.pointee.isPlain = false
    unsafe xmlStopParser(context)
}

private let endPlainElement: endElementSAXFunc = { pointer, _ in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    unsafe state.pointee.endElement()
}

private let characters: charactersSAXFunc = { pointer, text, length in
    guard let context = unsafe parserContext(pointer), let state = unsafe parserState(context) else { return }
    guard unsafe state.pointee.fault == nil else {
        unsafe xmlStopParser(context)
        return
    }
    guard let text = unsafe text, let current = unsafe context.pointee.input?.pointee.cur else { return }
    // The parser stands before text that it hands over from its own buffer, and behind all other.
    let next = unsafe current == text ? text + Int(length) : current
    if unsafe !state.pointee.characters(text, Int(length), before: next) { unsafe setCharacters(nil, context) }
}

/// Text that is nobody's, nearly half of the calls, is not asked for. Both are the same, or libxml2 would look for blanks.
@inline(__always)
private func setCharacters(_ function: charactersSAXFunc?, _ context: xmlParserCtxtPtr) {
    guard let handler = unsafe context.pointee.sax else { return }
    unsafe handler.pointee.characters = function
    unsafe handler.pointee.ignorableWhitespace = function
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
    if unsafe xmlDictGetUsage(context.pointee.dict) > ParserContext.dictionaryLimit {
        unsafe state.pointee.fault = XMLFault(
            kind: .tooManyNames,
            offset: position(context),
            message: "The names of elements and attributes take more than \(ParserContext.dictionaryLimit) bytes."
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
