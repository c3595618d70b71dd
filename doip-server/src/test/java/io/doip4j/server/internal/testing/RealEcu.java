package io.doip4j.server.internal.testing;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.internal.uds.Ecu;
import io.doip4j.server.internal.uds.EcuHost;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The UDS engine under virtual time. It has 0x10, 0x11 01 and 0x3E on the loop, and 0x22, which echoes its identifiers, on a
 * pool that takes 60 milliseconds: longer than P2.
 */
public final class RealEcu {
    private static final Duration POOL_TIME = Duration.ofMillis(60);

    private RealEcu() {}

    public static Ecu create(int address, ManualTime time) {
        List<UdsServiceProvider> services = List.of(
                new Provider(
                        ServiceDescriptor.of(0x10)
                                .subFunction(1)
                                .subFunction(2)
                                .subFunction(3)
                                .nonBlocking(),
                        (request, exchange) -> {
                            exchange.changeSession(Session.of(request.subFunction()));
                            return request.positiveResponse(request.subFunction());
                        }),
                new Provider(ServiceDescriptor.of(0x11).subFunction(1).nonBlocking(), (request, exchange) -> {
                    exchange.reset(ResetType.HARD);
                    return request.positiveResponse(request.subFunction());
                }),
                new Provider(
                        ServiceDescriptor.of(0x22).minLength(3),
                        (request, exchange) -> request.positiveResponse(request.data())),
                new Provider(
                        ServiceDescriptor.of(0x3E).subFunction(0).nonBlocking(),
                        (request, exchange) -> request.positiveResponse(0)));
        Ecu ecu = new Ecu(
                EcuDefinition.builder(address).maxRequestLength(1024).build(),
                ServiceCatalog.of(services, List.of(), Set.of()),
                new Host(time));
        ecu.begin();
        return ecu;
    }

    private record Provider(ServiceDescriptor.Builder builder, UdsService service) implements UdsServiceProvider {
        @Override
        public String id() {
            return "test " + descriptor().serviceId();
        }

        @Override
        public ServiceDescriptor descriptor() {
            return builder.build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return service;
        }
    }

    private record Host(ManualTime time) implements EcuHost {
        @Override
        public MonotonicClock clock() {
            return time;
        }

        @Override
        public TimerQueue timers() {
            return time.timers();
        }

        @Override
        public void onLoop(Runnable task) {
            task.run();
        }

        @Override
        public Executor handlers() {
            return task -> time.timers().schedule(POOL_TIME, task);
        }

        @Override
        public void ecuRestarted(LogicalAddress ecu) {
            // The connections of an entity are closed by the server
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public boolean positiveResponding() {
            return false;
        }

        @Override
        public void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
            throw new IllegalStateException(ecu + ": " + request.message(), fault);
        }

        @Override
        public void extensionFailed(Object extension, Throwable fault) {
            throw new IllegalStateException(extension.getClass().getName(), fault);
        }
    }
}
