import MetadataXML

/// One element as the reader hands it over, with its name and text spelled out.
struct ReadElement: Hashable {
    var name: String
    var offset: Int
    var text: String
}

/// All elements of a file in document order.
func elements(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLFault) -> [ReadElement] {
    var reader = XMLReader(vocabulary: [], texts: [], limits: limits)
    return try elements(bytes, with: &reader)
}

func elements(_ bytes: [UInt8], with reader: inout XMLReader) throws(XMLFault) -> [ReadElement] {
    try read(bytes, with: &reader) { document in
        (0..<document.count).map { index in
            ReadElement(
                name: document.name(of: index),
                offset: Int(document[index].offset),
                text: document.text(of: index)
            )
        }
    }
}

func read<Result>(
    _ bytes: [UInt8],
    with reader: inout XMLReader,
    _ body: (XMLDocument) -> Result
) throws(XMLFault) -> Result {
    // A `do throws` inside the closure keeps the error typed across `withUnsafeBytes`.
    let outcome = bytes.withUnsafeBytes { buffer in
        do throws(XMLFault) {
            return Swift.Result<Result, XMLFault>.success(try reader.read(buffer, body))
        } catch {
            return .failure(error)
        }
    }
    return try outcome.get()
}

/// Why a file is refused; nil where it is read.
func fault(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) -> XMLFault? {
    do throws(XMLFault) {
        _ = try elements(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

func fault(_ text: String, limits: XMLLimits = XMLLimits()) -> XMLFault? {
    fault(Array(text.utf8), limits: limits)
}

/// The start tags of a well-formed file by a plain walk over its bytes, as a second opinion on positions.
func scannedStartTags(_ bytes: [UInt8]) -> [ReadElement] {
    var found: [ReadElement] = []
    var index = 0
    func has(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }
    func skip(past end: String) {
        while index < bytes.count, !has(end) { index += 1 }
        index += end.utf8.count
    }
    while index < bytes.count {
        if bytes[index] != UInt8(ascii: "<") {
            index += 1
        } else if has("<!--") {
            skip(past: "-->")
        } else if has("<![CDATA[") {
            skip(past: "]]>")
        } else if has("<?") {
            skip(past: "?>")
        } else if has("</") {
            skip(past: ">")
        } else {
            let start = index
            let name = bytes[(index + 1)...].prefix { !" \t\r\n/>".utf8.contains($0) }
            var quote: UInt8?
            while quote != nil || bytes[index] != UInt8(ascii: ">") {
                if quote == bytes[index] {
                    quote = nil
                } else if quote == nil, "\"'".utf8.contains(bytes[index]) {
                    quote = bytes[index]
                }
                index += 1
            }
            let local = name.split(separator: UInt8(ascii: ":")).last ?? name
            found.append(ReadElement(name: String(decoding: local, as: UTF8.self), offset: start, text: ""))
        }
    }
    return found
}
