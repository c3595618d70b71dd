package io.doip4j.uds.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of memory in unsigned 64-bit arithmetic. */
class MemoryRegionTest {
    private static long u64(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }

    @ParameterizedTest
    @CsvSource({
        // start,          length,           address,          size,             inside
        "20000000,         100,              20000000,         100,              true",
        "20000000,         100,              20000000,         101,              false",
        "20000000,         100,              20000000,         0,                false",
        "20000000,         100,              200000FF,         1,                true",
        "20000000,         100,              200000FF,         2,                false",
        "20000000,         100,              20000100,         1,                false",
        "20000000,         100,              20000100,         0,                false",
        "20000000,         100,              1FFFFFFF,         1,                false",
        "20000000,         100,              1FFFFFFF,         2,                false",
        "20000000,         100,              20000010,         FFFFFFFFFFFFFFFF, false",
        "20000000,         100,              20000010,         FFFFFFFFFFFFFFF0, false",
        "20000000,         100,              FFFFFFFFFFFFFFFF, 2,                false",
        "0,                1,                0,                1,                true",
        "0,                1,                0,                FFFFFFFFFFFFFFFF, false",
        "0,                FFFFFFFFFFFFFFFF, 0,                FFFFFFFFFFFFFFFF, true",
        "0,                FFFFFFFFFFFFFFFF, 1,                FFFFFFFFFFFFFFFF, false",
        "0,                FFFFFFFFFFFFFFFF, FFFFFFFFFFFFFFFE, 1,                true",
        "0,                FFFFFFFFFFFFFFFF, FFFFFFFFFFFFFFFF, 1,                false",
        "1,                FFFFFFFFFFFFFFFF, FFFFFFFFFFFFFFFF, 1,                true",
        "1,                FFFFFFFFFFFFFFFF, FFFFFFFFFFFFFFFF, 2,                false",
        "1,                FFFFFFFFFFFFFFFF, 0,                1,                false",
        "FFFFFFFFFFFFFFFF, 1,                FFFFFFFFFFFFFFFF, 1,                true",
        "FFFFFFFFFFFFFFFF, 1,                FFFFFFFFFFFFFFFF, 2,                false",
        "FFFFFFFFFFFFFFFF, 1,                0,                1,                false",
        "FFFFFFFFFFFFFFF0, 10,               FFFFFFFFFFFFFFF8, 8,                true",
        "FFFFFFFFFFFFFFF0, 10,               FFFFFFFFFFFFFFF8, 9,                false",
        "7FFFFFFFFFFFFFFF, 2,                7FFFFFFFFFFFFFFF, 2,                true",
        "7FFFFFFFFFFFFFFF, 2,                8000000000000000, 1,                true",
        "7FFFFFFFFFFFFFFF, 2,                8000000000000001, 1,                false"
    })
    void contains(String start, String length, String address, String size, boolean inside) {
        assertThat(MemoryRegion.readOnly(u64(start), u64(length)).contains(u64(address), u64(size)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 10, 110, 10, false",
        "100, 10, F0, 10, false",
        "100, 10, 10F, 1, true",
        "100, 10, F0, 11, true",
        "100, 10, 0, FFFFFFFFFFFFFFFF, true",
        "100, 10, 104, 2, true",
        "100, 10, 100, 10, true",
        "FFFFFFFFFFFFFFFF, 1, 0, 1, false",
        "FFFFFFFFFFFFFFFF, 1, FFFFFFFFFFFFFF00, 100, true"
    })
    void overlaps(String start, String length, String otherStart, String otherLength, boolean expected) {
        MemoryRegion one = MemoryRegion.readOnly(u64(start), u64(length));
        MemoryRegion other = MemoryRegion.readOnly(u64(otherStart), u64(otherLength));

        assertThat(one.overlaps(other)).isEqualTo(expected);
        assertThat(other.overlaps(one)).isEqualTo(expected);
    }

    @Test
    void impossibleRegionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryRegion.readOnly(0x1000, 0))
                .withMessageContaining("0x1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryRegion.readOnly(-1, 2))
                .withMessageContaining("beyond");
        assertThatIllegalArgumentException().isThrownBy(() -> MemoryRegion.readOnly(2, -1));
    }

    @Test
    void rightsAndContentCanBeSet() {
        MemoryRegion region = MemoryRegion.readOnly(0x2000_0000, 0x100)
                .readableIn(Sessions.of(Session.EXTENDED))
                .writableIn(Sessions.nonDefault())
                .access(Access.securityLevel(1))
                .initial(address -> (int) address);

        assertThat(region.readableIn().contains(Session.DEFAULT)).isFalse();
        assertThat(region.writableIn().contains(Session.PROGRAMMING)).isTrue();
        assertThat(region.access()).hasToString("needs an unlocked security level of 0x01");
        assertThat(region.initial().applyAsInt(7)).isEqualTo(7);
        assertThat(region).hasToString("0x20000000..0x200000FF");
        assertThat(MemoryRegion.readOnly(-1, 1)).hasToString("0xFFFFFFFFFFFFFFFF..0xFFFFFFFFFFFFFFFF");
        assertThat(MemoryRegion.readOnly(0, 1).writableIn().contains(Session.PROGRAMMING))
                .isFalse();
    }
}
