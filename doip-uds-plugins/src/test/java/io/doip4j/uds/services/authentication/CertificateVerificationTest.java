package io.doip4j.uds.services.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which certificates an ECU takes, and what it says to the others. */
class CertificateVerificationTest {
    /** Tag and three bytes of length: a certificate has between 256 and 65,535 bytes. */
    private static final int OUTER_HEADER = 4;

    private static final Instant NOW = TestCertificate.NOW;
    private static final Duration DAY = Duration.ofDays(1);
    private static final String CLIENT_AUTH = "2B 06 01 05 05 07 03 02";
    private static final String SERVER_AUTH = "2B 06 01 05 05 07 03 01";
    private static final String ANY_PURPOSE = "55 1D 25 00";
    private static final String PRIVATE_EXTENSION = "2B 06 01 04 01 83 92 1B 01";

    private static final TestCertificate ROOT = TestCertificate.root("CN=Root");
    private static final TestCertificate BETWEEN =
            TestCertificate.subject("CN=Between").authority().issuedBy(ROOT);
    private static final TestCertificate STRANGER = TestCertificate.root("CN=Stranger");
    private static final TestCertificate TESTER = tester().issuedBy(ROOT);
    private static final TestCertificate BELOW = tester().issuedBy(BETWEEN);
    private static final int REVOKED = 666;

    private final FakeEcu ecu = ecu();

    private static TestCertificate.Maker tester() {
        return TestCertificate.subject("CN=Tester,OU=workshop");
    }

    private static FakeEcu ecu() {
        CertificateAuthentication settings = CertificateAuthentication.trusting(
                        ROOT.certificate(),
                        TestCertificate.root("CN=Another root").certificate())
                .clock(() -> NOW)
                .revoked(certificate -> certificate.getSerialNumber().intValue() == REVOKED)
                .check(certificate -> switch (certificate.getSerialNumber().intValue()) {
                    case 55 -> Nrc.CERTIFICATE_INVALID_CONTENT;
                    case 56 -> Nrc.CERTIFICATE_INVALID_SCOPE;
                    default -> null;
                })
                .build();
        return FakeEcu.of(EcuDefinition.builder(0x1000).setting(settings).build(), new Authentication());
    }

    private String send(Bytes chain) {
        String answer = ecu.ask(Bytes.hex("29 01 00")
                .plus(TestTester.field(chain))
                .plus(TestTester.field(Bytes.EMPTY))
                .toHex());
        return answer.startsWith("69 01 11") ? "69 01 11" : answer;
    }

    private static Arguments chain(String what, TestCertificate... certificates) {
        Bytes all = Bytes.EMPTY;
        for (TestCertificate certificate : certificates) {
            all = all.plus(certificate.der());
        }
        return Arguments.of(what, all);
    }

    static Stream<Arguments> good() {
        return Stream.of(
                chain("by the root", TESTER),
                chain("with the root", TESTER, ROOT),
                chain("by one in between", BELOW, BETWEEN),
                chain("with the root", BELOW, BETWEEN, ROOT),
                chain("until now", tester().valid(NOW.minus(DAY), NOW).issuedBy(ROOT)),
                chain("from now", tester().valid(NOW, NOW.plus(DAY)).issuedBy(ROOT)),
                chain("for signatures", tester().keyUsage(0x80).issuedBy(ROOT)),
                chain("for signatures and more", tester().keyUsage(0xA0).issuedBy(ROOT)),
                chain("for clients", tester().purpose(CLIENT_AUTH).issuedBy(ROOT)),
                chain("for any purpose", tester().purpose(ANY_PURPOSE).issuedBy(ROOT)),
                chain(
                        "with an extension that need not be known",
                        tester().extension(PRIVATE_EXTENSION, false, Der.utf8("x"))
                                .issuedBy(ROOT)),
                chain(
                        "with a name that its issuer may sign",
                        tester().issuedBy(constrained("OU=workshop")),
                        constrained("OU=workshop")));
    }

    private static final KeyPair CONSTRAINED_KEYS = TestCertificate.keys("EC");

    private static TestCertificate constrained(String below) {
        return TestCertificate.subject("CN=Constrained")
                .keys(CONSTRAINED_KEYS)
                .authority()
                .onlyBelow(below)
                .issuedBy(ROOT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void takes(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("69 01 11");
    }

    static Stream<Arguments> outOfTime() {
        return Stream.of(
                chain(
                        "expired",
                        tester().valid(NOW.minus(DAY), NOW.minusSeconds(1)).issuedBy(ROOT)),
                chain(
                        "not yet valid",
                        tester().valid(NOW.plusSeconds(1), NOW.plus(DAY)).issuedBy(ROOT)),
                expiredBetween());
    }

    private static Arguments expiredBetween() {
        TestCertificate expired = TestCertificate.subject("CN=Expired")
                .authority()
                .valid(NOW.minus(DAY), NOW.minusSeconds(1))
                .issuedBy(ROOT);
        return chain("the one in between has expired", tester().issuedBy(expired), expired);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outOfTime")
    void refusesWithInvalidTimePeriod(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("7F 29 50");
    }

    static Stream<Arguments> badSignature() {
        Bytes der = TESTER.der();
        return Stream.of(
                chain("another key, same issuer", tester().signed("CN=Root", STRANGER.keys())),
                chain("another kind of key", tester().signed("CN=Root", TestCertificate.keys("RSA"))),
                chain("another kind of key", tester().signed("CN=Root", TestCertificate.keys("Ed25519"))),
                Arguments.of("last bit", der.slice(0, der.length() - 1).plus(Bytes.of(der.u8(der.length() - 1) ^ 1))),
                chain(
                        "the one in between",
                        tester().issuedBy(BETWEEN),
                        TestCertificate.subject("CN=Between")
                                .keys(BETWEEN.keys())
                                .authority()
                                .signed("CN=Root", STRANGER.keys())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSignature")
    void refusesWithInvalidSignature(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("7F 29 51");
    }

    static Stream<Arguments> badChain() {
        TestCertificate noAuthority = TestCertificate.subject("CN=No authority").issuedBy(ROOT);
        TestCertificate noSigner = TestCertificate.subject("CN=No signer")
                .authority()
                .keyUsage(0x80)
                .issuedBy(ROOT);
        TestCertificate oneStep =
                TestCertificate.subject("CN=One step").authorityFor(0).issuedBy(ROOT);
        TestCertificate second =
                TestCertificate.subject("CN=Second").authority().issuedBy(oneStep);
        return Stream.of(
                chain("a stranger", tester().issuedBy(STRANGER)),
                chain("a stranger with its root", tester().issuedBy(STRANGER), STRANGER),
                chain("signed by itself", tester().selfSigned()),
                chain("the one in between is missing", BELOW),
                chain("in the wrong order", BETWEEN, BELOW),
                chain("a chain of another", TESTER, BETWEEN),
                chain("the issuer is no authority", tester().issuedBy(noAuthority), noAuthority),
                chain("the issuer may not sign certificates", tester().issuedBy(noSigner), noSigner),
                chain("the chain is longer than allowed", tester().issuedBy(second), second, oneStep));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badChain")
    void refusesWithInvalidChainOfTrust(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("7F 29 52");
    }

    static Stream<Arguments> badType() {
        return Stream.of(
                chain("for servers", tester().purpose(SERVER_AUTH).issuedBy(ROOT)),
                chain("for encryption", tester().keyUsage(0x20).issuedBy(ROOT)),
                chain("an authority", BETWEEN),
                chain("the root itself", ROOT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badType")
    void refusesWithInvalidType(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("7F 29 53");
    }

    static Stream<Arguments> badFormat() {
        Bytes der = TESTER.der();
        String base64 = Base64.getMimeEncoder().encodeToString(der.toArray());
        byte[] pem = ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        Bytes nine = Bytes.EMPTY;
        for (int i = 0; i < 9; i++) {
            nine = nine.plus(der);
        }
        return Stream.of(
                Arguments.of("nothing", Bytes.EMPTY),
                Arguments.of("noise", Bytes.hex("DE AD BE EF")),
                Arguments.of("an empty sequence", Bytes.hex("30 00")),
                Arguments.of("an announced length", Bytes.hex("30 84 7F FF FF FF 00")),
                Arguments.of("cut", der.slice(0, der.length() - 1)),
                Arguments.of("a byte more", der.plus(Bytes.of(0))),
                Arguments.of("a sequence more", der.plus(Bytes.hex("30 00"))),
                Arguments.of("text", Bytes.wrap(pem)),
                Arguments.of("too many", nine));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFormat")
    void refusesWithInvalidFormat(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("7F 29 54");
    }

    static Stream<Arguments> badContent() {
        return Stream.of(
                chain("the ECU's own check", tester().serial(55).issuedBy(ROOT)),
                chain(
                        "an extension that must be known",
                        tester().extension(PRIVATE_EXTENSION, true, Der.utf8("x"))
                                .issuedBy(ROOT)),
                chain(
                        "a kind of key",
                        tester().keys(TestCertificate.keys("DSA")).issuedBy(ROOT)),
                chain(
                        "a kind of key",
                        tester().keys(TestCertificate.keys("Ed448")).issuedBy(ROOT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badContent")
    void refusesWithInvalidContent(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("7F 29 55");
    }

    static Stream<Arguments> badScope() {
        return Stream.of(
                chain("the ECU's own check", tester().serial(56).issuedBy(ROOT)),
                chain(
                        "a name that its issuer may not sign",
                        tester().issuedBy(constrained("OU=development")),
                        constrained("OU=development")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badScope")
    void refusesWithInvalidScope(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("7F 29 56");
    }

    static Stream<Arguments> revoked() {
        TestCertificate revoked = TestCertificate.subject("CN=Revoked")
                .authority()
                .serial(REVOKED)
                .issuedBy(ROOT);
        return Stream.of(
                chain("the tester", tester().serial(REVOKED).issuedBy(ROOT)),
                chain("the one in between", tester().issuedBy(revoked), revoked));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revoked")
    void refusesRevokedCertificates(String what, Bytes chain) {
        assertThat(send(chain)).isEqualTo("7F 29 57");
    }

    /** What is around the signed part says nothing of the tester, and some of it can be written in several ways. */
    @Test
    void noChangedByteOfWhatIsSignedIsTaken() throws Exception {
        Bytes der = TESTER.der();
        int signedLength = TESTER.certificate().getTBSCertificate().length;
        Random random = new Random(4711);
        for (int i = 0; i < 300; i++) {
            byte[] changed = der.toArray();
            changed[OUTER_HEADER + random.nextInt(signedLength)] ^= (byte) (1 << random.nextInt(8));

            assertThat(send(Bytes.wrap(changed))).matches("7F 29 5[0-7]");
        }
    }

    @Test
    void organizationalUnitsAreRolesWhateverTheyAreSpelledLike() {
        assertThat(roles("CN=A,OU=one+OU=two,OU=three,O=four")).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(roles("CN=OU\\=admin,OU=a\\,b\\+c")).containsExactly("a,b+c");
        assertThat(roles("CN=A,O=OU")).isEmpty();
        assertThat(roles("CN=A,OU=#04020102")).isEmpty();
    }

    private static java.util.Set<String> roles(String subject) {
        return CertificateRoles.organizationalUnits()
                .roles(TestCertificate.subject(subject).selfSigned().certificate());
    }
}
