// LintRules
