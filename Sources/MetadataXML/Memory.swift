#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Moves a growing buffer by `realloc`, which large blocks survive without a copy.
func reallocate<Element>(_ pointer: UnsafeMutablePointer<Element>, _ capacity: Int) -> UnsafeMutablePointer<Element> {
    guard let moved = unsafe realloc(pointer, capacity * MemoryLayout<Element>.stride) else {
        preconditionFailure("out of memory")
    }
    return unsafe moved.assumingMemoryBound(to: Element.self)
}

@inline(__always)
func memoryEquals(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    unsafe memcmp(left, right, count) == 0
}

/// The first place of a byte; nil where it does not occur.
func firstIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress, let found = unsafe memchr(start, Int32(byte), bytes.count) else {
        return nil
    }
    return unsafe UnsafeRawPointer(found) - start
}

/// The last place of a byte; nil where it does not occur.
func lastIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
    unsafe bytes.lastIndex(of: byte)
}

/// Whether two texts, both ended by NUL, are the same.
func equals(_ text: UnsafePointer<UInt8>, _ other: [CChar]) -> Bool {
    unsafe other.withUnsafeBufferPointer { other in
        guard let start = other.baseAddress else { return false }
        return unsafe strcmp(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self), start) == 0
    }
}

/// Whether a text, ended by NUL like the part, has the part in it.
func contains(_ text: UnsafePointer<UInt8>, _ part: [CChar]) -> Bool {
    unsafe part.withUnsafeBufferPointer { part in
        guard let start = part.baseAddress else { return true }
        return unsafe strstr(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self), start) != nil
    }
}

/// How often there was no memory for libxml2, on each thread.
///
/// libxml2 does not always say so: it takes what it could not store for an error of the file, or for nothing.
enum MemoryFailures {
    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        return unsafe pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    /// Of this thread since it began.
    static var count: Int {
        guard let key else { return 0 }
        return unsafe Int(bitPattern: pthread_getspecific(key))
    }

    static func counted<Pointee>(_ pointer: UnsafeMutablePointer<Pointee>?) -> UnsafeMutablePointer<Pointee>? {
        if unsafe pointer == nil { note() }
        return unsafe pointer
    }

    static func counted(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if unsafe pointer == nil { note() }
        return unsafe pointer
    }

    private static func note() {
        guard let key else { return }
        _ = unsafe pthread_setspecific(key, UnsafeRawPointer(bitPattern: count + 1))
    }
}
