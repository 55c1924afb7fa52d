import OrgModel
import Testing

@testable import Reporting

@Suite struct SARIFPartsTests {
    /// The vectors of github/codeql-action, src/fingerprints.test.ts.
    @Test(arguments: [
        ("", ["c129715d7a2bc9a3:1"]),
        (
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
        ),
        (
            " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
            [
                "e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
                "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1",
            ]
        ),
        (
            String(repeating: "Lorem ipsum dolor sit amet.\n", count: 10),
            [
                "a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4",
                "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1",
            ]
        ),
        (
            "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n",
            [
                "e54938cc54b302f1:1", "bb609acbe9138d60:1", "1131fd5871777f34:1", "5c482a0f8b35ea28:1",
                "54517377da7028d2:1", "2c644846cb18d53e:1", "f1b89f20de0d133:1", "c129715d7a2bc9a3:1",
            ]
        ),
    ])
    func lineHashes(text: String, hashes: [String]) {
        let found = LineHashes(Array(text.utf8)).hashes
        #expect(found == Dictionary(uniqueKeysWithValues: hashes.enumerated().map { ($0 + 1, $1) }))
        #expect(LineHashes(Array(text.utf8), lines: [1]).hashes == [1: hashes[0]])
    }

    @Test(arguments: [
        ("a/b.xml", "a/b.xml", "%SRCROOT%"),
        ("a b/ü#?.xml", "a%20b/%C3%BC%23%3F.xml", "%SRCROOT%"),
        ("100%/a%20b", "100%25/a%2520b", "%SRCROOT%"),
        ("c:d/[x]{y}", "c%3Ad/%5Bx%5D%7By%7D", "%SRCROOT%"),
        ("./a//./b", "a/b", "%SRCROOT%"),
        ("../../x/y", "x/y", "%SRCROOT_PARENT2%"),
        ("/tmp/x y", "file:///tmp/x%20y", nil),
    ])
    func addresses(path: String, uri: String, base: String?) {
        let address = ArtifactURI(file(path, Array(path.utf8)))
        #expect(address.uri == uri)
        #expect(address.base == base)
    }

    @Test func addressOfAPathThatIsNotUTF8() {
        let system = Array("/org/100%/".utf8) + [0x61, 0xFF] + Array(".xml".utf8)
        #expect(ArtifactURI(file("100%/a%FF.xml", system)).uri == "100%25/a%FF.xml")
    }

    private func file(_ path: String, _ systemPath: [UInt8]) -> SourceFile {
        SourceFile(
            path: path,
            systemPath: systemPath,
            syntax: .xml,
            packageDirectory: "",
            length: 0,
            modificationTime: 0
        )
    }

    @Test(arguments: [
        ("plain 'x'", "plain 'x'."), ("Done.", "Done."),
        ("uses {!$Credential.Password}", "uses (!$Credential.Password)."),
        ("a [b] c", "a [b] c."), ("a [b](1) c", "a \\[b\\](1) c."), ("a\u{202E}", "a<U+202E>."),
    ])
    func messages(text: String, message: String) {
        #expect(SARIFText.sentence(text) == message)
    }

    @Test func links() {
        #expect(SARIFText.link("a]b", to: 3) == "[a\\]b](3)")
    }
}
