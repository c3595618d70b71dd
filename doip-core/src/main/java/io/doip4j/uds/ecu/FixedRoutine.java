package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.RoutineIdentifier;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.Routine;
import io.doip4j.uds.spi.RoutineResult;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a routine that takes no options and always answers the same. It has the controls that it has a status
 * record for. It can be started again while it runs; one that can be stopped runs until then, or until the session ends.
 *
 * @param id the identifier
 * @param availableIn where it can be controlled
 * @param access what a tester needs to control it
 * @param startStatus status record of start, null if it cannot be started
 * @param stopStatus status record of stop, null if it cannot be stopped
 * @param resultStatus status record of the results, null if they cannot be requested
 */
public record FixedRoutine(
        RoutineIdentifier id,
        Sessions availableIn,
        Access access,
        @Nullable Bytes startStatus,
        @Nullable Bytes stopStatus,
        @Nullable Bytes resultStatus) {
    /**
     * A routine that can be started in every session.
     *
     * @param id the identifier, 0..0xFFFF
     * @param startStatus status record of start, may be empty
     * @return the definition
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public static FixedRoutine of(int id, Bytes startStatus) {
        return new FixedRoutine(RoutineIdentifier.of(id), Sessions.all(), Access.free(), startStatus, null, null);
    }

    /**
     * The same routine in some sessions only.
     *
     * @param sessions where
     * @return the definition
     */
    public FixedRoutine availableIn(Sessions sessions) {
        return new FixedRoutine(id, sessions, access, startStatus, stopStatus, resultStatus);
    }

    /**
     * The same routine, protected.
     *
     * @param needed what a tester needs to control it
     * @return the definition
     */
    public FixedRoutine access(Access needed) {
        return new FixedRoutine(id, availableIn, needed, startStatus, stopStatus, resultStatus);
    }

    /**
     * The same routine, which can be stopped.
     *
     * @param status status record, may be empty
     * @return the definition
     */
    public FixedRoutine stopStatus(Bytes status) {
        return new FixedRoutine(id, availableIn, access, startStatus, status, resultStatus);
    }

    /**
     * The same routine, which has results.
     *
     * @param status status record, may be empty
     * @return the definition
     */
    public FixedRoutine resultStatus(Bytes status) {
        return new FixedRoutine(id, availableIn, access, startStatus, stopStatus, status);
    }

    /**
     * Makes the routine of one ECU.
     *
     * @param ecu the ECU
     * @return a routine that was never started
     */
    public Routine create(EcuContext ecu) {
        Held routine = new Held(this);
        ecu.sessions().onTransition(routine);
        return routine;
    }

    private static final class Held implements Routine, SessionListener {
        private final FixedRoutine definition;
        private boolean started;
        private boolean running;

        Held(FixedRoutine definition) {
            this.definition = definition;
        }

        @Override
        public RoutineIdentifier id() {
            return definition.id;
        }

        @Override
        public Sessions availableIn() {
            return definition.availableIn;
        }

        @Override
        public Access access() {
            return definition.access;
        }

        @Override
        public RoutineResult start(Bytes options, UdsExchange exchange) {
            RoutineResult result = result(definition.startStatus, options, true);
            started = true;
            running = definition.stopStatus != null;
            return result;
        }

        @Override
        public RoutineResult stop(Bytes options, UdsExchange exchange) {
            RoutineResult result = result(definition.stopStatus, options, running);
            running = false;
            return result;
        }

        @Override
        public RoutineResult results(Bytes options, UdsExchange exchange) {
            return result(definition.resultStatus, options, started || definition.startStatus == null);
        }

        private static RoutineResult result(@Nullable Bytes status, Bytes options, boolean inOrder) {
            if (status == null) {
                throw new NegativeResponseException(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
            }
            if (!options.isEmpty()) {
                throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            if (!inOrder) {
                throw new NegativeResponseException(Nrc.REQUEST_SEQUENCE_ERROR);
            }
            return RoutineResult.of(status);
        }

        @Override
        public void sessionChanged(Session from, Session to, Cause cause) {
            if (cause == Cause.RESET) {
                started = false;
                running = false;
            } else if (!definition.availableIn.contains(to)) {
                running = false;
            }
        }
    }
}
