/// All elements of a file that libxml2 found well-formed, in the order of their start tags: for edits, not for reading.
public struct XMLElementOutline: Sendable {
    public struct Element: Sendable {
        /// From `<` to behind `>`.
        public let startTag: Range<Int>
        /// The name within the start tag.
        public let name: Range<Int>
        /// Behind the end tag.
        public fileprivate(set) var end: Int
        /// The index of the element that holds it; nil for the root.
        public let parent: Int?
        public let closesItself: Bool
    }

    public private(set) var elements: [Element] = []

    public init(_ bytes: UnsafeRawBufferPointer) {
        var open: [Int] = []
        var index = 0
        while index < bytes.count {
            if unsafe bytes[index] != UInt8(ascii: "<") {
                index += 1
            } else if let end = unsafe XMLElementExtent.endOfIsland(bytes, index) {
                index = end
            } else {
                let tag = unsafe index..<XMLElementExtent.endOfTag(bytes, from: index)
                index = tag.upperBound
                if unsafe XMLElementExtent.hasPrefix("</", bytes, tag.lowerBound) {
                    if let last = open.popLast() { elements[last].end = index }
                } else {
                    let closesItself = unsafe XMLElementExtent.closesItself(bytes, tag)
                    if !closesItself { open.append(elements.count) }
                    let parent = closesItself ? open.last : open.dropLast().last
                    let name = unsafe Self.name(bytes, tag)
                    elements.append(
                        Element(startTag: tag, name: name, end: index, parent: parent, closesItself: closesItself))
                }
            }
        }
    }

    /// The index of the element whose start tag begins at an offset.
    public func element(at offset: Int) -> Int? {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].startTag.lowerBound < offset { low = middle + 1 } else { high = middle }
        }
        return low < elements.count && elements[low].startTag.lowerBound == offset ? low : nil
    }

    /// The indices of the elements directly in one.
    public func children(of index: Int) -> [Int] {
        let end = elements[index].end
        return elements.indices[(index + 1)...]
            .prefix { elements[$0].startTag.lowerBound < end }
            .filter { elements[$0].parent == index }
    }

    private static func name(_ bytes: UnsafeRawBufferPointer, _ tag: Range<Int>) -> Range<Int> {
        let start = tag.lowerBound + 1
        var end = start
        while end < tag.upperBound, unsafe ![0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(bytes[end]) { end += 1 }
        return start..<end
    }
}
