package io.doip4j.uds.services.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.data.ReadDataByIdentifier;
import io.doip4j.uds.services.internal.testing.Dialog;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.services.internal.testing.Hmac;
import io.doip4j.uds.services.management.DiagnosticSessionControl;
import io.doip4j.uds.services.management.TesterPresent;
import io.doip4j.uds.services.security.SecuredDataProtection.Sealed;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecuredDataTransmissionTest {
    private static final Bytes KEY = Bytes.ascii("0123456789abcdef");
    private static final int TESTER = 0x0E00;
    private static final int GCM_SIGNATURE = 28;
    private static final int HMAC_SIGNATURE = 32;
    /** Request, pre-established key, encrypted, signed. */
    private static final int ENCRYPTED = 0x39;
    /** Request, pre-established key, signed. */
    private static final int SIGNED = 0x29;

    private static final int SIGNED_WITH_SIGNED_ANSWER = 0x69;

    private final SecuredDataTransmission provider = new SecuredDataTransmission();

    private FakeEcu ecu(SecuredDataProtection protection) {
        EcuDefinition definition = EcuDefinition.builder(0x1000)
                .setting(new SecuredDataSettings(protection))
                .setting(SecurityLevels.of(SecurityLevel.of(
                        0x01, SeedKeyAlgorithm.xor(Bytes.of(0xFF)).withFixedSeed(Bytes.of(0x12)))))
                .data(0x0002, Bytes.of(0xA5))
                .narrow(
                        OnlySecured.SERVICE,
                        service -> service.toBuilder().access(Access.secured()).build())
                .build();
        return FakeEcu.of(
                definition,
                provider,
                new ReadDataByIdentifier(),
                new DiagnosticSessionControl(),
                new SecurityAccess(),
                new TesterPresent(),
                new OnlySecured());
    }

    private FakeEcu encrypting() {
        return ecu(SecuredDataProtection.aesGcm(KEY));
    }

    private FakeEcu signing() {
        return ecu(SecuredDataProtection.hmacSha256(KEY));
    }

    /** Answers secured requests: 01 later, 02 never, otherwise at once. */
    private static final class OnlySecured implements UdsServiceProvider {
        static final int SERVICE = 0xBA;

        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(SERVICE).minLength(2).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return (request, exchange) -> switch (request.message().u8(1)) {
                case 1 -> {
                    CompletableFuture<UdsResult> later = new CompletableFuture<>();
                    ecu.scheduler()
                            .schedule(Duration.ofSeconds(1), () -> later.complete(request.positiveResponse(0x01)));
                    yield UdsResult.pending(later);
                }
                case 2 -> UdsResult.noResponse();
                default -> request.positiveResponse(0x00);
            };
        }
    }

    private static Bytes header(int service, int administration, int calculation, int signature, int counter) {
        return Bytes.of(
                service,
                administration >> 8,
                administration & 0xFF,
                calculation,
                signature >> 8,
                signature & 0xFF,
                counter >> 8,
                counter & 0xFF);
    }

    private static Bytes associated(int tester, int ecu, Bytes header) {
        return Bytes.of(tester >> 8, tester & 0xFF, ecu >> 8, ecu & 0xFF).plus(header);
    }

    private static Bytes gcm(int mode, Bytes nonce, Bytes associated, Bytes input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(KEY.toArray(), "AES"), new GCMParameterSpec(128, nonce.toArray()));
            cipher.updateAAD(associated.toArray());
            return Bytes.wrap(cipher.doFinal(input.toArray()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A tester's message, with this header or another one of 8 bytes in its place. */
    private static String encrypt(int tester, int ecu, Bytes header, String inner) {
        Bytes nonce = Bytes.hex("00 01 02 03 04 05 06 07 08 09 0A 0B");
        Bytes output = gcm(Cipher.ENCRYPT_MODE, nonce, associated(tester, ecu, header), Bytes.hex(inner));
        int dataLength = output.length() - 16;
        return header.plus(output.slice(0, dataLength))
                .plus(nonce)
                .plus(output.from(dataLength))
                .toHex();
    }

    private static String encrypt(int counter, String inner) {
        return encrypt(TESTER, 0x1000, header(0x84, ENCRYPTED, 0x01, GCM_SIGNATURE, counter), inner);
    }

    private static String sign(Bytes header, String inner) {
        Bytes signature = Hmac.of(KEY, associated(TESTER, 0x1000, header).plus(Bytes.hex(inner)));
        return header.plus(Bytes.hex(inner)).plus(signature).toHex();
    }

    /** Takes the protection from an answer, and holds its header to what it must be. */
    private static String decrypt(String answer, int counter) {
        Bytes message = Bytes.hex(answer);
        assertThat(message.slice(0, 8)).isEqualTo(header(0xC4, 0x38, 0x01, GCM_SIGNATURE, counter));
        Bytes signature = message.from(message.length() - GCM_SIGNATURE);
        Bytes data = message.slice(8, message.length() - 8 - GCM_SIGNATURE);
        return gcm(
                        Cipher.DECRYPT_MODE,
                        signature.slice(0, 12),
                        associated(TESTER, 0x1000, message.slice(0, 8)),
                        data.plus(signature.from(12)))
                .toHex();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a positive answer              | 22 00 02    | 62 00 02 A5
            a negative answer              | 22 AA AA    | 7F 22 31
            an unknown service             | 99          | 7F 99 11
            one of another session         | 27 01       | 7F 27 7F
            one that must be secured       | BA 00       | FA 00
            suppression does not count     | 10 81       | 50 01 00 32 01 F4
            """)
    void theAnswerTravelsAsTheRequest(String what, String request, String response) {
        assertThat(decrypt(encrypting().ask(encrypt(7, request)), 7)).as(what).isEqualTo(response);
    }

    @Test
    void whatMustBeSecuredIsRefusedOtherwise() {
        assertThat(encrypting().ask("BA 00")).isEqualTo("7F BA 38");
    }

    @Test
    void anAnswerMayComeLater() {
        FakeEcu ecu = encrypting();

        CompletableFuture<Optional<UdsResponse>> answer = ecu.dispatch(
                        new UdsRequest(Bytes.hex(encrypt(1, "BA 01"))), ecu.exchange())
                .toCompletableFuture();
        assertThat(answer).isNotDone();
        ecu.advance(Duration.ofSeconds(1));

        assertThat(decrypt(answer.join().orElseThrow().message().toHex(), 1)).isEqualTo("FA 01");
    }

    @Test
    void noAnswerIsNoAnswer() {
        assertThat(encrypting().ask(encrypt(2, "BA 02"))).isEqualTo("-");
    }

    @Test
    void whatTheRequestAsksForHappens() {
        FakeEcu ecu = encrypting();

        assertThat(decrypt(ecu.ask(encrypt(1, "10 03")), 1)).isEqualTo("50 03 00 32 01 F4");
        assertThat(ecu.active()).isEqualTo(Session.EXTENDED);
        assertThat(decrypt(ecu.ask(encrypt(2, "27 01")), 2)).isEqualTo("67 01 12");
        assertThat(decrypt(ecu.ask(encrypt(3, "27 02 ED")), 3)).isEqualTo("67 02");
        assertThat(ecu.level()).isEqualTo(1);
        assertThat(ecu.ask("27 01")).isEqualTo("67 01 00");
    }

    @Test
    void signedAnswersAreSignedAndReadable() {
        Bytes header = header(0x84, SIGNED_WITH_SIGNED_ANSWER, 0x02, HMAC_SIGNATURE, 0x1234);

        Bytes answer = Bytes.hex(signing().ask(sign(header, "22 00 02")));

        Bytes expected = header(0xC4, 0x28, 0x02, HMAC_SIGNATURE, 0x1234);
        Bytes inner = Bytes.hex("62 00 02 A5");
        assertThat(answer)
                .isEqualTo(expected.plus(inner)
                        .plus(Hmac.of(KEY, associated(TESTER, 0x1000, expected).plus(inner))));
    }

    @Test
    void answersThatNeedNotBeSignedAreNot() {
        Bytes header = header(0x84, SIGNED, 0x02, HMAC_SIGNATURE, 1);

        assertThat(signing().ask(sign(header, "22 00 02")))
                .isEqualTo(header(0xC4, 0x08, 0x02, 0, 1)
                        .plus(Bytes.hex("62 00 02 A5"))
                        .toHex());
    }

    @Test
    void encryptedAnswersAreAlwaysSigned() {
        Bytes header = header(0x84, ENCRYPTED | 0x40, 0x01, GCM_SIGNATURE, 5);

        assertThat(decrypt(encrypting().ask(encrypt(TESTER, 0x1000, header, "22 00 02")), 5))
                .isEqualTo("62 00 02 A5");
    }

    @Test
    void everyAnswerIsEncryptedInAnotherWay() {
        FakeEcu ecu = encrypting();
        Set<String> nonces = new HashSet<>();
        for (int counter = 0; counter < 100; counter++) {
            Bytes answer = Bytes.hex(ecu.ask(encrypt(counter, "22 00 02")));
            nonces.add(answer.slice(answer.length() - GCM_SIGNATURE, 12).toHex());
        }

        assertThat(nonces).hasSize(100);
    }

    @ParameterizedTest(name = "{0} inside")
    @ValueSource(strings = {"84 00 39 01 00 1C 00 02 22", "2A 03 01", "3E 00", "86 05 02", "84", "3E"})
    void someServicesCannotBeInside(String inner) {
        FakeEcu ecu = encrypting();

        assertThat(ecu.ask(encrypt(1, inner))).isEqualTo("7F 84 39");
        assertThat(ecu.ask(encrypt(1, inner))).as("its counter is used up").isEqualTo("7F 84 3A");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "84",
                "84 00 39 01 00 1C 00 01",
                "84 00 39 01 00 00 00",
                "84 00 39 01 00 01 00 01 22",
                "84 00 39 01 FF FF 00 01 22 00 02"
            })
    void refusesWhatIsTooShort(String request) {
        assertThat(encrypting().ask(request)).isEqualTo("7F 84 13");
    }

    @Test
    void theShortestMessageHasOneByteOfData() {
        Bytes header = header(0x84, ENCRYPTED, 0x01, GCM_SIGNATURE, 1);

        assertThat(encrypting().ask(encrypt(TESTER, 0x1000, header, ""))).isEqualTo("7F 84 13");
        assertThat(decrypt(encrypting().ask(encrypt(TESTER, 0x1000, header, "22")), 1))
                .isEqualTo("7F 22 13");
    }

    @ParameterizedTest(name = "administration {0}, calculation {1}, signature {2}")
    @CsvSource({
        "0x38, 1, 28", "0x31, 1, 28", "0x29, 1, 28", "0x19, 1, 28", "0x3B, 1, 28", "0x3D, 1, 28", "0xB9, 1, 28",
        "0x0139, 1, 28", "0x8039, 1, 28", "0x0000, 1, 28", "0x39, 0, 28", "0x39, 2, 28", "0x39, 1, 27", "0x39, 1, 0"
    })
    void refusesHeadersThatAreNotAsTheyShouldBe(String administration, int calculation, int signature) {
        Bytes header = header(0x84, Integer.decode(administration), calculation, signature, 1);
        FakeEcu ecu = encrypting();

        assertThat(ecu.ask(encrypt(TESTER, 0x1000, header, "22 00 02"))).isEqualTo("7F 84 3A");
        assertThat(decrypt(ecu.ask(encrypt(1, "22 00 02")), 1))
                .as("the counter is not used up")
                .isEqualTo("62 00 02 A5");
    }

    @ParameterizedTest(name = "administration {0}")
    @ValueSource(ints = {0x28, 0x21, 0x09, 0x39, 0x2B})
    void refusesThemAlsoIfTheyNeedNotBeEncrypted(int administration) {
        Bytes header = header(0x84, administration, 0x02, HMAC_SIGNATURE, 1);

        assertThat(signing().ask(sign(header, "22 00 02"))).isEqualTo("7F 84 3A");
    }

    @Test
    void anUnsignedMessageIsRefused() {
        assertThat(signing()
                        .ask(header(0x84, 0x09, 0x02, 0, 1)
                                .plus(Bytes.hex("22 00 02"))
                                .toHex()))
                .isEqualTo("7F 84 3A");
    }

    @Test
    void noChangedBitIsTaken() {
        Bytes encrypted = Bytes.hex(encrypt(0x0101, "22 00 02"));
        Bytes signed = Bytes.hex(sign(header(0x84, SIGNED, 0x02, HMAC_SIGNATURE, 0x0101), "22 00 02"));
        FakeEcu encrypting = encrypting();
        FakeEcu signing = signing();
        for (int bit = 8; bit < 8 * signed.length(); bit++) {
            assertThat(signing.ask(changed(signed, bit))).as("bit " + bit).matches("7F 84 (3A|13)");
        }
        for (int bit = 8; bit < 8 * encrypted.length(); bit++) {
            assertThat(encrypting.ask(changed(encrypted, bit))).as("bit " + bit).matches("7F 84 (3A|13)");
        }

        assertThat(decrypt(encrypting.ask(encrypted.toHex()), 0x0101)).isEqualTo("62 00 02 A5");
        assertThat(signing.ask(signed.toHex())).startsWith("C4");
    }

    private static String changed(Bytes message, int bit) {
        byte[] bytes = message.toArray();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.wrap(bytes).toHex();
    }

    @Test
    void aMessageIsOfNoUseToAnotherTesterOrEcu() {
        FakeEcu ecu = encrypting();
        Bytes header = header(0x84, ENCRYPTED, 0x01, GCM_SIGNATURE, 1);

        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), encrypt(1, "22 00 02")))
                .isEqualTo("7F 84 3A");
        assertThat(ecu.ask(encrypt(TESTER, 0x1001, header, "22 00 02"))).isEqualTo("7F 84 3A");
        assertThat(decrypt(ecu.ask(encrypt(1, "22 00 02")), 1)).isEqualTo("62 00 02 A5");
    }

    @Test
    void theCounterMustBecomeLarger() {
        FakeEcu ecu = encrypting();

        assertThat(ecu.ask(encrypt(0, "22 00 02"))).startsWith("C4");
        assertThat(ecu.ask(encrypt(0, "22 00 02"))).isEqualTo("7F 84 3A");
        assertThat(ecu.ask(encrypt(0x00FF, "22 00 02"))).startsWith("C4");
        assertThat(ecu.ask(encrypt(0x00FE, "22 00 02"))).isEqualTo("7F 84 3A");
        assertThat(ecu.ask(encrypt(0x0100, "22 00 02"))).startsWith("C4");
        assertThat(ecu.ask(encrypt(0x8000, "22 00 02"))).startsWith("C4");
        assertThat(ecu.ask(encrypt(0xFFFF, "22 00 02"))).startsWith("C4");
        assertThat(ecu.ask(encrypt(0xFFFF, "22 00 02"))).isEqualTo("7F 84 3A");
        assertThat(ecu.ask(encrypt(0x0000, "22 00 02"))).isEqualTo("7F 84 3A");
    }

    @Test
    void aReplayIsRefusedWhateverHappensInBetween() {
        FakeEcu ecu = encrypting();
        String message = encrypt(5, "22 00 02");
        assertThat(ecu.ask(message)).startsWith("C4");

        ecu.in(Session.EXTENDED).in(Session.DEFAULT);
        assertThat(ecu.ask(message)).isEqualTo("7F 84 3A");
        ecu.change(Session.DEFAULT, SessionListener.Cause.RESET);
        assertThat(ecu.ask(message)).isEqualTo("7F 84 3A");
        assertThat(ecu.askAs(TESTER, new FakeConnection(2), message)).isEqualTo("7F 84 3A");
    }

    @Test
    void eachTesterHasItsOwnCounter() {
        FakeEcu ecu = encrypting();
        assertThat(ecu.ask(encrypt(9, "22 00 02"))).startsWith("C4");

        Bytes header = header(0x84, ENCRYPTED, 0x01, GCM_SIGNATURE, 1);
        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), encrypt(0x0E01, 0x1000, header, "22 00 02")))
                .startsWith("C4");
        assertThat(ecu.ask(encrypt(9, "22 00 02"))).isEqualTo("7F 84 3A");
    }

    @Test
    void aProtectionThatTakesEverythingAwayIsRefused() {
        assertThat(ecu(new Odd(Bytes.EMPTY)).ask("84 00 29 FF 00 01 00 01 22 00"))
                .isEqualTo("7F 84 3A");
    }

    @Test
    void aFailureToProtectTheAnswerIsAFault() {
        FakeEcu ecu = ecu(new Odd(Bytes.hex("22 00 02")));

        assertThatThrownBy(() -> ecu.ask("84 00 69 FF 00 01 00 01 22 00")).hasRootCauseMessage("no answer today");
    }

    /** Gives always the same data, and never protects. */
    private record Odd(Bytes opened) implements SecuredDataProtection {
        @Override
        public boolean encrypts() {
            return false;
        }

        @Override
        public int calculation() {
            return 0xFF;
        }

        @Override
        public int signatureLength() {
            return 1;
        }

        @Override
        public Sealed seal(Bytes associated, Bytes data) throws GeneralSecurityException {
            throw new GeneralSecurityException("no answer today");
        }

        @Override
        public Bytes open(Bytes associated, Sealed sealed) {
            return opened;
        }
    }

    @Test
    void anEcuWithoutTheSettingDoesNotHaveTheService() {
        FakeEcu ecu = FakeEcu.of(EcuDefinition.builder(0x1000).build(), provider);

        assertThat(provider.appliesTo(ecu)).isFalse();
        Dialog.hold(ecu, "84 -> 7F 84 11", encrypt(1, "22 00 02") + " -> 7F 84 11");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void takesAllKeysOfAes(int length) throws GeneralSecurityException {
        SecuredDataProtection protection =
                SecuredDataProtection.aesGcm(KEY.plus(KEY).slice(0, length));
        Sealed sealed = protection.seal(Bytes.of(1), Bytes.of(2, 3));

        assertThat(sealed.data().length()).isEqualTo(2);
        assertThat(sealed.signature().length()).isEqualTo(protection.signatureLength());
        assertThat(protection.open(Bytes.of(1), sealed)).isEqualTo(Bytes.of(2, 3));
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatIllegalArgumentException().isThrownBy(() -> SecuredDataProtection.aesGcm(KEY.from(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> SecuredDataProtection.aesGcm(KEY.plus(Bytes.of(1))));
        assertThatIllegalArgumentException().isThrownBy(() -> SecuredDataProtection.hmacSha256(KEY.from(1)));
    }

    @Test
    void isForOneEcuAtATimeInEverySession() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.physicalOnly()).isTrue();
        assertThat(descriptor.hasSubFunction()).isFalse();
        assertThat(descriptor.minLength()).isEqualTo(9);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
