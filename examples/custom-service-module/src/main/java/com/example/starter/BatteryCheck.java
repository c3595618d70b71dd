package com.example.starter;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.RoutineIdentifier;
import io.doip4j.uds.spi.Routine;
import io.doip4j.uds.spi.RoutineResult;
import io.doip4j.uds.spi.UdsExchange;

/** Routine 0xF020 of the shipped RoutineControl: 1 if the battery has enough voltage to start, else 0. */
record BatteryCheck(BatteryVoltage voltage) implements Routine {
    private static final RoutineIdentifier ID = RoutineIdentifier.of(0xF020);
    private static final int ENOUGH = 110;

    @Override
    public RoutineIdentifier id() {
        return ID;
    }

    @Override
    public RoutineResult start(Bytes options, UdsExchange exchange) {
        if (!options.isEmpty()) {
            throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        return RoutineResult.pending(
                voltage.readLater(exchange).thenApply(measured -> Bytes.of(measured.u8(0) >= ENOUGH ? 1 : 0)));
    }
}
