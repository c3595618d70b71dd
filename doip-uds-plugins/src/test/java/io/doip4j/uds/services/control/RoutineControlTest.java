package io.doip4j.uds.services.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.RoutineIdentifier;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.FixedRoutine;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.Routine;
import io.doip4j.uds.spi.RoutineResult;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener.Cause;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutineControlTest {
    private static final Sessions EXTENDED = Sessions.of(Session.EXTENDED);
    private static final Sessions PROGRAMMING = Sessions.of(Session.PROGRAMMING);

    private final RoutineControl provider = new RoutineControl();
    private final CompletableFuture<Bytes> erased = new CompletableFuture<>();
    private final EcuDefinition definition = EcuDefinition.builder(0x1000)
            .routine(FixedRoutine.of(0x0203, Bytes.of(0x00)).availableIn(EXTENDED))
            .routine(FixedRoutine.of(0x0301, Bytes.EMPTY)
                    .availableIn(EXTENDED)
                    .stopStatus(Bytes.EMPTY)
                    .resultStatus(Bytes.of(0x00)))
            .routine(FixedRoutine.of(0xFF01, Bytes.of(0x00))
                    .availableIn(PROGRAMMING)
                    .access(Access.securityLevel(1)))
            .routine(ecu -> new Erase(erased))
            .build();

    private final FakeEcu ecu = FakeEcu.of(definition, provider);

    /** Takes four bytes of options, of which the first one must be 0x44, while the engine is off. */
    private record Erase(CompletableFuture<Bytes> done) implements Routine {
        @Override
        public RoutineIdentifier id() {
            return RoutineIdentifier.of(0xFF00);
        }

        @Override
        public Sessions availableIn() {
            return PROGRAMMING;
        }

        @Override
        public RoutineResult start(Bytes options, UdsExchange exchange) {
            if (options.length() != 2) {
                throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            if (options.u8(0) != 0x44) {
                throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
            }
            if (options.u8(1) != 0) {
                throw new NegativeResponseException(Nrc.ENGINE_IS_RUNNING);
            }
            return RoutineResult.pending(done);
        }
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            status record of start         | 31 01 02 03 | 71 01 02 03 00
            bit 7 is not echoed            | 31 81 02 03 | 71 01 02 03 00
            an empty status record         | 31 01 03 01 | 71 01 03 01
            """)
    void starts(String reason, String request, String response) {
        assertThat(ecu.in(Session.EXTENDED).ask(request)).as(reason).isEqualTo(response);
    }

    @ParameterizedTest(name = "{0}: {2} in session {1} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            not in this session                                | 1 | 31 01 02 03       | 7F 31 31
            in none                                            | 3 | 31 01 AA AA       | 7F 31 31
            the identifier goes before the sub-function        | 3 | 31 05 AA AA       | 7F 31 31
            and before the length                              | 3 | 31 01 AA AA 00    | 7F 31 31
            half an identifier                                 | 3 | 31 01 02          | 7F 31 13
            no identifier                                      | 3 | 31 01             | 7F 31 13
            no sub-function                                    | 3 | 31                | 7F 31 13
            the minimum length goes before everything          | 1 | 31 05 02          | 7F 31 13
            it cannot be stopped                               | 3 | 31 02 02 03       | 7F 31 12
            it has no results                                  | 3 | 31 03 02 03       | 7F 31 12
            no control 0x00                                    | 3 | 31 00 02 03       | 7F 31 12
            no control 0x04                                    | 3 | 31 04 02 03       | 7F 31 12
            no control 0x7F                                    | 3 | 31 7F 02 03       | 7F 31 12
            no control 0x43: all seven bits count              | 3 | 31 43 02 03       | 7F 31 12
            bit 7 does not hide it                             | 3 | 31 82 02 03       | 7F 31 12
            the sub-function goes before the length            | 3 | 31 02 02 03 00    | 7F 31 12
            one byte too many                                  | 3 | 31 01 02 03 01    | 7F 31 13
            stop before start                                  | 3 | 31 02 03 01       | 7F 31 24
            results before start                               | 3 | 31 03 03 01       | 7F 31 24
            the length goes before the order                   | 3 | 31 02 03 01 00    | 7F 31 13
            locked                                             | 2 | 31 01 FF 01       | 7F 31 33
            security goes before the sub-function              | 2 | 31 02 FF 01       | 7F 31 33
            and before the length                              | 2 | 31 01 FF 01 00    | 7F 31 33
            but after the session                              | 3 | 31 01 FF 01       | 7F 31 31
            the routine checks the length of its options       | 2 | 31 01 FF 00 45    | 7F 31 13
            then their values                                  | 2 | 31 01 FF 00 45 01 | 7F 31 31
            then conditions                                    | 2 | 31 01 FF 00 44 01 | 7F 31 83
            """)
    void refuses(String reason, int session, String request, String response) {
        assertThat(ecu.in(Session.of(session)).ask(request)).as(reason).isEqualTo(response);
    }

    @Test
    void anUnlockedRoutineStarts() {
        assertThat(ecu.in(Session.PROGRAMMING).unlocked(1).ask("31 01 FF 01")).isEqualTo("71 01 FF 01 00");
    }

    @Test
    void aRoutineIsStartedStoppedAndAskedForItsResults() {
        ecu.in(Session.EXTENDED);

        assertThat(ecu.ask("31 01 03 01")).isEqualTo("71 01 03 01");
        assertThat(ecu.ask("31 01 03 01")).as("can be started again").isEqualTo("71 01 03 01");
        assertThat(ecu.ask("31 03 03 01")).isEqualTo("71 03 03 01 00");
        assertThat(ecu.ask("31 02 03 01")).isEqualTo("71 02 03 01");
        assertThat(ecu.ask("31 02 03 01")).as("does not run any more").isEqualTo("7F 31 24");
        assertThat(ecu.ask("31 03 03 01")).isEqualTo("71 03 03 01 00");
    }

    @Test
    void anotherSessionEndsARoutineAndAResetForgetsIt() {
        ecu.in(Session.EXTENDED);
        ecu.ask("31 01 03 01");
        ecu.in(Session.DEFAULT).in(Session.EXTENDED);

        assertThat(ecu.ask("31 02 03 01")).isEqualTo("7F 31 24");
        assertThat(ecu.ask("31 03 03 01")).isEqualTo("71 03 03 01 00");

        ecu.change(Session.DEFAULT, Cause.RESET);
        assertThat(ecu.in(Session.EXTENDED).ask("31 03 03 01")).isEqualTo("7F 31 24");
    }

    @Test
    void aLongRoutineAnswersWhenItIsDone() {
        CompletableFuture<Optional<UdsResponse>> answer = startErase("31 01 FF 00 44 00");
        assertThat(answer).isNotDone();

        erased.complete(Bytes.of(0x00));

        assertThat(answer.join().map(UdsResponse::message)).contains(Bytes.hex("71 01 FF 00 00"));
    }

    @Test
    void bit7IsNotEchoedLaterEither() {
        CompletableFuture<Optional<UdsResponse>> answer = startErase("31 81 FF 00 44 00");

        erased.complete(Bytes.EMPTY);

        assertThat(answer.join().map(UdsResponse::message)).contains(Bytes.hex("71 01 FF 00"));
    }

    @Test
    void aLongRoutineMayFail() {
        CompletableFuture<Optional<UdsResponse>> answer = startErase("31 01 FF 00 44 00");

        erased.completeExceptionally(new NegativeResponseException(Nrc.GENERAL_PROGRAMMING_FAILURE));

        assertThat(answer.join().map(UdsResponse::message)).contains(Bytes.hex("7F 31 72"));
    }

    private CompletableFuture<Optional<UdsResponse>> startErase(String request) {
        ecu.in(Session.PROGRAMMING);
        return ecu.dispatch(new UdsRequest(Bytes.hex(request)), ecu.exchange()).toCompletableFuture();
    }

    @Test
    void leavesTheCheckOfTheSubFunctionToTheService() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.hasSubFunction()).isTrue();
        assertThat(descriptor.subFunctions()).isEmpty();
        assertThat(descriptor.minLength()).isEqualTo(4);
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isTrue();
        assertThat(descriptor.nonBlocking()).isTrue();
    }
}
