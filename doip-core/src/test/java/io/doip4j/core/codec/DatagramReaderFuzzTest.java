package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import java.nio.ByteBuffer;
import java.util.Set;

/** Any datagram, for both roles: no exception, and what is read can be written again. */
class DatagramReaderFuzzTest {
    private static final DatagramReader ENTITY =
            new DatagramReader(HeaderRules.entityUdp(Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019), 4096));
    private static final DatagramReader TESTER = new DatagramReader(HeaderRules.tester(4096));

    @FuzzTest
    void entityReadsAnyDatagram(byte[] data) {
        check(ENTITY, data);
    }

    @FuzzTest
    void testerReadsAnyDatagram(byte[] data) {
        check(TESTER, data);
    }

    private static void check(DatagramReader reader, byte[] data) {
        DatagramResult result = reader.read(ByteBuffer.wrap(data));
        if (result instanceof DatagramResult.Message read) {
            assertThat(DoipEncoder.encode(read.version(), read.message())).isEqualTo(Bytes.copyOf(data));
        } else if (result instanceof DatagramResult.Refused refused) {
            assertThat(refused.violation().code().value()).isBetween(0, 4);
            assertThat(FramerRun.headerBytes(refused.violation().header()))
                    .isEqualTo(Bytes.copyOf(data).slice(0, 8));
        } else {
            assertThat(result).isInstanceOf(DatagramResult.Ignored.class);
        }
    }
}
