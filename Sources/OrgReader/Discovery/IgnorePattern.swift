/// One line of an ignore file, split into what it says of the folder and what of the name in it.
///
/// Folders are asked once and names often. A glob is run as a set of states, so its time is bounded by the product of
/// the lengths: the file may be a stranger's.
struct IgnorePattern {
    /// Whether the line begins with `!` and takes back what earlier lines ignore.
    let isNegated: Bool
    /// Whether the line ends with `/` and speaks of folders only.
    let isForFolders: Bool
    /// What the path of the folder must be, with a closing slash; nil where the pattern has no slash and holds anywhere.
    private let folder: Glob?
    private let name: Glob

    /// Nil for a blank line, a comment, and a pattern that can match nothing.
    init?(line: ArraySlice<UInt8>) {
        var text = IgnorePattern.trimmed(line)
        guard text.first != UInt8(ascii: "#") else { return nil }
        isNegated = text.first == UInt8(ascii: "!")
        if isNegated { text = text.dropFirst() }
        isForFolders = text.last == SystemPath.slash
        if isForFolders { text = text.dropLast() }
        guard !text.isEmpty else { return nil }

        let isAnchored = text.contains(SystemPath.slash)
        if text.first == SystemPath.slash { text = text.dropFirst() }
        guard let elements = Glob.elements(of: text, crossesFolders: isAnchored) else { return nil }
        guard isAnchored else {
            folder = nil
            name = Glob(elements)
            return
        }
        if elements.last == .anything {
            folder = Glob(elements)
            name = Glob([.anything])
        } else {
            let end = elements.lastIndex { $0 == .folders || $0 == .byte(SystemPath.slash) }.map { $0 + 1 } ?? 0
            let isAnywhere = end == 1 && elements[0] == .folders
            folder = isAnywhere ? nil : Glob(Array(elements[..<end]))
            name = Glob(Array(elements[end...]))
        }
    }

    func matches(folder path: [UInt8]) -> Bool {
        folder?.matches(path) ?? true
    }

    func matches(name: [UInt8], isFolder: Bool) -> Bool {
        (isFolder || !isForFolders) && self.name.matches(name)
    }

    /// A byte as it is compared: ASCII letters in lower case.
    static func folded(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// The line without its carriage return and without closing white space, unless a backslash keeps it.
    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = line.startIndex
        var index = line.startIndex
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                index += 1
            case UInt8(ascii: "\\"):
                index = min(index + 2, line.endIndex)
                end = index
            default:
                index += 1
                end = index
            }
        }
        return line[..<end]
    }
}
