internal import Glibc

/// Takes memory from libxml2 on one thread, in the midst of whatever else runs.
///
/// What fails goes to the allocator of the program with a size that no system has, so that the program sees it fail.
public enum AllocationFailure {
    /// How many allocations fail.
    public enum Extent: CaseIterable, Sendable {
        case one
        case allFromThenOn
    }

    private typealias Free = @convention(c) (UnsafeMutableRawPointer?) -> Void
    private typealias Allocate = @convention(c) (Int) -> UnsafeMutableRawPointer?
    private typealias Reallocate = @convention(c) (UnsafeMutableRawPointer?, Int) -> UnsafeMutableRawPointer?
    private typealias Duplicate = @convention(c) (UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>?
    private typealias Get =
        @convention(c) (
            UnsafeMutablePointer<Free?>, UnsafeMutablePointer<Allocate?>, UnsafeMutablePointer<Reallocate?>,
            UnsafeMutablePointer<Duplicate?>
        ) -> CInt
    private typealias Set = @convention(c) (Free?, Allocate?, Reallocate?, Duplicate?) -> CInt

    /// What the armed thread has left.
    private final class Countdown {
        var left: Int
        let extent: Extent
        var count = 0

        init(_ left: Int, _ extent: Extent) {
            self.left = left
            self.extent = extent
        }

        func isDue() -> Bool {
            count += 1
            left -= 1
            return left == 0 || (left < 0 && extent == .allFromThenOn)
        }
    }

    private struct Original: Sendable {
        let allocate: Allocate
        let reallocate: Reallocate
        let duplicate: Duplicate
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    private static var isDue: Bool {
        guard let pointer = pthread_getspecific(key) else { return false }
        return Unmanaged<Countdown>.fromOpaque(pointer).takeUnretainedValue().isDue()
    }

    /// Nil where libxml2 is not linked as a library with these functions.
    private static let original: Original? = {
        guard let getter = dlsym(nil, "xmlMemGet"), let setter = dlsym(nil, "xmlMemSetup") else { return nil }
        var free: Free?
        var allocate: Allocate?
        var reallocate: Reallocate?
        var duplicate: Duplicate?
        _ = unsafeBitCast(getter, to: Get.self)(&free, &allocate, &reallocate, &duplicate)
        guard let allocate, let reallocate, let duplicate else { return nil }
        let result = unsafeBitCast(setter, to: Set.self)(
            free,
            { size in AllocationFailure.original?.allocate(AllocationFailure.isDue ? .max : size) },
            { pointer, size in
                AllocationFailure.original?.reallocate(pointer, AllocationFailure.isDue ? .max : size)
            },
            { text in
                if AllocationFailure.isDue {
                    _ = AllocationFailure.original?.allocate(.max)
                    return nil
                }
                return AllocationFailure.original?.duplicate(text)
            }
        )
        return result == 0 ? Original(allocate: allocate, reallocate: reallocate, duplicate: duplicate) : nil
    }()

    /// Whether memory can be taken away; the program has to have used libxml2 before.
    public static var isPossible: Bool { original != nil }

    /// Runs a body on this thread with the n-th allocation of libxml2 failing, from 1.
    ///
    /// - Returns: what the body returns, and how many allocations it asked for.
    public static func at<Result>(
        _ number: Int,
        _ extent: Extent,
        _ body: () throws -> Result
    ) rethrows -> (result: Result, count: Int) {
        let countdown = Countdown(number, extent)
        pthread_setspecific(key, Unmanaged.passUnretained(countdown).toOpaque())
        defer { pthread_setspecific(key, nil) }
        let result = try withExtendedLifetime(countdown) { try body() }
        return (result, countdown.count)
    }
}
