/// What somebody who answers for an org asks, and rules help to answer; every rule belongs to one question at least.
public enum Question: String, CaseIterable, Sendable {
    case work, deployment, reach, entry, trail, cost, ending, project

    /// The question in words.
    public var text: String {
        switch self {
        case .work: "Does the integration work at all?"
        case .deployment: "Will the deployment or the assignment be refused?"
        case .reach: "Can an integration do more than it should?"
        case .entry: "Can somebody else come in as the integration?"
        case .trail: "Can we tell afterwards which integration did what, and why it may?"
        case .cost: "Do we pay for too much, or run out of licenses?"
        case .ending: "What ends soon, or is left over?"
        case .project: "Is the project itself in order?"
        }
    }
}
