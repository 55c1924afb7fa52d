internal import Glibc

/// Writes a new file of a cache folder from its start to its end.
package final class CacheFileWriter {
    private let descriptor: CInt
    private var buffer: [UInt8] = []
    private var isBroken = false
    /// How many bytes were added.
    package private(set) var count = 0

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    /// - Returns: False when something could not be written.
    @discardableResult
    package func add(_ bytes: [UInt8]) -> Bool {
        buffer += bytes
        count += bytes.count
        return buffer.count < 1 << 18 || flush()
    }

    func flush() -> Bool {
        var start = 0
        while start < buffer.count, !isBroken {
            let written = buffer.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
            }
            if written < 0, errno == EINTR { continue }
            if written > 0 { start += written } else { isBroken = true }
        }
        buffer.removeAll(keepingCapacity: true)
        return !isBroken
    }
}
