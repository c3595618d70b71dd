package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.RoutineIdentifier;
import io.doip4j.uds.ServiceId;
import java.util.concurrent.CompletionStage;

/**
 * Routines of an ECU (ISO 14229-1, service 0x31). What follows the identifier in an answer, routine information and status, is
 * specific to the ECU.
 *
 * <pre>{@code
 * Bytes status = ecu.routines().start(0x0203, Bytes.EMPTY);
 * }</pre>
 */
public final class UdsRoutines {
    private static final int START = 0x01;
    private static final int STOP = 0x02;
    private static final int RESULTS = 0x03;

    private final Peer peer;

    UdsRoutines(Peer peer) {
        this.peer = peer;
    }

    /**
     * Starts a routine.
     *
     * @param id 0..0xFFFF
     * @param option what the routine needs to know, or nothing
     * @return what follows the identifier in the answer; empty if the answer was suppressed
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public Bytes start(int id, Bytes option) {
        return control(START, id, option).now();
    }

    /**
     * Starts a routine.
     *
     * @param id 0..0xFFFF
     * @param option what the routine needs to know, or nothing
     * @return what follows the identifier in the answer
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public CompletionStage<Bytes> startAsync(int id, Bytes option) {
        return control(START, id, option).async();
    }

    /**
     * Stops a routine.
     *
     * @param id 0..0xFFFF
     * @param option what the routine needs to know, or nothing
     * @return what follows the identifier in the answer
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public Bytes stop(int id, Bytes option) {
        return control(STOP, id, option).now();
    }

    /**
     * Stops a routine.
     *
     * @param id 0..0xFFFF
     * @param option what the routine needs to know, or nothing
     * @return what follows the identifier in the answer
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public CompletionStage<Bytes> stopAsync(int id, Bytes option) {
        return control(STOP, id, option).async();
    }

    /**
     * Asks for the results of a routine.
     *
     * @param id 0..0xFFFF
     * @return what follows the identifier in the answer
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public Bytes results(int id) {
        return control(RESULTS, id, Bytes.EMPTY).now();
    }

    /**
     * Asks for the results of a routine.
     *
     * @param id 0..0xFFFF
     * @return what follows the identifier in the answer
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public CompletionStage<Bytes> resultsAsync(int id) {
        return control(RESULTS, id, Bytes.EMPTY).async();
    }

    private Call<Bytes> control(int type, int id, Bytes option) {
        Bytes request = new RequestBuilder(ServiceId.ROUTINE_CONTROL)
                .u8(type)
                .u16(RoutineIdentifier.of(id).value())
                .bytes(option)
                .build();
        return peer.call(
                request,
                response -> {
                    response.skip(3);
                    return response.rest();
                },
                Bytes.EMPTY);
    }
}
