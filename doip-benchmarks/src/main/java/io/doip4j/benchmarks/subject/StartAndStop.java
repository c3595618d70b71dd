package io.doip4j.benchmarks.subject;

import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.Worker;
import io.doip4j.core.Bytes;
import io.doip4j.server.DoipEventLoop;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.UdsServices;
import io.doip4j.uds.ecu.EcuDefinition;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Starts and stops servers, many times in one JVM. The command is {@code measure subject=..}. */
public final class StartAndStop implements Worker.Commands {
    /** What is started and stopped. */
    public enum Subject {
        /** One TCP and one UDP channel, nothing else. */
        BARE_CHANNELS,
        /** A server with all services and an event loop of its own. */
        SERVER,
        /** The same on an event loop that is there already. */
        SERVER_ON_LENT_LOOP,
        /** The same, and the services were looked for before, once for all servers. */
        SERVER_ON_LENT_LOOP_WITH_SERVICES
    }

    private static final int TIMES = 2_000;
    /** By then the compiler is done. */
    private static final int WARM_UP = 3_000;

    private final DoipEventLoop lent;
    private final Set<Subject> warm = EnumSet.noneOf(Subject.class);
    private final UdsServices services = UdsServices.of(StartAndStop.class.getClassLoader());

    private StartAndStop(DoipEventLoop lent) {
        this.lent = lent;
    }

    /**
     * Waits for commands.
     *
     * @param args none
     * @throws IOException if the input cannot be read
     */
    public static void main(String... args) throws IOException {
        Worker worker = Worker.ofThisProcess();
        try (DoipEventLoop loop = DoipEventLoop.create()) {
            worker.serve(Line.of("ready"), new StartAndStop(loop));
        }
    }

    /** Answers with the median of many times. */
    @Override
    public Line handle(Line command) throws IOException {
        Subject subject = Subject.valueOf(command.text("subject"));
        if (warm.add(subject)) {
            for (int i = 0; i < WARM_UP; i++) {
                once(subject);
            }
        }
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            once(subject);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return Worker.done().with("nanos", nanos[TIMES / 2]);
    }

    private void once(Subject subject) throws IOException {
        switch (subject) {
            case BARE_CHANNELS -> Ports.openAndClose();
            case SERVER -> startAndStop(builder());
            case SERVER_ON_LENT_LOOP -> startAndStop(builder().eventLoop(lent));
            case SERVER_ON_LENT_LOOP_WITH_SERVICES ->
                startAndStop(builder().eventLoop(lent).services(services));
        }
    }

    private static DoipServerBuilder builder() {
        return DoipServer.builder()
                .port(0)
                .ecu(EcuDefinition.builder(0x1000)
                        .data(0xF190, CompleteServer.VIN)
                        .data(0xF18C, Bytes.ascii("0001"))
                        .build());
    }

    private static void startAndStop(DoipServerBuilder builder) {
        builder.build().startDaemon().close();
    }
}
