package io.doip4j.vehicle.fault;

import io.doip4j.core.Vin;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.PowerMode;
import io.doip4j.core.message.PowerModeResponse;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.server.spi.Interception;
import java.time.Duration;
import java.util.function.Function;

/**
 * Faults of what an entity says by UDP. An announcement and the answer to an identification request are the same message; these
 * faults tell them apart by whether the receiver has asked. All strike messages that are about to be sent.
 */
public final class DiscoveryFaults {
    /** Shorter than the shortest that is allowed. */
    private static final int MALFORMED_ANNOUNCEMENT = 20;

    private static final int MALFORMED_STATUS = 2;

    private DiscoveryFaults() {}

    private static Fault onIdentification(String name, Function<Passing, Interception> strike) {
        return Fault.of(name, Effect.onSent(message -> isAnnouncement(message) && message.answer(), strike));
    }

    private static Fault onAnnouncement(String name, Function<Passing, Interception> strike) {
        return Fault.of(name, Effect.onSent(message -> isAnnouncement(message) && !message.answer(), strike));
    }

    private static boolean isAnnouncement(Passing message) {
        return message.message() instanceof VehicleAnnouncement;
    }

    private static Interception twice(Passing message) {
        return Interception.replace(message.message(), message.message());
    }

    private static Interception cut(Passing message, int bytes) {
        return Interception.raw(
                Frames.withPayload(message.encoded(), Frames.first(Frames.payload(message.encoded()), bytes)));
    }

    private static Interception later(Duration time) {
        return Interception.delay(Checked.notNegative("time", time), Interception.pass());
    }

    /**
     * An identification request is not answered.
     *
     * @return the fault
     */
    public static Fault identificationMissing() {
        return onIdentification("identificationMissing", message -> Interception.drop());
    }

    /**
     * The answer to an identification request is late, besides the delay that the standard wants.
     *
     * @param time how late, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault identificationLate(Duration time) {
        Interception later = later(time);
        return onIdentification("identificationLate(" + time + ")", message -> later);
    }

    /**
     * An identification request is answered twice.
     *
     * @return the fault
     */
    public static Fault identificationTwice() {
        return onIdentification("identificationTwice", DiscoveryFaults::twice);
    }

    /**
     * The answer to an identification request has another VIN, also if the request asked for that of the vehicle.
     *
     * @param vin the VIN
     * @return the fault
     */
    public static Fault identificationVin(Vin vin) {
        return onIdentification("identificationVin(" + vin + ")", message -> {
            VehicleAnnouncement own = (VehicleAnnouncement) message.message();
            return Interception.replace(new VehicleAnnouncement(
                    vin, own.logicalAddress(), own.eid(), own.gid(), own.furtherAction(), own.syncStatus()));
        });
    }

    /**
     * The answer to an identification request is too short: 20 bytes of payload.
     *
     * @return the fault
     */
    public static Fault identificationMalformed() {
        return onIdentification("identificationMalformed", message -> cut(message, MALFORMED_ANNOUNCEMENT));
    }

    /**
     * A vehicle announcement is not sent.
     *
     * @return the fault
     */
    public static Fault announcementMissing() {
        return onAnnouncement("announcementMissing", message -> Interception.drop());
    }

    /**
     * A vehicle announcement is late.
     *
     * @param time how late, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault announcementLate(Duration time) {
        Interception later = later(time);
        return onAnnouncement("announcementLate(" + time + ")", message -> later);
    }

    /**
     * A vehicle announcement is sent twice.
     *
     * @return the fault
     */
    public static Fault announcementTwice() {
        return onAnnouncement("announcementTwice", DiscoveryFaults::twice);
    }

    /**
     * An entity status request is not answered.
     *
     * @return the fault
     */
    public static Fault entityStatusMissing() {
        return Fault.of(
                "entityStatusMissing", Effect.onSent(DiscoveryFaults::isStatus, message -> Interception.drop()));
    }

    /**
     * The entity status is too short: 2 bytes of payload.
     *
     * @return the fault
     */
    public static Fault entityStatusMalformed() {
        return Fault.of(
                "entityStatusMalformed",
                Effect.onSent(DiscoveryFaults::isStatus, message -> cut(message, MALFORMED_STATUS)));
    }

    private static boolean isStatus(Passing message) {
        return message.message() instanceof EntityStatusResponse;
    }

    /**
     * The diagnostic power mode is another one: 0x00 says that the vehicle is not ready for diagnostics.
     *
     * @param mode 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the mode is out of range
     */
    public static Fault powerMode(int mode) {
        Interception other = Interception.replace(new PowerModeResponse(PowerMode.of(mode)));
        return Fault.of(
                "powerMode(" + Checked.hex(mode) + ")",
                Effect.onSent(message -> message.message() instanceof PowerModeResponse, message -> other));
    }

    /**
     * A diagnostic power mode request is not answered.
     *
     * @return the fault
     */
    public static Fault powerModeMissing() {
        return Fault.of(
                "powerModeMissing",
                Effect.onSent(
                        message -> message.message() instanceof PowerModeResponse, message -> Interception.drop()));
    }
}
