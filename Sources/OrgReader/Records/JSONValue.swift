/// A JSON value and the place where it begins.
package struct JSONValue: Sendable {
    package enum Content: Sendable {
        case null
        case boolean(Bool)
        /// A number as the text of the file has it.
        case number(String)
        case string(String)
        case array([JSONValue])
        /// The members in the order of the file; a name may occur twice.
        case object([JSONMember])
    }

    package let content: Content
    /// Bytes from the start of the file to the first byte of the value: the `{` of an object, the quote of a string.
    package let offset: Int

    package init(_ content: Content, at offset: Int) {
        self.content = content
        self.offset = offset
    }

    /// The value of a member; the last one where the name occurs twice, nil where it does not or this is no object.
    package subscript(name: String) -> JSONValue? {
        members?.last { $0.name == name }?.value
    }

    package var members: [JSONMember]? {
        if case .object(let members) = content { members } else { nil }
    }

    package var elements: [JSONValue]? {
        if case .array(let elements) = content { elements } else { nil }
    }

    package var string: String? {
        if case .string(let string) = content { string } else { nil }
    }

    package var boolean: Bool? {
        if case .boolean(let boolean) = content { boolean } else { nil }
    }

    /// The number where it is written as an integer that fits.
    package var integer: Int? {
        if case .number(let text) = content { Int(text) } else { nil }
    }

    package var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// What the value is, in the words of an error message.
    package var kind: String {
        switch content {
        case .null: "null"
        case .boolean: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// A name and its value in a JSON object.
package struct JSONMember: Sendable {
    package let name: String
    package let value: JSONValue

    package init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}
