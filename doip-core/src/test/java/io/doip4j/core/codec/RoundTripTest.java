package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.FramerRun.Found;
import io.doip4j.core.message.DoipMessage;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written can be read again, for random messages of every kind. */
class RoundTripTest {
    private static final int MESSAGES_PER_KIND = 500;
    private static final long SEED = 13400;
    private static final int LONGEST_DATA = 300;
    private static final HeaderRules RULES = HeaderRules.tester(1000).withEmptyUserData();

    static IntStream kinds() {
        return IntStream.range(0, new RandomMessages(new Random(SEED), LONGEST_DATA).kinds());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyMessageSurvives(int kind) {
        Random random = new Random(SEED + kind);
        RandomMessages messages = new RandomMessages(random, LONGEST_DATA);
        for (int i = 0; i < MESSAGES_PER_KIND; i++) {
            ProtocolVersion version = ProtocolVersion.of(random.nextInt(0x100));
            DoipMessage message = messages.ofKind(kind);
            Bytes wire = DoipEncoder.encode(version, message);
            String what = "seed " + (SEED + kind) + ", message " + i + ": " + message + " = " + wire.toHex();

            assertThat(wire.length()).as(what).isEqualTo(DoipEncoder.encodedLength(message));
            assertThat(wire.u32(4)).as(what).isEqualTo(message.payloadLength());
            DoipMessage read = DoipMessage.read(message.type(), wire.from(DoipHeader.LENGTH));
            assertThat(read).as(what).isEqualTo(message).hasSameHashCodeAs(message);
            assertThat(FramerRun.feed(new DoipFramer(RULES), FramerRun.randomChunks(wire, random)))
                    .as(what)
                    .containsExactly(Found.message(wire));
            assertThat(new DatagramReader(RULES).read(wire.asBuffer()))
                    .as(what)
                    .isEqualTo(new DatagramResult.Message(version, message));
        }
    }
}
