package io.doip4j.uds.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.Session;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsTest {
    @Test
    void setsContainWhatTheirNamesSay() {
        Sessions named = Sessions.of(Session.EXTENDED, Session.PROGRAMMING);
        for (int value = 1; value <= 0x7E; value++) {
            Session session = Session.of(value);
            assertThat(Sessions.all().contains(session)).isTrue();
            assertThat(Sessions.none().contains(session)).isFalse();
            assertThat(Sessions.of().contains(session)).isFalse();
            assertThat(Sessions.nonDefault().contains(session)).isEqualTo(value != 1);
            assertThat(named.contains(session)).isEqualTo(value == 2 || value == 3);
        }
    }

    @Test
    void setsShowThemselves() {
        assertThat(Sessions.all()).hasToString("all sessions");
        assertThat(Sessions.nonDefault()).hasToString("all but the default session");
        assertThat(Sessions.of(Session.EXTENDED, Session.PROGRAMMING))
                .hasToString("[0x02 (programming), 0x03 (extended)]");
    }

    private static SessionDefinition definition(Duration p2, Duration p2Star) {
        return new SessionDefinition(Session.DEFAULT, p2, p2Star);
    }

    // ISO 14229-1 service 0x10: P2 in ms, P2* in units of 10 ms, two bytes each.
    @Test
    void timesAsReported() {
        SessionDefinition usual = SessionDefinition.of(Session.EXTENDED);
        SessionDefinition largest = definition(Duration.ofMillis(65_535), Duration.ofMillis(655_350));
        SessionDefinition smallest = definition(Duration.ofMillis(1), Duration.ofMillis(10));

        assertThat(usual.p2Reported()).isEqualTo(50);
        assertThat(usual.p2StarReported()).isEqualTo(500);
        assertThat(largest.p2Reported()).isEqualTo(0xFFFF);
        assertThat(largest.p2StarReported()).isEqualTo(0xFFFF);
        assertThat(smallest.p2Reported()).isEqualTo(1);
        assertThat(smallest.p2StarReported()).isEqualTo(1);
    }

    @Test
    void timesThatCannotBeReportedAreRefused() {
        Duration good = Duration.ofMillis(50);
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofMillis(-1), Duration.ofMillis(65_536)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> definition(wrong, good));
        }
        for (Duration wrong : new Duration[] {Duration.ofMillis(9), Duration.ofMillis(655_351)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> definition(good, wrong));
        }
    }

    // ISO 14229-1 service 0x11: sub-functions.
    @Test
    void resetTypesAreSubFunctions() {
        assertThat(ResetType.values()).extracting(ResetType::subFunction).containsExactly(1, 2, 3);
    }
}
