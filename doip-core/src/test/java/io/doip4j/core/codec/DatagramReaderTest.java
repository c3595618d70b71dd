package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.core.message.VehicleIdentificationRequestWithEid;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the golden vectors do not show: state between datagrams, memory, copies. */
class DatagramReaderTest {
    private final DatagramReader reader =
            new DatagramReader(HeaderRules.entityUdp(Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019), 4096));

    private DatagramResult read(String hex) {
        return reader.read(Bytes.hex(hex).asBuffer());
    }

    // T21
    @Test
    void refusedDatagramDoesNotDisturbTheNext() {
        DatagramResult.Refused refused = (DatagramResult.Refused) read("03 FD 00 01 00 00 00 00");

        assertThat(refused.violation().answer()).isEqualTo(new GenericNack(GenericNackCode.INCORRECT_PATTERN));
        assertThat(read("03 FC 00 01 00 00 00 00"))
                .isEqualTo(new DatagramResult.Message(ProtocolVersion.ISO_2019, new VehicleIdentificationRequest()));
    }

    @Test
    void messageKeepsItsBytesWhenTheBufferIsUsedAgain() {
        ByteBuffer buffer = ByteBuffer.wrap(
                Bytes.hex("03 FC 00 02 00 00 00 06 00 11 22 33 44 55").toArray());
        DatagramResult.Message result = (DatagramResult.Message) reader.read(buffer);
        buffer.clear().put(new byte[14]);

        assertThat(((VehicleIdentificationRequestWithEid) result.message())
                        .eid()
                        .bytes())
                .isEqualTo(Bytes.hex("00 11 22 33 44 55"));
    }

    @Test
    void versionIsThatOfTheDatagram() {
        assertThat(((DatagramResult.Message) read("FF 00 00 01 00 00 00 00")).version())
                .isEqualTo(ProtocolVersion.WILDCARD);
        assertThat(((DatagramResult.Message) read("7E 81 00 01 00 00 00 00")).version())
                .isEqualTo(ProtocolVersion.of(0x7E));
    }

    @Test
    void ignoredDatagramsSayWhy() {
        assertThat(((DatagramResult.Ignored) read("03 FC")).reason()).contains("8 bytes");
        assertThat(((DatagramResult.Ignored) read("03 FC 00 00 00 00 00 01 02")).reason())
                .isNotBlank();
    }

    @Test
    void testerTakesEveryTypeAlsoOfTheOtherTransport() {
        assertThat(new DatagramReader(HeaderRules.tester(10))
                        .read(Bytes.hex("03 FC 00 08 00 00 00 02 0E 80").asBuffer()))
                .isEqualTo(new DatagramResult.Message(
                        ProtocolVersion.ISO_2019, new AliveCheckResponse(LogicalAddress.of(0x0E80))));
    }
}
