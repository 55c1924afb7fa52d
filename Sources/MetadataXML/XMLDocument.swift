/// One element of a document: sixteen bytes, in document order.
public struct XMLNode: Sendable {
    /// Index into the vocabulary, or behind it a name that only documents know.
    public internal(set) var name: UInt16
    public internal(set) var attributes: XMLNode.Attributes
    /// The id of the trimmed text of an element without children; 0 where there is none.
    public internal(set) var text: UInt32
    /// Bytes from the start of the file to `<`.
    public internal(set) var offset: UInt32
    /// The index behind the last element inside this one.
    public internal(set) var end: UInt32

    public struct Attributes: OptionSet, Sendable {
        public let rawValue: UInt16

        @inlinable
        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// `xsi:nil="true"`: the element counts as absent.
        @inlinable public static var isNil: Attributes { Attributes(rawValue: 1) }
        /// Attributes other than `xsi:nil`; `XMLDocument.attribute` reads them.
        @inlinable public static var others: Attributes { Attributes(rawValue: 2) }
    }
}

/// The elements of one well-formed file; valid inside the closure that `XMLReader.read` hands it to.
@safe public struct XMLDocument {
    let state: UnsafeMutablePointer<ParserState>
    @usableFromInline let nodes: UnsafePointer<XMLNode>
    public let count: Int

    init(_ state: UnsafeMutablePointer<ParserState>) {
        unsafe self.state = state
        unsafe nodes = UnsafePointer(state.pointee.nodes)
        count = unsafe state.pointee.nodeCount
    }

    @inlinable
    public subscript(index: Int) -> XMLNode {
        precondition(index < count)
        return unsafe nodes[index]
    }

    @inlinable
    public func children(of index: Int) -> Children {
        Children(document: self, index: index + 1, end: Int(self[index].end))
    }

    /// The indices of the child elements, in document order.
    public struct Children: Sequence, IteratorProtocol {
        @usableFromInline let document: XMLDocument
        @usableFromInline var index: Int
        @usableFromInline let end: Int

        @inlinable
        init(document: XMLDocument, index: Int, end: Int) {
            self.document = document
            self.index = index
            self.end = end
        }

        @inlinable
        public mutating func next() -> Int? {
            guard index < end else { return nil }
            let child = index
            index = Int(document[child].end)
            return child
        }
    }

    /// The local name of an element.
    public func name(of index: Int) -> String {
        unsafe state.pointee.names.string(self[index].name)
    }

    /// The trimmed text of an element without children.
    public func text(of index: Int) -> String {
        unsafe state.pointee.texts.string(self[index].text)
    }

    /// The value of an attribute by its local name; nil where the element has none.
    public func attribute(_ name: String, of index: Int) -> String? {
        guard self[index].attributes.contains(.others) else { return nil }
        return unsafe state.pointee.attribute(name, of: index)
    }

    /// The comments that have the mark in them for which the reader looks, in document order.
    public var comments: [XMLComment] {
        unsafe state.pointee.comments
    }

    /// The namespace of the root element; nil where it has none.
    public var rootNamespace: String? {
        unsafe state.pointee.rootNamespace
    }
}

/// A comment and the bytes from its `<!--` to behind its `-->`.
public struct XMLComment: Sendable {
    public let range: Range<Int>
    /// What stands between the dashes.
    public let text: String
}
