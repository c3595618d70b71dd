package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.doip4j.server.DoipEventLoop;
import io.doip4j.server.DoipServer;
import io.doip4j.server.UdsServices;
import io.doip4j.vehicle.DemoVehicle;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Figures about servers of tests. Run when somebody wants to know them: {@code ./mvnw -pl doip-testkit -am test
 * -Dtest=SpeedReport -Dsurefire.failIfNoSpecifiedTests=false}. Times are only printed; that nothing is left is checked.
 */
class SpeedReport {
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 1_000;
    private static final int IDLE_SERVERS = 2_000;
    private static final int TESTS = 1_000;
    private static final ServerSpec SPEC =
            new ServerSpec("server", DemoVehicle.create()::server, List.of(), TraceMode.ON_FAILURE, true, false);

    @Test
    void startAndStop() throws Exception {
        double bare = micros("bare open and close of a TCP and a UDP channel", 0, SpeedReport::bareChannels);
        micros("start and stop, a thread alone", bare, () -> {
            Thread thread = new Thread(() -> {});
            thread.start();
            thread.join();
            return thread;
        });
        UdsServices services = UdsServices.of(SpeedReport.class.getClassLoader());
        try (DoipEventLoop loop = DoipEventLoop.create()) {
            micros("start and stop of the demo vehicle on a lent event loop", bare, () -> {
                try (DoipServer server = SPEC.builder()
                        .eventLoop(loop)
                        .services(services)
                        .build()
                        .startDaemon()) {
                    return server;
                }
            });
        }
        micros("start and stop of the demo vehicle", bare, () -> {
            try (DoipServer server = SPEC.builder().build().startDaemon()) {
                return server;
            }
        });
        try (SharedParts parts = new SharedParts()) {
            micros("start and stop of the server of a test", bare, () -> {
                RunningServer running = RunningServer.start(SPEC, parts, builder -> {}, "a test");
                running.close();
                return running;
            });
        }
    }

    private static Object bareChannels() throws IOException {
        try (ServerSocketChannel tcp = ServerSocketChannel.open();
                DatagramChannel udp = DatagramChannel.open()) {
            tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            udp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return udp;
        }
    }

    private static double micros(String what, double reference, Callable<?> action) throws Exception {
        long[] nanos = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            Objects.requireNonNull(action.call());
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begin;
            }
        }
        Arrays.sort(nanos);
        double median = nanos[ROUNDS / 2] / 1_000.0;
        System.out.printf(
                "%-60s median %7.0f us, fastest %7.0f us%s%n",
                what, median, nanos[0] / 1_000.0, reference == 0 ? "" : String.format(", x %.1f", median / reference));
        return median;
    }

    @Test
    void aThousandTestsWithARequestEach() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(OneRequest.class))
                                .build(),
                        listener);
        TestExecutionSummary summary = listener.getSummary();
        System.out.printf(
                "%d annotated tests, each with routing activation and a request: %d ms%n",
                TESTS, summary.getTimeFinished() - summary.getTimeStarted());
        assertThat(summary.getTestsSucceededCount()).isEqualTo(TESTS);
    }

    @DoipServerTest
    static class OneRequest {
        @RepeatedTest(TESTS)
        void asks(DoipTester tester) {
            tester.activateRouting(0x0E80);
            assertThat(tester.request("22 F1 90").u8(0)).isEqualTo(0x62);
        }
    }

    @Test
    void twoThousandIdleServersLeaveNothing() throws Exception {
        openAndClose(50);
        openAndCloseWithLoops(50);
        long heap = usedHeap();
        int threads = Thread.activeCount();
        int descriptors = descriptors();

        long begin = System.nanoTime();
        openAndClose(IDLE_SERVERS);
        openAndCloseWithLoops(IDLE_SERVERS);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

        long grown = usedHeap() - heap;
        System.out.printf(
                "%d idle servers on one thread, and as many with a thread each, opened and closed in %d ms: %d threads, %d descriptors and %d KiB of heap are left%n",
                IDLE_SERVERS, millis, Thread.activeCount() - threads, descriptors() - descriptors, grown / 1024);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
        assertThat(grown).isLessThan(2L << 20);
    }

    private static void openAndCloseWithLoops(int count) {
        List<DoipServer> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            open.add(SPEC.builder().build().startDaemon());
        }
        open.forEach(DoipServer::close);
    }

    private static void openAndClose(int count) {
        List<DoipServer> open = new ArrayList<>();
        try (DoipEventLoop loop = DoipEventLoop.create()) {
            for (int i = 0; i < count; i++) {
                open.add(SPEC.builder().eventLoop(loop).build().startDaemon());
            }
            open.forEach(DoipServer::close);
        }
    }

    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    private static long usedHeap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(Duration.ofMillis(50).toMillis());
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
