package io.doip4j.uds.services.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.Dialog;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.services.internal.testing.Hmac;
import io.doip4j.uds.spi.SessionListener;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeResponseAuthenticationTest {
    private static final Bytes SECRET = Bytes.ascii("a secret of both");
    private static final Bytes OTHER_SECRET = Bytes.ascii("another secret of both");
    private static final Bytes NONE = Bytes.EMPTY;
    private static final Bytes CHALLENGE = Bytes.hex("10 11 12 13 14 15 16 17 18 19 1A 1B 1C 1D 1E 1F");
    private static final String HMAC = "06 08 2A 86 48 86 F7 0D 02 09 00 00 00 00 00 00";
    private static final String ECDSA = "06 08 2A 86 48 CE 3D 04 03 02 00 00 00 00 00 00";
    private static final String PSS = "06 09 2A 86 48 86 F7 0D 01 01 0A 00 00 00 00 00";
    private static final String ED25519 = "06 03 2B 65 70 00 00 00 00 00 00 00 00 00 00 00";

    private static FakeEcu ecu(ChallengeResponseAuthentication.Builder settings) {
        return FakeEcu.of(
                EcuDefinition.builder(0x1000).setting(settings.build()).build(), new Authentication());
    }

    private static ChallengeResponseAuthentication.Builder secrets() {
        return ChallengeResponseAuthentication.builder()
                .client(OTHER_SECRET, "supplier")
                .client(SECRET, "workshop", "development");
    }

    private static Bytes challenge(FakeEcu ecu, String algorithm) {
        Bytes answer = Bytes.hex(ecu.ask("29 05 00 " + algorithm));
        assertThat(answer.startsWith(Bytes.hex("69 05 00 " + algorithm)))
                .as(answer.toHex())
                .isTrue();
        TestTester.Reader fields = new TestTester.Reader(answer.from(3 + 16));
        Bytes challenge = fields.next();
        assertThat(fields.next()).as("needed additional parameter").isEqualTo(NONE);
        assertThat(fields.isAtEnd()).isTrue();
        return challenge;
    }

    private static String verify(int task, String algorithm, Bytes proof, Bytes challengeClient, Bytes additional) {
        return Bytes.of(0x29, task)
                .plus(Bytes.hex(algorithm))
                .plus(TestTester.field(proof))
                .plus(TestTester.field(challengeClient))
                .plus(TestTester.field(additional))
                .toHex();
    }

    private static String hmacProof(Bytes secret, Bytes challenge) {
        return verify(6, HMAC, Hmac.of(secret, TestTester.clientText(challenge, NONE, NONE)), NONE, NONE);
    }

    @Test
    void aTesterProvesThatItHasTheSecret() {
        FakeEcu ecu = ecu(secrets());
        Bytes challenge = challenge(ecu, HMAC);

        assertThat(challenge.length()).isEqualTo(32);
        assertThat(ecu.ask(hmacProof(SECRET, challenge))).isEqualTo("69 06 12 " + HMAC + " 00 00");
        assertThat(ecu.exchange().roles()).containsExactlyInAnyOrder("workshop", "development");
    }

    @Test
    void theSecretDecidesWhichRolesItGives() {
        FakeEcu ecu = ecu(secrets());

        ecu.ask(hmacProof(OTHER_SECRET, challenge(ecu, HMAC)));

        assertThat(ecu.roles()).containsExactly("supplier");
    }

    @Test
    void theEcuProvesThatItHasTheSameSecret() {
        FakeEcu ecu = ecu(secrets());
        Bytes ofEcu = challenge(ecu, HMAC);
        Bytes proof = Hmac.of(SECRET, TestTester.clientText(ofEcu, CHALLENGE, NONE));

        Bytes answer = Bytes.hex(ecu.ask(verify(7, HMAC, proof, CHALLENGE, NONE)));
        TestTester.Reader fields = new TestTester.Reader(answer.from(3 + 16));

        assertThat(answer.startsWith(Bytes.hex("69 07 12 " + HMAC))).isTrue();
        assertThat(fields.next()).isEqualTo(Hmac.of(SECRET, TestTester.serverText(CHALLENGE, ofEcu)));
        assertThat(fields.next()).as("session key").isEqualTo(NONE);
        assertThat(fields.isAtEnd()).isTrue();
        assertThat(ecu.roles()).containsExactlyInAnyOrder("workshop", "development");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"EC," + ECDSA, "RSA," + PSS, "Ed25519," + ED25519})
    void testersAndEcuProveThatTheyHaveTheirPrivateKeys(String kind, String algorithm) {
        KeyPair tester = TestCertificate.keys(kind);
        KeyPair own = TestCertificate.keys(kind);
        FakeEcu ecu = ecu(ChallengeResponseAuthentication.builder()
                .client(TestCertificate.keys(kind).getPublic(), "supplier")
                .client(tester.getPublic(), "workshop")
                .ownKey(own.getPrivate()));

        Bytes first = challenge(ecu, algorithm);
        Bytes uni = TestTester.sign(tester.getPrivate(), TestTester.clientText(first, NONE, Bytes.of(1)));
        assertThat(ecu.ask(verify(6, algorithm, uni, NONE, Bytes.of(1)))).isEqualTo("69 06 12 " + algorithm + " 00 00");
        assertThat(ecu.roles()).containsExactly("workshop");

        Bytes second = challenge(ecu, algorithm);
        Bytes proof = TestTester.sign(tester.getPrivate(), TestTester.clientText(second, CHALLENGE, NONE));
        Bytes answer = Bytes.hex(ecu.ask(verify(7, algorithm, proof, CHALLENGE, NONE)));
        TestTester.Reader fields = new TestTester.Reader(answer.from(3 + 16));
        assertThat(TestTester.verifies(own.getPublic(), TestTester.serverText(CHALLENGE, second), fields.next()))
                .isTrue();
        assertThat(fields.next()).isEqualTo(NONE);
        assertThat(fields.isAtEnd()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "another secret",
                "another challenge",
                "the label of the ECU",
                "without the challenge of the tester",
                "without the additional parameter",
                "another algorithm",
                "cut",
                "empty"
            })
    void refusesAnyOtherProof(String mistake) {
        FakeEcu ecu = ecu(secrets());
        Bytes ofEcu = challenge(ecu, HMAC);
        Bytes additional = Bytes.hex("AB CD");
        Bytes right = TestTester.clientText(ofEcu, CHALLENGE, additional);
        Bytes proof = Hmac.of(SECRET, right);
        Bytes wrong = switch (mistake) {
            case "another secret" -> Hmac.of(Bytes.ascii("nobody's secret"), right);
            case "another challenge" -> Hmac.of(SECRET, TestTester.clientText(CHALLENGE, CHALLENGE, additional));
            case "the label of the ECU" ->
                Hmac.of(SECRET, Bytes.ascii("UDS-29-SERVER").plus(right.from("UDS-29-CLIENT".length())));
            case "without the challenge of the tester" ->
                Hmac.of(SECRET, TestTester.clientText(ofEcu, NONE, additional));
            case "without the additional parameter" -> Hmac.of(SECRET, TestTester.clientText(ofEcu, CHALLENGE, NONE));
            case "another algorithm" -> proof;
            case "cut" -> proof.slice(0, 31);
            default -> NONE;
        };
        String algorithm = mistake.equals("another algorithm") ? ECDSA : HMAC;

        assertThat(ecu.ask(verify(6, algorithm, wrong, CHALLENGE, additional))).isEqualTo("7F 29 58");
        assertThat(ecu.roles()).isEmpty();
        assertThat(ecu.ask(verify(6, HMAC, proof, CHALLENGE, additional)))
                .as("the challenge is used up")
                .isEqualTo("7F 29 24");
    }

    @Test
    void theProofOfTheEcuIsNoProofOfATester() {
        FakeEcu ecu = ecu(secrets());
        Bytes first = challenge(ecu, HMAC);
        Bytes proof = Hmac.of(SECRET, TestTester.clientText(first, CHALLENGE, NONE));
        Bytes ofEcu = new TestTester.Reader(Bytes.hex(ecu.ask(verify(7, HMAC, proof, CHALLENGE, NONE)))
                        .from(3 + 16))
                .next();

        Bytes second = challenge(ecu, HMAC);

        assertThat(ecu.ask(verify(7, HMAC, ofEcu, second, NONE))).isEqualTo("7F 29 58");
    }

    @ParameterizedTest
    @ValueSource(strings = {"29 06", "29 07", "29 06 00", "29 07 FF FF FF"})
    void aProofNeedsAChallengeWhateverItsLength(String request) {
        assertThat(ecu(secrets()).ask(request)).isEqualTo("7F 29 24");
    }

    @Test
    void aChallengeIsGoodForOneProofOfWhoAskedForIt() {
        FakeEcu ecu = ecu(secrets());
        String proof = hmacProof(SECRET, challenge(ecu, HMAC));

        assertThat(ecu.askAs(0x0E01, ecu.connection, proof)).isEqualTo("7F 29 24");
        assertThat(ecu.askAs(0x0E00, new FakeConnection(2), proof)).isEqualTo("7F 29 24");
        assertThat(ecu.ask(proof)).startsWith("69 06 12");
        assertThat(ecu.ask(proof)).isEqualTo("7F 29 24");
    }

    @Test
    void resetDeAuthenticationAndANewChallengeDiscardIt() {
        FakeEcu ecu = ecu(secrets());
        String beforeReset = hmacProof(SECRET, challenge(ecu, HMAC));
        ecu.change(Session.DEFAULT, SessionListener.Cause.RESET);
        assertThat(ecu.ask(beforeReset)).isEqualTo("7F 29 24");

        String beforeLeaving = hmacProof(SECRET, challenge(ecu, HMAC));
        Dialog.hold(ecu, "29 00 -> 69 00 10");
        assertThat(ecu.ask(beforeLeaving)).isEqualTo("7F 29 24");

        String old = hmacProof(SECRET, challenge(ecu, HMAC));
        challenge(ecu, HMAC);
        assertThat(ecu.ask(old)).isEqualTo("7F 29 58");
    }

    @Test
    void aChallengeForOneConceptIsNoneForTheOther() {
        CertificateAuthentication certificates = CertificateAuthentication.trusting(
                        TestCertificate.root("CN=Root").certificate())
                .build();
        FakeEcu ecu = FakeEcu.of(
                EcuDefinition.builder(0x1000)
                        .setting(certificates)
                        .setting(secrets().build())
                        .build(),
                new Authentication());
        challenge(ecu, HMAC);

        Dialog.hold(ecu, "29 03 00 00 00 00 -> 7F 29 24");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                 | 29 05
            no algorithm            | 29 05 00
            15 bytes of algorithm   | 29 05 00 06 08 2A 86 48 86 F7 0D 02 09 00 00 00 00 00
            17 bytes of algorithm   | 29 05 00 06 08 2A 86 48 86 F7 0D 02 09 00 00 00 00 00 00 00
            """)
    void refusesWrongLengths(String mistake, String request) {
        assertThat(ecu(secrets()).ask(request)).as(mistake).isEqualTo("7F 29 13");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "29 06",
                "29 06 " + HMAC,
                "29 06 " + HMAC + " 00 00",
                "29 06 " + HMAC + " 00 00 00 00",
                "29 06 " + HMAC + " 00 00 00 00 00",
                "29 06 " + HMAC + " 00 00 00 00 00 00 00",
                "29 06 " + HMAC + " FF FF 00 00 00 00",
                "29 07 " + HMAC + " 00 00 00 00 00 00"
            })
    void aProofOfWrongLengthKeepsTheChallenge(String request) {
        FakeEcu ecu = ecu(secrets());
        Bytes challenge = challenge(ecu, HMAC);

        assertThat(ecu.ask(request)).isEqualTo("7F 29 13");

        assertThat(ecu.ask(hmacProof(SECRET, challenge))).startsWith("69 06 12");
    }

    @Test
    void takesOnlyItsAlgorithmAndNoConfiguration() {
        FakeEcu ecu = ecu(secrets());

        Dialog.hold(
                ecu,
                "29 05 00 " + ECDSA + " -> 7F 29 5C",
                "29 05 00 " + "00 ".repeat(16) + "-> 7F 29 5C",
                "29 05 01 " + HMAC + " -> 7F 29 5C",
                "29 06 -> 7F 29 24");
    }

    @Test
    void saysIfThereIsNoChallenge() {
        FakeEcu ecu = ecu(secrets().challenges(length -> {
            throw new GeneralSecurityException("no randomness");
        }));

        Dialog.hold(ecu, "29 05 00 " + HMAC + " -> 7F 29 59", "29 06 -> 7F 29 24");
    }

    @Test
    void challengesComeFromTheConfiguredSource() {
        FakeEcu ecu = ecu(secrets().challengeLength(16).challenges(length -> CHALLENGE));

        assertThat(challenge(ecu, HMAC)).isEqualTo(CHALLENGE);
    }

    @Test
    void onlyConfiguredTasksAreThere() {
        FakeEcu uni = ecu(ChallengeResponseAuthentication.builder()
                .client(TestCertificate.keys("EC").getPublic(), "workshop"));
        Dialog.hold(uni, "29 06 -> 7F 29 24", "29 07 -> 7F 29 12", "29 01 -> 7F 29 12", "29 03 -> 7F 29 12");

        FakeEcu bi = ecu(secrets().bidirectionalOnly());
        Dialog.hold(bi, "29 06 -> 7F 29 12", "29 07 -> 7F 29 24");
    }

    @Test
    void refusesSettingsThatCannotWork() {
        KeyPair elliptic = TestCertificate.keys("EC");
        KeyPair edwards = TestCertificate.keys("Ed25519");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeResponseAuthentication.builder().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeResponseAuthentication.builder().client(SECRET));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeResponseAuthentication.builder().client(SECRET.from(1), "workshop"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeResponseAuthentication.builder()
                        .client(TestCertificate.keys("DSA").getPublic(), "workshop"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> secrets().client(elliptic.getPublic(), "workshop").build())
                .withMessageContaining("one kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeResponseAuthentication.builder()
                        .client(elliptic.getPublic(), "workshop")
                        .ownKey(edwards.getPrivate())
                        .build())
                .withMessageContaining("one kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeResponseAuthentication.builder()
                        .client(elliptic.getPublic(), "workshop")
                        .bidirectionalOnly()
                        .build())
                .withMessageContaining("needs a key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets().challengeLength(15).build());
    }
}
