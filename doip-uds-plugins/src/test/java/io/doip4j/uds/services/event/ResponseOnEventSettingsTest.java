package io.doip4j.uds.services.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.services.event.ResponseOnEventSettings.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseOnEventSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TOO_SHORT = Duration.ofNanos(999_999);

    private final ResponseOnEventSettings.Builder builder = ResponseOnEventSettings.builder();

    @Test
    void defaults() {
        ResponseOnEventSettings standard = ResponseOnEventSettings.standard();

        assertThat(standard.events()).containsExactly(Event.DTC_STATUS_CHANGE, Event.DATA_CHANGE, Event.COMPARISON);
        assertThat(standard.services()).containsExactlyInAnyOrder(0x19, 0x22, 0x2F, 0x31);
        assertThat(standard.windows()).containsOnlyKeys(3, 4, 5);
        assertThat(standard.rates()).isEmpty();
        assertThat(standard.maxEvents()).isEqualTo(16);
    }

    @Test
    void aBuilderThatGoesOnChangesNothing() {
        ResponseOnEventSettings first = builder.maxEvents(1).build();
        builder.events(Event.COMPARISON).infiniteWindowOnly().maxEvents(255).build();

        assertThat(first.events()).hasSize(3);
        assertThat(first.windows()).hasSize(3);
        assertThat(first.maxEvents()).isEqualTo(1);
    }

    @Test
    void theTimerEventNeedsItsRates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.events(Event.TIMER).build())
                .withMessageContaining("timer(slow, medium, fast)");
        assertThat(builder.timer(SECOND, SECOND, SECOND).build().rates()).containsOnlyKeys(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x40, 0x62, 0x7F, 0x86, 0xC0, 0x100, 0x122})
    void refusesAServiceThatCannotAnswer(int serviceId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.services(0x22, serviceId))
                .withMessageContaining("not a service that can answer");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 256})
    void refusesANumberOfEventsThatDoesNotFit(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxEvents(number))
                .withMessageContaining("1..255");
    }

    @Test
    void refusesTimesThatAreTooShort() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.sampleInterval(TOO_SHORT));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.messageInterval(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.windows(SECOND, TOO_SHORT, SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timer(SECOND, SECOND, TOO_SHORT))
                .withMessageContaining("1 ms or more");
    }
}
