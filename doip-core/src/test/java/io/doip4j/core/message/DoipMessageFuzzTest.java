package io.doip4j.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doip4j.core.Bytes;
import java.nio.ByteBuffer;

/** Any payload of any type: read and written again, or refused because of its length. */
class DoipMessageFuzzTest {
    /** The first two bytes are the payload type. */
    @FuzzTest
    void anyPayloadIsReadOrRefusedByItsLength(byte[] data) {
        if (data.length < 2) {
            return;
        }
        PayloadType type = PayloadType.of(Bytes.copyOf(data).u16(0));
        Bytes payload = Bytes.copyOf(data).from(2);
        if (!type.acceptsLength(payload.length())) {
            assertThatThrownBy(() -> DoipMessage.read(type, payload)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        DoipMessage message = DoipMessage.read(type, payload);
        ByteBuffer written = ByteBuffer.allocate(message.payloadLength());
        message.writePayload(written);

        assertThat(message.type()).isEqualTo(type);
        assertThat(Bytes.wrap(written.array())).isEqualTo(payload);
        assertThat(message).hasToString(message.toString());
    }
}
