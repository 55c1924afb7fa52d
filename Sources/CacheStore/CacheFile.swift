internal import Glibc

/// An open file of a cache folder, read at the places that are wanted; several threads may.
package final class CacheFile: Sendable {
    private let descriptor: CInt
    package let size: Int

    init(_ descriptor: CInt, size: Int) {
        self.descriptor = descriptor
        self.size = size
    }

    deinit {
        close(descriptor)
    }

    /// Bytes of the file; nil where it does not hold so many or cannot be read.
    package func bytes(at offset: Int, count: Int) -> [UInt8]? {
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { return nil }
        var isRead = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            while length < count {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + length }, count - length, off_t(offset + length))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    isRead = false
                    return
                }
                length += got
            }
        }
        return isRead ? bytes : nil
    }
}
