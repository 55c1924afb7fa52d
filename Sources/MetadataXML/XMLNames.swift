/// Element names as numbers: those of the vocabulary first, then those that only documents know.
///
/// libxml2 interns names in its dictionary, so the pointer is the name; the map is cleared with the dictionary.
@safe struct XMLNames: ~Copyable {
    /// What is known of a name by its pointer in libxml2's dictionary.
    private struct Slot {
        /// 0 where the slot is free.
        var pointer: UInt
        var number: UInt16
        /// Bytes of the name, at most 65,535.
        var length: UInt16
    }

    let vocabulary: [String]
    private let numbers: [String: UInt16]
    private var documentNames: [String] = []
    private var documentNumbers: [String: UInt16] = [:]
    private var slots: UnsafeMutablePointer<Slot>
    private var slotMask = (1 << 10) - 1
    private var used = 0

    init(vocabulary: [String]) {
        self.vocabulary = vocabulary
        numbers = Dictionary(
            vocabulary.enumerated().map { ($1, UInt16($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        unsafe slots = XMLNames.emptySlots(slotMask + 1)
    }

    deinit {
        unsafe slots.deallocate()
    }

    /// How many names beyond the vocabulary documents brought.
    var documentNameCount: Int { documentNames.count }

    func string(_ number: UInt16) -> String {
        let index = Int(number)
        return index < vocabulary.count ? vocabulary[index] : documentNames[index - vocabulary.count]
    }

    /// Whether a name has a colon in it; those of the vocabulary have none.
    @inline(__always)
    func hasPrefix(_ number: UInt16) -> Bool {
        Int(number) >= vocabulary.count && documentNames[Int(number) - vocabulary.count].utf8.contains(0x3A)
    }

    /// The number of a name and its length in bytes.
    @inline(__always)
    mutating func look(up name: UnsafePointer<UInt8>) -> (number: UInt16, length: Int) {
        let pointer = UInt(bitPattern: name)
        var index = slotIndex(pointer)
        while true {
            let slot = unsafe slots[index]
            if slot.pointer == pointer { return (slot.number, Int(slot.length)) }
            if slot.pointer == 0 { return unsafe add(name, pointer) }
            index = (index + 1) & slotMask
        }
    }

    /// Forgets the pointers and the names of documents; the numbers of the vocabulary stay.
    mutating func reset() {
        unsafe slots.update(repeating: Slot(pointer: 0, number: 0, length: 0), count: slotMask + 1)
        used = 0
        documentNames = []
        documentNumbers = [:]
    }

    @inline(__always)
    private func slotIndex(_ pointer: UInt) -> Int {
        Int(truncatingIfNeeded: (UInt64(pointer) &* 0x9E37_79B9_7F4A_7C15) >> 32) & slotMask
    }

    private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
        let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
        unsafe slots.initialize(repeating: Slot(pointer: 0, number: 0, length: 0), count: count)
        return unsafe slots
    }

    @inline(never)
    private mutating func add(_ name: UnsafePointer<UInt8>, _ pointer: UInt) -> (number: UInt16, length: Int) {
        let string = unsafe String(cString: name)
        let number = number(of: string)
        if (used + 1) * 2 > slotMask { grow() }
        insert(Slot(pointer: pointer, number: number, length: UInt16(clamping: string.utf8.count)))
        return (number, string.utf8.count)
    }

    /// The number of a name, which it gets where it has none.
    mutating func number(of name: String) -> UInt16 {
        if let known = numbers[name] ?? documentNumbers[name] { return known }
        let number = UInt16(clamping: vocabulary.count + documentNames.count)
        documentNames.append(name)
        documentNumbers[name] = number
        return number
    }

    private mutating func insert(_ slot: Slot) {
        var index = slotIndex(slot.pointer)
        while unsafe slots[index].pointer != 0 {
            index = (index + 1) & slotMask
        }
        unsafe slots[index] = slot
        used += 1
    }

    private mutating func grow() {
        let old = unsafe slots
        let oldCount = slotMask + 1
        slotMask = slotMask * 2 + 1
        unsafe slots = XMLNames.emptySlots(slotMask + 1)
        used = 0
        for index in 0..<oldCount where unsafe old[index].pointer != 0 {
            unsafe insert(old[index])
        }
        unsafe old.deallocate()
    }
}
