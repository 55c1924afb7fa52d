public struct RuleFile: Sendable {}
