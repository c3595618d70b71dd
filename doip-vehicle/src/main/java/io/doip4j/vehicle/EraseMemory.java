package io.doip4j.vehicle;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.RoutineIdentifier;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.Routine;
import io.doip4j.uds.spi.RoutineResult;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Routine 0xFF00 (ISO 14229-1, annex F: eraseMemory). Options: addressAndLengthFormatIdentifier 0x44, address, size, four
 * bytes each. It takes its time, and meanwhile the tester is told to wait; then the memory is full of 0xFF.
 */
final class EraseMemory implements Routine {
    private static final RoutineIdentifier ID = RoutineIdentifier.of(0xFF00);
    private static final Bytes DONE = Bytes.of(0x00);
    private static final byte ERASED = (byte) 0xFF;
    private static final int FORMAT = 0x44;
    private static final int ADDRESS_AT = 1;
    private static final int SIZE_AT = 5;
    private static final int OPTIONS = 9;

    private final EcuContext ecu;
    private final Access access;
    private final Duration time;

    /**
     * The routine of one ECU.
     *
     * @param ecu the ECU
     * @param access what a tester needs
     * @param time how long it takes
     */
    EraseMemory(EcuContext ecu, Access access, Duration time) {
        this.ecu = ecu;
        this.access = access;
        this.time = time;
    }

    @Override
    public RoutineIdentifier id() {
        return ID;
    }

    @Override
    public Sessions availableIn() {
        return Sessions.of(Session.PROGRAMMING);
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public RoutineResult start(Bytes options, UdsExchange exchange) {
        if (options.length() != OPTIONS) {
            throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        long address = options.u32(ADDRESS_AT);
        long size = options.u32(SIZE_AT);
        if (options.u8(0) != FORMAT || !isErasable(address, size)) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        CompletableFuture<Bytes> result = new CompletableFuture<>();
        ecu.scheduler().schedule(time, () -> {
            erase(address, size);
            result.complete(DONE);
        });
        return RoutineResult.pending(result);
    }

    private boolean isErasable(long address, long size) {
        return ecu.memory().all().stream()
                .anyMatch(region ->
                        region.contains(address, size) && region.writableIn().contains(Session.PROGRAMMING));
    }

    /** The size is that of a region at most, see {@link #isErasable}. */
    private void erase(long address, long size) {
        byte[] erased = new byte[(int) size];
        Arrays.fill(erased, ERASED);
        MemoryMap memory = ecu.memory();
        memory.write(address, Bytes.wrap(erased));
    }
}
