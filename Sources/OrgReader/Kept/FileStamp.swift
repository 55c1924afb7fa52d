internal import CacheStore
internal import Glibc

/// What the system knows of a file's contents without opening it.
///
/// A file that is written to gets another stamp, unless that happens within one tick of the clock that the file system
/// goes by: so a stamp stands for the contents only where the file had been at rest when it was read.
package struct FileStamp: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    /// Bytes.
    let size: Int
    /// Nanoseconds since 1970.
    let modificationTime: Int64
    let changeTime: Int64

    /// The longest tick of a file system's clock: two seconds (FAT).
    private static let tick: Int64 = 2_000_000_000

    /// Whether the file had been at rest at a moment, in nanoseconds since 1970.
    func isSettled(at moment: Int64) -> Bool {
        max(modificationTime, changeTime) < moment - FileStamp.tick
    }

    func write(to writer: inout ByteWriter) {
        writer.add(device)
        writer.add(inode)
        writer.add(size)
        writer.add(Int(modificationTime))
        writer.add(Int(changeTime))
    }

    init?(from reader: inout ByteReader) {
        guard let device = reader.number(), let inode = reader.number(), let size = reader.integer(),
            let modificationTime = reader.integer(), let changeTime = reader.integer()
        else { return nil }
        self.device = device
        self.inode = inode
        self.size = size
        self.modificationTime = Int64(modificationTime)
        self.changeTime = Int64(changeTime)
    }

    fileprivate init(_ status: FileStatus) {
        device = UInt64(status.identity.device)
        inode = UInt64(status.identity.inode)
        size = status.size
        modificationTime = status.modificationTime
        changeTime = status.changeTime
    }

    /// Nanoseconds since 1970.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension FileStatus {
    var stamp: FileStamp { FileStamp(self) }

    /// The stamp, where an open file has it still; nil where it changed.
    func stamp(stillOf descriptor: CInt) -> FileStamp? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        let now = FileStatus(status).stamp
        return now == stamp ? now : nil
    }
}
