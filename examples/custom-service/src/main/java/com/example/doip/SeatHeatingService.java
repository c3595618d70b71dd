package com.example.doip;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;

/**
 * Sets and reads the level of a seat.
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>Request</th><th>Positive response</th><th></th></tr>
 * <tr><td>{@code BA 01 seat level}</td><td>{@code FA 01 seat level}</td><td>sets the level</td></tr>
 * <tr><td>{@code BA 02 seat}</td><td>{@code FA 02 seat level}</td><td>reads the level</td></tr>
 * </table>
 *
 * <p>Seats are 0..3, levels 0 (off) to 3. Negative responses, in this order: 0x13 for a wrong length, 0x31 for a seat or a
 * level that does not exist.
 */
final class SeatHeatingService implements UdsService {
    private static final int SET_LENGTH = 4;
    private static final int READ_LENGTH = 3;
    private static final int SEAT_AT = 2;
    private static final int LEVEL_AT = 3;

    private final SeatHeating heating;

    SeatHeatingService(SeatHeating heating) {
        this.heating = heating;
    }

    // The server has checked session, sub-function and minimum length. It also decides whether the response is sent:
    // bit 7
    // of the sub-function ("no positive response") is none of the service's business, subFunction() comes without it.
    @Override
    public UdsResult handle(UdsRequest request, UdsExchange exchange) {
        return request.subFunction() == SeatHeatingProvider.SET_LEVEL ? set(request) : read(request);
    }

    private UdsResult set(UdsRequest request) {
        if (request.length() != SET_LENGTH) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        Bytes message = request.message();
        int seat = message.u8(SEAT_AT);
        int level = message.u8(LEVEL_AT);
        if (seat >= SeatHeating.SEATS || level > SeatHeating.HIGHEST_LEVEL) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        heating.level(seat, level);
        return response(request, seat);
    }

    private UdsResult read(UdsRequest request) {
        if (request.length() != READ_LENGTH) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        int seat = request.message().u8(SEAT_AT);
        if (seat >= SeatHeating.SEATS) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return response(request, seat);
    }

    // Only the data: the server knows the service identifier of the response (0xBA + 0x40).
    private UdsResult response(UdsRequest request, int seat) {
        return request.positiveResponse(request.subFunction(), seat, heating.level(seat));
    }
}
