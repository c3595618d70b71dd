package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.RequestGuard;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls services, and turns whatever goes wrong in them into NRC 0x10 and a log line that names the class. */
final class ServiceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
    private static final Duration LONGEST_INLINE_CALL = Duration.ofMillis(20);

    private final EcuHost host;
    private final LogicalAddress ecu;
    private final Set<String> reportedAsSlow = new HashSet<>();

    ServiceRunner(EcuHost host, LogicalAddress ecu) {
        this.host = host;
        this.ecu = ecu;
    }

    /** Calls a service on the event loop. */
    UdsResult runInline(ServiceEntry service, Exchange exchange) {
        UdsResult result = run(service, exchange);
        Duration taken = Duration.ofNanos(host.clock().nanoTime() - exchange.receivedAt());
        if (taken.compareTo(LONGEST_INLINE_CALL) > 0 && reportedAsSlow.add(service.name())) {
            LOG.warn(
                    "{} took {} ms on the event loop, which serves all connections: it must not be declared nonBlocking",
                    service.name(),
                    taken.toMillis());
        }
        return result;
    }

    /** Calls a service on any thread. */
    UdsResult run(ServiceEntry service, Exchange exchange) {
        UdsRequest request = exchange.request();
        try {
            return checked(service, request, service.service().handle(request, exchange));
        } catch (NegativeResponseException e) {
            return request.negativeResponse(e.nrc());
        } catch (InterruptedException e) {
            // Only the end of the server interrupts a service.
            Thread.currentThread().interrupt();
            LOG.debug("{} was interrupted", service.name());
            return request.negativeResponse(Nrc.GENERAL_REJECT);
        } catch (Throwable e) {
            return fault(service, request, e);
        }
    }

    /** Asks a check of the manufacturer or supplier; one that fails refuses. */
    @Nullable
    Nrc ask(RequestGuard guard, Exchange exchange) {
        UdsRequest request = exchange.request();
        try {
            return guard.refusal(request, exchange);
        } catch (RuntimeException e) {
            String name = guard.getClass().getName();
            LOG.error("{} failed on request {}; answered with NRC 0x10", name, request.message(), e);
            host.serviceFailed(ecu, name, request, e);
            return Nrc.GENERAL_REJECT;
        }
    }

    /** The result of a service that answered later: a response, or null for none. */
    @Nullable
    UdsResponse completed(
            ServiceEntry service, UdsRequest request, @Nullable UdsResult result, @Nullable Throwable thrown) {
        Throwable fault =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (fault instanceof NegativeResponseException negative) {
            return request.negativeResponse(negative.nrc());
        }
        if (fault != null) {
            return fault(service, request, fault);
        }
        UdsResult checked = checked(service, request, result);
        if (checked instanceof UdsResult.Pending) {
            return fault(service, request, new IllegalStateException("a pending result completed as pending again"));
        }
        return checked instanceof UdsResponse response ? response : null;
    }

    private UdsResult checked(ServiceEntry service, UdsRequest request, @Nullable UdsResult result) {
        if (result == null) {
            return fault(service, request, new IllegalStateException("the service returned null"));
        }
        if (result instanceof PositiveResponse positive && positive.serviceId() != request.serviceId()) {
            return fault(
                    service,
                    request,
                    new IllegalStateException("the service answered for another service: " + positive));
        }
        return result;
    }

    private UdsResponse fault(ServiceEntry service, UdsRequest request, Throwable fault) {
        LOG.error("{} failed on request {}; answered with NRC 0x10", service.name(), request.message(), fault);
        host.serviceFailed(ecu, service.service().getClass().getName(), request, fault);
        return request.negativeResponse(Nrc.GENERAL_REJECT);
    }
}
