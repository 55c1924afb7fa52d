internal import OrgModel
internal import RuleCatalogue

/// The objects that need a Health Cloud or Life Sciences licence, asked for by the numbers of names.
///
/// Each name is looked up once, whatever its case: an org grants the same few thousand fields again and again.
struct GatedObjects {
    enum Tier: UInt8 {
        /// Documented in the data models of Health Cloud and Life Sciences Cloud only.
        case documented = 1
        /// Named by the platform's own article, or an object of the managed package.
        case named
    }

    private let names: NameTable
    /// By id: 0 is not looked up yet, 1 not gated, else the tier's number and one.
    private var known: [UInt8]

    init(_ names: NameTable) {
        self.names = names
        known = Array(repeating: 0, count: names.count)
    }

    /// The objects of the table by their names in lower case.
    private static let objects: [[UInt8]: (name: String, tier: Tier)] = {
        var objects: [[UInt8]: (name: String, tier: Tier)] = [:]
        for row in ReferenceTable.gatedObjects.rows {
            let name = row["object"]
            // Tier C is shared with other clouds, so that access to it says nothing.
            switch row["tier"] {
            case "A": objects[Array(name.lowercased().utf8)] = (name, .named)
            case "B": objects[Array(name.lowercased().utf8)] = (name, .documented)
            default: break
            }
        }
        return objects
    }()

    /// The tier of an object by its name, or of a field's object, and how Salesforce spells it; nil for every other.
    static func entry(_ name: String) -> (name: String, tier: Tier)? {
        let object = object(Array(name.utf8)[...])
        let key = folded(object)
        if let entry = objects[key] { return entry }
        return key.starts(with: managedPackage) ? (String(decoding: object, as: UTF8.self), .named) : nil
    }

    /// The tier of an object, or of the object of a field `Object.Field`; nil for every other.
    mutating func tier(of name: Name) -> Tier? {
        let index = Int(name.id)
        if known[index] == 0 { known[index] = lookUp(name).map { $0.rawValue + 1 } ?? 1 }
        return Tier(rawValue: known[index] - 1)
    }

    /// The object of a name or of a field, spelled as Salesforce does where the table has it.
    func object(of name: Name) -> String {
        let object = Self.object(names.utf8(name))
        return Self.objects[Self.folded(object)]?.name ?? String(decoding: object, as: UTF8.self)
    }

    private func lookUp(_ name: Name) -> Tier? {
        let object = Self.folded(Self.object(names.utf8(name)))
        return object.starts(with: Self.managedPackage) ? .named : Self.objects[object]?.tier
    }

    private static func object(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        name.prefix { $0 != UInt8(ascii: ".") }
    }

    private static let managedPackage = Array("healthcloudga__".utf8)

    private static func folded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }
}
