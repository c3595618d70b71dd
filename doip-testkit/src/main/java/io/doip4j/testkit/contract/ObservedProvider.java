package io.doip4j.testkit.contract;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The provider under test, whose services are watched. One for each server. */
final class ObservedProvider implements UdsServiceProvider {
    private final UdsServiceProvider provider;
    private final Map<LogicalAddress, UdsService> services = new ConcurrentHashMap<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    ObservedProvider(UdsServiceProvider provider) {
        this.provider = provider;
    }

    @Override
    public String id() {
        return provider.id();
    }

    @Override
    public ServiceDescriptor descriptor() {
        return provider.descriptor();
    }

    @Override
    public boolean appliesTo(EcuContext ecu) {
        return provider.appliesTo(ecu);
    }

    @Override
    public UdsService create(EcuContext ecu) {
        UdsService service = provider.create(ecu);
        services.put(ecu.address(), service);
        return new Observed(ecu.address(), service);
    }

    /** The services that were made, one for each ECU that has one. */
    Collection<UdsService> services() {
        return List.copyOf(services.values());
    }

    boolean isIn(LogicalAddress ecu) {
        return services.containsKey(ecu);
    }

    /** All calls that are over, since the last time, in order. */
    List<Call> takeCalls() {
        List<Call> taken = new ArrayList<>();
        Call call = calls.poll();
        while (call != null) {
            taken.add(call);
            call = calls.poll();
        }
        return taken;
    }

    private final class Observed implements UdsService {
        private final LogicalAddress ecu;
        private final UdsService service;

        Observed(LogicalAddress ecu, UdsService service) {
            this.ecu = ecu;
            this.service = service;
        }

        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) throws Exception {
            long begin = System.nanoTime();
            try {
                UdsResult result = service.handle(request, exchange);
                Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                if (!(result instanceof UdsResult.Pending pending)) {
                    over(request, result, null, taken);
                    return result;
                }
                return UdsResult.pending(
                        pending.stage().whenComplete((late, fault) -> over(request, late, fault, taken)));
            } catch (Throwable e) {
                over(request, null, e, Duration.ofNanos(System.nanoTime() - begin));
                throw e;
            }
        }

        private void over(UdsRequest request, @Nullable UdsResult result, @Nullable Throwable thrown, Duration taken) {
            calls.add(new Call(ecu, request, result, thrown, taken));
        }
    }
}
