package com.example.starter;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.time.Duration;

/**
 * Lets the starter turn.
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>Request</th><th>Positive response</th><th></th></tr>
 * <tr><td>{@code BC 01 time}</td><td>{@code FC 01 time}</td><td>starts, for a time in 0.1 s</td></tr>
 * <tr><td>{@code BC 02}</td><td>{@code FC 02}</td><td>stops</td></tr>
 * <tr><td>{@code BC 03}</td><td>{@code FC 03}</td><td>answers when the starter stands</td></tr>
 * </table>
 *
 * <p>Negative responses, in this order: 0x13 for a wrong length, 0x31 for a time of 0 or one that is too long, 0x22 if it
 * turns already.
 */
final class StarterService implements UdsService {
    private static final int LENGTH = 2;
    private static final int START_LENGTH = 3;
    private static final int TIME_AT = 2;
    private static final Duration TIME_UNIT = Duration.ofMillis(100);

    private final Starter starter;
    private final StarterSettings settings;

    StarterService(Starter starter, StarterSettings settings) {
        this.starter = starter;
        this.settings = settings;
    }

    @Override
    public UdsResult handle(UdsRequest request, UdsExchange exchange) {
        int length = request.subFunction() == StarterProvider.START ? START_LENGTH : LENGTH;
        if (request.length() != length) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        return switch (request.subFunction()) {
            case StarterProvider.START -> start(request);
            case StarterProvider.STOP -> stop(request);
            default -> awaitStop(request);
        };
    }

    private UdsResult start(UdsRequest request) {
        int time = request.message().u8(TIME_AT);
        if (time == 0 || time > settings.longestTime()) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        if (starter.isTurning()) {
            return request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT);
        }
        starter.start(TIME_UNIT.multipliedBy(time));
        return request.positiveResponse(StarterProvider.START, time);
    }

    private UdsResult stop(UdsRequest request) {
        starter.stop();
        return request.positiveResponse(StarterProvider.STOP);
    }

    // No thread waits: the engine tells the tester to (NRC 0x78), and answers when the stage completes.
    private UdsResult awaitStop(UdsRequest request) {
        return UdsResult.pending(
                starter.whenStopped().thenApply(done -> request.positiveResponse(StarterProvider.AWAIT_STOP)));
    }
}
