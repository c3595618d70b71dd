package io.doip4j.uds.services.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedKeyAlgorithmTest {
    private static final Bytes SECRET = Bytes.ascii("a secret of both");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A5 A5 A5 A5 | 11 22 33 44 | B4 87 96 E1
            5A 5A 5A 5A | DE AD BE EF | 84 F7 E4 B5
            01          | FF          | FE
            """)
    void xorOfSeedAndMask(String mask, String seed, String key) throws GeneralSecurityException {
        SeedKeyAlgorithm algorithm = SeedKeyAlgorithm.xor(Bytes.hex(mask));

        assertThat(algorithm.accepts(1, Bytes.EMPTY, Bytes.hex(seed), Bytes.hex(key)))
                .isTrue();
        assertThat(algorithm.accepts(1, Bytes.EMPTY, Bytes.hex(seed), Bytes.hex(seed)))
                .isFalse();
        assertThat(SeedKeyFunction.xor(Bytes.hex(mask)).key(1, Bytes.EMPTY, Bytes.hex(seed)))
                .isEqualTo(Bytes.hex(key));
    }

    @Test
    void hmacOfLevelSeedAndRecord() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.toArray(), "HmacSHA256"));
        Bytes whole = Bytes.wrap(mac.doFinal(Bytes.hex("03 11 22 AA BB").toArray()));

        Bytes key = SeedKeyFunction.hmacSha256(SECRET, 16).key(0x03, Bytes.hex("AA BB"), Bytes.hex("11 22"));

        assertThat(key).isEqualTo(whole.slice(0, 16));
        assertThat(SeedKeyFunction.hmacSha256(SECRET, 32).key(0x03, Bytes.hex("AA BB"), Bytes.hex("11 22")))
                .isEqualTo(whole);
    }

    @Test
    void hmacKeysDependOnEverything() throws GeneralSecurityException {
        SeedKeyAlgorithm algorithm = SeedKeyAlgorithm.hmacSha256(SECRET);
        Bytes seed = algorithm.seed(1, Bytes.EMPTY);
        Bytes key = SeedKeyFunction.hmacSha256(SECRET, 16).key(1, Bytes.of(7), seed);

        assertThat(algorithm.seedLength()).isEqualTo(16).isEqualTo(seed.length());
        assertThat(algorithm.keyLength()).isEqualTo(16);
        assertThat(algorithm.accepts(1, Bytes.of(7), seed, key)).isTrue();
        assertThat(algorithm.accepts(3, Bytes.of(7), seed, key)).isFalse();
        assertThat(algorithm.accepts(1, Bytes.of(8), seed, key)).isFalse();
        assertThat(algorithm.accepts(1, Bytes.of(7), algorithm.seed(1, Bytes.EMPTY), key))
                .isFalse();
        assertThat(SeedKeyAlgorithm.hmacSha256(Bytes.ascii("another secret 1")).accepts(1, Bytes.of(7), seed, key))
                .isFalse();
    }

    @Test
    void refusesShortSecretsAndOddLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedKeyAlgorithm.hmacSha256(SECRET.from(1)))
                .withMessageContaining("15 bytes, needed are 16 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> SeedKeyFunction.hmacSha256(SECRET, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> SeedKeyFunction.hmacSha256(SECRET, 33));
        assertThatIllegalArgumentException().isThrownBy(() -> SeedKeyAlgorithm.xor(Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> SeedKeyAlgorithm.computed(4097, 1, (l, r, s) -> s));
        assertThatIllegalArgumentException().isThrownBy(() -> SeedKeyAlgorithm.computed(1, 0, (l, r, s) -> s));
    }

    @Test
    void aFixedSeedMustBeOne() {
        SeedKeyAlgorithm algorithm = SeedKeyAlgorithm.xor(Bytes.of(1, 2));

        assertThat(algorithm.withFixedSeed(Bytes.of(0, 1)).seed(1, Bytes.EMPTY)).isEqualTo(Bytes.of(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> algorithm.withFixedSeed(Bytes.of(0, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> algorithm.withFixedSeed(Bytes.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> algorithm.withFixedSeed(Bytes.of(1, 2, 3)));
    }
}
