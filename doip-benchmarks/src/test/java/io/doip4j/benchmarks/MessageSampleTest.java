package io.doip4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.UnknownMessage;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessageSampleTest {
    @Test
    void everyTypeOfMessageHasOne() {
        Set<Class<?>> samples = Arrays.stream(MessageSample.values())
                .map(sample -> sample.message().getClass())
                .collect(Collectors.toSet());

        assertThat(samples).containsExactlyInAnyOrder(DoipMessage.class.getPermittedSubclasses());
    }

    @Test
    void onlyOneIsUnknown() {
        assertThat(MessageSample.values())
                .filteredOn(sample -> sample.message() instanceof UnknownMessage)
                .containsExactly(MessageSample.UNKNOWN);
    }
}
