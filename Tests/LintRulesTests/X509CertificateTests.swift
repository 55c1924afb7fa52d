import OrgModel
import Testing

@testable import LintRules

/// The end of a certificate, whatever stands where a certificate may stand.
@Suite struct X509CertificateTests {
    // Made by `openssl ca -selfsign -startdate 20250301000000Z -enddate …`, and by `openssl x509 -req` for version 1.

    /// A key on the curve P-256, version 3, to 2026-03-01T12:00:00Z.
    static let elliptic = """
        -----BEGIN CERTIFICATE-----
        MIIBNzCB3qADAgECAgIQADAKBggqhkjOPQQDAjAOMQwwCgYDVQQDDANlcnAwHhcN
        MjUwMzAxMDAwMDAwWhcNMjYwMzAxMTIwMDAwWjAOMQwwCgYDVQQDDANlcnAwWTAT
        BgcqhkjOPQIBBggqhkjOPQMBBwNCAATqpJWgjd01J6IEBVOquFyq/z6dOs+2lmIy
        nmeizpya1YxX7RLT9k1T8212iWouKKKaPHuY5v9hHQbbxuXuuNGroywwKjAJBgNV
        HRMEAjAAMB0GA1UdDgQWBBQz0J6684wYIr4vGKObWxqrCdjkyjAKBggqhkjOPQQD
        AgNIADBFAiEAk0gxanAXRfQNShZVEDmE2CRiuOP8MX/qmOJN9X6AdNUCIDhRlK9g
        nU5ZgJsV4N0J5dsuppulBhwthBhN0NQWUbGK
        -----END CERTIFICATE-----
        """
    /// The same with a key of RSA, 2048 bits.
    static let rsa = """
        -----BEGIN CERTIFICATE-----
        MIICxDCCAaygAwIBAgICEAMwDQYJKoZIhvcNAQELBQAwDjEMMAoGA1UEAwwDcnNh
        MB4XDTI1MDMwMTAwMDAwMFoXDTI2MDMwMTEyMDAwMFowDjEMMAoGA1UEAwwDcnNh
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1PDpa1wHF8MAAmeIE6RK
        hqTqygwfVgpiiPaACEv/kbKmZbX4eOs2Ntp+rtQT0AYXC+ECezL6CJZe2Xi8V9DT
        hgIq4BQjQcSt0ndyFFC5Q6Qugc8y+tRXYefzZB9npbjnG68vPz4vLGamK/wdK8YR
        3HAuKL60oBPPA5RzPy5/l7Sh5JulQY/q6Fr5VziGrGyrw2wWDmzHBpXxxENVfyER
        oEx87/rCetcBhgHYDp5UXnyVg8brT8VO9eHWNP+2YT0NxkacTOFY4XAE4E8yWaZl
        FlmZFtHYAxvS30FqQZql28DcA1wSZ0LqBe1J42tc5pkD7TIX+VdvnR9fYaDZuFDl
        7wIDAQABoywwKjAJBgNVHRMEAjAAMB0GA1UdDgQWBBS5IWPuhvvp4wq+mK0ypXD9
        UvZ90DANBgkqhkiG9w0BAQsFAAOCAQEAvKvasLfEUMEY6O9DytMni1rTgdOO0XES
        vJ1ilx4owRsB/54fAhyhblmQR8PrkAA8IuL1J7yD3z2pCBn3M2nEEmfRIKXMnwbw
        qtJNUmD9KKEgoluZmoshr/O7xudyxPy1LSuZqIChe3gY1KQDA0MqaxPMFTcq3Os7
        Ak+LEqOpHNVFRrJhM/Q57JWz0dWoZMbJ65cPZ0DQU39QGCSsjFZto+VCl6v+qYDB
        k+PSan2zvIv4ubhxysQMt3czDkkplKGcc6RGPzm/j8wlAsGRmTCNvkeRZPbi1xVm
        QEp7hJUSnsvSVxGWzAbuSZPuyCtiW46ZHbQY+ye6b5UrDGJF2u+KQQ==
        -----END CERTIFICATE-----
        """
    /// To 2075-12-31T23:59:59Z, which takes four digits for the year.
    static let distant = """
        -----BEGIN CERTIFICATE-----
        MIIBOTCB4KADAgECAgIQBDAKBggqhkjOPQQDAjAOMQwwCgYDVQQDDANmYXIwIBcN
        MjUwMzAxMDAwMDAwWhgPMjA3NTEyMzEyMzU5NTlaMA4xDDAKBgNVBAMMA2ZhcjBZ
        MBMGByqGSM49AgEGCCqGSM49AwEHA0IABOqklaCN3TUnogQFU6q4XKr/Pp06z7aW
        YjKeZ6LOnJrVjFftEtP2TVPzbXaJai4oopo8e5jm/2EdBtvG5e640aujLDAqMAkG
        A1UdEwQCMAAwHQYDVR0OBBYEFDPQnrrzjBgivi8Yo5tbGqsJ2OTKMAoGCCqGSM49
        BAMCA0gAMEUCIQD9+UDv/JU3ghIFqQZ2PjDWtVIpJ0mHchqBaf5e1MrEgwIgQ06J
        l1UBzBWPlyGameQC7x71cAlcR0UOB/7x9JKBoJM=
        -----END CERTIFICATE-----
        """
    /// Without a version; 2026-11-22T02:27:11Z to 2027-03-02T02:27:11Z.
    static let versionOne = """
        -----BEGIN CERTIFICATE-----
        MIIBFDCBuwIUW4cM1acrPJCbV7NC5NzrcPr4xY8wCgYIKoZIzj0EAwIwDTELMAkG
        A1UEAwwCdjEwHhcNMjYxMTIyMDIyNzExWhcNMjcwMzAyMDIyNzExWjANMQswCQYD
        VQQDDAJ2MTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOqklaCN3TUnogQFU6q4
        XKr/Pp06z7aWYjKeZ6LOnJrVjFftEtP2TVPzbXaJai4oopo8e5jm/2EdBtvG5e64
        0aswCgYIKoZIzj0EAwIDSAAwRQIhAI8nxt3u1qXTnRqkjw2Z6EVMpDLJeXCJ0ZSA
        PzVTdhYyAiAWMice9q1dP+iek/RinSNLA4UMNMmw3viA5jpUPlKBew==
        -----END CERTIFICATE-----
        """

    @Test(arguments: [
        (elliptic, "2025-03-01T00:00:00Z", "2026-03-01T12:00:00Z"),
        (rsa, "2025-03-01T00:00:00Z", "2026-03-01T12:00:00Z"),
        (distant, "2025-03-01T00:00:00Z", "2075-12-31T23:59:59Z"),
        (versionOne, "2026-11-22T02:27:11Z", "2027-03-02T02:27:11Z"),
    ])
    func readsTheValidity(_ text: String, _ start: String, _ end: String) throws {
        let certificate = try #require(X509Certificate(text: text))
        #expect(certificate.notBefore == Timestamp(start))
        #expect(certificate.notAfter == Timestamp(end))
    }

    @Test func readsWhatStandsAroundIt() throws {
        let end = Timestamp("2026-03-01T12:00:00Z")
        let lines = Self.elliptic.split(separator: "\n").dropFirst().dropLast()
        let texts = [
            lines.joined(), lines.joined(separator: "\r\n        "), "  \n" + lines.joined() + "\n",
            "Bag Attributes: <none>\n" + Self.elliptic, Self.elliptic + "\n" + Self.distant,
        ]
        #expect(texts.map { X509Certificate(text: $0)?.notAfter } == texts.map { _ in end })
    }

    @Test(arguments: [
        "", " ", "ERP_Signing", "MyCert", "{CERTIFICATE}", "MIIB", "====", "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA",
        "\u{0}\u{1F600}",
    ])
    func anythingElseIsNone(_ text: String) {
        #expect(X509Certificate(text: text) == nil)
    }

    @Test func lengthsThatLeadOutOfItAreNone() {
        let hostile: [[UInt8]] = [
            [0x30], [0x30, 0x80], [0x30, 0x84], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0x85, 0, 0, 0, 0, 1],
            [0x30, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0xFF], [0x30, 0x02, 0x30, 0x7F],
            [0x30, 0x00], [0x30, 0x02, 0x30, 0x00], [0x30, 0x04, 0x30, 0x02, 0xA0, 0x7F],
        ]
        #expect(hostile.allSatisfy { X509Certificate(bytes: $0) == nil })
    }

    /// Every start of a certificate is none, and no single changed byte makes the reader stumble.
    @Test func damagedCertificatesDoNoHarm() throws {
        let bytes = try #require(Self.bytes(ofHex: Self.hex))
        #expect(X509Certificate(bytes: bytes) != nil)
        #expect((0..<bytes.count).allSatisfy { X509Certificate(bytes: Array(bytes[..<$0])) == nil })
        var readable = 0
        for index in bytes.indices {
            for value in [0x00, 0x30, 0x7F, 0x80, 0x84, 0xFF] as [UInt8] {
                var damaged = bytes
                damaged[index] = value
                readable += X509Certificate(bytes: damaged) == nil ? 0 : 1
            }
        }
        // What lies behind the validity is not read, what lies before it decides.
        #expect(readable > 0 && readable < bytes.count * 6)
    }

    @Test(arguments: ["261301120000Z", "260231120000Z", "2603011200Z", "260301120000+", "26030112000aZ", ""])
    func aTimeThatIsNoneIsNone(_ time: String) {
        #expect(X509Certificate(bytes: Self.certificate(to: time)) == nil)
    }

    @Test func twoDigitsStandForTheYearsFrom1950() {
        let years = [("500101000000Z", "1950-01-01"), ("991231235959Z", "1999-12-31"), ("491231235959Z", "2049-12-31")]
        for (time, date) in years {
            #expect(X509Certificate(bytes: Self.certificate(to: time))?.notAfter.date == date)
        }
    }

    /// A certificate with nothing in it but what leads to its validity.
    private static func certificate(to time: String) -> [UInt8] {
        func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, UInt8(content.count)] + content }
        let validity = element(0x17, Array("250301000000Z".utf8)) + element(0x17, Array(time.utf8))
        let content = element(0x02, [1]) + element(0x30, []) + element(0x30, []) + element(0x30, validity)
        return element(0x30, element(0x30, content))
    }

    private static func bytes(ofHex text: String) -> [UInt8]? {
        let digits = text.filter { !$0.isWhitespace }.map { $0 }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
        return bytes.contains(nil) ? nil : bytes.compactMap { $0 }
    }

    /// ``elliptic`` as bytes, written by `openssl x509 -outform DER | xxd -p`.
    private static let hex = """
        308201373081dea00302010202021000300a06082a8648ce3d040302300e310c300a06035504030c03657270301e170d3235
        303330313030303030305a170d3236303330313132303030305a300e310c300a06035504030c036572703059301306072a86
        48ce3d020106082a8648ce3d03010703420004eaa495a08ddd3527a2040553aab85caaff3e9d3acfb69662329e67a2ce9c9a
        d58c57ed12d3f64d53f36d76896a2e28a29a3c7b98e6ff611d06dbc6e5eeb8d1aba32c302a30090603551d1304023000301d
        0603551d0e0416041433d09ebaf38c1822be2f18a39b5b1aab09d8e4ca300a06082a8648ce3d040302034800304502210093
        48316a701745f40d4a1655103984d82462b8e3fc317fea98e24df57e8074d50220385194af609d4e59809b15e0dd09e5db2e
        a69ba5061c2d84184dd0d41651b18a
        """
}
