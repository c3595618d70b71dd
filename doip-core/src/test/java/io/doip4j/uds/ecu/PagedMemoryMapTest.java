package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.MemoryRegion;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PagedMemoryMapTest {
    private static final long RAM = 0x2000_0000L;
    private static final int PAGE = 0x1000;

    private final PagedMemoryMap memory = new PagedMemoryMap();

    private static MemoryRegion counting(long start, long length) {
        return MemoryRegion.readOnly(start, length).initial(address -> (int) address);
    }

    private static void assertOutOfRange(ThrowingCallable access) {
        assertThatExceptionOfType(NegativeResponseException.class)
                .isThrownBy(access)
                .extracting(NegativeResponseException::nrc)
                .isEqualTo(Nrc.REQUEST_OUT_OF_RANGE);
    }

    private static Bytes bytes(int length, int value) {
        byte[] array = new byte[length];
        Arrays.fill(array, (byte) value);
        return Bytes.wrap(array);
    }

    @Test
    void beginsWithTheInitialContent() {
        memory.register(counting(RAM, 0x100));
        memory.register(MemoryRegion.readOnly(0, 4));

        assertThat(memory.read(RAM + 0x10, 4)).isEqualTo(Bytes.hex("10 11 12 13"));
        assertThat(memory.read(RAM + 0xFF, 1)).isEqualTo(Bytes.of(0xFF));
        assertThat(memory.read(0, 4)).isEqualTo(Bytes.hex("00 00 00 00"));
    }

    @Test
    void keepsWhatIsWrittenAndTheBytesAround() {
        memory.register(counting(RAM, 0x100));
        memory.write(RAM + 0x10, Bytes.hex("AA BB"));

        assertThat(memory.read(RAM + 0x0F, 4)).isEqualTo(Bytes.hex("0F AA BB 12"));
        memory.write(RAM + 0x11, Bytes.hex("CC"));
        assertThat(memory.read(RAM + 0x0F, 4)).isEqualTo(Bytes.hex("0F AA CC 12"));
        memory.write(RAM + 0xFF, Bytes.hex("01"));
        assertThat(memory.read(RAM + 0xFE, 2)).isEqualTo(Bytes.hex("FE 01"));
    }

    @Test
    void slicesAreWrittenFromTheirOwnBegin() {
        memory.register(counting(RAM, 0x100));
        memory.write(RAM, Bytes.hex("3D AA BB").from(1));

        assertThat(memory.read(RAM, 3)).isEqualTo(Bytes.hex("AA BB 02"));
    }

    // The start of the region is no multiple of the page size: pages count from there.
    @Test
    void writesAndReadsAcrossPages() {
        long start = RAM + 0x123;
        memory.register(counting(start, 4 * PAGE));
        memory.write(start + PAGE - 1, bytes(PAGE + 2, 0xEE));

        assertThat(memory.read(start + PAGE - 2, 2)).isEqualTo(Bytes.of((0x123 + PAGE - 2) & 0xFF, 0xEE));
        assertThat(memory.read(start + PAGE - 1, PAGE + 2)).isEqualTo(bytes(PAGE + 2, 0xEE));
        assertThat(memory.read(start + 2 * PAGE, 2)).isEqualTo(Bytes.of(0xEE, 0x24));
        Bytes all = memory.read(start, 4 * PAGE);
        assertThat(all.u8(0)).isEqualTo(0x23);
        assertThat(all.u8(4 * PAGE - 1)).isEqualTo(0x22);
    }

    @Test
    void everyAccessAroundAPageBoundaryIsLikeThatOfAnArray() {
        int length = 2 * PAGE + 5;
        memory.register(counting(RAM, length));
        byte[] expected = new byte[length];
        for (int i = 0; i < length; i++) {
            expected[i] = (byte) i;
        }
        for (int at = PAGE - 3; at <= PAGE + 3; at++) {
            for (int size = 1; size <= 6; size++) {
                Bytes data = bytes(size, at + size);
                data.copyTo(expected, at);
                memory.write(RAM + at, data);
            }
        }
        assertThat(memory.read(RAM, length)).isEqualTo(Bytes.wrap(expected));
    }

    @Test
    void rangeOutsideOrWithoutBytesIsRefused() {
        memory.register(counting(RAM, 0x100));

        assertOutOfRange(() -> memory.read(RAM + 0x100, 1));
        assertOutOfRange(() -> memory.read(RAM + 0xFF, 2));
        assertOutOfRange(() -> memory.read(RAM - 1, 2));
        assertOutOfRange(() -> memory.read(RAM, 0));
        assertOutOfRange(() -> memory.read(RAM, -1));
        assertOutOfRange(() -> memory.read(RAM, Integer.MAX_VALUE));
        assertOutOfRange(() -> memory.read(-1, Integer.MAX_VALUE));
        assertOutOfRange(() -> memory.write(RAM, Bytes.EMPTY));
        assertOutOfRange(() -> memory.write(RAM + 0xFF, Bytes.of(1, 2)));
        assertThat(memory.read(RAM + 0xFF, 1)).isEqualTo(Bytes.of(0xFF));
        assertThat(memory.find(RAM, 0)).isNull();
        assertThat(memory.find(RAM, -1)).isNull();
    }

    // Their rights may differ.
    @Test
    void rangeIsInOneRegionOnly() {
        MemoryRegion first = counting(RAM, 0x10);
        MemoryRegion second = counting(RAM + 0x10, 0x10);
        memory.register(second);
        memory.register(first);

        assertThat(memory.find(RAM, 0x10)).isSameAs(first);
        assertThat(memory.find(RAM + 0x10, 0x10)).isSameAs(second);
        assertThat(memory.find(RAM + 0x0F, 2)).isNull();
        assertOutOfRange(() -> memory.read(RAM + 0x0F, 2));
        assertOutOfRange(() -> memory.write(RAM + 0x0F, Bytes.of(1, 2)));
        assertThat(memory.read(RAM + 0x0F, 1)).isEqualTo(Bytes.of(0x0F));
        assertThat(memory.all()).containsExactly(first, second);
    }

    @Test
    void gapIsNoMemory() {
        memory.register(counting(RAM, 0x10));
        memory.register(counting(RAM + 0x20, 0x10));

        assertThat(memory.find(RAM + 0x18, 1)).isNull();
        assertOutOfRange(() -> memory.read(RAM + 0x08, 0x20));
    }

    @Test
    void overlapIsRefusedAndTheFirstStays() {
        memory.register(counting(RAM, 0x100));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> memory.register(counting(RAM + 0x80, 0x100)))
                .withMessageContaining("0x20000080..0x2000017F")
                .withMessageContaining("0x20000000..0x200000FF");
        assertThatIllegalArgumentException().isThrownBy(() -> memory.register(counting(RAM, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> memory.register(counting(0, -1)));
        assertThat(memory.all()).hasSize(1);
    }

    @Test
    void endOfTheAddressSpace() {
        memory.register(counting(-0x10, 0x10));
        memory.register(counting(0, 0x10));
        memory.write(-1, Bytes.of(0x55));

        assertThat(memory.read(-2, 2)).isEqualTo(Bytes.hex("FE 55"));
        assertOutOfRange(() -> memory.read(-1, 2));
        assertOutOfRange(() -> memory.write(-1, Bytes.of(1, 2)));
        assertThat(memory.read(0, 1)).isEqualTo(Bytes.of(0));
        assertThat(memory.all()).extracting(MemoryRegion::start).containsExactly(0L, -0x10L);
    }

    @Test
    void hugeRegionCostsWhatIsWritten() {
        PagedRegion region = new PagedRegion(MemoryRegion.readOnly(1, -1));
        region.read(0x1234_5678_9ABCL, 10 * PAGE);
        assertThat(region.writtenPages()).isZero();

        region.write(-1, Bytes.of(0x11));
        region.write(Long.MIN_VALUE, Bytes.of(0x22));
        region.write(1, Bytes.of(0x33));

        assertThat(region.writtenPages()).isEqualTo(3);
        assertThat(region.read(-2, 2)).isEqualTo(Bytes.hex("00 11"));
        assertThat(region.read(Long.MAX_VALUE, 3)).isEqualTo(Bytes.hex("00 22 00"));
        assertThat(region.read(1, 2)).isEqualTo(Bytes.hex("33 00"));
    }
}
