package io.doip4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
    // ISO 13400-2: table of logical addresses.
    @ParameterizedTest
    @CsvSource({
        "0x0000, false, false", "0x0DFF, false, false", "0x0E00, true, false", "0x0E80, true, false",
        "0x0FFF, true, false", "0x1000, false, false", "0xDFFF, false, false", "0xE000, false, true",
        "0xE400, false, true", "0xEFFF, false, true", "0xF000, false, false", "0xFFFF, false, false",
    })
    void logicalAddressKnowsItsRange(int value, boolean tester, boolean functional) {
        LogicalAddress address = LogicalAddress.of(value);

        assertThat(address.value()).isEqualTo(value);
        assertThat(address.isTester()).isEqualTo(tester);
        assertThat(address.isFunctional()).isEqualTo(functional);
        assertThat(address).hasToString(String.format("0x%04X", value)).isEqualTo(new LogicalAddress(value));
    }

    @Test
    void logicalAddressHasTwoBytesAndAnUnsignedOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogicalAddress.of(0x1_0000))
                .withMessageContaining("logical address");
        assertThatIllegalArgumentException().isThrownBy(() -> LogicalAddress.of(-1));
        assertThat(LogicalAddress.of(0xE400)).isGreaterThan(LogicalAddress.of(0x1000));
    }

    @Test
    void vinIs17PrintableCharacters() {
        Vin vin = Vin.of("WVWZZZ1KZAW000001");

        assertThat(vin.bytes()).isEqualTo(Bytes.ascii("WVWZZZ1KZAW000001"));
        assertThat(vin.isSet()).isTrue();
        assertThat(vin).hasToString("WVWZZZ1KZAW000001");
        assertThat(Vin.LENGTH).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "WVWZZZ1KZAW00000", "WVWZZZ1KZAW0000011", "WVWZZZ1KZAW 00001", "WVWZZZ1KZAW00000\u00FC"})
    void vinOfAnotherFormIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Vin.of(text)).withMessageContaining("17");
    }

    // ISO 13400-2: all 0x00 or all 0xFF; all '0' is plain data.
    @Test
    void vinThatIsNotSet() {
        assertThat(Vin.NOT_SET.isSet()).isFalse();
        assertThat(Vin.NOT_SET.bytes()).isEqualTo(Bytes.wrap(new byte[17]));
        assertThat(new Vin(Bytes.hex("FF".repeat(17))).isSet()).isFalse();
        assertThat(new Vin(Bytes.hex("FF".repeat(17)))).hasToString("(not set)");
        assertThat(Vin.of("0".repeat(17)).isSet()).isTrue();
        assertThat(new Vin(Bytes.hex("FF".repeat(16) + "00")).isSet()).isTrue();
        assertThat(new Vin(Bytes.hex("FF".repeat(16) + "00")).toString()).hasSize(17);
        assertThatIllegalArgumentException().isThrownBy(() -> new Vin(Bytes.wrap(new byte[16])));
        assertThatIllegalArgumentException().isThrownBy(() -> new Vin(Bytes.wrap(new byte[18])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"02:00:00:00:10:AB", "02-00-00-00-10-ab", "02 00 00 00 10 AB", "0200000010AB"})
    void eidAndGidFromText(String text) {
        assertThat(Eid.of(text).bytes()).isEqualTo(Bytes.of(2, 0, 0, 0, 0x10, 0xAB));
        assertThat(Eid.of(text)).hasToString("02:00:00:00:10:AB");
        assertThat(Gid.of(text).bytes()).isEqualTo(Bytes.of(2, 0, 0, 0, 0x10, 0xAB));
        assertThat(Gid.of(text)).hasToString("02:00:00:00:10:AB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:00:00:00:10", "02:00:00:00:10:00:00", "02:00:00:00:10:GG", "2:0:0:0:10:0"})
    void eidAndGidOfAnotherFormAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Eid.of(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Gid.of(text));
    }

    @Test
    void eidAndGidThatAreNotSet() {
        Bytes ones = Bytes.hex("FF FF FF FF FF FF");
        assertThat(Eid.NOT_SET.isSet()).isFalse();
        assertThat(Gid.NOT_SET.isSet()).isFalse();
        assertThat(new Eid(ones).isSet()).isFalse();
        assertThat(new Gid(ones).isSet()).isFalse();
        assertThat(new Eid(ones)).hasToString("(not set)");
        assertThat(new Gid(ones)).hasToString("(not set)");
        assertThat(Eid.of("FF FF FF FF FF 00").isSet()).isTrue();
        assertThat(Gid.of("00 00 00 00 00 01").isSet()).isTrue();
    }

    // ISO 13400-2: version table; the inverse is version XOR 0xFF.
    @Test
    void protocolVersionKeepsEveryValue() {
        for (int value = 0; value <= 0xFF; value++) {
            ProtocolVersion version = ProtocolVersion.of(value);
            assertThat(version).isEqualTo(new ProtocolVersion(value)).hasSameHashCodeAs(new ProtocolVersion(value));
            assertThat(version.inverse()).isEqualTo(0xFF - value);
            assertThat(version.toString()).startsWith(String.format("0x%02X", value));
        }
        assertThat(ProtocolVersion.of(3)).isSameAs(ProtocolVersion.ISO_2019).hasToString("0x03 (ISO 13400-2:2019)");
        assertThat(ProtocolVersion.of(2)).isSameAs(ProtocolVersion.ISO_2012);
        assertThat(ProtocolVersion.of(1)).isSameAs(ProtocolVersion.DIS_2010);
        assertThat(ProtocolVersion.of(4)).isSameAs(ProtocolVersion.ISO_2019_AMD1);
        assertThat(ProtocolVersion.of(0xFF)).isSameAs(ProtocolVersion.WILDCARD);
        assertThatIllegalArgumentException().isThrownBy(() -> ProtocolVersion.of(0x100));
        assertThatIllegalArgumentException().isThrownBy(() -> ProtocolVersion.of(-1));
    }

    @Test
    void systemClockDoesNotGoBack() {
        MonotonicClock clock = MonotonicClock.system();
        long before = clock.nanoTime();
        assertThat(clock.nanoTime() - before).isNotNegative();
    }
}
