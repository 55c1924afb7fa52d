/// Element names as numbers: those of the vocabulary first, then those that only documents know.
///
/// libxml2 interns names in its dictionary, so the pointer is the name; the map is cleared with the dictionary.
struct XMLNames {
    let vocabulary: [String]
    private let numbers: [String: UInt16]
    private var documentNames: [String] = []
    private var documentNumbers: [String: UInt16] = [:]
    private var slots: [(pointer: UInt, number: UInt16)]
    private var used = 0

    init(vocabulary: [String]) {
        self.vocabulary = vocabulary
        numbers = Dictionary(
            vocabulary.enumerated().map { ($1, UInt16($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        slots = Array(repeating: (0, 0), count: 1 << 10)
    }

    /// How many names beyond the vocabulary documents brought.
    var documentNameCount: Int { documentNames.count }

    func string(_ number: UInt16) -> String {
        let index = Int(number)
        return index < vocabulary.count ? vocabulary[index] : documentNames[index - vocabulary.count]
    }

    @inline(__always)
    mutating func number(_ name: UnsafePointer<UInt8>) -> UInt16 {
        let pointer = UInt(bitPattern: name)
        var slot = slotIndex(pointer)
        while slots[slot].pointer != 0 {
            if slots[slot].pointer == pointer { return slots[slot].number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return unsafe add(name, pointer)
    }

    /// Forgets the pointers and the names of documents; the numbers of the vocabulary stay.
    mutating func reset() {
        slots = Array(repeating: (0, 0), count: 1 << 10)
        used = 0
        documentNames = []
        documentNumbers = [:]
    }

    @inline(__always)
    private func slotIndex(_ pointer: UInt) -> Int {
        Int(truncatingIfNeeded: (UInt64(pointer) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
    }

    private mutating func add(_ name: UnsafePointer<UInt8>, _ pointer: UInt) -> UInt16 {
        let string = unsafe String(cString: name)
        let number: UInt16
        if let known = numbers[string] ?? documentNumbers[string] {
            number = known
        } else {
            number = UInt16(clamping: vocabulary.count + documentNames.count)
            documentNames.append(string)
            documentNumbers[string] = number
        }
        if (used + 1) * 2 > slots.count { grow() }
        insert(pointer, number)
        return number
    }

    private mutating func insert(_ pointer: UInt, _ number: UInt16) {
        var slot = slotIndex(pointer)
        while slots[slot].pointer != 0 {
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = (pointer, number)
        used += 1
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: (0, 0), count: old.count * 2)
        used = 0
        for entry in old where entry.pointer != 0 {
            insert(entry.pointer, entry.number)
        }
    }
}
