package io.doip4j.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that was started here, with a {@link Worker} at its other end. Ends with {@link #close} at the latest. */
public final class Child implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(3);
    private static final String NO_MORE = "";

    private final String name;
    private final Process process;
    private final Writer toChild;
    private final BlockingQueue<String> fromChild = new LinkedBlockingQueue<>();
    private final Line ready;

    private Child(String name, List<String> command) throws IOException {
        this.name = name;
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.toChild = process.outputWriter(StandardCharsets.UTF_8);
        boolean started = false;
        try {
            Thread reader = new Thread(this::read, "reader-" + name);
            reader.setDaemon(true);
            reader.start();
            this.ready = next(START);
            started = true;
        } finally {
            if (!started) {
                process.destroyForcibly();
            }
        }
    }

    /**
     * Starts a class of this class path in a JVM of its own, the same Java as here, and waits until it is ready.
     *
     * @param name for messages
     * @param jvmFlags flags of the JVM
     * @param main class with a {@code main} that {@link Worker serves}
     * @param arguments of {@code main}; the fields count, the word does not
     * @return the process
     * @throws IOException if it cannot be started or does not get ready
     */
    public static Child java(String name, List<String> jvmFlags, Class<?> main, Line arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(javaCommand());
        command.addAll(jvmFlags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        String text = arguments.toString();
        for (String argument : text.split(" ", -1)) {
            if (argument.indexOf('=') > 0) {
                command.add(argument);
            }
        }
        return new Child(name, command);
    }

    /**
     * The command that runs this JVM.
     *
     * @return path of {@code java}
     */
    public static String javaCommand() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            String line = in.readLine();
            while (line != null) {
                fromChild.add(line);
                line = in.readLine();
            }
        } catch (IOException e) {
            System.err.println(name + " can no longer be read: " + e);
        }
        fromChild.add(NO_MORE);
    }

    private Line next(Duration atMost) throws IOException {
        String line;
        try {
            line = fromChild.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, e);
        }
        if (line == null) {
            throw new IOException(name + " has not said anything for " + atMost.toSeconds() + " s");
        }
        if (line.equals(NO_MORE)) {
            throw new IOException(name + " has ended; its standard error may say why");
        }
        return Line.parse(line);
    }

    /**
     * What the process said when it was ready.
     *
     * @return the first line
     */
    public Line ready() {
        return ready;
    }

    /**
     * The process itself.
     *
     * @return its number
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Tells the process something and waits for the answer, two minutes at most besides the time given.
     *
     * @param command what to do
     * @param work how long that takes
     * @return the answer
     * @throws UncheckedIOException if the process failed or is gone
     */
    public Line ask(Line command, Duration work) {
        try {
            toChild.write(command + "\n");
            toChild.flush();
            Line answer = next(ANSWER.plus(work));
            if (answer.word().equals("failed")) {
                throw new IOException(name + " failed with \"" + command + "\": " + answer.text("why"));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Tells the process something that takes no time.
     *
     * @param word the command
     * @return the answer
     * @throws UncheckedIOException if the process failed or is gone
     */
    public Line ask(String word) {
        return ask(Line.of(word), Duration.ZERO);
    }

    /** Ends the process: with the end of its input, by force if it does not understand. */
    @Override
    public void close() {
        try {
            toChild.close();
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println(name + " does not end by itself");
            }
        } catch (IOException e) {
            System.err.println(name + " was gone already: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
