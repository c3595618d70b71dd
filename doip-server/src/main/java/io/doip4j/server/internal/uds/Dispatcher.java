package io.doip4j.server.internal.uds;

import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.RequestGuard;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the service of a request, makes the checks that come before it in the order of ISO 14229-1 (general server response
 * behaviour), and calls it: on the event loop, or on the handler pool if it may block. Belongs to the event loop.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final EcuHost host;
    private final EcuServices services;
    private final ServiceRunner runner;
    private final PoolGate gate;
    private final @Nullable RequestGuard manufacturerCheck;
    private final @Nullable RequestGuard supplierCheck;
    private final int maxResponseLength;
    private @Nullable PoolCall onPool;
    private @Nullable Exchange ofPool;

    Dispatcher(EcuDefinition definition, EcuHost host, EcuServices services, PoolGate gate) {
        this.host = host;
        this.services = services;
        this.gate = gate;
        this.runner = new ServiceRunner(host, definition.address());
        this.manufacturerCheck = definition.manufacturerCheck().orElse(null);
        this.supplierCheck = definition.supplierCheck().orElse(null);
        this.maxResponseLength = definition.maxResponseLength();
    }

    /** Handles a request; the result goes to the exchange, now or later. Whatever goes wrong, there is one. */
    void dispatch(Exchange exchange) {
        try {
            checkAndCall(exchange);
        } catch (Throwable e) {
            LOG.error(
                    "request {} could not be handled; answered with NRC 0x10",
                    exchange.request().message(),
                    e);
            exchange.completed(exchange.request().negativeResponse(Nrc.GENERAL_REJECT));
        }
    }

    private void checkAndCall(Exchange exchange) {
        UdsRequest request = exchange.request();
        Nrc refusal = manufacturerCheck == null ? null : runner.ask(manufacturerCheck, exchange);
        if (refusal != null) {
            exchange.completed(request.negativeResponse(refusal));
            return;
        }
        ServiceEntry entry = services.find(request.serviceId());
        if (entry == null) {
            exchange.completed(unclaimed(request));
            return;
        }
        refusal = refusal(entry, exchange);
        if (refusal != null) {
            exchange.completed(request.negativeResponse(refusal));
        } else if (entry.nonBlocking()) {
            result(exchange, entry, runner.runInline(entry, exchange));
        } else {
            runOnPool(exchange, entry);
        }
    }

    private @Nullable Nrc refusal(ServiceEntry entry, Exchange exchange) {
        if (entry.physicalOnly() && exchange.addressing() == Addressing.FUNCTIONAL) {
            return Nrc.SERVICE_NOT_SUPPORTED;
        }
        Nrc refusal = entry.refusal(exchange);
        if (refusal == null && supplierCheck != null) {
            refusal = runner.ask(supplierCheck, exchange);
        }
        return refusal == null ? entry.subFunctionRefusal(exchange) : refusal;
    }

    /** The answer to a request that no service claims. */
    private UdsResponse unclaimed(UdsRequest request) {
        boolean hasPositiveResponse = request.serviceId() + ServiceId.RESPONSE_OFFSET != ServiceId.NEGATIVE_RESPONSE;
        return host.positiveResponding() && hasPositiveResponse
                ? request.positiveResponse(request.data())
                : request.negativeResponse(Nrc.SERVICE_NOT_SUPPORTED);
    }

    private void runOnPool(Exchange exchange, ServiceEntry entry) {
        exchange.takesTime();
        UdsResult[] result = new UdsResult[1];
        PoolCall call = new PoolCall(
                () -> result[0] = runner.run(entry, exchange),
                () -> host.onLoop(() -> leftPool(exchange, entry, result[0])));
        try {
            gate.enter();
            onPool = call;
            ofPool = exchange;
            host.handlers().execute(call);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The pool is full, or the process can have no more threads.
            leave();
            exchange.completed(exchange.request().negativeResponse(Nrc.BUSY_REPEAT_REQUEST));
        }
    }

    private void leftPool(Exchange exchange, ServiceEntry entry, UdsResult result) {
        leave();
        try {
            result(exchange, entry, result);
        } finally {
            gate.runDeferred();
            exchange.ecu().runWaiting();
        }
    }

    private void leave() {
        gate.leave();
        onPool = null;
        ofPool = null;
    }

    /** The service that runs on the pool for a request, or for one inside it, is to give up. */
    void interrupt(Exchange exchange) {
        if (onPool != null && ofPool != null && ofPool.outermost().equals(exchange)) {
            onPool.interrupt();
        }
    }

    private void result(Exchange exchange, ServiceEntry entry, UdsResult result) {
        if (result instanceof UdsResponse response) {
            exchange.completed(limited(exchange, response));
        } else if (result instanceof UdsResult.Pending pending) {
            exchange.takesTime();
            pending.stage()
                    .whenComplete((later, fault) -> host.onLoop(() -> completedLater(exchange, entry, later, fault)));
        } else {
            exchange.completed(null);
        }
    }

    private void completedLater(
            Exchange exchange, ServiceEntry entry, @Nullable UdsResult later, @Nullable Throwable fault) {
        UdsResponse response = runner.completed(entry, exchange.request(), later, fault);
        exchange.completed(response == null ? null : limited(exchange, response));
        exchange.ecu().runWaiting();
    }

    private UdsResponse limited(Exchange exchange, UdsResponse response) {
        if (response instanceof NegativeResponse || response.message().length() <= maxResponseLength) {
            return response;
        }
        return exchange.request().negativeResponse(Nrc.RESPONSE_TOO_LONG);
    }
}
