internal import FoundationEssentials
internal import MetadataXML

/// Another way to write the same files, under which every rule must find the same.
public enum FileVariant: String, CaseIterable, Sendable {
    case asWritten, carriageReturns, byteOrderMark, comments, reordered, metadataFormat
    /// Permission sets in parts, by the two presets that part them.
    case decomposedByEntry, decomposedByKind
    /// User permissions in small letters.
    case permissionsInOtherCase

    /// Those that write every name as it is.
    public static let withSameNames = allCases.filter { $0 != .permissionsInOtherCase }

    /// Whether comments in the files are lost.
    public var losesComments: Bool { self == .reordered || isDecomposed }

    public var isDecomposed: Bool { self == .decomposedByEntry || self == .decomposedByKind }

    /// Whether these files can be written this way, and then are others.
    public func applies(to files: [String: String]) -> Bool {
        guard isDecomposed else { return true }
        return files.contains { path, text in
            apply(path, text, of: files).count > 1
        }
    }

    /// The paths and bytes of the files that hold what one file holds.
    func apply(
        _ path: String,
        _ text: String,
        of files: [String: String]
    ) -> [(path: String, bytes: [UInt8])] {
        guard isDecomposed else { return [apply(path, text)] }
        // A set that is partly decomposed already stays as it is.
        let folder = path.replacing(".permissionset-meta.xml", with: "/")
        guard let set = DecomposedPermissionSet(path: path, text: text),
            !files.keys.contains(where: { $0.hasPrefix(folder) })
        else { return [(path, Array(text.utf8))] }
        return set.files(self == .decomposedByEntry ? .byEntry : .byKind) ?? [(path, Array(text.utf8))]
    }

    /// The path and bytes of one file written this way.
    public func apply(_ path: String, _ text: String) -> (path: String, bytes: [UInt8]) {
        let isXML = path.hasSuffix(".xml") || path.hasSuffix("-meta.xml")
        switch self {
        case .asWritten, .decomposedByEntry, .decomposedByKind: return (path, Array(text.utf8))
        case .carriageReturns: return (path, Array(text.replacing("\n", with: "\r\n").utf8))
        case .byteOrderMark:
            let mark: [UInt8] = path.hasSuffix(".json") || path == ".forceignore" ? [] : [0xEF, 0xBB, 0xBF]
            return (path, mark + Array(text.utf8))
        case .permissionsInOtherCase: return (path, Array((isXML ? permissionsInSmallLetters(text) : text).utf8))
        case .comments: return (path, Array((isXML ? commented(text) : text).utf8))
        case .reordered: return (path, isXML ? reordered(Array(text.utf8)) : Array(text.utf8))
        case .metadataFormat:
            // Beside a file of content the description has its suffix in both formats.
            let isMovable =
                path.hasSuffix("-meta.xml") && !path.hasSuffix(".crt-meta.xml") && !path.contains("/fields/")
                && !isPartOfSet(path)
            return (isMovable ? String(path.dropLast("-meta.xml".count)) : path, Array(text.utf8))
        }
    }

    /// The parts of a decomposed permission set exist in source format only.
    private func isPartOfSet(_ path: String) -> Bool {
        guard let range = path.firstRange(of: "permissionsets/") else { return false }
        return path[range.upperBound...].contains("/")
    }

    private func permissionsInSmallLetters(_ text: String) -> String {
        var written = ""
        var rest = text[...]
        while let block = rest.firstRange(of: "<userPermissions>"),
            let name = rest[block.upperBound...].firstRange(of: "<name>"),
            let end = rest[name.upperBound...].firstRange(of: "</name>")
        {
            written += rest[..<name.upperBound] + rest[name.upperBound..<end.lowerBound].lowercased()
            rest = rest[end.lowerBound...]
        }
        return written + rest
    }

    /// A comment behind every line that ends a tag, but not before the XML declaration ends.
    private func commented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                let endsTag = line.hasSuffix(">") && !line.contains("<?xml") && !line.contains("<!--")
                return endsTag ? line + "<!-- kept <by> hand -->" : line
            }
            .joined(separator: "\n")
    }

    /// The children of every element the other way round; comments between them are lost.
    private func reordered(_ bytes: [UInt8]) -> [UInt8] {
        var reader = XMLReader(vocabulary: [], texts: [])
        let result = bytes.withUnsafeBytes { buffer in
            try? reader.read(buffer) { document in
                Array(bytes[..<Int(document[0].offset)]) + reversedElement(0, document, bytes)
            }
        }
        return result ?? bytes
    }

    private func reversedElement(_ index: Int, _ document: XMLDocument, _ bytes: [UInt8]) -> [UInt8] {
        let offset = Int(document[index].offset)
        let full = bytes.withUnsafeBytes { XMLElementExtent.fullRange(of: $0, at: offset) }
        let children = document.children(of: index).map { $0 }
        guard let first = children.first else { return Array(bytes[full]) }
        let startTag = bytes[offset..<Int(document[first].offset)].prefix { $0 != UInt8(ascii: ">") }
        let endTag = bytes[full].suffix(from: bytes[full].lastIndex(of: UInt8(ascii: "<")) ?? full.upperBound)
        var written = Array(startTag) + [UInt8(ascii: ">"), 0x0A]
        for child in children.reversed() {
            written += reversedElement(child, document, bytes) + [0x0A]
        }
        return written + Array(endTag)
    }
}
