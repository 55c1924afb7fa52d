import RuleCatalogue
import Testing

@Suite("Severity, confidence and persona")
struct AxesTests {
    @Test func areOrdered() {
        #expect(Severity.allCases.sorted() == [.note, .warning, .error])
        #expect(Confidence.allCases.sorted() == [.low, .medium, .high])
        #expect(Persona.allCases.sorted() == [.regular, .pedantic, .auditor])
        #expect(Severity.note < .error)
        #expect(Persona.regular < .pedantic)
    }
}
