/// What user licences cost the org, per user and year, as the configuration says.
public struct LicensePrices: Sendable, Equatable {
    /// In whole units of the currency; nil where nobody says.
    public var salesforce: Int?
    /// A seat of *Salesforce Integration* beyond the free ones; nil where nobody says.
    public var salesforceIntegration: Int?
    /// `USD`.
    public var currency: String
    /// The line of the configuration that names the prices.
    public var line: Int

    public init(salesforce: Int? = nil, salesforceIntegration: Int? = nil, currency: String, line: Int) {
        self.salesforce = salesforce
        self.salesforceIntegration = salesforceIntegration
        self.currency = currency
        self.line = line
    }
}
