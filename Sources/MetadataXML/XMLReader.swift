/// Reads files of metadata by libxml2's SAX interfaces, one after another; each thread makes one.
///
/// SAX2 knows namespaces, and takes an eighth more for it. Nearly all files have one namespace, that of their root, and
/// neither prefixes nor other attributes: these are read by SAX1. What is no such file, or not well-formed, is read again by
/// SAX2, which alone decides what it holds or what is wrong with it.
///
/// Nothing is ever loaded from outside the bytes that it is given, and what libxml2 2.9.14 does not guard against is
/// refused with its place: see `XMLGuards`, `XMLLimits` and `XMLFault.Kind`.
@safe public struct XMLReader: ~Copyable {
    private let state: UnsafeMutablePointer<ParserState>
    private let limits: XMLLimits
    /// Each made for the first file that wants it; nil also where there was no memory for one.
    private var context: ParserContext?
    private var plainContext: ParserContext?
    /// Whether the contexts know names of a file that was read before.
    private var hasRead = false
    /// Whether files are tried by SAX1 first.
    private let triesPlainReading: Bool
    /// Whether the last file was read so.
    private(set) var wasPlain = false

    /// - Parameters:
    ///   - vocabulary: the element names that the caller knows by number.
    ///   - texts: the texts that get the ids from `TextTable.firstPreset` on.
    ///   - commentMark: what a comment has in it for `XMLDocument.comments` to hold it; empty for none.
    ///   - namespace: files that have no other are read faster; nil for none.
    public init(
        vocabulary: [String],
        texts: [String],
        commentMark: String = "",
        namespace: String? = nil,
        limits: XMLLimits = XMLLimits()
    ) {
        _ = ParserContext.isLibraryReady
        self.limits = limits
        triesPlainReading = namespace != nil
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(
            to: ParserState(
                vocabulary: vocabulary, presets: texts, commentMark: commentMark, namespace: namespace ?? "",
                limits: limits))
    }

    deinit {
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// Parses one file and hands its elements to `body`; the document is valid inside it only.
    public mutating func read<Result>(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (XMLDocument) -> Result
    ) throws(XMLFault) -> Result {
        try unsafe XMLGuards.check(bytes, limits)
        if isCrowded { forgetNames() }
        wasPlain = if triesPlainReading { try unsafe parsePlainly(bytes) } else { false }
        if !wasPlain { try unsafe parseFully(bytes) }
        return unsafe body(XMLDocument(state))
    }

    /// False where the file is no plain one, or something is wrong with it.
    private mutating func parsePlainly(_ bytes: UnsafeRawBufferPointer) throws(XMLFault) -> Bool {
        let isWellFormed = try unsafe parse(bytes, plainly: true)
        hasRead = true
        return unsafe isWellFormed && state.pointee.isPlain && state.pointee.fault == nil
    }

    private mutating func parseFully(_ bytes: UnsafeRawBufferPointer) throws(XMLFault) {
        var isWellFormed = try unsafe parse(bytes, plainly: false)
        if let fault = unsafe state.pointee.fault, fault.kind == .tooManyNames, hasRead {
            // The names of files read before were counted too.
            forgetNames()
            isWellFormed = try unsafe parse(bytes, plainly: false)
        }
        hasRead = true
        if let fault = unsafe state.pointee.fault { throw fault }
        guard isWellFormed else {
            throw XMLFault(kind: .notWellFormed, offset: 0, message: "The file is not well-formed XML.")
        }
    }

    /// Parses the file; what is wrong with it is then in `state`.
    ///
    /// libxml2 does not always say that memory failed it, and may take what it could not store for an error of the file or
    /// for nothing: a failure anywhere makes all that it says worthless, and its context with it.
    ///
    /// - Returns: Whether it is a well-formed file with an element, as far as libxml2 says.
    private mutating func parse(_ bytes: UnsafeRawBufferPointer, plainly isPlain: Bool) throws(XMLFault) -> Bool {
        let failures = MemoryFailures.count
        unsafe state.pointee.startDocument(bytes)
        let isWellFormed =
            unsafe isPlain
            ? XMLReader.parse(state, in: &plainContext, plainly: true)
            : XMLReader.parse(state, in: &context, plainly: false)
        guard let isWellFormed, MemoryFailures.count == failures else {
            forgetNames()
            throw XMLFault(kind: .outOfMemory, offset: 0, message: "The file was not read: there is not enough memory.")
        }
        return unsafe isWellFormed && state.pointee.nodeCount > 0
    }

    /// Nil where there is no memory for a context.
    private static func parse(
        _ state: UnsafeMutablePointer<ParserState>,
        in context: inout ParserContext?,
        plainly isPlain: Bool
    ) -> Bool? {
        if context == nil { unsafe context = ParserContext(state, isPlain: isPlain) }
        return context?.parse()
    }

    /// The texts of everything that was read: all bytes, and where each text ends.
    public func texts() -> (bytes: [UInt8], ends: [UInt32]) {
        unsafe state.pointee.texts.contents()
    }

    /// Interns a text that does not come from a document.
    public mutating func intern(_ text: String) -> UInt32 {
        unsafe state.pointee.texts.intern(text)
    }

    /// Lets a packed document take the place of a parsed one; the names of both are counted together.
    mutating func withState<Result>(_ body: (UnsafeMutablePointer<ParserState>) -> Result) -> Result {
        if isCrowded { forgetNames() }
        hasRead = true
        return unsafe body(state)
    }

    /// Whether there are many names that no other file may have, which would slow every file behind them.
    private var isCrowded: Bool {
        if unsafe state.pointee.names.documentNameCount > limits.names / 2 { return true }
        return XMLReader.isCrowded(context) || XMLReader.isCrowded(plainContext)
    }

    private static func isCrowded(_ context: borrowing ParserContext?) -> Bool {
        switch context {
        case .some(let context): context.isCrowded
        case nil: false
        }
    }

    private mutating func forgetNames() {
        context = nil
        plainContext = nil
        unsafe state.pointee.names.reset()
        hasRead = false
    }
}
