internal import CacheStore
internal import Glibc

/// Asks everything again that a run asked before.
package struct InputCheck {
    package enum Outcome {
        /// Everything is as it was.
        case same
        /// All contents are as they were, but some files had to be read to know: the record for next time.
        case sameContents(InputRecord)
        case changed
    }

    private let record: InputRecord
    private let jobs: Int

    /// - Parameter jobs: how many threads read at most.
    package init(_ record: InputRecord, jobs: Int) {
        self.record = record
        self.jobs = jobs
    }

    /// - Parameter answer: what the questions that are not about files are answered with now; nil where nobody knows.
    package func outcome(_ answer: (InputLog.Question) -> [UInt8]?) -> Outcome {
        for (question, known) in record.answers {
            guard (self.answer(question) ?? answer(question)) == known else { return .changed }
        }
        guard listingsAreSame else { return .changed }
        var moved: [(path: SystemPath, hash: ContentHash, size: Int)] = []
        for (path, file) in record.contents {
            let path = SystemPath(clean: path)
            guard let status = FileStatus(following: path) else { return .changed }
            if file.isSettled, status.stamp == file.stamp { continue }
            guard status.kind == .regularFile, status.size == file.stamp.size else { return .changed }
            moved.append((path, file.hash, status.size))
        }
        return moved.isEmpty ? .same : reread(moved)
    }

    private func answer(_ question: InputLog.Question) -> [UInt8]? {
        switch question.subject {
        case .kind:
            FileStatus(following: SystemPath(clean: question.name)).map { [$0.kind.rawValue] }
                ?? (SystemError.last.isAbsence ? [] : nil)
        case .realPath: SystemPath(clean: question.name).resolved?.bytes ?? (SystemError.last.isAbsence ? [] : nil)
        case .variable, .terminal, .day: nil
        }
    }

    /// Walks the folders again, each by its own path.
    private var listingsAreSame: Bool {
        var visited: Set<FileIdentity> = []
        for listing in record.listings {
            if listing == .newWalk {
                visited = []
                continue
            }
            let descriptor = SystemPath(clean: listing.path).withCString {
                open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            }
            guard descriptor >= 0 else { return false }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                close(descriptor)
                return false
            }
            let isFirst = visited.insert(FileIdentity(status)).inserted
            guard isFirst, listing.entries != nil else {
                close(descriptor)
                if isFirst == (listing.entries != nil) { continue } else { return false }
            }
            guard hash(of: descriptor) == listing.entries else { return false }
        }
        return true
    }

    /// The hash of the entries of an open folder, which it closes; nil where they cannot be read.
    private func hash(of descriptor: CInt) -> ContentHash? {
        guard let stream = fdopendir(descriptor) else {
            close(descriptor)
            return nil
        }
        defer { closedir(stream) }
        var listing = ListingHash(key: record.key)
        while true {
            errno = 0
            guard let entry = readdir(stream) else { return errno == 0 ? listing.result : nil }
            withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                let bytes = UnsafeRawPointer(tuple).assumingMemoryBound(to: UInt8.self)
                let length = strlen(UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self))
                listing.add(UnsafeBufferPointer(start: bytes, count: length), type: entry.pointee.d_type)
            }
        }
    }

    /// Reads files whose stamps say nothing, such as those of a fresh checkout.
    private func reread(_ files: [(path: SystemPath, hash: ContentHash, size: Int)]) -> Outcome {
        let queue = WorkQueue(count: files.count)
        let size = files.reduce(0) { $0 + $1.size }
        let found = onThreads(size < 4 << 20 ? 1 : max(1, min(jobs, files.count))) { () -> [(Int, FileStamp)]? in
            var bytes = FileBytes()
            var stamps: [(Int, FileStamp)] = []
            while let next = queue.take() {
                let file = files[next]
                guard (try? bytes.read(file.path, limit: file.size)) != nil, let stamp = bytes.stamp,
                    bytes.withBytes({ ContentHash($0, key: record.key) }) == file.hash
                else { return nil }
                stamps.append((next, stamp))
            }
            return stamps
        }
        var new = record
        for stamps in found {
            guard let stamps else { return .changed }
            for (index, stamp) in stamps { new.renew(files[index].path.bytes, stamp) }
        }
        return .sameContents(new)
    }
}

extension InputRecord {
    /// Gives a file that holds what it held the stamp that it has now.
    fileprivate mutating func renew(_ path: [UInt8], _ stamp: FileStamp) {
        guard let file = contents[path] else { return }
        contents[path] = Contents(hash: file.hash, stamp: stamp, isSettled: stamp.isSettled(at: moment))
    }
}
