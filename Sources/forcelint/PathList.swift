/// Paths as other programs list them: separated by NUL, else one a line.
struct PathList {
    let paths: [[UInt8]]

    init(_ bytes: [UInt8]) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        if text.contains(0) {
            paths = text.split(separator: 0).map(Array.init)
        } else {
            paths = text.split(separator: UInt8(ascii: "\n")).compactMap { line in
                let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
                return line.isEmpty ? nil : PathList.unquoted(line) ?? Array(line)
            }
        }
    }

    /// A path that git wrote in quotes because of an umlaut, a quote or a control character (`core.quotePath` in
    /// git-config(1)); nil where it is none.
    private static func unquoted(_ line: ArraySlice<UInt8>) -> [UInt8]? {
        let quote = UInt8(ascii: "\"")
        guard line.count > 2, line.first == quote, line.last == quote else { return nil }
        var path: [UInt8] = []
        var rest = line.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                path.append(byte)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            if let plain = escapes[escaped] {
                path.append(plain)
            } else {
                let digits = [escaped] + rest.prefix(2)
                guard digits.count == 3, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) else {
                    return nil
                }
                rest = rest.dropFirst(2)
                path.append(value)
            }
        }
        return path
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D,
    ]
}
