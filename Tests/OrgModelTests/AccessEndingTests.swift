import OrgModel
import Testing

/// What ends an access, compared with trying every choice of cuts.
struct AccessEndingTests {
    private typealias Cut = AccessEnding.Cut

    /// Orgs in which one user has `P` by sets and groups in every way that a few bits can say.
    private func org(_ bits: Int) -> Org {
        var sample = SampleOrg()
        let sets = ["A", "B", "C"]
        for (index, set) in sets.enumerated() where bits >> index & 1 == 1 { sample.add(permissionSet: set, "P") }
        for (index, set) in sets.enumerated() where bits >> index & 1 == 0 { sample.add(permissionSet: set, "Q") }
        sample.add(group: "G", of: sets.enumerated().filter { bits >> (3 + $0.offset) & 1 == 1 }.map(\.element))
        sample.add(group: "H", of: sets.enumerated().filter { bits >> (6 + $0.offset) & 1 == 1 }.map(\.element))
        sample.add(
            user: "erp@acme.example", license: "Salesforce Integration",
            sets: sets.enumerated().filter { bits >> (9 + $0.offset) & 1 == 1 }.map(\.element),
            groups: ["G", "H"])
        return sample.org()
    }

    @Test func endsAreAllSmallestOnes() {
        for bits in stride(from: 0, to: 1 << 12, by: 7) {
            let answer = org(bits).holders(of: .permission, .userPermissions, named: "P")
            guard let holding = answer.holdings?.first else { continue }
            let ways = holding.paths.map(cuts)
            guard let ending = holding.ending else {
                Issue.record("\(bits): no ending")
                continue
            }
            let found = Set(ending.choices.map(Set.init))
            #expect(found.count == ending.choices.count)
            let expected = smallest(ways)
            if ending.isCut {
                #expect(found.isSubset(of: expected), "\(bits)")
            } else {
                #expect(found == expected, "\(bits)")
            }
        }
    }

    /// The cuts of a way, worked out from its steps.
    private func cuts(_ path: AccessPath) -> Set<Cut> {
        var cuts: Set<Cut> = []
        for (index, step) in path.steps.enumerated() {
            if step.component.type == "PermissionSetAssignment" {
                cuts.insert(.assignment(of: step.component.name, to: "erp@acme.example", step.location))
            } else if step.component.type == "PermissionSetGroup" {
                let set = path.steps[index + 1].component.name
                cuts.insert(.member(set: set, group: step.component.name, step.location))
            }
        }
        if let element = path.element, let holder = path.steps.last {
            cuts.insert(.entry(element.component, holder: holder.component, element.location))
        }
        return cuts
    }

    private func smallest(_ ways: [Set<Cut>]) -> Set<Set<Cut>> {
        let all = Array(ways.reduce(into: Set()) { $0.formUnion($1) })
        let choices = (0..<1 << all.count).map { bits in Set(all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] })
        }
        .filter { choice in ways.allSatisfy { !$0.isDisjoint(with: choice) } }
        let sorted = choices.sorted { $0.count < $1.count }
        return sorted.reduce(into: Set()) { smallest, choice in
            if !smallest.contains(where: { $0.isSubset(of: choice) }) { smallest.insert(choice) }
        }
    }

    @Test func whatNobodyGivesNobodyCanTake() {
        var sample = SampleOrg()
        sample.add(user: "erp@acme.example", license: "Salesforce Integration")
        let answer = sample.org().holders(of: .permission, .userPermissions, named: "ApiUserOnly")
        #expect(answer.holdings?.count == 1)
        #expect(answer.holdings?.first?.ending?.choices.isEmpty == true)
        #expect(answer.holdings?.first?.ending?.isCut == false)
    }
}
