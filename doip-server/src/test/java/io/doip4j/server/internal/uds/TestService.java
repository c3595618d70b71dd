package io.doip4j.server.internal.uds;

import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.function.Function;

/** A provider made of its parts. */
record TestService(String id, ServiceDescriptor descriptor, Function<EcuContext, UdsService> maker)
        implements UdsServiceProvider {

    /** A service that runs on the loop. */
    static TestService inline(ServiceDescriptor.Builder descriptor, UdsService service) {
        return new TestService("test", descriptor.nonBlocking().build(), ecu -> service);
    }

    /** A service that runs on the pool. */
    static TestService blocking(ServiceDescriptor.Builder descriptor, UdsService service) {
        return new TestService("test", descriptor.build(), ecu -> service);
    }

    /** A service that echoes what follows its identifier, and runs on the loop. */
    static TestService echo(ServiceDescriptor.Builder descriptor) {
        return inline(descriptor, (request, exchange) -> request.positiveResponse(request.data()));
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return maker.apply(ecu);
    }
}
