internal import Glibc

/// What tells this program, with the libraries that it runs with, from every other.
enum ProgramIdentity {
    /// The build ids of all that is loaded, which linkers make of the contents; nil where a part has none.
    static let bytes: [UInt8]? = {
        // The handle of the program is the head of the list of what is loaded (link.h).
        guard let handle = dlopen(nil, RTLD_LAZY) else { return nil }
        var identity = Array("forcelint \(programVersion)".utf8)
        var next: UnsafeMutablePointer<link_map>? = handle.assumingMemoryBound(to: link_map.self)
        while let part = next {
            next = part.pointee.l_next
            let name = part.pointee.l_name.map { String(cString: $0) } ?? ""
            // The kernel's own, which changes with it and decides nothing.
            guard !name.hasPrefix("linux-vdso"), !name.hasPrefix("linux-gate") else { continue }
            guard let id = buildID(UInt(part.pointee.l_addr)) else { return nil }
            identity += [0] + id
        }
        return identity
    }()

    /// The build id of what is loaded at an address: a note in one of its segments (elf.h).
    private static func buildID(_ address: UInt) -> [UInt8]? {
        guard let start = UnsafeRawPointer(bitPattern: address) else { return nil }
        let header = start.loadUnaligned(as: ElfHeader.self)
        guard header.mark == 0x464C_457F, header.isWide == 2 else { return nil }
        for index in 0..<Int(header.segmentCount) {
            let segment = start.loadUnaligned(
                fromByteOffset: Int(header.segments) + index * Int(header.segmentLength), as: Segment.self)
            guard segment.type == UInt32(PT_NOTE) else { continue }
            if let id = buildID(in: start + Int(segment.address), count: Int(segment.length)) { return id }
        }
        return nil
    }

    /// Notes stand one behind the other: lengths of name and contents, type, name, contents, each filled up to four bytes.
    private static func buildID(in notes: UnsafeRawPointer, count: Int) -> [UInt8]? {
        var offset = 0
        while offset + 12 <= count {
            let nameLength = Int(notes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            let length = Int(notes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self))
            let type = notes.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self)
            let contents = offset + 12 + (nameLength + 3) & ~3
            guard contents + length <= count else { return nil }
            if type == UInt32(NT_GNU_BUILD_ID), nameLength == 4, length > 0,
                UnsafeRawBufferPointer(start: notes + offset + 12, count: 4).elementsEqual("GNU\0".utf8)
            {
                return UnsafeRawBufferPointer(start: notes + contents, count: length).map { $0 }
            }
            offset = contents + (length + 3) & ~3
        }
        return nil
    }

    /// `Elf64_Ehdr`.
    private struct ElfHeader {
        let mark: UInt32
        let isWide: UInt8
        let rest: (UInt8, UInt8, UInt8)
        let padding: UInt64
        let type: UInt16
        let machine: UInt16
        let version: UInt32
        let entry: UInt64
        let segments: UInt64
        let sections: UInt64
        let flags: UInt32
        let length: UInt16
        let segmentLength: UInt16
        let segmentCount: UInt16
    }

    /// `Elf64_Phdr`.
    private struct Segment {
        let type: UInt32
        let flags: UInt32
        let offset: UInt64
        let address: UInt64
        let physicalAddress: UInt64
        let length: UInt64
    }
}
