package io.doip4j.testkit;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a server of a test is like.
 *
 * @param name unique in a test
 * @param vehicle begins its description
 * @param changes what is different from that, in this order
 * @param trace what is written of what it saw
 * @param failOnServerError whether what it swallows fails the test
 * @param virtualTime whether its time stands still until the test moves it
 */
record ServerSpec(
        String name,
        Supplier<DoipServerBuilder> vehicle,
        List<Consumer<DoipServerBuilder>> changes,
        TraceMode trace,
        boolean failOnServerError,
        boolean virtualTime) {
    ServerSpec {
        changes = List.copyOf(changes);
    }

    /** A new description without the changes: a free port, quiet, prompt. */
    DoipServerBuilder builder() {
        return vehicle.get().port(0).announce(false).identificationDelay(Duration.ZERO);
    }

    ServerSpec named(String other) {
        return new ServerSpec(other, vehicle, changes, trace, failOnServerError, virtualTime);
    }

    /** These services and no others. */
    static Consumer<DoipServerBuilder> exactly(Supplier<? extends Collection<? extends UdsServiceProvider>> services) {
        return builder -> {
            builder.discoverServices(false);
            services.get().forEach(builder::service);
        };
    }
}
