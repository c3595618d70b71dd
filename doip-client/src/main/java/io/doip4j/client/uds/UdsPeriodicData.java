package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.Cancellable;
import java.util.concurrent.CompletionStage;

/**
 * Data that an ECU sends of its own accord, again and again (ISO 14229-1, service 0x2A). A periodic identifier is the low byte
 * of a data identifier 0xF200..0xF2FF.
 *
 * <pre>{@code
 * Cancellable listening = ecu.periodicData().listen((id, data) -> show(id, data));
 * ecu.periodicData().start(UdsPeriodicData.Rate.FAST, 0x01);
 * }</pre>
 */
public final class UdsPeriodicData {
    private static final int STOP = 0x04;
    private static final int RESPONSE = 0x6A;

    /** How often. What that means in milliseconds is the ECU's own affair. */
    public enum Rate {
        /** 0x01. */
        SLOW(0x01),
        /** 0x02. */
        MEDIUM(0x02),
        /** 0x03. */
        FAST(0x03);

        private final int mode;

        Rate(int mode) {
            this.mode = mode;
        }
    }

    /** Hears periodic data. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Data came. Called on the executor of the options, one at a time and in order.
         *
         * @param id periodic identifier, 0..0xFF
         * @param data the data
         */
        void data(int id, Bytes data);
    }

    private final Peer peer;

    UdsPeriodicData(Peer peer) {
        this.peer = peer;
    }

    /**
     * Makes the ECU send data.
     *
     * @param rate how often
     * @param ids periodic identifiers, 1 or more, each 0..0xFF
     * @throws IllegalArgumentException if there is none or one is out of range
     */
    public void start(Rate rate, int... ids) {
        startCall(rate, ids).now();
    }

    /**
     * Makes the ECU send data.
     *
     * @param rate how often
     * @param ids periodic identifiers, 1 or more, each 0..0xFF
     * @return completes with the positive answer
     * @throws IllegalArgumentException if there is none or one is out of range
     */
    public CompletionStage<Void> startAsync(Rate rate, int... ids) {
        return startCall(rate, ids).async();
    }

    private Call<Void> startCall(Rate rate, int... ids) {
        Args.range("number of periodic identifiers", ids.length, 1, Integer.MAX_VALUE);
        return control(rate.mode, ids);
    }

    /**
     * Ends it.
     *
     * @param ids periodic identifiers, each 0..0xFF; none for all
     * @throws IllegalArgumentException if one is out of range
     */
    public void stop(int... ids) {
        control(STOP, ids).now();
    }

    /**
     * Ends it.
     *
     * @param ids periodic identifiers, each 0..0xFF; none for all
     * @return completes with the positive answer
     * @throws IllegalArgumentException if one is out of range
     */
    public CompletionStage<Void> stopAsync(int... ids) {
        return control(STOP, ids).async();
    }

    private Call<Void> control(int mode, int... ids) {
        RequestBuilder request = new RequestBuilder(ServiceId.READ_DATA_BY_PERIODIC_IDENTIFIER).u8(mode);
        for (int id : ids) {
            request.u8(Args.u8("periodic identifier", id));
        }
        return peer.confirmed(request.build());
    }

    /**
     * Hears the periodic data of this ECU that come as {@code 6A}, periodic identifier, data, or as periodic messages of type
     * 0x8004 with periodic identifier, data. An ECU that sends diagnostic messages without {@code 6A} needs
     * {@link UdsClient#listen}: only who knows its identifiers can tell such data from answers.
     *
     * @param listener hears everything from now on
     * @return ends it
     */
    public Cancellable listen(Listener listener) {
        return peer.engine().listen(new OfOneEcu(peer.target(), listener), peer.options());
    }

    private record OfOneEcu(LogicalAddress ecu, Listener listener) implements UnsolicitedListener {
        @Override
        public void message(LogicalAddress source, Bytes message) {
            if (message.length() > 1 && message.u8(0) == RESPONSE) {
                periodic(source, message.from(1));
            }
        }

        @Override
        public void periodic(LogicalAddress source, Bytes data) {
            if (source.equals(ecu) && !data.isEmpty()) {
                listener.data(data.u8(0), data.from(1));
            }
        }
    }
}
