public import LintEngine
public import OrgModel
public import RuleCatalogue

/// A range of addresses that keeps hardly anybody out, or that holds none.
public struct IPRangeTooWide: Rule {
    public static let page = RuleFile.ipRangeTooWide

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let owners = org.rangeOwners
        guard !owners.isEmpty else { return [] }
        let limits = Limits(v4: context.integer("ipv4-prefix"), v6: context.integer("ipv6-prefix"))
        return owners.flatMap { owner in
            var seen: Set<String> = []
            return owner.ranges.compactMap { range -> Finding? in
                let text = "\(range.start)-\(range.end)"
                guard let addresses = IPAddressRange(start: range.start, end: range.end),
                    let fault = limits.fault(of: addresses), seen.insert(text).inserted
                else { return nil }
                return Finding(
                    .wide("\(owner.noun) '\(owner.component.name)'", text, fault.words),
                    subject: owner.component,
                    element: "\(owner.element):\(text)",
                    location: range.location,
                    severity: fault.isReversed ? .error : nil
                )
            }
        }
    }

    public func subjects(in org: Org) -> Int { org.rangeOwners.reduce(0) { $0 + $1.ranges.count } }
}

/// What ranges belong to: a profile, an app, the org.
private struct RangeOwner {
    let component: ComponentID
    let noun: String
    /// The element that holds one range.
    let element: String
    let ranges: [IPRange]
}

extension Org {
    fileprivate var rangeOwners: [RangeOwner] {
        let profiles = metadata.profiles.map { profile in
            RangeOwner(
                component: profile.componentID,
                noun: "profile",
                element: "loginIpRanges",
                ranges: profile.loginIpRanges
            )
        }
        let apps = apps.map { app in
            RangeOwner(
                component: app.componentID,
                noun: app.kind == .connectedApp ? "connected app" : "external client app",
                element: app.kind == .connectedApp ? "ipRanges" : "trustedIpRanges",
                ranges: app.ipRanges
            )
        }
        let settings = metadata.settings.map { settings in
            RangeOwner(
                component: settings.componentID,
                noun: "settings file",
                element: "networkAccess.ipRanges",
                ranges: settings.ipRanges
            )
        }
        return (profiles + apps + settings).filter { !$0.ranges.isEmpty }
    }
}

/// The longest prefixes that are still too wide to be reported, and one less.
private struct Limits {
    let v4: Int
    let v6: Int

    struct Fault {
        let words: String
        var isReversed = false
    }

    /// What is wrong with a range; nil where nothing is.
    func fault(of range: IPAddressRange) -> Fault? {
        if range.isReversed { return Fault(words: "starts after its end and holds no address", isReversed: true) }
        let (length, prefix) = range.start.version == .v4 ? (32, v4) : (128, v6)
        let span = range.end.value - range.start.value
        if span == UInt128.max >> UInt128(128 - length) {
            return Fault(words: "holds every \(length == 32 ? "IPv4" : "IPv6") address")
        }
        let bits = length - max(0, min(prefix, length))
        guard bits < 128, range.isWider(thanBits: bits) else { return nil }
        let count = length == 32 ? "holds \(span + 1) addresses, more than" : "is wider than"
        return Fault(words: "\(count) a /\(length - bits)")
    }
}

extension Finding.Message {
    fileprivate static func wide(_ owner: String, _ range: String, _ fault: String) -> Self {
        "The range of addresses '\(range)' of \(owner) \(fault)."
    }
}
