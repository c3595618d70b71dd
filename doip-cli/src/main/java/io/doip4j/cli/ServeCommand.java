package io.doip4j.cli;

import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import java.io.PrintStream;
import java.util.List;

/** Runs a vehicle until somebody stops it. */
final class ServeCommand implements Command {
    static final String NAME = "serve";
    static final String SUMMARY =
            "Starts a vehicle. Without options it is a gateway 0x1000 and an ECU 0x1001, with a few data identifiers"
                    + " (F190 is the VIN).";

    private final ServeOptions options = new ServeOptions();

    @Override
    public String name() {
        return "doip serve";
    }

    @Override
    public Options options() {
        return options.all();
    }

    @Override
    public String help() {
        return new HelpText()
                .sentences(
                        "Usage: doip serve [OPTIONS]",
                        SUMMARY,
                        "Prints \"ready tcp=HOST:PORT udp=HOST:PORT\" when testers can connect; Ctrl-C ends it. What testers"
                                + " write is gone then.")
                .table(options.all().rows())
                .sentences(
                        "Numbers are decimal, or hexadecimal with 0x. Times are such as 500ms, 2s, 5m, 1h; without unit they"
                                + " are milliseconds.",
                        "Exit code: 1 could not start, 2 wrong option, 130 or 143 ended by a signal.")
                .toString();
    }

    @Override
    public void run(List<String> words, PrintStream out) {
        if (!words.isEmpty()) {
            throw options.all().unknown(words.get(0));
        }
        DoipServerBuilder builder = options.server();
        try (CaptureFile capture = options.capture(builder)) {
            serve(builder.build(), capture, out);
        }
    }

    private static void serve(DoipServer server, CaptureFile capture, PrintStream out) {
        Thread closer = new Thread(
                () -> {
                    server.close();
                    capture.close();
                },
                "doip-stop");
        // Before the start: a signal right after it must not find the sockets unguarded
        Runtime.getRuntime().addShutdownHook(closer);
        server.start();
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
