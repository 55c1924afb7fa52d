public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An exception that does not say why, and is not applied.
public struct ExceptionWithoutReason: ExceptionRule {
    public static let page = RuleFile.exceptionWithoutReason

    public init() {}

    public func findings(about exceptions: [JudgedException], in context: RuleContext) -> [Finding] {
        exceptions.compactMap { judged in
            guard case .withoutReason = judged.outcome else { return nil }
            return Finding(.noReason(judged.exception), about: judged.exception, in: context.org)
        }
    }

    public func subjects(in org: Org) -> Int { org.files.count }
}

extension Finding {
    /// A finding about an exception: its entry or comment is the place.
    init(_ message: Message, about exception: Exception, in org: Org) {
        let target =
            switch exception.target {
            case .subject(let target): target
            case .place: Self.name(of: org.files[exception.location.file.index])
            }
        self.init(
            message,
            subject: ComponentID(type: "Exception", name: "\(exception.rule) \(target)"),
            location: exception.location
        )
    }

    /// A file by its name alone, which is the same in every checkout.
    private static func name(of file: SourceFile) -> String {
        let name = file.path.split(separator: "/").last ?? ""
        return String(name.hasSuffix("-meta.xml") ? name.dropLast("-meta.xml".count) : name)
    }
}

extension Finding.Message {
    fileprivate static func noReason(_ exception: Exception) -> Self {
        """
        The exception of '\(exception.rule)' for '\(exception.targetText)' gives no reason, and an exception without a \
        reason is not applied.
        """
    }
}
