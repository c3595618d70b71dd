package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.u16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.services.authentication.ChallengeResponseAuthentication;
import io.doip4j.uds.services.security.SecuredDataProtection;
import io.doip4j.uds.services.security.SecuredDataProtection.Sealed;
import io.doip4j.uds.services.security.SecuredDataSettings;
import io.doip4j.uds.services.security.SecurityLevel;
import io.doip4j.uds.services.security.SecurityLevels;
import io.doip4j.uds.services.security.SeedKeyAlgorithm;
import io.doip4j.uds.spi.Access;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SecurityAccess, Authentication and SecuredDataTransmission on a running server: what a connection has to do with them. */
class SecurityServicesIT {
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Bytes SECRET = Bytes.ascii("a secret of both");
    private static final String HMAC_SHA256 = "06 08 2A 86 48 86 F7 0D 02 09 00 00 00 00 00 00";
    private static final String SEED = "67 01 11 22";
    private static final String GOOD_KEY = "27 02 B4 87";
    private static final String WRONG_KEY = "27 02 00 00";
    private static final String EXTENDED = "50 03 00 32 01 F4";

    private final SecuredDataProtection protection = SecuredDataProtection.aesGcm(SECRET);

    private DoipServer server;
    private DoipTester tester;

    @BeforeEach
    void start() {
        SeedKeyAlgorithm algorithm = SeedKeyAlgorithm.xor(Bytes.hex("A5 A5")).withFixedSeed(Bytes.hex("11 22"));
        EcuDefinition ecu = EcuDefinition.builder(ENTITY)
                .setting(SecurityLevels.of(SecurityLevel.of(0x01, algorithm).attempts(3, DELAY)))
                .setting(ChallengeResponseAuthentication.builder()
                        .client(SECRET, "workshop")
                        .build())
                .setting(new SecuredDataSettings(protection))
                .data(StoredData.readOnly(0x0111, Bytes.of(0x01)).readAccess(Access.securityLevel(0x01)))
                .data(StoredData.readOnly(0x0129, Bytes.of(0x29)).readAccess(Access.role("workshop")))
                .data(StoredData.readOnly(0x0184, Bytes.of(0x84)).readAccess(Access.secured()))
                .build();
        server = Servers.services(builder -> builder.ecu(ecu));
        tester = activated(DoipTester.of(server), A);
    }

    @AfterEach
    void stop() {
        tester.close();
        server.close();
    }

    private void asks(String request, String answer) {
        assertThat(tester.request(request)).as(request).isEqualTo(Bytes.hex(answer));
    }

    private void reconnect() {
        tester.disconnect();
        activated(tester, A);
    }

    @Test
    void aRightKeyUnlocksUntilTheConnectionEnds() {
        asks("10 03", EXTENDED);
        asks("22 01 11", "7F 22 33");
        asks("27 01", SEED);
        asks(GOOD_KEY, "67 02");
        asks("22 01 11", "62 01 11 01");
        asks("27 01", "67 01 00 00");

        try (DoipTester other = activated(DoipTester.of(server), B)) {
            assertThat(other.request("22 01 11")).isEqualTo(Bytes.hex("7F 22 33"));
            assertThat(other.request("27 01")).isEqualTo(Bytes.hex(SEED));
        }
        reconnect();
        await().untilAsserted(() -> asks("22 01 11", "7F 22 33"));
        asks("27 01", SEED);
    }

    @Test
    void aSeedEndsWithItsConnection() {
        asks("10 03", EXTENDED);
        asks("27 01", SEED);

        reconnect();

        asks(GOOD_KEY, "7F 27 24");
    }

    @Test
    void wrongKeysAreCountedWhateverATesterDoes() {
        asks("10 03", EXTENDED);
        asks("27 01", SEED);
        asks(WRONG_KEY, "7F 27 35");
        reconnect();
        asks("10 02", "50 02 00 32 01 F4");
        asks("27 01", SEED);
        asks(WRONG_KEY, "7F 27 35");
        asks("11 01", "51 01");
        tester.expectClosed();
        reconnect();
        asks("10 03", EXTENDED);
        asks("27 01", SEED);
        asks(WRONG_KEY, "7F 27 36");
        long begin = System.nanoTime();
        asks("27 01", "7F 27 37");
        asks("11 01", "51 01");
        tester.expectClosed();
        reconnect();
        asks("10 03", EXTENDED);
        asks("27 01", "7F 27 37");

        await().pollInterval(Duration.ofMillis(50)).untilAsserted(() -> asks("27 01", SEED));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(DELAY.minusMillis(200));
        asks(GOOD_KEY, "67 02");
    }

    @Test
    void aProofGivesARoleUntilItIsGivenBack() {
        asks("22 01 29", "7F 22 34");
        asks(proof(challenge(tester.request("29 05 00 " + HMAC_SHA256))), "69 06 12 " + HMAC_SHA256 + " 00 00");
        asks("22 01 29", "62 01 29 29");

        try (DoipTester other = activated(DoipTester.of(server), B)) {
            assertThat(other.request("22 01 29")).isEqualTo(Bytes.hex("7F 22 34"));
            assertThat(other.request("29 00")).isEqualTo(Bytes.hex("69 00 10"));
        }
        asks("22 01 29", "62 01 29 29");
        asks("29 00", "69 00 10");
        asks("22 01 29", "7F 22 34");
    }

    @Test
    void aRoleEndsWithItsConnection() {
        asks(proof(challenge(tester.request("29 05 00 " + HMAC_SHA256))), "69 06 12 " + HMAC_SHA256 + " 00 00");

        reconnect();

        await().untilAsserted(() -> asks("22 01 29", "7F 22 34"));
    }

    @Test
    void everythingWorksInsideSecuredMessages() {
        asks("22 01 84", "7F 22 38");
        assertThat(secured(1, "22 01 84")).isEqualTo(Bytes.hex("62 01 84 84"));
        assertThat(secured(2, "22 AA AA")).isEqualTo(Bytes.hex("7F 22 31"));
        assertThat(secured(3, "10 03")).isEqualTo(Bytes.hex(EXTENDED));
        assertThat(secured(4, "27 01")).isEqualTo(Bytes.hex(SEED));
        assertThat(secured(5, GOOD_KEY)).isEqualTo(Bytes.hex("67 02"));
        asks("22 01 11", "62 01 11 01");

        Bytes challenge = challenge(secured(6, "29 05 00 " + HMAC_SHA256));
        assertThat(secured(7, proof(challenge))).isEqualTo(Bytes.hex("69 06 12 " + HMAC_SHA256 + " 00 00"));
        asks("22 01 29", "62 01 29 29");

        asks(sealed(8, "3E 00"), "7F 84 39");
        asks(sealed(8, "22 01 84"), "7F 84 3A");
        reconnect();
        asks(sealed(5, "22 01 84"), "7F 84 3A");
        assertThat(secured(9, "22 01 84")).isEqualTo(Bytes.hex("62 01 84 84"));
    }

    private Bytes secured(int counter, String inner) {
        Bytes answer = tester.request(sealed(counter, inner));
        Bytes header = answer.slice(0, 8);
        int dataLength = answer.length() - header.length() - protection.signatureLength();
        Sealed sealed = new Sealed(answer.slice(8, dataLength), answer.from(8 + dataLength));
        try {
            assertThat(header.u8(0)).isEqualTo(0xC4);
            assertThat(header.u16(6)).isEqualTo(counter);
            return protection.open(u16(A).plus(u16(ENTITY)).plus(header), sealed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("answer " + answer, e);
        }
    }

    private String sealed(int counter, String inner) {
        Bytes header = Bytes.hex("84 00 39 01 00 1C").plus(u16(counter));
        try {
            Sealed sealed = protection.seal(u16(A).plus(u16(ENTITY)).plus(header), Bytes.hex(inner));
            return header.plus(sealed.data()).plus(sealed.signature()).toHex();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes challenge(Bytes answer) {
        assertThat(answer.startsWith(Bytes.hex("69 05 00 " + HMAC_SHA256)))
                .as(answer.toHex())
                .isTrue();
        return answer.slice(3 + 16 + 2, answer.u16(3 + 16));
    }

    private static String proof(Bytes challenge) {
        Bytes text = Bytes.ascii("UDS-29-CLIENT")
                .plus(u16(challenge.length()))
                .plus(challenge)
                .plus(Bytes.hex("00 00 00 00"));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.toArray(), "HmacSHA256"));
            Bytes proof = Bytes.wrap(mac.doFinal(text.toArray()));
            return Bytes.hex("29 06 " + HMAC_SHA256)
                    .plus(u16(proof.length()))
                    .plus(proof)
                    .plus(Bytes.hex("00 00 00 00"))
                    .toHex();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
