package io.doip4j.vehicle.stub;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.UdsRequest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers of ECUs that are made up: set up and taken away while the server runs. A request that no stub matches is handled by
 * the services of the ECU.
 *
 * <pre>{@code
 * Stubs stubs = new Stubs();
 * try (DoipServer server = stubs.attachTo(DoipServer.builder().port(0)).build().start()) {
 *     EcuStubs gateway = stubs.ecu(0x1000);
 *     gateway.when("22 F1 9?").thenNrc(0x31);
 *     gateway.when("22 F1 90").thenRespond("62 F1 90 57 56 57");
 *     gateway.when("2E F1 <did> *").inSession(Session.EXTENDED).thenRespond("6E F1 <did>");
 *     gateway.when("31 01 FF 00").thenPending(ofSeconds(3), ofSeconds(1)).thenRespond("71 01 FF 00 00");
 *     gateway.when("27 01").thenSequence("67 01 11 22", "67 01 33 44").times(2);
 *     gateway.when("3E 00").from(0x0E80).thenNothing().once();
 *     gateway.when("22 <did:2>").thenAnswer(request -> Bytes.of(0x62).plus(request.captured("did")));
 * }
 * }</pre>
 *
 * <p>A request that comes while the ECU is busy, with a stub or a service, gets NRC 0x21 and is not seen by a stub. All methods
 * may be called by any thread. Times are those of the server's clock.
 */
public final class Stubs {
    private final Map<LogicalAddress, EcuStubs> byEcu = new ConcurrentHashMap<>();
    private boolean attached;
    /** The ECUs of the server once it has been started. */
    private @Nullable Set<LogicalAddress> known;

    /** No stubs, for a server yet to be named. */
    public Stubs() {}

    /**
     * Makes these the stubs of a server that is to be built.
     *
     * @param builder of the server
     * @return the builder
     * @throws IllegalStateException if they are those of a server already
     */
    public synchronized DoipServerBuilder attachTo(DoipServerBuilder builder) {
        if (attached) {
            throw new IllegalStateException(
                    "these are the stubs of a server already; every server needs its own Stubs");
        }
        attached = true;
        return builder.listener(starting()).udsInterceptor(interceptor());
    }

    DoipServerListener starting() {
        return new DoipServerListener() {
            @Override
            public void serverStarting(MonotonicClock clock, Set<LogicalAddress> ecus) {
                Stubs.this.starting(ecus);
            }
        };
    }

    UdsInterceptor interceptor() {
        return this::intercept;
    }

    private boolean intercept(UdsRequest request, UdsInterceptor.TakenRequest taken) {
        EcuStubs stubs = byEcu.get(taken.ecu());
        return stubs != null && stubs.answers(request.message(), taken);
    }

    private synchronized void starting(Set<LogicalAddress> ecus) {
        if (known != null) {
            throw new IllegalStateException("these are the stubs of a server that was started before; attach new ones"
                    + " to the builder for each server");
        }
        Set<LogicalAddress> unknown = new TreeSet<>(byEcu.keySet());
        unknown.removeAll(ecus);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "there are stubs for " + list(unknown) + ", but the server has no such ECU: " + named(ecus));
        }
        known = Set.copyOf(ecus);
    }

    /**
     * The stubs of an ECU.
     *
     * @param address the physical address of the ECU, also for requests to a functional group
     * @return its stubs, always the same
     * @throws IllegalArgumentException if the address is not 0..0xFFFF; or if the server has no such ECU and has been started:
     *     otherwise its start fails
     */
    public EcuStubs ecu(int address) {
        LogicalAddress ecu = LogicalAddress.of(address);
        EcuStubs there = byEcu.get(ecu);
        return there == null ? add(ecu) : there;
    }

    private synchronized EcuStubs add(LogicalAddress ecu) {
        Set<LogicalAddress> ecus = known;
        if (ecus != null && !ecus.contains(ecu)) {
            throw new IllegalArgumentException("the server has no ECU " + ecu + ": " + named(ecus)
                    + ". A stub belongs to the ECU that answers, also if it is for requests to a functional group");
        }
        return byEcu.computeIfAbsent(ecu, EcuStubs::new);
    }

    private static String named(Collection<LogicalAddress> ecus) {
        return "its ECUs are " + list(ecus);
    }

    private static String list(Collection<LogicalAddress> addresses) {
        return addresses.stream().sorted().map(LogicalAddress::toString).collect(Collectors.joining(", "));
    }

    /**
     * What was begun with {@link EcuStubs#when} and got no answer: such a stub does nothing, which is easily overlooked. The testkit
     * asks at the end of each test.
     *
     * @return a sentence for each since the last call, which names pattern, ECU, and place; at most ten for an ECU
     */
    public List<String> takeUnfinished() {
        return byEcu.values().stream()
                .sorted(Comparator.comparing(EcuStubs::address))
                .flatMap(stubs -> stubs.takeUnfinished().stream())
                .toList();
    }

    /** Takes all stubs away, and ends answers that have begun: nothing more is sent, the ECUs are free. */
    public void clear() {
        byEcu.values().forEach(EcuStubs::clear);
    }
}
