package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.activated;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** UDS services with threads of their own. */
class PluginThreadsIT {
    private static final int SAME_THREAD = 0x01;
    private static final int OTHER_THREAD = 0x02;

    /** Tells whether a task that another thread scheduled ran on the thread of the service: the event loop. */
    private record Scheduling() implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).nonBlocking().build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return (request, exchange) -> {
                Thread loop = Thread.currentThread();
                CompletableFuture<UdsResult> answer = new CompletableFuture<>();
                Runnable task = () -> answer.complete(
                        request.positiveResponse(Thread.currentThread().equals(loop) ? SAME_THREAD : OTHER_THREAD));
                new Thread(() -> ecu.scheduler().schedule(Duration.ZERO, task)).start();
                return UdsResult.pending(answer);
            };
        }
    }

    @Test
    void schedulerBringsAnyThreadBackToTheEventLoop() {
        try (DoipServer server = Servers.demo(builder -> builder.service(new Scheduling()));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request("BA")).isEqualTo(Bytes.of(0xFA, SAME_THREAD));
        }
    }
}
