package io.doip4j.uds.services.event;

import com.google.auto.service.AutoService;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * ResponseOnEvent (ISO 14229-1, service 0x86): answers a request of a tester, which it gives in advance, whenever an event
 * happens. What there is for an ECU is said by its {@link ResponseOnEventSettings}.
 *
 * <p>A request is the sub-function (bits 5 to 0 the event, bit 6 storeEvent), the event window, a record whose form depends on
 * the event, and the request to answer:
 *
 * <table>
 * <caption>Events</caption>
 * <tr><th>Event</th><th>Record</th><th>Happens</th></tr>
 * <tr><td>0x01 onDTCStatusChange</td><td>status mask</td><td>when a status changes in the bits of the mask</td></tr>
 * <tr><td>0x02 onTimerInterrupt</td><td>rate 1..3</td><td>when the period is over; only if configured</td></tr>
 * <tr><td>0x03 onChangeOfDataIdentifier</td><td>identifier (2)</td><td>when the data change</td></tr>
 * <tr><td>0x07 onComparisonOfValues</td><td>identifier (2), 1 less, 2 more, 3 equal or 4 not equal, value (4), hysteresis in
 * percent (1), place (2)</td><td>when the value in the data becomes so, and at the start if it is so</td></tr>
 * <tr><td>0x08 reportMostRecentDtcOnStatusChange</td><td>0x0D or 0x0E</td><td>when a code fails (0x0D) or is confirmed (0x0E);
 * only if configured; the request is 0x19 with the record</td></tr>
 * <tr><td>0x09 reportDTCRecordInformationOnDtcStatusChange</td><td>status mask, 0x04, 0x06, 0x18 or 0x19, record number, for the
 * last two the memory</td><td>when a status changes in the bits of the mask; only if configured; the request is 0x19 for that
 * code</td></tr>
 * </table>
 *
 * <p>The place of a value: bit 15 says that it is signed, bits 14 to 10 how many bits it has (0 is 32), bits 9 to 0 how many
 * bits of the data come before it. The hysteresis is a part of the value in the request, or absolute if that is zero: after
 * the event the value must first leave by that much.
 *
 * <p>An event that is set up is not watched until 0x05 starts it. 0x00 stops all events, 0x06 deletes them, 0x04 reports those
 * that are watched. These four take the events that the same tester has set up on the same connection; they do not evaluate
 * the event window. Setting up the same event with the same record again takes the place of the first time.
 *
 * <p>The answer to the request is sent if it is positive. Events that follow too soon wait and become one. When an event
 * window ends, the response to the set-up is sent once more, with the number of events. Events stop at every session
 * transition, and are deleted unless storeEvent was set when they were set up or started. Stored ones that were started start
 * again when the ECU is reset. All of them end with the connection.
 *
 * <p>Negative responses, in this order: 0x12 for an event that the ECU does not have, 0x13 for a wrong length, 0x31 for an
 * unknown event window, a record that makes no sense, an identifier that cannot be read in the active session, a service that
 * cannot answer events, and one event too many; 0x22 if there is nothing to start.
 */
@AutoService(UdsServiceProvider.class)
public final class ResponseOnEvent implements UdsServiceProvider {
    /** A provider without options. */
    public ResponseOnEvent() {}

    @Override
    public String id() {
        return "uds.response-on-event";
    }

    @Override
    public ServiceDescriptor descriptor() {
        // The events are the ECU's, and bit 6 of the sub-function is a flag, so the service checks it.
        return ServiceDescriptor.of(ServiceId.RESPONSE_ON_EVENT.value())
                .uncheckedSubFunction()
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new ResponseOnEventService(
                ecu, ecu.setting(ResponseOnEventSettings.class).orElseGet(ResponseOnEventSettings::standard));
    }
}
