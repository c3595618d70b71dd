package io.doip4j.vehicle.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Blocks byte by byte, as the specification of pcapng has them. */
class PcapngWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PcapngWriter writer = new PcapngWriter(out);

    private void assertWritten(String hex) {
        assertThat(Bytes.copyOf(out.toByteArray())).isEqualTo(Bytes.hex(hex));
        out.reset();
    }

    @Test
    void sectionHeader() throws IOException {
        writer.section("doip4j");
        assertWritten("""
                0A 0D 0D 0A  00 00 00 2C  1A 2B 3C 4D  00 01 00 00  FF FF FF FF FF FF FF FF
                00 04 00 06 64 6F 69 70 34 6A 00 00  00 00 00 00  00 00 00 2C
                """);
    }

    @Test
    void interfaceDescriptions() throws IOException {
        assertThat(writer.describeInterface("a", "bcde")).isZero();
        assertWritten("""
                00 00 00 01  00 00 00 30  00 65 00 00  00 00 00 00
                00 02 00 01 61 00 00 00  00 03 00 04 62 63 64 65  00 09 00 01 09 00 00 00  00 00 00 00  00 00 00 30
                """);
        assertThat(writer.describeInterface("b", "")).isEqualTo(1);
    }

    @Test
    void packets() throws IOException {
        writer.packet(
                2,
                0x0102030405060708L,
                PcapngWriter.Direction.OUTBOUND,
                Bytes.hex("45 00 01").asBuffer(),
                "");
        assertWritten("""
                00 00 00 06  00 00 00 30  00 00 00 02  01 02 03 04  05 06 07 08  00 00 00 03  00 00 00 03
                45 00 01 00  00 02 00 04 00 00 00 02  00 00 00 00  00 00 00 30
                """);
        writer.packet(
                0, 1, PcapngWriter.Direction.INBOUND, Bytes.hex("45 00 01 02").asBuffer(), "hi");
        assertWritten("""
                00 00 00 06  00 00 00 38  00 00 00 00  00 00 00 00  00 00 00 01  00 00 00 04  00 00 00 04
                45 00 01 02  00 02 00 04 00 00 00 01  00 01 00 02 68 69 00 00  00 00 00 00  00 00 00 38
                """);
    }

    @Test
    void statistics() throws IOException {
        writer.dropped(0, 5, 7);
        assertWritten("""
                00 00 00 05  00 00 00 28  00 00 00 00  00 00 00 00  00 00 00 05
                00 05 00 08 00 00 00 00 00 00 00 07  00 00 00 00  00 00 00 28
                """);
    }
}
