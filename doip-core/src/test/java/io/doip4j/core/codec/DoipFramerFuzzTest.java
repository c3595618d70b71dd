package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import java.util.Set;

/** Any stream, for both roles: no exception, the split does not matter, and the reference framer agrees. */
class DoipFramerFuzzTest {
    private static final int MAX_PAYLOAD = 0x10000;
    private static final HeaderRules ENTITY =
            HeaderRules.entityTcp(Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019), MAX_PAYLOAD);

    @FuzzTest
    void entityReadsAnyStream(byte[] data) {
        Bytes stream = Bytes.copyOf(data);
        DoipFramer framer = new DoipFramer(ENTITY);

        ReferenceFramer.Result result =
                new ReferenceFramer.Result(FramerRun.feed(framer, stream), framer.isInsideMessage());

        assertThat(result).isEqualTo(new ReferenceFramer(MAX_PAYLOAD, Long.MAX_VALUE).read(stream));
        assertThat(FramerRun.feed(new DoipFramer(ENTITY), FramerRun.singleBytes(stream)))
                .isEqualTo(result.found());
    }

    @FuzzTest
    void testerReadsAnyStream(byte[] data) {
        Bytes stream = Bytes.copyOf(data);
        HeaderRules tester = HeaderRules.tester(MAX_PAYLOAD);

        assertThat(FramerRun.feed(new DoipFramer(tester), FramerRun.singleBytes(stream)))
                .isEqualTo(FramerRun.feed(new DoipFramer(tester), stream));
    }
}
