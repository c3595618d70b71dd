package io.doip4j.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import java.util.Map;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class PayloadTypeTest {
    /** ISO 13400-2, payload type table, lengths; for 0x8001 at least the addresses, for 0x8004 one byte more. */
    private static final Map<Integer, LongPredicate> TABLE = Map.ofEntries(
            Map.entry(0x0000, length -> length == 1),
            Map.entry(0x0001, length -> length == 0),
            Map.entry(0x0002, length -> length == 6),
            Map.entry(0x0003, length -> length == 17),
            Map.entry(0x0004, length -> length == 32 || length == 33),
            Map.entry(0x0005, length -> length == 7 || length == 11),
            Map.entry(0x0006, length -> length == 9 || length == 13),
            Map.entry(0x0007, length -> length == 0),
            Map.entry(0x0008, length -> length == 2),
            Map.entry(0x4001, length -> length == 0),
            Map.entry(0x4002, length -> length == 3 || length == 7),
            Map.entry(0x4003, length -> length == 0),
            Map.entry(0x4004, length -> length == 1),
            Map.entry(0x8001, length -> length >= 4),
            Map.entry(0x8002, length -> length >= 5),
            Map.entry(0x8003, length -> length >= 5),
            Map.entry(0x8004, length -> length >= 5));

    private static final long[] LARGE_LENGTHS = {
        256, 263, 0xFFFF, 0x1_0000, 0x1_0007, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL
    };

    @Test
    void lengthsOfEveryType() {
        for (int type = 0; type <= 0xFFFF; type++) {
            LongPredicate fits = TABLE.getOrDefault(type, length -> true);
            int last = TABLE.containsKey(type) ? 300 : 20;
            for (long length = 0; length <= last; length++) {
                checkLength(type, length, fits);
            }
            for (long length : LARGE_LENGTHS) {
                checkLength(type, length, fits);
            }
        }
    }

    private static void checkLength(int type, long length, LongPredicate fits) {
        if (PayloadType.acceptsLength(type, length) != fits.test(length)
                || PayloadType.of(type).acceptsLength(length) != fits.test(length)) {
            throw new AssertionError(String.format("type 0x%04X, length %d", type, length));
        }
    }

    @Test
    void readingRefusesExactlyTheOtherLengths() {
        TABLE.forEach((type, fits) -> {
            for (int length = 0; length <= 40; length++) {
                Bytes payload = Bytes.wrap(new byte[length]);
                if (fits.test(length)) {
                    DoipMessage message = DoipMessage.read(type, payload);
                    assertThat(message.type()).isEqualTo(PayloadType.of(type));
                    assertThat(message.payloadLength()).isEqualTo(length);
                } else {
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> DoipMessage.read(PayloadType.of(type), payload))
                            .withMessageContaining(String.format("0x%04X", type))
                            .withMessageContaining(length + " bytes");
                }
            }
        });
    }

    @Test
    void everyValueIsKept() {
        for (int value = 0; value <= 0xFFFF; value++) {
            if (PayloadType.of(value).value() != value || !PayloadType.of(value).equals(new PayloadType(value))) {
                throw new AssertionError(value);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> PayloadType.of(0x1_0000));
        assertThatIllegalArgumentException().isThrownBy(() -> PayloadType.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> DoipMessage.read(0x1_0000, Bytes.EMPTY));
    }

    @Test
    void namedTypesAreSharedAndHaveAMessageOfTheirOwn() {
        TABLE.keySet().forEach(type -> {
            assertThat(PayloadType.of(type)).isSameAs(PayloadType.of(type));
            assertThat(PayloadType.of(type).toString())
                    .startsWith(String.format("0x%04X (", type))
                    .doesNotContain("reserved");
        });
    }

    @Test
    void typesWithoutALayoutAreUnknownMessages() {
        Bytes payload = Bytes.hex("01 02 03");
        for (int type : new int[] {0x0009, 0x4000, 0x4005, 0x8000, 0x8005, 0x9001, 0xEFFF, 0xF000, 0xFFFF}) {
            assertThat(DoipMessage.read(type, payload)).isEqualTo(new UnknownMessage(PayloadType.of(type), payload));
        }
    }

    @Test
    void manufacturerRange() {
        assertThat(PayloadType.of(0xEFFF).isManufacturerSpecific()).isFalse();
        assertThat(PayloadType.of(0xF000).isManufacturerSpecific()).isTrue();
        assertThat(PayloadType.of(0xFFFF).isManufacturerSpecific()).isTrue();
        assertThat(PayloadType.of(0xF000)).hasToString("0xF000 (manufacturer specific)");
        assertThat(PayloadType.of(0x0009)).hasToString("0x0009 (reserved)");
    }
}
