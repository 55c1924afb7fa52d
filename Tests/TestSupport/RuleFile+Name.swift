public import RuleCatalogue
public import Testing

/// A test over all pages names each by its id.
extension RuleFile: CustomTestStringConvertible {
    public var testDescription: String { id }
}
