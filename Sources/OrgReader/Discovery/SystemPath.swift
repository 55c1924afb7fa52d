import Glibc

/// An absolute path as the bytes by which the system opens it: no empty, `.` or `..` component, no closing slash.
package struct SystemPath: Hashable, Comparable, Sendable {
    package let bytes: [UInt8]

    /// The path that an argument names, seen from a folder.
    ///
    /// `..` is taken away by text alone where that leads to the same place; behind a link to a folder it may not.
    package init(_ argument: [UInt8], relativeTo folder: SystemPath) {
        let isAbsolute = argument.first == SystemPath.slash
        let whole = isAbsolute ? argument : folder.bytes + [SystemPath.slash] + argument
        let cleaned = SystemPath(cleaning: whole)
        let climbs = argument.split(separator: SystemPath.slash).contains { $0.elementsEqual("..".utf8) }
        if climbs, let real = SystemPath.resolved(whole), real != cleaned.resolved {
            self = real
        } else {
            self = cleaned
        }
    }

    /// An absolute path, cleaned by text alone.
    package init(cleaning absolute: [UInt8]) {
        var components: [ArraySlice<UInt8>] = []
        for component in absolute.split(separator: SystemPath.slash) where !component.elementsEqual(".".utf8) {
            if component.elementsEqual("..".utf8) {
                _ = components.popLast()
            } else {
                components.append(component)
            }
        }
        bytes = components.isEmpty ? [SystemPath.slash] : components.flatMap { [SystemPath.slash] + $0 }
    }

    /// A path that is clean, or that is to be opened as it is.
    init(clean bytes: [UInt8]) {
        self.bytes = bytes
    }

    static let slash = UInt8(ascii: "/")

    /// By bytes, in which a folder comes before all that it holds.
    package static func < (left: SystemPath, right: SystemPath) -> Bool {
        left.bytes.withUnsafeBytes { left in
            right.bytes.withUnsafeBytes { right in precedes(left, right) }
        }
    }

    private static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count < right.count }
        let order = memcmp(first, second, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
    }

    /// The indices of paths in the order of the paths.
    ///
    /// The bytes are laid side by side, since tens of thousands of arrays cost more to hold than to compare.
    static func order(of paths: [SystemPath]) -> [Int] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(paths.reduce(0) { $0 + $1.bytes.count })
        var ends = [0]
        ends.reserveCapacity(paths.count + 1)
        for path in paths {
            bytes += path.bytes
            ends.append(bytes.count)
        }
        return bytes.withUnsafeBytes { bytes in
            ends.withUnsafeBufferPointer { ends in
                paths.indices.sorted {
                    precedes(
                        UnsafeRawBufferPointer(rebasing: bytes[ends[$0]..<ends[$0 + 1]]),
                        UnsafeRawBufferPointer(rebasing: bytes[ends[$1]..<ends[$1 + 1]])
                    )
                }
            }
        }
    }

    func appending(_ name: some Collection<UInt8>) -> SystemPath {
        var joined: [UInt8] = []
        joined.reserveCapacity(bytes.count + 1 + name.count)
        joined += bytes
        if bytes.count > 1 { joined.append(SystemPath.slash) }
        joined += name
        return SystemPath(clean: joined)
    }

    var components: [ArraySlice<UInt8>] {
        bytes.split(separator: SystemPath.slash)
    }

    var lastComponent: ArraySlice<UInt8> {
        bytes[(bytes.lastIndex(of: SystemPath.slash).map { $0 + 1 } ?? 0)...]
    }

    /// The folder that holds it; nil for the root of the file system.
    var parent: SystemPath? {
        guard bytes.count > 1, let end = bytes.lastIndex(of: SystemPath.slash) else { return nil }
        return SystemPath(clean: end == 0 ? [SystemPath.slash] : Array(bytes[..<end]))
    }

    func isInsideOrEqual(_ folder: SystemPath) -> Bool {
        if folder.bytes.count == 1 { return true }
        guard bytes.starts(with: folder.bytes) else { return false }
        return bytes.count == folder.bytes.count || bytes[folder.bytes.count] == SystemPath.slash
    }

    /// What follows the folder in the path, without a slash at either end; nil outside the folder.
    func remainder(below folder: SystemPath) -> ArraySlice<UInt8>? {
        guard isInsideOrEqual(folder) else { return nil }
        return bytes.dropFirst(folder.bytes.count == 1 ? 1 : folder.bytes.count + 1)
    }

    /// The path without links; nil where it names nothing or the way cannot be followed.
    var resolved: SystemPath? {
        SystemPath.resolved(bytes)
    }

    private static func resolved(_ path: [UInt8]) -> SystemPath? {
        guard let text = SystemPath.withCString(path, { realpath($0, nil) }) else {
            InputLog.note(.realPath, path, SystemError.last.isAbsence ? [] : nil)
            return nil
        }
        defer { free(text) }
        let real = SystemPath(clean: UnsafeRawBufferPointer(start: text, count: strlen(text)).map { $0 })
        InputLog.note(.realPath, path, real.bytes)
        return real
    }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        SystemPath.withCString(bytes, body)
    }

    /// The last component alone, as the calls take it that start from an open folder.
    func withLastComponent<Result>(length: Int, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        withCString { body($0 + (bytes.count - length)) }
    }

    private static func withCString<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let characters = path.map { CChar(bitPattern: $0) } + [0]
        return characters.withUnsafeBufferPointer { buffer in
            // The array ends with the NUL, so it is never empty.
            buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress.unsafelyUnwrapped) }
        }
    }

    /// How reports name the path: relative to a folder, with `/`, bytes that are not UTF-8 percent-encoded.
    package func display(relativeTo folder: SystemPath) -> String {
        if let inside = remainder(below: folder) {
            return inside.isEmpty ? "." : SystemPath.text(of: inside)
        }
        let own = components
        let other = folder.components
        let common = zip(own, other).prefix { $0.elementsEqual($1) }.count
        let up = Array(repeating: "..", count: other.count - common)
        return (up + own[common...].map { SystemPath.text(of: $0) }).joined(separator: "/")
    }

    /// Bytes as text; each byte that is not part of well-formed UTF-8 becomes `%XX`.
    static func text(of bytes: some Collection<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        var rest = Array(bytes)[...]
        while let first = rest.first {
            let width = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            if let character = String(validating: rest.prefix(width), as: UTF8.self) {
                text += character
                rest = rest.dropFirst(width)
            } else {
                text += "%" + (first < 0x10 ? "0" : "") + String(first, radix: 16, uppercase: true)
                rest = rest.dropFirst()
            }
        }
        return text
    }
}
