internal import OrgModel
internal import YAML

extension LicensePrices {
    private enum Key: String, CaseIterable {
        case salesforce = "Salesforce"
        case salesforceIntegration = "Salesforce Integration"
        case currency
    }

    /// Reads the prices of licences: whole numbers, per user and year, in one currency.
    init(_ node: ConfigurationNode) throws(ConfigurationError) {
        var currency: String?
        var prices: [Key: Int] = [:]
        for (key, value) in try node.members(Key.self) {
            guard key != .currency else {
                currency = try LicensePrices.currency(value)
                continue
            }
            let price = try value.integer()
            guard (0...maximum).contains(price) else {
                throw value.error("'\(value.name)' is \(price), not between 0 and \(maximum)")
            }
            prices[key] = price
        }
        guard let currency else { throw node.error("'prices' has no 'currency'; write 'currency: USD'") }
        self.init(
            salesforce: prices[.salesforce],
            salesforceIntegration: prices[.salesforceIntegration],
            currency: currency,
            line: node.node.mark.line
        )
    }

    /// The code of a currency, as ISO 4217 writes it.
    private static func currency(_ node: ConfigurationNode) throws(ConfigurationError) -> String {
        let text = try node.text()
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw node.error("'\(text.prefix(60))' is no currency; write its code of three capital letters, as USD")
        }
        return text
    }
}

/// A price that nothing costs, so that sums stay numbers.
private let maximum = 1_000_000
