/// Unique byte strings by number: the same text always gets the same id.
///
/// Id 0 is the empty text, 1 to 4 are `true`, `false`, `1` and `0`; the texts that the table was made with follow.
/// The memory grows by reallocation and is released with the table.
@safe public struct TextTable: ~Copyable {
    public static let empty: UInt32 = 0
    public static let booleans = ["true", "false", "1", "0"]
    /// The id of the first text that `init(presets:)` was given.
    public static let firstPreset = UInt32(booleans.count + 1)

    private var bytes: UnsafeMutablePointer<UInt8>
    private var byteCapacity: Int
    private var entries: UnsafeMutablePointer<Entry>
    private var capacity: Int
    private var slots: UnsafeMutablePointer<UInt32>
    private var slotMask: Int
    private var last: UInt32 = 0
    /// How many texts there are.
    public private(set) var count = 0

    /// What is known of a text, side by side.
    private struct Entry {
        /// Where its bytes end; they begin where those of the text before it end.
        let end: UInt32
        /// The id that was interned after it the last time: profiles list the same names in the same order.
        var follower: UInt32
    }

    public init(presets: [String]) {
        byteCapacity = 1 << 16
        capacity = 1 << 12
        slotMask = (1 << 13) - 1
        unsafe bytes = .allocate(capacity: byteCapacity)
        unsafe entries = .allocate(capacity: capacity)
        unsafe slots = .allocate(capacity: slotMask + 1)
        unsafe slots.initialize(repeating: 0, count: slotMask + 1)
        for text in [""] + Self.booleans + presets {
            _ = intern(text)
        }
    }

    deinit {
        unsafe bytes.deallocate()
        unsafe entries.deallocate()
        unsafe slots.deallocate()
    }

    public mutating func intern(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { utf8 in
            guard let start = utf8.baseAddress else { return unsafe lookUp(bytes, 0) }
            return unsafe lookUp(start, utf8.count)
        }
    }

    public mutating func intern(_ text: ArraySlice<UInt8>) -> UInt32 {
        unsafe text.withUnsafeBufferPointer { text in
            guard let start = text.baseAddress else { return Self.empty }
            return unsafe lookUp(start, text.count)
        }
    }

    /// Interns all texts of another table and returns their ids here, by their ids there.
    public mutating func intern(bytes: [UInt8], ends: [UInt32]) -> [UInt32] {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return ends.map { _ in Self.empty } }
            var start = 0
            return ends.map { end in
                defer { start = Int(end) }
                return unsafe lookUp(base + start, Int(end) - start)
            }
        }
    }

    /// Interns a text of a document; booleans, which stand between any two names, leave the order of names alone.
    @inline(__always)
    mutating func internValue(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
        if length == 4, unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt32.self) == 0x6575_7274 { return 1 }
        if length == 5, unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt32.self) == 0x736C_6166,
            unsafe start[4] == UInt8(ascii: "e")
        {
            return 2
        }
        let guess = unsafe entries[Int(last)].follower
        if unsafe matches(guess, start, length) {
            last = guess
            return guess
        }
        let id = unsafe lookUp(start, length)
        unsafe entries[Int(last)].follower = id
        last = id
        return id
    }

    /// The text with an id that this table gave.
    public func string(_ id: UInt32) -> String {
        let (start, end) = bounds(id)
        return unsafe String(decoding: UnsafeBufferPointer(start: bytes + start, count: end - start), as: UTF8.self)
    }

    /// All texts behind one another, and where each ends.
    public func contents() -> (bytes: [UInt8], ends: [UInt32]) {
        unsafe (
            Array(UnsafeBufferPointer(start: bytes, count: bounds(UInt32(count - 1)).end)),
            UnsafeBufferPointer(start: entries, count: count).map(\.end)
        )
    }

    @inline(__always)
    private func bounds(_ id: UInt32) -> (start: Int, end: Int) {
        unsafe (id == 0 ? 0 : Int(entries[Int(id) - 1].end), Int(entries[Int(id)].end))
    }

    @inline(__always)
    private func matches(_ id: UInt32, _ start: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let (from, to) = bounds(id)
        return unsafe to - from == length && memoryEquals(bytes + from, start, length)
    }

    private mutating func lookUp(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
        var slot = unsafe Int(truncatingIfNeeded: hash(start, length)) & slotMask
        while true {
            let entry = unsafe slots[slot]
            if entry == 0 { break }
            if unsafe matches(entry - 1, start, length) { return entry - 1 }
            slot = (slot + 1) & slotMask
        }
        let id = UInt32(count)
        unsafe append(start, length)
        unsafe slots[slot] = id + 1
        if count * 2 > slotMask { growSlots() }
        return id
    }

    private mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
        let end = count == 0 ? 0 : bounds(UInt32(count - 1)).end
        if end + length > byteCapacity {
            byteCapacity = max(byteCapacity * 2, end + length)
            unsafe bytes = reallocate(bytes, byteCapacity)
        }
        if count == capacity {
            capacity *= 2
            unsafe entries = reallocate(entries, capacity)
        }
        unsafe (bytes + end).update(from: start, count: length)
        unsafe entries[count] = Entry(end: UInt32(end + length), follower: 0)
        count += 1
    }

    private mutating func growSlots() {
        unsafe slots.deallocate()
        slotMask = slotMask * 2 + 1
        unsafe slots = .allocate(capacity: slotMask + 1)
        unsafe slots.initialize(repeating: 0, count: slotMask + 1)
        for id in 0..<UInt32(count) {
            let (start, end) = bounds(id)
            var slot = unsafe Int(truncatingIfNeeded: hash(bytes + start, end - start)) & slotMask
            while unsafe slots[slot] != 0 {
                slot = (slot + 1) & slotMask
            }
            unsafe slots[slot] = id + 1
        }
    }
}

/// Mixes eight bytes at a time; only the spread over the slots matters.
@inline(__always)
private func hash(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    let raw = unsafe UnsafeRawPointer(start)
    var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= length {
        hash = unsafe (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x9DDF_EA08_EB38_2D69
        hash ^= hash >> 29
        index += 8
    }
    while index < length {
        hash = unsafe (hash ^ UInt64(start[index])) &* 0x0000_0100_0000_01B3
        index += 1
    }
    return hash ^ (hash >> 32)
}
