internal import OrgModel

extension Report {
    /// The report with pseudonyms for people and keys, in everything that a reporter can show.
    ///
    /// What is added to a report goes through the redactor here, and nowhere else. Exported records are not shown at all:
    /// they are about people, in columns that nobody here knows. A fix whose text would have to change is no fix any
    /// more and has no edits. A fingerprint that names were part of is made anew from the pseudonyms, since names can be
    /// guessed and compared.
    public func redacted(by redactor: inout Redactor) -> Report {
        let files = files.map { $0.redacted(by: &redactor) }
        let results = results.map { $0.redacted(by: &redactor, files) }
        let coverage = coverage.redacted(by: &redactor)
        let access = access?.redacted(by: &redactor)
        let ignoredPaths = ignoredPaths.map { redactor.text($0) }
        let skippedPaths = skippedPaths.map { (redactor.text($0.path), redactor.text($0.reason)) }
        let overview = overview?.redacted(by: &redactor)
        let baseline = baseline.map { outcome in
            BaselineOutcome(
                staleEntries: outcome.staleEntries.map { $0.redacted(by: &redactor) },
                pruneCommand: redactor.text(outcome.pruneCommand))
        }
        // A copy, because the edits are in no order and must number nobody.
        var probe = redactor
        let edits = edits.filter { probe.text($0.value.replacement) == $0.value.replacement }
        var masks: [FileID: [SourceMask]] = [:]
        for (file, source) in sources.sorted(by: { $0.key < $1.key }) {
            masks[file] =
                files[file.index].isRecords
                ? [SourceMask(bytes: 0..<source.bytes.count)] : redactor.masks(source.bytes)
        }
        return Report(
            toolVersion: toolVersion,
            files: files,
            results: results,
            suppressedCount: suppressedCount,
            baselineCount: baselineCount,
            baseline: baseline,
            outsideCount: outsideCount,
            coverage: coverage,
            access: access,
            overview: overview,
            asOf: asOf,
            ignoredPaths: ignoredPaths,
            skippedPaths: skippedPaths,
            sources: sources,
            regions: regions,
            edits: edits,
            masks: masks
        )
    }
}

extension AccessComparison {
    public func redacted(by redactor: inout Redactor) -> AccessComparison {
        let changes = changes.map { change in
            var change = change
            change.subject = redactor.component(change.subject)
            change.label = change.label.map { redactor.text($0) }
            change.item =
                switch change.item {
                case .right(let kind, let name, let flag): .right(kind, name: redactor.text(name), flag: flag)
                case .property(let element, let value): .property(element, value: redactor.text(value))
                }
            change.steps = change.steps.map { step in
                var step = step
                step.component = redactor.component(step.component)
                step.path = redactor.text(step.path)
                return step
            }
            return change
        }
        return AccessComparison(changes: changes, comparesUsers: comparesUsers)
    }
}

extension FixPlan {
    /// The plan as it may be shown; it is no longer one that may be carried out.
    public func redacted(by redactor: inout Redactor) -> FixPlan {
        var plan = self
        plan.files = files.map { file, edits in
            let edits = edits.map { edit in
                ResolvedEdit(
                    file: edit.file, offset: edit.offset, length: edit.length,
                    replacement: redactor.text(edit.replacement))
            }
            return (file, edits)
        }
        return plan
    }
}

extension SourceFile {
    fileprivate func redacted(by redactor: inout Redactor) -> SourceFile {
        let shown = redactor.text(path)
        let directory = redactor.text(packageDirectory)
        guard shown != path || directory != packageDirectory else { return self }
        return SourceFile(
            path: shown,
            systemPath: Array(shown.utf8),
            syntax: syntax,
            isRecords: isRecords,
            packageDirectory: directory,
            length: length,
            modificationTime: modificationTime
        )
    }
}

extension LintResult {
    fileprivate func redacted(by redactor: inout Redactor, _ files: [SourceFile]) -> LintResult {
        var shown = finding
        shown.message = Finding.Message(stringLiteral: redactor.text(finding.message.text))
        shown.subject = redactor.component(finding.subject)
        shown.element = redactor.text(finding.element)
        shown.related = finding.related.map { Finding.Related(redactor.text($0.message), at: $0.location) }
        shown.paths = finding.paths.map { path in
            path.map { PathStep(component: redactor.component($0.component), location: $0.location) }
        }
        shown.fix = finding.fix.map { fix in
            var fix = fix
            fix.description = redactor.text(fix.description)
            fix.commands = fix.commands.map { redactor.text($0) }
            return fix
        }
        let isNamed = shown.subject != finding.subject || shown.element != finding.element
        let directory = files[finding.location.file.index].packageDirectory
        var result = LintResult(
            rule: rule,
            severity: severity,
            confidence: confidence,
            finding: shown,
            fingerprint: isNamed ? Fingerprint.of(shown, rule, packageDirectory: directory) : fingerprint,
            suppression: suppression?.redacted(by: &redactor)
        )
        result.baselineState = baselineState
        return result
    }
}

extension Baseline.Entry {
    fileprivate func redacted(by redactor: inout Redactor) -> Baseline.Entry {
        let shown = (rule: redactor.text(rule), subject: redactor.component(subject), element: redactor.text(element))
        guard shown != (rule, subject, element) else { return self }
        // As those of findings, made anew from the pseudonyms, since names can be guessed and compared.
        let parts = [shown.rule, shown.subject.type, shown.subject.name, shown.element]
        return Baseline.Entry(
            fingerprint: SHA256.hexadecimal(Array(parts.joined(separator: "\0").utf8)),
            count: count,
            rule: shown.rule,
            subject: shown.subject,
            element: shown.element
        )
    }
}

extension Suppression {
    fileprivate func redacted(by redactor: inout Redactor) -> Suppression {
        Suppression(
            kind: kind,
            reason: redactor.text(reason),
            owner: owner.map { redactor.owner($0) },
            expires: expires,
            location: location
        )
    }
}

extension Coverage {
    fileprivate func redacted(by redactor: inout Redactor) -> Coverage {
        Coverage(
            inputs: inputs,
            rules: rules.map { rule in
                RuleCoverage(
                    rule: rule.rule,
                    status: rule.status,
                    missing: rule.missing.map { redactor.text($0) },
                    subjects: rule.subjects
                )
            }
        )
    }
}
