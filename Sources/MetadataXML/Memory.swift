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
