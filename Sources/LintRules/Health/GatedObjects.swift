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
    private let tiers: [[UInt8]: Tier]
    /// By id: 0 is not looked up yet, 1 not gated, else the tier's number and one.
    private var known: [UInt8]

    init(_ names: NameTable) {
        self.names = names
        known = Array(repeating: 0, count: names.count)
        var tiers: [[UInt8]: Tier] = [:]
        for row in ReferenceTable.gatedObjects.rows {
            // Tier C is shared with other clouds, so that access to it says nothing.
            switch row["tier"] {
            case "A": tiers[Array(row["object"].lowercased().utf8)] = .named
            case "B": tiers[Array(row["object"].lowercased().utf8)] = .documented
            default: break
            }
        }
        self.tiers = tiers
    }

    /// The tier of an object, or of the object of a field `Object.Field`; nil for every other.
    mutating func tier(of name: Name) -> Tier? {
        let index = Int(name.id)
        if known[index] == 0 { known[index] = lookUp(name).map { $0.rawValue + 1 } ?? 1 }
        return Tier(rawValue: known[index] - 1)
    }

    private func lookUp(_ name: Name) -> Tier? {
        let object = Self.folded(names.utf8(name).prefix { $0 != UInt8(ascii: ".") })
        return object.starts(with: Self.managedPackage) ? .named : tiers[object]
    }

    private static let managedPackage = Array("healthcloudga__".utf8)

    private static func folded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }
}
