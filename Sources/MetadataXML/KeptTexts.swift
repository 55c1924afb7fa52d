/// The texts that packed documents refer to by number, and the numbers that one reader gives them: each when a document
/// first has it, so that the reader's table holds nothing that no document holds.
public struct KeptTexts {
    private let bytes: [UInt8]
    private let ends: [UInt32]
    private var numbers: [UInt32]

    private static let unknown = UInt32.max

    /// - Parameters:
    ///   - bytes: the texts behind one another, in the order of their numbers.
    ///   - ends: where each ends; nil is the answer where they do not fit.
    public init?(bytes: [UInt8], ends: [UInt32]) {
        guard zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }), Int(ends.last ?? 0) == bytes.count else {
            return nil
        }
        self.bytes = bytes
        self.ends = ends
        numbers = Array(repeating: Self.unknown, count: ends.count)
    }

    /// The number in a table of the text that has a number here; nil where none has.
    @inline(__always)
    public mutating func number(of text: UInt32, in table: inout TextTable) -> UInt32? {
        guard Int(text) < numbers.count else { return nil }
        let known = numbers[Int(text)]
        return known == Self.unknown ? intern(Int(text), in: &table) : known
    }

    private mutating func intern(_ text: Int, in table: inout TextTable) -> UInt32 {
        let start = text == 0 ? 0 : Int(ends[text - 1])
        numbers[text] = table.intern(bytes[start..<Int(ends[text])])
        return numbers[text]
    }
}
