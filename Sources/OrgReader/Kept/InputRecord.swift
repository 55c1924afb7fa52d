package import CacheStore

/// All that a run asked about its inputs, with the answers: where these are the same, so is what comes of them.
package struct InputRecord: Sendable {
    /// A file that was read.
    struct Contents: Sendable {
        let hash: ContentHash
        let stamp: FileStamp
        /// Whether the stamp stands for the contents.
        let isSettled: Bool
    }

    let key: ContentHash.Key
    /// When the run began, in nanoseconds since 1970.
    let moment: Int64
    var isVoid = false
    var answers: [InputLog.Question: [UInt8]] = [:]
    var listings: [FolderListing] = []
    var contents: [[UInt8]: Contents] = [:]

    init(key: ContentHash.Key, moment: Int64) {
        self.key = key
        self.moment = moment
    }

    /// Bytes of all files that were read.
    package var size: Int { contents.values.reduce(0) { $0 + $1.stamp.size } }

    mutating func add(_ question: InputLog.Question, _ answer: [UInt8]?) {
        guard let answer, answers[question].map({ $0 == answer }) ?? true else {
            isVoid = true
            return
        }
        answers[question] = answer
    }

    mutating func add(_ hash: ContentHash, of path: [UInt8], _ stamp: FileStamp?) {
        guard let stamp, contents[path].map({ $0.hash == hash && $0.stamp == stamp }) ?? true else {
            isVoid = true
            return
        }
        contents[path] = Contents(hash: hash, stamp: stamp, isSettled: stamp.isSettled(at: moment))
    }

    // MARK: As bytes

    package func write(to writer: inout ByteWriter) {
        writer.add(answers.count)
        for (question, answer) in answers {
            writer.add(question.subject.rawValue)
            writer.add(question.name)
            writer.add(answer)
        }
        writer.add(listings.count)
        for listing in listings {
            writer.add(listing.path)
            writer.add(listing.entries == nil ? 0 : 1 as UInt8)
            if let entries = listing.entries { writer.add(entries) }
        }
        writer.add(contents.count)
        for (path, file) in contents {
            writer.add(path)
            writer.add(file.hash)
            file.stamp.write(to: &writer)
            writer.add(file.isSettled ? 1 : 0 as UInt8)
        }
    }

    /// Nil where the bytes hold something else.
    package init?(from reader: inout ByteReader, key: ContentHash.Key) {
        self.init(key: key, moment: FileStamp.now)
        guard let answerCount = reader.count(ofAtLeast: 17) else { return nil }
        for _ in 0..<answerCount {
            guard let subject = reader.byte().flatMap(InputLog.Question.Subject.init), let name = reader.text(),
                let answer = reader.text()
            else { return nil }
            answers[InputLog.Question(subject: subject, name: name)] = answer
        }
        guard let listingCount = reader.count(ofAtLeast: 9) else { return nil }
        listings.reserveCapacity(listingCount)
        for _ in 0..<listingCount {
            guard let path = reader.text(), let isFirst = reader.byte(), isFirst <= 1 else { return nil }
            var entries: ContentHash?
            if isFirst == 1 {
                guard let hash = reader.hash() else { return nil }
                entries = hash
            }
            listings.append(FolderListing(path: path, entries: entries))
        }
        guard let fileCount = reader.count(ofAtLeast: 65) else { return nil }
        contents.reserveCapacity(fileCount)
        for _ in 0..<fileCount {
            guard let path = reader.text(), let hash = reader.hash(), let stamp = FileStamp(from: &reader),
                let isSettled = reader.byte()
            else { return nil }
            contents[path] = Contents(hash: hash, stamp: stamp, isSettled: isSettled == 1)
        }
    }
}
