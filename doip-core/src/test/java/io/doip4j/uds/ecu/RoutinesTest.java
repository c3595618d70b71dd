package io.doip4j.uds.ecu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.RoutineIdentifier;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.Routine;
import io.doip4j.uds.spi.RoutineResult;
import io.doip4j.uds.spi.SessionListener.Cause;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The registry of routines, and routines that always answer the same. */
class RoutinesTest {
    private static final Bytes NONE = Bytes.EMPTY;
    private static final RoutineResult OK = RoutineResult.of(Bytes.of(0));

    private final TestEcu ecu = new TestEcu();
    private final AnyExchange exchange = new AnyExchange();
    private final InMemoryRoutines registry = new InMemoryRoutines();

    private Routine routine(FixedRoutine definition) {
        return definition.create(ecu);
    }

    private static FixedRoutine long0301() {
        return FixedRoutine.of(0x0301, NONE)
                .availableIn(Sessions.of(Session.EXTENDED))
                .stopStatus(NONE)
                .resultStatus(Bytes.of(0));
    }

    private static void assertRefused(Nrc nrc, ThrowingCallable control) {
        assertThatExceptionOfType(NegativeResponseException.class)
                .isThrownBy(control)
                .extracting(NegativeResponseException::nrc)
                .isEqualTo(nrc);
    }

    @Test
    void isFoundByItsIdentifier() {
        Routine one = routine(FixedRoutine.of(0xFF00, NONE));
        Routine other = routine(FixedRoutine.of(0x0203, NONE));
        registry.register(one);
        registry.register(other);

        assertThat(registry.find(0xFF00)).isSameAs(one);
        assertThat(registry.find(0xFF01)).isNull();
        assertThat(registry.all()).containsExactly(other, one);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> registry.all().clear());
    }

    @Test
    void takenIdentifierIsRefusedAndTheFirstStays() {
        Routine first = routine(FixedRoutine.of(0xFF00, NONE));
        registry.register(first);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register(new Erase()))
                .withMessageContaining("routine 0xFF00")
                .withMessageContaining(first.getClass().getName())
                .withMessageContaining(Erase.class.getName());
        assertThat(registry.find(0xFF00)).isSameAs(first);
    }

    // ISO 14229-1, service 0x31: a control that this routine does not have is an unknown sub-function.
    @Test
    void hasTheControlsThatItOverrides() {
        Routine erase = new Erase();

        assertThat(erase.availableIn().contains(Session.DEFAULT)).isTrue();
        assertThat(erase.access().isFree()).isTrue();
        assertRefused(Nrc.SUB_FUNCTION_NOT_SUPPORTED, () -> erase.stop(NONE, exchange));
        assertRefused(Nrc.SUB_FUNCTION_NOT_SUPPORTED, () -> erase.results(NONE, exchange));
        Routine empty = () -> RoutineIdentifier.of(1);
        assertRefused(Nrc.SUB_FUNCTION_NOT_SUPPORTED, () -> empty.start(NONE, exchange));
    }

    @Test
    void answerMayComeLater() {
        Erase erase = new Erase();
        RoutineResult result = erase.start(NONE, exchange);

        assertThat(result).isInstanceOf(RoutineResult.Pending.class);
        erase.done.complete(Bytes.of(0));
        assertThat(((RoutineResult.Pending) result).stage().toCompletableFuture())
                .isCompletedWithValue(Bytes.of(0));
    }

    @Test
    void fixedRoutineHasTheControlsWithAStatus() {
        Routine startOnly = routine(FixedRoutine.of(0x0203, Bytes.of(0)));

        assertThat(startOnly.id()).isEqualTo(RoutineIdentifier.of(0x0203));
        assertThat(startOnly.start(NONE, exchange)).isEqualTo(OK);
        assertRefused(Nrc.SUB_FUNCTION_NOT_SUPPORTED, () -> startOnly.stop(NONE, exchange));
        assertRefused(Nrc.SUB_FUNCTION_NOT_SUPPORTED, () -> startOnly.results(Bytes.of(1), exchange));
        assertRefused(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT, () -> startOnly.start(Bytes.of(1), exchange));
    }

    @Test
    void fixedRoutineKeepsTheOrder() {
        Routine routine = routine(long0301());

        assertRefused(Nrc.REQUEST_SEQUENCE_ERROR, () -> routine.stop(NONE, exchange));
        assertRefused(Nrc.REQUEST_SEQUENCE_ERROR, () -> routine.results(NONE, exchange));
        assertThat(routine.start(NONE, exchange)).isEqualTo(RoutineResult.of(NONE));
        assertThat(routine.start(NONE, exchange)).isEqualTo(RoutineResult.of(NONE));
        assertThat(routine.results(NONE, exchange)).isEqualTo(OK);
        assertThat(routine.stop(NONE, exchange)).isEqualTo(RoutineResult.of(NONE));
        assertRefused(Nrc.REQUEST_SEQUENCE_ERROR, () -> routine.stop(NONE, exchange));
        assertThat(routine.results(NONE, exchange)).isEqualTo(OK);
    }

    @Test
    void resultsWithoutStartAreAlwaysThere() {
        Routine routine = routine(
                new FixedRoutine(RoutineIdentifier.of(1), Sessions.all(), Access.free(), null, null, Bytes.of(0)));

        assertThat(routine.results(NONE, exchange)).isEqualTo(OK);
        assertRefused(Nrc.SUB_FUNCTION_NOT_SUPPORTED, () -> routine.start(NONE, exchange));
    }

    // ISO 14229-2: what needs the session that ends is stopped.
    @Test
    void endOfTheSessionStopsTheRoutine() {
        Routine routine = routine(long0301());
        routine.start(NONE, exchange);
        ecu.change(Session.EXTENDED, Session.EXTENDED, Cause.REQUEST);
        routine.stop(NONE, exchange);
        routine.start(NONE, exchange);
        ecu.change(Session.EXTENDED, Session.DEFAULT, Cause.TIMEOUT);

        assertRefused(Nrc.REQUEST_SEQUENCE_ERROR, () -> routine.stop(NONE, exchange));
        assertThat(routine.results(NONE, exchange)).isEqualTo(OK);
    }

    @Test
    void resetForgetsTheRun() {
        Routine routine = routine(long0301().availableIn(Sessions.all()));
        routine.start(NONE, exchange);
        ecu.change(Session.DEFAULT, Session.DEFAULT, Cause.RESET);

        assertRefused(Nrc.REQUEST_SEQUENCE_ERROR, () -> routine.stop(NONE, exchange));
        assertRefused(Nrc.REQUEST_SEQUENCE_ERROR, () -> routine.results(NONE, exchange));
    }

    @Test
    void everyEcuHasItsOwnRun() {
        FixedRoutine definition = long0301();
        routine(definition).start(NONE, exchange);
        Routine other = routine(definition);

        assertRefused(Nrc.REQUEST_SEQUENCE_ERROR, () -> other.results(NONE, exchange));
    }

    @Test
    void sessionsAndSecurityAreThoseOfTheDefinition() {
        Routine routine = routine(long0301().access(Access.securityLevel(1)));

        assertThat(routine.access().isFree()).isFalse();
        assertThat(routine.availableIn().contains(Session.EXTENDED)).isTrue();
        assertThat(routine.availableIn().contains(Session.DEFAULT)).isFalse();
    }

    private static final class Erase implements Routine {
        private final CompletableFuture<Bytes> done = new CompletableFuture<>();

        @Override
        public RoutineIdentifier id() {
            return RoutineIdentifier.of(0xFF00);
        }

        @Override
        public RoutineResult start(Bytes options, UdsExchange exchange) {
            return RoutineResult.pending(done);
        }
    }
}
