package com.example.trip;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;

/** {@code BB 01} -> {@code FB 01 km km} reads the counter, {@code BB 02} -> {@code FB 02} clears it. */
final class TripCounterService implements UdsService {
    private static final int LENGTH = 2;

    private int kilometres = 1234;

    @Override
    public UdsResult handle(UdsRequest request, UdsExchange exchange) {
        if (request.length() != LENGTH) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        if (request.subFunction() == TripCounterProvider.CLEAR) {
            kilometres = 0;
            return request.positiveResponse(TripCounterProvider.CLEAR);
        }
        return request.positive(3).u8(TripCounterProvider.READ).u16(kilometres).build();
    }
}
