package io.doip4j.server.internal.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.internal.testing.ManualTime;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * An ECU under virtual time. Services on the pool run when the test says so. Besides the services of the test it has 0x10
 * (change to any session of the ECU) and 0x3E with sub-function 0x00.
 */
final class TestEcu {
    static final int ADDRESS = 0x1000;

    final ManualTime time = new ManualTime();
    final TestChannel channel = new TestChannel(time);
    final Queue<Runnable> pool = new ArrayDeque<>();
    final List<String> failures = new ArrayList<>();
    final List<UdsInterceptor> interceptors = new ArrayList<>();
    boolean positiveResponding;
    final List<LogicalAddress> restarted = new ArrayList<>();
    boolean poolFull;
    final Ecu ecu;

    TestEcu(UdsServiceProvider... services) {
        this(definition -> {}, services);
    }

    TestEcu(Consumer<EcuDefinition.Builder> change, UdsServiceProvider... services) {
        EcuDefinition.Builder definition = EcuDefinition.builder(ADDRESS);
        change.accept(definition);
        List<UdsServiceProvider> standard = List.of(sessionControl(), testerPresent());
        ecu = new Ecu(
                definition.build(), ServiceCatalog.of(List.of(services), standard, Set.of()), new Host(time, this));
        ecu.begin();
    }

    private static TestService sessionControl() {
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.of(0x10).subFunction(1).subFunction(2).subFunction(3);
        return TestService.inline(descriptor, (request, exchange) -> {
            exchange.changeSession(Session.of(request.subFunction()));
            return request.positiveResponse(request.subFunction());
        });
    }

    private static TestService testerPresent() {
        return TestService.inline(
                ServiceDescriptor.of(0x3E).subFunction(0), (request, exchange) -> request.positiveResponse(0));
    }

    TestEcu physical(String request) {
        return deliver(request, ADDRESS, Addressing.PHYSICAL);
    }

    TestEcu functional(String request) {
        return deliver(request, 0xE400, Addressing.FUNCTIONAL);
    }

    TestEcu request(Addressing addressing, String request) {
        return addressing == Addressing.PHYSICAL ? physical(request) : functional(request);
    }

    private TestEcu deliver(String request, int target, Addressing addressing) {
        deliverWithin(request, target, addressing);
        time.settle();
        return this;
    }

    /** A physical request of a tester on a connection of its own. */
    TestEcu physicalFrom(int tester, TestChannel by, String request) {
        ecu.deliver(
                new DiagnosticMessage(LogicalAddress.of(tester), LogicalAddress.of(ADDRESS), Bytes.hex(request)),
                Addressing.PHYSICAL,
                ProtocolVersion.ISO_2019,
                by);
        time.settle();
        return this;
    }

    /** Delivers a request while something else is going on. */
    void deliverWithin(String request, int target, Addressing addressing) {
        ecu.deliver(
                new DiagnosticMessage(LogicalAddress.of(0x0E80), LogicalAddress.of(target), Bytes.hex(request)),
                addressing,
                ProtocolVersion.ISO_2019,
                channel);
    }

    /** The service that waits on the pool runs and ends now. */
    TestEcu runPool() {
        pool.remove().run();
        time.settle();
        return this;
    }

    TestEcu after(long millis) {
        time.advanceMillis(millis);
        return this;
    }

    Session session() {
        return ecu.context().sessions().active();
    }

    /** What was answered since the last call. */
    List<String> take() {
        List<String> taken =
                channel.replies.stream().map(reply -> reply.userData().toHex()).toList();
        channel.replies.clear();
        channel.timed.clear();
        return taken;
    }

    /** What was answered since the last call, with the milliseconds since the beginning: {@code 7F 22 78 @45}. */
    List<String> takeTimed() {
        List<String> taken = List.copyOf(channel.timed);
        take();
        return taken;
    }

    private record Host(ManualTime time, TestEcu test) implements EcuHost {
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
            return task -> {
                if (test.poolFull) {
                    throw new RejectedExecutionException("full");
                }
                test.pool.add(task);
            };
        }

        @Override
        public void ecuRestarted(LogicalAddress ecu) {
            test.restarted.add(ecu);
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public boolean positiveResponding() {
            return test.positiveResponding;
        }

        @Override
        public List<UdsInterceptor> udsInterceptors() {
            return test.interceptors;
        }

        @Override
        public void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
            test.failures.add(ecu + " " + serviceClass + " " + request.message());
        }

        @Override
        public void extensionFailed(Object extension, Throwable fault) {
            test.failures.add(extension.getClass().getName() + " " + fault.getMessage());
        }
    }
}
