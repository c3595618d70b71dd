package io.doip4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code doip serve} in a thread of this JVM; closing it ends the command. */
final class Serving implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready tcp=(.+):(\\d+) udp=(.+):(\\d+)");

    private final Thread thread;
    private final String ready;

    private Serving(Thread thread, String ready) {
        this.thread = thread;
        this.ready = ready;
    }

    /** How a command ended. */
    record Failure(int code, String err) {}

    static Serving with(String... options) throws Exception {
        CompletableFuture<String> ready = new CompletableFuture<>();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Thread thread = new Thread(() -> {
            int code = Main.run(stream(new FirstLine(ready)), stream(err), serve(options));
            ready.completeExceptionally(new AssertionError("exit code " + code + ": " + err.toString(UTF_8)));
        });
        thread.start();
        return new Serving(thread, ready.get(30, TimeUnit.SECONDS));
    }

    static Failure failing(String... options) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(stream(OutputStream.nullOutputStream()), stream(err), serve(options));
        return new Failure(code, err.toString(UTF_8));
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(to, false, UTF_8);
    }

    private static String[] serve(String... options) {
        List<String> args = new ArrayList<>(List.of("serve"));
        args.addAll(Arrays.asList(options));
        return args.toArray(String[]::new);
    }

    String ready() {
        return ready;
    }

    InetSocketAddress tcp() {
        return address(ready, 1);
    }

    InetSocketAddress udp() {
        return address(ready, 3);
    }

    static InetSocketAddress tcp(String ready) {
        return address(ready, 1);
    }

    private static InetSocketAddress address(String ready, int group) {
        Matcher matcher = READY.matcher(ready);
        if (!matcher.matches()) {
            throw new AssertionError("not a ready line: " + ready);
        }
        return new InetSocketAddress(matcher.group(group), Integer.parseInt(matcher.group(group + 1)));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("serve did not end");
        }
    }

    /** Tells what was written, at the first flush with something in it. */
    private static final class FirstLine extends ByteArrayOutputStream {
        private final CompletableFuture<String> line;

        FirstLine(CompletableFuture<String> line) {
            this.line = line;
        }

        @Override
        public void flush() {
            if (size() > 0) {
                line.complete(toString(UTF_8).strip());
            }
        }
    }
}
