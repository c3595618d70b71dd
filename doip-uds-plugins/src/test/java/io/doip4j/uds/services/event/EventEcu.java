package io.doip4j.uds.services.event;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.services.data.ReadDataByIdentifier;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An ECU in the extended session with ResponseOnEvent and what its tests need: data that they write past the services, two
 * diagnostic trouble codes, a service 0x19 that answers with the request, a service 0x31 that answers when it is told to.
 */
final class EventEcu {
    static final Dtc CODE = Dtc.of(0x123456);
    static final Dtc OTHER_CODE = Dtc.of(0x9A0102);

    final FakeEcu ecu;
    /** What service 0x31 answers. */
    CompletableFuture<UdsResult> routine = new CompletableFuture<>();

    private EventEcu(ResponseOnEventSettings settings) {
        ecu = FakeEcu.of(
                        EcuDefinition.builder(0x1000)
                                .data(StoredData.readOnly(0x0112, Bytes.of(0x2A))
                                        .writableIn(Sessions.all())
                                        .readableIn(Sessions.of(Session.DEFAULT, Session.EXTENDED)))
                                .data(StoredData.readOnly(0x0200, Bytes.hex("00 00 00 00"))
                                        .writableIn(Sessions.all()))
                                .dtc(DtcDefinition.of(CODE.value())
                                        .confirmationThreshold(2)
                                        .build())
                                .dtc(DtcDefinition.of(OTHER_CODE.value()).build())
                                .setting(settings)
                                .build(),
                        new ResponseOnEvent(),
                        new ReadDataByIdentifier(),
                        new OtherService(0x19, request -> request.positiveResponse(request.data())),
                        new OtherService(0x31, request -> UdsResult.pending(routine)))
                .in(Session.EXTENDED);
    }

    private record OtherService(int serviceId, Function<UdsRequest, UdsResult> answer) implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(serviceId).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return (request, exchange) -> answer.apply(request);
        }
    }

    static EventEcu standard() {
        return with(ResponseOnEventSettings.standard());
    }

    static EventEcu with(ResponseOnEventSettings settings) {
        return new EventEcu(settings);
    }

    String ask(String request) {
        return ecu.ask(request);
    }

    /** Sets up and starts an event. */
    EventEcu started(String setUp) {
        if (!ask(setUp).startsWith("C6") || !ask("86 05 02").equals("C6 05 00 02")) {
            throw new AssertionError(setUp + " was refused");
        }
        return this;
    }

    void write(int identifier, String data) {
        Objects.requireNonNull(ecu.dataIdentifiers().find(identifier)).write(Bytes.hex(data), ecu.exchange());
    }

    /** Lets time pass. Returns what the tester was sent in it. */
    List<String> after(Duration time) {
        ecu.unsolicited.clear();
        ecu.advance(time);
        return List.copyOf(ecu.unsolicited);
    }

    List<String> afterMillis(long millis) {
        return after(Duration.ofMillis(millis));
    }
}
