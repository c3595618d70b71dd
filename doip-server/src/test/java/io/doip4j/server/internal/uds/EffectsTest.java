package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.DtcSettings;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request changes, and when: session, reset, actions after sending. */
class EffectsTest {
    private final List<String> events = new ArrayList<>();
    private final TestEcu ecu = new TestEcu(
            TestService.inline(ServiceDescriptor.of(0x11).subFunction(1).subFunction(2), (request, exchange) -> {
                exchange.reset(ResetType.HARD);
                return request.subFunction() == 1
                        ? request.positiveResponse(1)
                        : request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT);
            }),
            TestService.inline(ServiceDescriptor.of(0x31).uncheckedSubFunction(), (request, exchange) -> {
                exchange.afterSend(() -> events.add("first"));
                exchange.afterSend(() -> events.add("second"));
                return request.subFunction() == 1
                        ? request.positiveResponse(1)
                        : request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT);
            }),
            TestService.inline(ServiceDescriptor.of(0x2E), (request, exchange) -> {
                exchange.changeSession(Session.PROGRAMMING);
                return request.data().isEmpty()
                        ? UdsResult.noResponse()
                        : request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT);
            }));

    private void recordTransitions() {
        ecu.ecu
                .context()
                .sessions()
                .onTransition((from, to, cause) -> events.add(from.value() + "->" + to.value() + " " + cause));
    }

    @Test
    void sessionChangesOnceThePositiveAnswerIsOnItsWay() {
        List<Session> whenSent = new ArrayList<>();
        ecu.channel.onReply = () -> whenSent.add(ecu.session());
        ecu.physical("10 03");

        assertThat(whenSent).containsExactly(Session.DEFAULT);
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
    }

    @Test
    void sessionDoesNotChangeOnANegativeAnswer() {
        ecu.physical("2E 01");

        assertThat(ecu.take()).containsExactly("7F 2E 22");
        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
    }

    @Test
    void sessionChangesAlsoWithoutAnswer() {
        ecu.physical("2E");

        assertThat(ecu.session()).isEqualTo(Session.PROGRAMMING);
    }

    @Test
    void requestSeesTheSessionInWhichItArrived() {
        List<Session> seen = new ArrayList<>();
        TestEcu looking = new TestEcu(TestService.inline(ServiceDescriptor.of(0x22), (request, exchange) -> {
            seen.add(exchange.session());
            exchange.changeSession(Session.EXTENDED);
            seen.add(exchange.session());
            return request.positiveResponse();
        }));
        looking.physical("22").physical("22");

        assertThat(seen).containsExactly(Session.DEFAULT, Session.DEFAULT, Session.EXTENDED, Session.EXTENDED);
    }

    @Test
    void resetWaitsUntilTheAnswerHasLeft() {
        ecu.physical("10 03");
        recordTransitions();
        ecu.channel.hold();
        ecu.physical("11 01");
        assertThat(ecu.take()).contains("51 01");
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
        assertThat(ecu.restarted).isEmpty();

        ecu.channel.flush();
        assertThat(events).containsExactly("3->1 RESET");
        assertThat(ecu.restarted).containsExactly(LogicalAddress.of(TestEcu.ADDRESS));
    }

    @Test
    void suppressedResetEndsTheSessionButNoConnection() {
        ecu.physical("10 03").take();
        recordTransitions();
        ecu.physical("11 81");

        assertThat(ecu.take()).isEmpty();
        assertThat(events).containsExactly("3->1 RESET");
        assertThat(ecu.restarted).isEmpty();
    }

    @Test
    void refusedResetHasNoEffect() {
        ecu.physical("10 03").take();
        ecu.physical("11 02");

        assertThat(ecu.take()).containsExactly("7F 11 22");
        assertThat(ecu.session()).isEqualTo(Session.EXTENDED);
        assertThat(ecu.restarted).isEmpty();
    }

    @Test
    void resetEcuWorksOn() {
        ecu.physical("10 03").physical("11 01").take();
        ecu.after(20_000).physical("3E 00");

        assertThat(ecu.take()).containsExactly("7E 00");
        assertThat(ecu.session()).isEqualTo(Session.DEFAULT);
    }

    // Also if updates were switched off until then. A listener that fails does not stop the ECU.
    @ParameterizedTest
    @CsvSource({"false, 0x2F", "true, 0x6D"})
    void resetEndsAnOperationCycleIfConfigured(boolean configured, int status) {
        Dtc dtc = Dtc.of(0x123456);
        TestEcu other = new TestEcu(
                definition -> definition
                        .dtcSettings(DtcSettings.standard().resetEndsOperationCycle(configured))
                        .dtc(DtcDefinition.of(dtc.value()).initialStatus(0x2F).build()),
                TestService.inline(ServiceDescriptor.of(0x11), (request, exchange) -> {
                    exchange.reset(ResetType.KEY_OFF_ON);
                    return request.positiveResponse();
                }));
        DtcStore dtcs = other.ecu.context().dtcs();
        dtcs.updatesEnabled(false);
        dtcs.onStatusChange((changed, from, to) -> {
            throw new IllegalStateException("the listener of the test fails");
        });
        other.physical("11").take();

        assertThat(dtcs.status(dtc)).isEqualTo(new DtcStatus(status));
        assertThat(other.physical("3E 00").take()).containsExactly("7E 00");
    }

    @Test
    void actionsRunInOrderOnceTheAnswerHasLeft() {
        ecu.channel.hold();
        ecu.physical("31 01");
        assertThat(ecu.take()).containsExactly("71 01");
        assertThat(events).isEmpty();

        ecu.channel.flush();
        assertThat(events).containsExactly("first", "second");
    }

    @Test
    void actionsRunAlsoWhenTheAnswerIsSuppressed() {
        ecu.physical("31 81");

        assertThat(ecu.take()).isEmpty();
        assertThat(events).containsExactly("first", "second");
    }

    /** The SPI says "the answer to this request"; only session and reset say that it has to be a positive one. */
    @Test
    void actionsRunAlsoAfterANegativeAnswer() {
        ecu.physical("31 02");

        assertThat(ecu.take()).containsExactly("7F 31 22");
        assertThat(events).containsExactly("first", "second");
    }

    @Test
    void scheduledTaskRunsOnTheTimeOfTheEcuUnlessCancelled() {
        Cancellable cancelled =
                ecu.ecu.context().scheduler().schedule(Duration.ofMillis(5), () -> events.add("cancelled"));
        ecu.ecu.context().scheduler().schedule(Duration.ofMillis(10), () -> events.add("ran @" + ecu.time.millis()));
        cancelled.cancel();
        ecu.after(20);
        cancelled.cancel();

        assertThat(events).containsExactly("ran @10");
        assertThat(ecu.time.timers().size()).isZero();
    }
}
