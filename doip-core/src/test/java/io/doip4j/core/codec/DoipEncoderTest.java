package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PayloadType;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoipEncoderTest {
    private static final DoipMessage MESSAGE =
            new DiagnosticMessage(LogicalAddress.of(0x0E80), LogicalAddress.of(0xE400), Bytes.hex("22 F1 90"));
    private static final Bytes WIRE = Bytes.hex("02 FD 80 01 00 00 00 07 0E 80 E4 00 22 F1 90");

    @Test
    void writesHeaderAndPayloadAtThePosition() {
        ByteBuffer target = ByteBuffer.allocate(20).position(2);

        DoipEncoder.encode(ProtocolVersion.ISO_2012, MESSAGE, target);

        assertThat(target.position()).isEqualTo(2 + WIRE.length());
        assertThat(Bytes.copyOf(target.flip().position(2))).isEqualTo(WIRE);
        assertThat(DoipEncoder.encode(ProtocolVersion.ISO_2012, MESSAGE)).isEqualTo(WIRE);
        assertThat(DoipEncoder.encodedLength(MESSAGE)).isEqualTo(15);
    }

    @Test
    void overflowWritesNothingWhateverTheMessage() {
        RandomMessages messages = new RandomMessages(new Random(7), 20);
        for (int kind = 0; kind < messages.kinds(); kind++) {
            DoipMessage message = messages.ofKind(kind);
            for (int room = 0; room < DoipEncoder.encodedLength(message); room++) {
                byte[] array = new byte[room];
                Arrays.fill(array, (byte) 0x5A);
                ByteBuffer target = ByteBuffer.wrap(array);

                assertThatExceptionOfType(BufferOverflowException.class)
                        .isThrownBy(() -> DoipEncoder.encode(ProtocolVersion.ISO_2019, message, target));

                assertThat(target.position()).isZero();
                assertThat(Bytes.wrap(array).isAll(0x5A)).isTrue();
            }
        }
    }

    @Test
    void littleEndianBufferIsRefusedAndNothingWritten() {
        ByteBuffer target = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoipEncoder.encode(ProtocolVersion.ISO_2019, MESSAGE, target))
                .withMessageContaining("little-endian");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        DoipEncoder.writeHeader(ProtocolVersion.ISO_2019, PayloadType.ALIVE_CHECK_REQUEST, 0, target));
        assertThat(target.position()).isZero();
    }

    @Test
    void headerAloneCarriesAnyLength() {
        ByteBuffer target = ByteBuffer.allocate(8);

        DoipEncoder.writeHeader(ProtocolVersion.WILDCARD, PayloadType.of(0xF00F), 0xFFFF_FFFEL, target);

        assertThat(Bytes.wrap(target.array())).isEqualTo(Bytes.hex("FF 00 F0 0F FF FF FF FE"));
        assertThatExceptionOfType(BufferOverflowException.class)
                .isThrownBy(() -> DoipEncoder.writeHeader(
                        ProtocolVersion.WILDCARD, PayloadType.of(0), 0, ByteBuffer.allocate(7)));
    }
}
