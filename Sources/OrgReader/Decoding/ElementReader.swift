internal import MetadataXML
internal import OrgModel

/// What the decoders find wrong with one file, gathered while it is decoded.
final class ProblemList {
    private(set) var problems: [InputProblem] = []

    func append(_ problem: InputProblem) {
        problems.append(problem)
    }
}

/// One element of a file of metadata, asked by the names of its children.
///
/// An absent element is nil, and so is one with `xsi:nil`; an element that nobody asks for passes.
struct ElementReader {
    let document: XMLDocument
    let index: Int
    let file: FileID
    let component: ComponentID
    let problems: ProblemList
    /// The children to look at, where others were read already: a profile has thousands of entries and few else.
    var rest: [Int]?
    /// The entry that this is a flag of, `objectPermissions:Account`: it keeps the problems of two entries apart.
    var entry: String?

    var location: SourceLocation {
        SourceLocation(file: file, offset: document[index].offset)
    }

    /// All children of a name, those with `xsi:nil` left out.
    func children(_ element: MetadataElement) -> [ElementReader] {
        (rest ?? Array(document.children(of: index))).filter { isPresent($0, element) }.map(at)
    }

    /// The first child of a name that has no `xsi:nil`.
    func child(_ element: MetadataElement) -> ElementReader? {
        let found =
            if let rest {
                rest.first { isPresent($0, element) }
            } else {
                document.children(of: index).first { isPresent($0, element) }
            }
        return found.map(at)
    }

    private func isPresent(_ child: Int, _ element: MetadataElement) -> Bool {
        document[child].name == element.rawValue && !document[child].attributes.contains(.isNil)
    }

    /// The text of this element, trimmed.
    var text: Located<String> {
        Located(document.text(of: index), at: location)
    }

    /// The text of the first child of a name; an empty one counts as absent.
    func text(_ element: MetadataElement) -> Located<String>? {
        child(element).flatMap { $0.text.value.isEmpty ? nil : $0.text }
    }

    /// The texts of all children of a name that are not empty.
    func texts(_ element: MetadataElement) -> [Located<String>] {
        children(element).map(\.text).filter { !$0.value.isEmpty }
    }

    /// The text of a child that the schema requires and that names or labels what it belongs to.
    func key(_ element: MetadataElement) -> Located<String>? {
        let text = text(element)
        if text == nil { noteMissing(element, isKey: true) }
        return text
    }

    /// A child that is `true`, `false`, `1` or `0`. A word in another case is reported and counts as what it says.
    func flag(_ element: MetadataElement, isRequired: Bool = false) -> Located<Bool>? {
        guard let child = child(element) else {
            if isRequired { noteMissing(element, isKey: false) }
            return nil
        }
        return child.boolean(element).map { Located($0, at: child.location) }
    }

    /// This element as a boolean; nil where it says neither.
    func boolean(_ element: MetadataElement) -> Bool? {
        switch document[index].text {
        case 1, 3: return true
        case 2, 4: return false
        default:
            let value = Bool(text.value.lowercased())
            if let value {
                noteOtherCase("\(element)", value)
            } else {
                noteInvalid(element, expected: "true or false")
            }
            return value
        }
    }

    /// A child that is one of some values, as the schema spells them.
    func choice(_ element: MetadataElement, of values: [String]) -> Located<String>? {
        guard let text = text(element) else { return nil }
        if !values.contains(text.value) {
            child(element)?.noteInvalid(element, expected: "one of " + values.joined(separator: ", "))
        }
        return text
    }

    /// The ranges of addresses among the children of a name.
    func ipRanges(_ element: MetadataElement, start: MetadataElement, end: MetadataElement) -> [IPRange] {
        children(element).compactMap { range in
            guard let first = range.text(start) else { return nil }
            return IPRange(start: first.value, end: range.text(end)?.value ?? first.value, location: first.location)
        }
    }

    func noteMissing(_ element: MetadataElement, isKey: Bool) {
        let parent = document.name(of: index)
        problems.append(
            InputProblem(
                kind: .missingElement(isKey: isKey),
                location: location,
                subject: component,
                element: "\(parent)/\(element)",
                message: "'\(parent)' has no '\(element)', which the Metadata API requires."
            )
        )
    }

    func noteInvalid(_ element: MetadataElement, expected: String) {
        noteInvalid("\(element)", expected: expected)
    }

    func noteInvalid(_ element: String, expected: String) {
        noteInvalid(element, "it must be \(expected)", isDoubtful: false)
    }

    /// Real projects deploy `True`, and no document says whether the platform takes it for `true`.
    func noteOtherCase(_ element: String, _ value: Bool) {
        noteInvalid(
            element,
            "the Metadata API spells it \(value), which is how it is read here",
            isDoubtful: true
        )
    }

    private func noteInvalid(_ element: String, _ remark: String, isDoubtful: Bool) {
        problems.append(
            InputProblem(
                kind: .invalidValue,
                location: location,
                subject: component,
                element: entry.map { "\($0)/\(element)" } ?? element,
                message: "'\(element)' is '\(text.value)'; \(remark).",
                isDoubtful: isDoubtful
            )
        )
    }
}
