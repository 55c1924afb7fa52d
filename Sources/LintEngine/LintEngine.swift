// LintEngine
