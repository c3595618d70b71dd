package io.doip4j.testkit.contract;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** A new server with one ECU that has the service under test, and a tester that is connected to it. */
final class ServerUnderTest implements AutoCloseable {
    private static final int FREE_ADDRESS = 0x4FF0;

    private final EcuDefinition ecu;
    private final ObservedProvider provider;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final DoipServer server;
    private final ContractLink link;

    ServerUnderTest(EcuDefinition ecu, UdsServiceProvider tested, Duration longestAnswer) {
        this.ecu = ecu;
        provider = new ObservedProvider(tested);
        server = builder().build().startDaemon();
        try {
            link = new ContractLink(server.tcpAddress(), ecu.address(), absentService(), longestAnswer);
            if (!provider.isIn(ecu.address())) {
                link.close();
                throw new AssertionError(
                        "ECU " + ecu.address() + " does not have the service: appliesTo says no, or the"
                                + " definition does not list it. Override ecu()");
            }
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private DoipServerBuilder builder() {
        // Not the entity itself: a reset would close the connection.
        int entity = ecu.address().value() == FREE_ADDRESS ? FREE_ADDRESS + 1 : FREE_ADDRESS;
        return DoipServer.builder()
                .port(0)
                .announce(false)
                .logicalAddress(entity)
                .ecu(ecu)
                .service(provider)
                .listener(new DoipServerListener() {
                    @Override
                    public void serviceFailed(
                            LogicalAddress address, String serviceClass, UdsRequest request, Throwable fault) {
                        if (request.serviceId() == provider.descriptor().serviceId()) {
                            faults.add(fault.toString());
                        }
                    }
                });
    }

    /** The request of a service that nobody has. */
    private Bytes absentService() {
        int own = provider.descriptor().serviceId();
        return Bytes.of(
                IntStream.of(0x0F, 0x0E).filter(id -> id != own).findFirst().orElseThrow());
    }

    ObservedProvider provider() {
        return provider;
    }

    Answers ask(Bytes request) {
        return link.ask(request);
    }

    Answers ask(LogicalAddress group, Bytes request) {
        return link.ask(group, request);
    }

    /** Asks what has to come before a request. */
    void prepare(ContractRequest request) {
        for (Bytes step : request.preparation()) {
            Answers answers = link.ask(step);
            if (!answers.isPositive()) {
                throw new AssertionError("before " + request.request() + " the ECU was asked " + step + " and answered "
                        + answers + ": correct after(..), or the ECU in ecu()");
            }
        }
        provider.takeCalls();
    }

    /** What went wrong in the service since the last time. */
    List<String> takeFaults() {
        List<String> taken = new ArrayList<>();
        String fault = faults.poll();
        while (fault != null) {
            taken.add(fault);
            fault = faults.poll();
        }
        return taken;
    }

    /** Calls of the service in the ECU since the last time. */
    List<Call> takeCalls() {
        return provider.takeCalls().stream()
                .filter(call -> call.ecu().equals(ecu.address()))
                .toList();
    }

    @Override
    public void close() {
        link.close();
        server.close();
    }
}
