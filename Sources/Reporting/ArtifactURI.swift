internal import OrgModel

/// The address of a file in SARIF: relative to the source root, ASCII only, without `.` and `..`.
struct ArtifactURI: Hashable {
    let uri: String
    /// How many levels above the source root the folder is that the address is relative to; nil where it is absolute.
    let levelsAbove: Int?

    /// The name of the folder that the address is relative to.
    var base: String? { levelsAbove.map(Self.base) }

    init(_ file: SourceFile) {
        let path = Self.bytes(of: file)
        var segments = path.split(separator: UInt8(ascii: "/")).filter { $0 != [UInt8(ascii: ".")] }
        if path.first == UInt8(ascii: "/") {
            uri = "file:///" + segments.map(Self.encoded).joined(separator: "/")
            levelsAbove = nil
            return
        }
        let levels = segments.prefix { $0 == [UInt8(ascii: "."), UInt8(ascii: ".")] }.count
        segments.removeFirst(levels)
        uri = segments.map(Self.encoded).joined(separator: "/")
        levelsAbove = levels
    }

    /// The name of the folder that is so many levels above the source root.
    static func base(levels: Int) -> String {
        levels == 0 ? "%SRCROOT%" : "%SRCROOT_PARENT\(levels)%"
    }

    /// The bytes of the path: where they are no UTF-8, the path of reports holds them percent-encoded.
    private static func bytes(of file: SourceFile) -> [UInt8] {
        let path = Array(file.path.utf8)
        var bytes: [UInt8] = []
        var index = path.endIndex
        var systemIndex = file.systemPath.endIndex
        while index > 0 {
            guard systemIndex > 0 else { return path }
            systemIndex -= 1
            let byte = file.systemPath[systemIndex]
            if path[index - 1] == byte {
                index -= 1
            } else if index >= 3, path[(index - 3)..<index].elementsEqual(percentEncoded(byte)) {
                index -= 3
            } else {
                return path
            }
            bytes.append(byte)
        }
        return bytes.reversed()
    }

    private static func encoded(_ segment: ArraySlice<UInt8>) -> String {
        let plain = Array("-._~!$&'()*+,;=@".utf8)
        var text: [UInt8] = []
        for byte in segment {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: text.append(byte)
            case _ where plain.contains(byte): text.append(byte)
            default: text.append(contentsOf: percentEncoded(byte))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func percentEncoded(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
