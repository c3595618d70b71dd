package io.doip4j.cli;

import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a vehicle until somebody stops it. */
final class ServeCommand implements Callable<Integer> {
    static final String NAME = "serve";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final ServeOptions options = new ServeOptions();

    /** The command as picocli knows it. */
    static CommandSpec spec() {
        ServeCommand command = new ServeCommand();
        command.options.addTo(command.spec);
        command.spec
                .name(NAME)
                .usageMessage()
                .description(
                        "Starts a vehicle. Without options it is a gateway 0x1000 and an ECU 0x1001, with a few data identifiers"
                                + " (F190 is the VIN).",
                        "Prints \"ready tcp=HOST:PORT udp=HOST:PORT\" when testers can connect; Ctrl-C ends it. What testers write"
                                + " is gone then.")
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .footer(
                        "",
                        "Numbers are decimal, or hexadecimal with 0x. Times are such as 500ms, 2s, 5m, 1h; without unit they are"
                                + " milliseconds.",
                        "Exit code: 1 could not start, 2 wrong option, 130 or 143 ended by a signal.");
        return command.spec;
    }

    @Override
    public Integer call() {
        DoipServerBuilder builder = options.server(spec.commandLine());
        try (CaptureFile capture = options.capture(builder)) {
            serve(builder.build(), capture);
        }
        return 0;
    }

    private void serve(DoipServer server, CaptureFile capture) {
        Thread closer = new Thread(
                () -> {
                    server.close();
                    capture.close();
                },
                "doip-stop");
        // Before the start: a signal right after it must not find the sockets unguarded
        Runtime.getRuntime().addShutdownHook(closer);
        server.start();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready tcp=" + HostPort.of(server.tcpAddress()) + " udp=" + HostPort.of(server.udpAddress()));
        out.flush();
        try {
            server.join();
        } catch (InterruptedException e) {
            server.close();
            Runtime.getRuntime().removeShutdownHook(closer);
            Thread.currentThread().interrupt();
        }
    }
}
