package io.doip4j.uds.services.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.Dialog;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.SessionListener;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthenticationTest {
    private static final TestCertificate ROOT = TestCertificate.root("CN=Root");
    private static final TestCertificate TESTER =
            TestCertificate.subject("CN=Tester,OU=workshop,OU=development").issuedBy(ROOT);
    private static final TestCertificate ECU = TestCertificate.subject("CN=ECU").issuedBy(ROOT);
    private static final Bytes NONE = Bytes.EMPTY;
    private static final Bytes CHALLENGE = Bytes.hex("10 11 12 13 14 15 16 17 18 19 1A 1B 1C 1D 1E 1F");

    private static CertificateAuthentication.Builder settings() {
        return CertificateAuthentication.trusting(ROOT.certificate()).clock(() -> TestCertificate.NOW);
    }

    private static FakeEcu ecu(UnaryOperator<CertificateAuthentication.Builder> settings) {
        return ecu(settings.apply(settings()).build());
    }

    private static FakeEcu ecu(CertificateAuthentication settings) {
        return FakeEcu.of(EcuDefinition.builder(0x1000).setting(settings).build(), new Authentication());
    }

    private static FakeEcu ecu() {
        return ecu(same -> same);
    }

    /** A request with fields, each after its length. */
    private static String request(String start, Bytes... fields) {
        Bytes all = Bytes.hex(start);
        for (Bytes field : fields) {
            all = all.plus(TestTester.field(field));
        }
        return all.toHex();
    }

    private static String verify(TestCertificate certificate) {
        return request("29 01 00", certificate.der(), NONE);
    }

    /** Asks for a challenge and gives it. */
    private static Bytes challenge(FakeEcu ecu, TestCertificate certificate) {
        Bytes answer = Bytes.hex(ecu.ask(verify(certificate)));
        assertThat(answer.startsWith(Bytes.hex("69 01 11"))).as(answer.toHex()).isTrue();
        return new TestTester.Reader(answer.from(3)).next();
    }

    private static String proof(KeyPair keys, Bytes challenge) {
        return request("29 03", TestTester.sign(keys.getPrivate(), TestTester.clientText(challenge, NONE, NONE)), NONE);
    }

    @Test
    void aTesterProvesThatTheCertificateIsItsOwn() {
        FakeEcu ecu = ecu();

        Bytes answer = Bytes.hex(ecu.ask(verify(TESTER)));
        TestTester.Reader fields = new TestTester.Reader(answer.from(3));
        Bytes challenge = fields.next();

        assertThat(answer.slice(0, 3)).isEqualTo(Bytes.hex("69 01 11"));
        assertThat(challenge.length()).isEqualTo(32);
        assertThat(fields.next()).as("ephemeral public key").isEqualTo(NONE);
        assertThat(fields.isAtEnd()).isTrue();
        assertThat(ecu.roles()).isEmpty();

        assertThat(ecu.ask(proof(TESTER.keys(), challenge))).isEqualTo("69 03 12 00 00");
        assertThat(ecu.roles()).containsExactlyInAnyOrder("workshop", "development");
        assertThat(ecu.exchange().roles()).containsExactlyInAnyOrder("workshop", "development");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void theKindOfKeyDecidesHowProofsAreSigned(String algorithm) {
        TestCertificate root = TestCertificate.subject("CN=Root")
                .keys(TestCertificate.keys(algorithm))
                .authority()
                .selfSigned();
        TestCertificate tester = TestCertificate.subject("CN=Tester,OU=workshop")
                .keys(TestCertificate.keys(algorithm))
                .issuedBy(root);
        FakeEcu ecu = ecu(CertificateAuthentication.trusting(root.certificate())
                .clock(() -> TestCertificate.NOW)
                .build());

        Bytes challenge = challenge(ecu, tester);

        assertThat(ecu.ask(proof(tester.keys(), challenge))).isEqualTo("69 03 12 00 00");
        assertThat(ecu.roles()).containsExactly("workshop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void bothSidesProveWhoTheyAre(String algorithm) {
        TestCertificate own = TestCertificate.subject("CN=ECU")
                .keys(TestCertificate.keys(algorithm))
                .issuedBy(ROOT);
        FakeEcu ecu = ecu(settings -> settings.identity(own.keys().getPrivate(), own.certificate()));

        Bytes answer = Bytes.hex(ecu.ask(request("29 02 00", TESTER.der(), CHALLENGE)));
        TestTester.Reader fields = new TestTester.Reader(answer.from(3));
        Bytes ofEcu = fields.next();

        assertThat(answer.slice(0, 3)).isEqualTo(Bytes.hex("69 02 11"));
        assertThat(fields.next()).isEqualTo(own.der());
        assertThat(TestTester.verifies(own.keys().getPublic(), TestTester.serverText(CHALLENGE, ofEcu), fields.next()))
                .isTrue();
        assertThat(fields.next()).isEqualTo(NONE);
        assertThat(fields.isAtEnd()).isTrue();

        Bytes text = TestTester.clientText(ofEcu, CHALLENGE, NONE);
        assertThat(ecu.ask(request("29 03", TestTester.sign(TESTER.keys().getPrivate(), text), NONE)))
                .isEqualTo("69 03 12 00 00");
        assertThat(ecu.roles()).containsExactlyInAnyOrder("workshop", "development");
    }

    @Test
    void theEcuSendsItsWholeChain() {
        TestCertificate between =
                TestCertificate.subject("CN=Between").authority().issuedBy(ROOT);
        TestCertificate own = TestCertificate.subject("CN=ECU").issuedBy(between);
        FakeEcu ecu =
                ecu(settings -> settings.identity(own.keys().getPrivate(), own.certificate(), between.certificate()));

        TestTester.Reader fields = new TestTester.Reader(
                Bytes.hex(ecu.ask(request("29 02 00", TESTER.der(), CHALLENGE))).from(3));
        fields.next();

        assertThat(fields.next()).isEqualTo(own.der().plus(between.der()));
    }

    @Test
    void theProofCoversBothChallengesAndTheEphemeralKey() {
        FakeEcu ecu = ecu();
        Bytes ephemeral = Bytes.hex("AA BB CC");
        Bytes ofEcu = new TestTester.Reader(Bytes.hex(ecu.ask(request("29 01 00", TESTER.der(), CHALLENGE)))
                        .from(3))
                .next();
        Bytes text = TestTester.clientText(ofEcu, CHALLENGE, ephemeral);

        assertThat(ecu.ask(request("29 03", TestTester.sign(TESTER.keys().getPrivate(), text), ephemeral)))
                .isEqualTo("69 03 12 00 00");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "another key",
                "another challenge",
                "without the challenge of the tester",
                "without the ephemeral key",
                "the label of the ECU",
                "the challenge alone",
                "one bit of the proof",
                "no signature at all",
                "empty"
            })
    void refusesAnyOtherProof(String mistake) {
        FakeEcu ecu = ecu();
        Bytes ephemeral = Bytes.hex("AA BB");
        Bytes ofEcu = new TestTester.Reader(Bytes.hex(ecu.ask(request("29 01 00", TESTER.der(), CHALLENGE)))
                        .from(3))
                .next();
        Bytes right = TestTester.clientText(ofEcu, CHALLENGE, ephemeral);
        Bytes proof = TestTester.sign(TESTER.keys().getPrivate(), right);
        Bytes wrong = switch (mistake) {
            case "another key" -> TestTester.sign(ECU.keys().getPrivate(), right);
            case "another challenge" -> signed(TestTester.clientText(CHALLENGE, CHALLENGE, ephemeral));
            case "without the challenge of the tester" -> signed(TestTester.clientText(ofEcu, NONE, ephemeral));
            case "without the ephemeral key" -> signed(TestTester.clientText(ofEcu, CHALLENGE, NONE));
            case "the label of the ECU" ->
                signed(Bytes.ascii("UDS-29-SERVER").plus(right.from("UDS-29-CLIENT".length())));
            case "the challenge alone" -> signed(ofEcu);
            case "one bit of the proof" ->
                proof.slice(0, proof.length() - 1).plus(Bytes.of(proof.u8(proof.length() - 1) ^ 1));
            case "no signature at all" -> Bytes.hex("DE AD BE EF");
            default -> NONE;
        };

        assertThat(ecu.ask(request("29 03", wrong, ephemeral))).isEqualTo("7F 29 58");
        assertThat(ecu.roles()).isEmpty();
        assertThat(ecu.ask(request("29 03", proof, ephemeral)))
                .as("the challenge is used up")
                .isEqualTo("7F 29 24");
    }

    private static Bytes signed(Bytes text) {
        return TestTester.sign(TESTER.keys().getPrivate(), text);
    }

    @Test
    void aProofNeedsAChallenge() {
        FakeEcu ecu = ecu();

        Dialog.hold(ecu, "29 03 -> 7F 29 24", "29 03 00 00 00 00 -> 7F 29 24", "29 03 FF -> 7F 29 24");
    }

    @Test
    void aChallengeIsGoodForOneProof() {
        FakeEcu ecu = ecu();
        String proof = proof(TESTER.keys(), challenge(ecu, TESTER));

        assertThat(ecu.ask(proof)).isEqualTo("69 03 12 00 00");
        assertThat(ecu.ask(proof)).isEqualTo("7F 29 24");
    }

    @Test
    void aNewChallengeTakesThePlaceOfTheOldOne() {
        FakeEcu ecu = ecu();
        String old = proof(TESTER.keys(), challenge(ecu, TESTER));
        challenge(ecu, TESTER);

        assertThat(ecu.ask(old)).isEqualTo("7F 29 58");
    }

    @Test
    void everyChallengeIsNew() {
        FakeEcu ecu = ecu();

        assertThat(challenge(ecu, TESTER)).isNotEqualTo(challenge(ecu, TESTER));
    }

    @Test
    void aRefusedCertificateLeavesTheChallengeAlone() {
        FakeEcu ecu = ecu();
        Bytes challenge = challenge(ecu, TESTER);
        Dialog.hold(ecu, "29 01 00 00 00 00 00 -> 7F 29 54", "29 01 -> 7F 29 13", "29 03 -> 7F 29 13");

        assertThat(ecu.ask(proof(TESTER.keys(), challenge))).isEqualTo("69 03 12 00 00");
    }

    @Test
    void nobodyElseCanUseTheChallenge() {
        FakeEcu ecu = ecu();
        String proof = proof(TESTER.keys(), challenge(ecu, TESTER));

        assertThat(ecu.askAs(0x0E01, ecu.connection, proof)).isEqualTo("7F 29 24");
        assertThat(ecu.askAs(0x0E00, new FakeConnection(2), proof)).isEqualTo("7F 29 24");
        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), "29 00")).isEqualTo("69 00 10");

        assertThat(ecu.ask(proof)).isEqualTo("69 03 12 00 00");
    }

    @Test
    void resetAndDeAuthenticationDiscardTheChallenge() {
        FakeEcu reset = ecu();
        String proof = proof(TESTER.keys(), challenge(reset, TESTER));
        reset.change(Session.DEFAULT, SessionListener.Cause.RESET);
        assertThat(reset.ask(proof)).isEqualTo("7F 29 24");

        FakeEcu left = ecu();
        String other = proof(TESTER.keys(), challenge(left, TESTER));
        Dialog.hold(left, "29 00 -> 69 00 10");
        assertThat(left.ask(other)).isEqualTo("7F 29 24");
    }

    @Test
    void failuresLeaveTheRolesThatATesterHas() {
        FakeEcu ecu = ecu().withRoles("supplier");
        Bytes challenge = challenge(ecu, TESTER);

        assertThat(ecu.ask(proof(ECU.keys(), challenge))).isEqualTo("7F 29 58");
        Dialog.hold(ecu, "29 03 -> 7F 29 24");

        assertThat(ecu.roles()).containsExactly("supplier");
    }

    @Test
    void newRolesTakeThePlaceOfTheOld() {
        FakeEcu ecu = ecu().withRoles("supplier");

        ecu.ask(proof(TESTER.keys(), challenge(ecu, TESTER)));

        assertThat(ecu.roles()).containsExactlyInAnyOrder("workshop", "development");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                          | 29 01
            configuration only               | 29 01 00
            half a length                    | 29 01 00 00
            certificate shorter than said    | 29 01 00 00 03 30 00 00
            no challenge                     | 29 01 00 00 00
            half a length of the challenge   | 29 01 00 00 00 00
            challenge shorter than said      | 29 01 00 00 00 00 01
            the largest lengths              | 29 01 00 FF FF FF FF
            one byte too many                | 29 01 00 00 00 00 00 00
            no certificate to transmit       | 29 04 00 01
            half an evaluation               | 29 04 00
            one byte too many                | 29 04 00 01 00 00 00
            bidirectional without challenge  | 29 02 00 00 00 00 00
            """)
    void refusesWrongLengths(String mistake, String request) {
        FakeEcu ecu = ecu(settings -> settings.identity(ECU.keys().getPrivate(), ECU.certificate())
                .receiver((evaluation, certificate) -> null));

        assertThat(ecu.ask(request)).as(mistake).isEqualTo("7F 29 13");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                        | 29 03
            no ephemeral key               | 29 03 00 00
            proof shorter than said        | 29 03 00 03 00 00
            one byte too many              | 29 03 00 00 00 00 00
            """)
    void aProofOfWrongLengthKeepsTheChallenge(String mistake, String request) {
        FakeEcu ecu = ecu();
        Bytes challenge = challenge(ecu, TESTER);

        assertThat(ecu.ask(request)).as(mistake).isEqualTo("7F 29 13");

        assertThat(ecu.ask(proof(TESTER.keys(), challenge))).isEqualTo("69 03 12 00 00");
    }

    @Test
    void onlyConfiguredTasksAreThere() {
        FakeEcu uni = ecu();
        Dialog.hold(uni, "29 01 -> 7F 29 13", "29 02 -> 7F 29 12", "29 04 -> 7F 29 12", "29 05 -> 7F 29 12");

        FakeEcu both = ecu(settings -> settings.identity(ECU.keys().getPrivate(), ECU.certificate()));
        Dialog.hold(both, "29 01 -> 7F 29 13", "29 02 -> 7F 29 13");

        FakeEcu bi = ecu(settings ->
                settings.identity(ECU.keys().getPrivate(), ECU.certificate()).bidirectionalOnly());
        Dialog.hold(bi, "29 01 -> 7F 29 12", "29 02 -> 7F 29 13", "29 03 -> 7F 29 24");
    }

    @Test
    void takesNoConfigurationOfCommunication() {
        FakeEcu ecu = ecu();

        assertThat(ecu.ask(request("29 01 01", TESTER.der(), NONE))).isEqualTo("7F 29 5C");
        Dialog.hold(ecu, "29 03 00 00 00 00 -> 7F 29 24");
    }

    @Test
    void saysIfThereIsNoChallenge() {
        FakeEcu failing = ecu(settings -> settings.challenges(length -> {
            throw new GeneralSecurityException("no randomness");
        }));
        FakeEcu shorter = ecu(settings -> settings.challenges(length -> CHALLENGE));

        assertThat(failing.ask(verify(TESTER))).isEqualTo("7F 29 59");
        assertThat(shorter.ask(verify(TESTER))).isEqualTo("7F 29 59");
    }

    @Test
    void challengesComeFromTheConfiguredSource() {
        FakeEcu ecu = ecu(settings -> settings.challengeLength(16).challenges(length -> CHALLENGE));

        assertThat(challenge(ecu, TESTER)).isEqualTo(CHALLENGE);
    }

    @Test
    void aCertificateWithoutRoleGivesNoRights() {
        FakeEcu ecu = ecu();
        TestCertificate stranger = TestCertificate.subject("CN=workshop").issuedBy(ROOT);
        Bytes challenge = challenge(ecu, stranger);

        assertThat(ecu.ask(proof(stranger.keys(), challenge))).isEqualTo("7F 29 5A");
        assertThat(ecu.roles()).isEmpty();
    }

    @Test
    void rolesCanComeFromAnythingInTheCertificate() {
        FakeEcu ecu = ecu(settings -> settings.roles(certificate -> Set.of("number " + certificate.getSerialNumber())));
        TestCertificate tester = TestCertificate.subject("CN=Tester").serial(77).issuedBy(ROOT);

        ecu.ask(proof(tester.keys(), challenge(ecu, tester)));

        assertThat(ecu.roles()).containsExactly("number 77");
    }

    @Test
    void takesTransmittedCertificates() {
        StringBuilder taken = new StringBuilder();
        FakeEcu ecu = ecu(settings -> settings.receiver((evaluation, certificate) -> {
            if (evaluation != 0x0102) {
                return Nrc.CERTIFICATE_INVALID_TYPE;
            }
            taken.append(certificate.getSubjectX500Principal().getName());
            return null;
        }));

        assertThat(ecu.ask(request("29 04 01 02", ECU.der()))).isEqualTo("69 04 13");
        assertThat(ecu.ask(request("29 04 01 03", ECU.der()))).isEqualTo("7F 29 53");
        assertThat(ecu.ask(request("29 04 01 02", Bytes.hex("30 00")))).isEqualTo("7F 29 54");

        assertThat(taken).hasToString("CN=ECU");
        Dialog.hold(ecu, "29 03 00 00 00 00 -> 7F 29 24");
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatIllegalArgumentException().isThrownBy(CertificateAuthentication::trusting);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().bidirectionalOnly().build())
                .withMessageContaining("identity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().identity(TESTER.keys().getPrivate(), ECU.certificate()))
                .withMessageContaining("does not belong");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().identity(TESTER.keys().getPrivate()))
                .withMessageContaining("does not belong");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> settings().identity(TestCertificate.keys("DSA").getPrivate(), ECU.certificate()))
                .withMessageContaining("DSA");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().challengeLength(15).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().challengeLength(256).build());
    }
}
