package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.RequestGuard;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls services, and turns whatever goes wrong in them into NRC 0x10 and a log line that names the class. */
final class ServiceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);
    private static final long LONGEST_INLINE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final EcuHost host;
    private final LogicalAddress ecu;
    private final Set<String> reportedAsSlow = new HashSet<>();

    ServiceRunner(EcuHost host, LogicalAddress ecu) {
        this.host = host;
        this.ecu = ecu;
    }

    /** Calls a service on the event loop. */
    UdsResult runInline(ServiceEntry service, Exchange exchange) {
        return service.countCall() ? runTimed(service, exchange) : run(service, exchange);
    }

    private UdsResult runTimed(ServiceEntry service, Exchange exchange) {
        long begin = host.clock().nanoTime();
        UdsResult result = run(service, exchange);
        long taken = host.clock().nanoTime() - begin;
        if (taken > LONGEST_INLINE_NANOS && reportedAsSlow.add(service.name())) {
            LOG.warn(
                    "{} took {} ms on the event loop, which serves all connections: it must not be declared nonBlocking",
                    service.name(),
                    TimeUnit.NANOSECONDS.toMillis(taken));
        }
        return result;
    }

    /** Calls a service on any thread. */
    UdsResult run(ServiceEntry service, Exchange exchange) {
        UdsRequest request = exchange.request();
        try {
            return checked(service, request, service.service().handle(request, exchange));
        } catch (NegativeResponseException e) {
            return checked(service, request, request.negativeResponse(e.nrc()));
        } catch (InterruptedException e) {
            // The end of the server interrupts a service, and the limit P4.
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
        } catch (Throwable e) {
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
        Throwable fault = thrown;
        while (fault instanceof CompletionException && fault.getCause() != null) {
            fault = fault.getCause();
        }
        if (fault instanceof NegativeResponseException negative) {
            return checked(service, request, request.negativeResponse(negative.nrc()));
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
        if (result instanceof NegativeResponse negative) {
            return checked(service, request, negative);
        }
        return result;
    }

    private UdsResponse checked(ServiceEntry service, UdsRequest request, NegativeResponse negative) {
        if (negative.serviceId() != request.serviceId()) {
            return fault(
                    service,
                    request,
                    new IllegalStateException("the service refused for another service: " + negative.message()));
        }
        if (negative.nrc().equals(Nrc.RESPONSE_PENDING)) {
            return fault(
                    service,
                    request,
                    new IllegalStateException("NRC 0x78 is no answer: return a pending result; the engine sends it"));
        }
        return negative;
    }

    private UdsResponse fault(ServiceEntry service, UdsRequest request, Throwable fault) {
        LOG.error("{} failed on request {}; answered with NRC 0x10", service.name(), request.message(), fault);
        host.serviceFailed(ecu, service.service().getClass().getName(), request, fault);
        return request.negativeResponse(Nrc.GENERAL_REJECT);
    }
}
