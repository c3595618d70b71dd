package io.doip4j.benchmarks.process;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * The side of a process that is started by another one: says "ready", does what it is told and answers every line with one
 * line. It ends when it is told to or when its input ends, so that it cannot outlive who started it.
 *
 * <p>All processes know {@code quit}, {@code gc} (collects garbage and tells how
 * much of the heap is used then) and {@code allocated} (bytes that all other threads have
 * allocated so far).
 */
public final class Worker {
    /** Does what it is told. */
    @FunctionalInterface
    public interface Commands {
        /**
         * Handles one line.
         *
         * @param command the line
         * @return the answer
         * @throws Exception what went wrong; the answer says so, and the next line is read
         */
        Line handle(Line command) throws Exception;
    }

    private static final String OK = "ok";

    private final BufferedReader in;
    private final PrintStream out;

    Worker(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * A worker on the standard streams of this process. What anybody else prints goes to standard error from now on.
     *
     * @return the worker
     */
    public static Worker ofThisProcess() {
        PrintStream out = System.out;
        System.setOut(System.err);
        return new Worker(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out);
    }

    /**
     * The arguments of a process as a line: each is name=value.
     *
     * @param args of {@code main}
     * @return the line
     */
    public static Line arguments(String... args) {
        return Line.parse("arguments " + String.join(" ", args));
    }

    /**
     * The answer that something was done; fields can be added.
     *
     * @return the answer
     */
    public static Line done() {
        return Line.of(OK);
    }

    /**
     * Says "ready" and does what it is told, until it is told to quit or nobody is there any more.
     *
     * @param ready fields for the first line
     * @param commands what the process knows besides what all know
     * @throws IOException if the input cannot be read
     */
    public void serve(Line ready, Commands commands) throws IOException {
        say(ready);
        String text = in.readLine();
        while (text != null) {
            Line command = Line.parse(text);
            if (command.word().equals("quit")) {
                return;
            }
            say(answer(command, commands));
            text = in.readLine();
        }
    }

    /**
     * Only the commands that all processes know.
     *
     * @param ready fields for the first line
     * @throws IOException if the input cannot be read
     */
    public void serve(Line ready) throws IOException {
        serve(ready, command -> {
            throw new IllegalArgumentException("unknown command \"" + command + "\"");
        });
    }

    private void say(Line line) {
        out.println(line);
        out.flush();
    }

    private static Line answer(Line command, Commands commands) {
        try {
            return switch (command.word()) {
                case "gc" -> {
                    System.gc();
                    yield done().with(
                                    "used",
                                    ManagementFactory.getMemoryMXBean()
                                            .getHeapMemoryUsage()
                                            .getUsed());
                }
                case "allocated" -> done().with("bytes", allocatedByOthers());
                default -> commands.handle(command);
            };
        } catch (Exception e) {
            return Line.of("failed").with("why", e.toString());
        }
    }

    private static long allocatedByOthers() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += id == self ? 0 : Math.max(0, threads.getThreadAllocatedBytes(id));
        }
        return sum;
    }
}
