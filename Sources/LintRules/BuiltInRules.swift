public import LintEngine

/// The rules that forcelint ships with, by area; each area lists its own beside its rules.
public enum BuiltInRules {
    public static let all: [any Rule] =
        integrationUsers + health + permissionSets + profiles + apps + credentials + orgSettings + inputs
}
