package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.RoutineIdentifier;

/**
 * A routine of the ECU (ISO 14229-1, service 0x31). It has the controls that it overrides; each takes the option record of
 * the request and gives the bytes that follow the identifier in the response.
 *
 * <p>A long routine has two ways: answer later with {@link RoutineResult#pending}, meanwhile the tester is told to wait; or
 * answer at once, go on with {@link EcuScheduler}, and let the tester ask for the results.
 *
 * <p>Thread rule: one call at a time per ECU, on the event loop: it must return at once.
 */
public interface Routine {
    /**
     * The identifier.
     *
     * @return the identifier
     */
    RoutineIdentifier id();

    /**
     * The sessions in which the routine can be controlled; elsewhere it does not exist (NRC 0x31).
     *
     * @return all sessions, unless overridden
     */
    default Sessions availableIn() {
        return Sessions.all();
    }

    /**
     * What a tester needs to control the routine (else NRC 0x33, 0x34 or 0x38).
     *
     * @return nothing, unless overridden
     */
    default Access access() {
        return Access.free();
    }

    /**
     * Starts the routine (0x01).
     *
     * @param options the option record, may be empty
     * @param exchange the request that asks
     * @return the status record
     * @throws NegativeResponseException if the length (NRC 0x13), the options (NRC 0x31), the order (NRC 0x24) or the
     *     conditions are wrong; by default always NRC 0x12
     */
    default RoutineResult start(Bytes options, UdsExchange exchange) {
        throw new NegativeResponseException(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
    }

    /**
     * Stops the routine (0x02).
     *
     * @param options the option record, may be empty
     * @param exchange the request that asks
     * @return the status record
     * @throws NegativeResponseException as for {@link #start}; NRC 0x24 if the routine does not run
     */
    default RoutineResult stop(Bytes options, UdsExchange exchange) {
        throw new NegativeResponseException(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
    }

    /**
     * Gives the results of the routine (0x03).
     *
     * @param options the option record, may be empty
     * @param exchange the request that asks
     * @return the status record
     * @throws NegativeResponseException as for {@link #start}; NRC 0x24 if the routine was never started
     */
    default RoutineResult results(Bytes options, UdsExchange exchange) {
        throw new NegativeResponseException(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
    }
}
