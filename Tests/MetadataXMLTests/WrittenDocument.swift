import Testing

/// A file that is written piece by piece, so that the place and text of every element are known without reading it.
struct WrittenDocument {
    private(set) var bytes: [UInt8] = []
    private(set) var elements: [ReadElement] = []
    private let lineBreak: String

    /// How the file begins and how its lines end.
    struct Form: CustomTestStringConvertible, Sendable {
        var lineBreak = "\n"
        var hasByteOrderMark = false
        var declaration: String?
        /// How many blocks of elements the file has.
        var blockCount: Int

        var testDescription: String {
            let lines = lineBreak == "\n" ? "LF" : "CRLF"
            return "\(blockCount) blocks, \(lines), mark \(hasByteOrderMark), \(declaration ?? "no declaration")"
        }

        var isASCII: Bool { declaration?.uppercased().contains("ASCII") ?? false }

        static let all: [Form] = {
            let declarations: [String?] = [
                nil, #"<?xml version="1.0" encoding="UTF-8"?>"#, "<?xml version='1.0' encoding='utf-8'?>",
                #"<?xml version="1.0" encoding="US-ASCII" standalone="yes"?>"#, #"<?xml version="1.0"?>"#,
            ]
            return declarations.flatMap { declaration in
                ["\n", "\r\n"].flatMap { lineBreak in
                    [false, true].flatMap { mark in
                        [1, 7, 900].map { count in
                            Form(
                                lineBreak: lineBreak,
                                hasByteOrderMark: mark,
                                declaration: declaration,
                                blockCount: count
                            )
                        }
                    }
                }
            }
        }()
    }

    init(_ form: Form) {
        lineBreak = form.lineBreak
        if form.hasByteOrderMark { bytes += [0xEF, 0xBB, 0xBF] }
        if let declaration = form.declaration { add(declaration + "\n") }
        add("<!-- <not><an element> --><?note a='>' <b/> ?>\n")
        open("PermissionSet", ##"<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata" a='>' b=">>">"##)
        for number in 0..<form.blockCount { addBlock(number, form) }
        add("\n</PermissionSet>\n<!-- behind <it> -->\n")
    }

    private mutating func add(_ text: String) {
        bytes += Array(text.replacing("\n", with: lineBreak).utf8)
    }

    private mutating func open(_ name: String, _ tag: String, text: String = "") {
        elements.append(ReadElement(name: name, offset: bytes.count, text: text))
        add(tag)
    }

    private mutating func leaf(_ name: String, _ written: String, _ text: String, tag: String? = nil) {
        open(name, tag ?? "<\(name)>", text: text.replacing("\n", with: "\n"))
        add(written + "</\(name)>")
    }

    private mutating func addBlock(_ number: Int, _ form: Form) {
        add("\n    ")
        open("fieldPermissions", number.isMultiple(of: 3) ? "<fieldPermissions>" : "<fieldPermissions\n  >")
        add("\n        <!-- > a <field> that is none -->")
        leaf("field", "Account.Field\(number)__c", "Account.Field\(number)__c")
        leaf("editable", "  true\n", "true", tag: "<editable\n\tx='a > b'\n\ty=\"/>\">")
        leaf("description", "a&amp;b <!-- c --><![CDATA[<d> & ]]>&#x41;&#66;\t", "a&b <d> & AB")
        open("readable", "<readable />")
        open("p", number.isMultiple(of: 2) ? "<p:p xmlns:p='u'/>" : "<p\n\n/>")
        let label = form.isASCII ? "label &#xE9;" : "label é 漢字 🔐"
        leaf("label", label, form.isASCII ? "label é" : label)
        add(String(repeating: " ", count: number % 97))
        add("\n    </fieldPermissions>")
    }
}
