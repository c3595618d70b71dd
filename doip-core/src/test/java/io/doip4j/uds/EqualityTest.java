package io.doip4j.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.uds.spi.StateKey;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The records that say themselves when they are equal. */
class EqualityTest {
    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of(LogicalAddress.of(0xE80), LogicalAddress.of(0xE80), LogicalAddress.of(0xE81)),
                Arguments.of(new ProtocolVersion(3), new ProtocolVersion(3), new ProtocolVersion(2)),
                Arguments.of(DataIdentifier.of(0xF190), DataIdentifier.of(0xF190), DataIdentifier.of(0xF191)),
                Arguments.of(Session.of(3), Session.of(3), Session.of(1)),
                Arguments.of(
                        StateKey.session("key", String.class),
                        StateKey.session("key", String.class),
                        StateKey.session("other", String.class)),
                Arguments.of(
                        StateKey.session("key", String.class),
                        StateKey.session("key", String.class),
                        StateKey.persistent("key", String.class)),
                Arguments.of(
                        StateKey.session("key", String.class),
                        StateKey.session("key", String.class),
                        StateKey.session("key", Integer.class)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void equalIsWhatHasEqualComponents(Object one, Object same, Object other) {
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(other).isNotEqualTo(null).isNotEqualTo("text");
    }
}
