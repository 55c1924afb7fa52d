internal import Glibc
internal import Synchronization

/// Runs the same work on several threads and returns the results in the order of the threads.
///
/// Plain threads, because they start in microseconds; the work takes its pieces from a `WorkQueue`.
func onThreads<Result>(_ count: Int, _ work: @escaping () -> Result) -> [Result] {
    guard count > 1 else { return [work()] }
    let log = InputLog.current
    let boxes = (0..<count - 1).map { _ in
        ThreadBox {
            InputLog.use(log)
            return work()
        }
    }
    var threads: [pthread_t] = []
    for box in boxes {
        var thread = pthread_t()
        let pointer = Unmanaged.passRetained(box as AnyThreadBox).toOpaque()
        let status = pthread_create(&thread, nil, runThread, pointer)
        if status == 0 {
            threads.append(thread)
        } else {
            // Without another thread this one does the whole work: what is left in the queue decides who does what.
            Unmanaged<AnyThreadBox>.fromOpaque(pointer).release()
        }
    }
    let own = work()
    for thread in threads {
        pthread_join(thread, nil)
    }
    return [own] + boxes.compactMap(\.result)
}

/// The numbers from 0 on, each handed out once.
final class WorkQueue: Sendable {
    private let next = Atomic<Int>(0)
    private let count: Int

    init(count: Int) {
        self.count = count
    }

    /// The next number; nil when all are handed out.
    func take() -> Int? {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return number < count ? number : nil
    }
}

private class AnyThreadBox {
    func run() {}
}

private final class ThreadBox<Result>: AnyThreadBox {
    private let work: () -> Result
    private(set) var result: Result?

    init(_ work: @escaping () -> Result) {
        self.work = work
    }

    override func run() {
        result = work()
    }
}

private let runThread: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
    if let pointer {
        Unmanaged<AnyThreadBox>.fromOpaque(pointer).takeRetainedValue().run()
    }
    return nil
}
