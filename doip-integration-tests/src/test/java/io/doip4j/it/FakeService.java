package io.doip4j.it;

import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/** A UDS service that does what a test says. */
record FakeService(ServiceDescriptor descriptor, UdsService service) implements UdsServiceProvider {
    /** On the event loop. */
    static FakeService inline(int serviceId, UdsService service) {
        return new FakeService(ServiceDescriptor.of(serviceId).nonBlocking().build(), service);
    }

    /** On the pool. */
    static FakeService pooled(int serviceId, UdsService service) {
        return new FakeService(ServiceDescriptor.of(serviceId).build(), service);
    }

    /** Answers with the data of the request. */
    static FakeService echo(int serviceId) {
        return inline(serviceId, (request, exchange) -> request.positiveResponse(request.data()));
    }

    @Override
    public String id() {
        return "fake-" + descriptor.serviceId();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return service;
    }
}
