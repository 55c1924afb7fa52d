internal import Glibc
internal import OrgReader

/// The variables that the program was started with.
enum Environment {
    /// A variable that what comes of the run depends on; nil where it is not set.
    static func value(_ name: String) -> String? {
        let bytes = bytes(name)
        InputLog.note(.variable, Array(name.utf8), answer(bytes))
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    static func bytes(_ name: String) -> [UInt8]? {
        getenv(name).map { UnsafeRawBufferPointer(start: $0, count: strlen($0)).map { $0 } }
    }

    /// What the question for a variable is answered with now.
    static func answer(_ name: [UInt8]) -> [UInt8] {
        answer(bytes(String(decoding: name, as: UTF8.self)))
    }

    /// A variable without a text is set all the same.
    private static func answer(_ value: [UInt8]?) -> [UInt8] {
        value.map { [1] + $0 } ?? []
    }
}
