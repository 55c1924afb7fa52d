/// One entry of `needs`, taken apart: alternatives of names that are needed together.
struct NeedEntry: Equatable {
    let alternatives: [[String]]
    let isOptional: Bool

    /// Reads `X`, `X?`, `X | Y` and `X & Y`, where `&` binds closer than `|` and `?` ends the entry.
    init(_ text: String) throws(Reason) {
        isOptional = text.hasSuffix("?")
        var alternatives: [[String]] = []
        for alternative in text.dropLast(isOptional ? 1 : 0).split(separator: "|", omittingEmptySubsequences: false) {
            var names: [String] = []
            for name in alternative.split(separator: "&", omittingEmptySubsequences: false).map(\.trimmingSpaces) {
                guard name.first?.isUppercase == true, name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
                    throw Reason("holds \"\(text)\", in which \"\(name)\" is no name of a metadata type or object")
                }
                names.append(String(name))
            }
            alternatives.append(names)
        }
        self.alternatives = alternatives
    }
}
