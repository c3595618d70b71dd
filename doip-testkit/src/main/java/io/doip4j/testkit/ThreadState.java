package io.doip4j.testkit;

import io.doip4j.testkit.internal.Note;
import java.util.Arrays;
import java.util.Optional;

/** Where a thread is, as something that a stack trace shows. */
final class ThreadState extends Note {
    private static final long serialVersionUID = 1L;
    /** The parts of doip4j that wait and call others; stubs and services are no such part. */
    private static final String SERVER = "io.doip4j.server.";

    private static final String TESTKIT = ThreadState.class.getPackageName() + ".";

    ThreadState(Thread thread) {
        super("thread " + thread.getName() + " is here", true);
        setStackTrace(thread.getStackTrace());
    }

    /** Whether a thread does something now: it waits neither for another thread nor for a socket. */
    static boolean works(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> false;
            case NEW, BLOCKED -> true;
            case RUNNABLE -> !new ThreadState(thread).isAtSocket();
        };
    }

    /** For the JVM a thread that waits for a socket is running. A tester does not wait there: it looks, and waits on the clock. */
    private boolean isAtSocket() {
        StackTraceElement[] stack = getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getClassName().startsWith("sun.nio.ch.")
                && guest().filter(frame -> frame.getClassName().startsWith(TESTKIT))
                        .isEmpty();
    }

    /** The method nearest to the end of the stack that belongs to neither the server nor the JDK. */
    Optional<StackTraceElement> guest() {
        return Arrays.stream(getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith(SERVER) && !isOfJdk(frame))
                .findFirst();
    }

    /** The name of that method. */
    String describe() {
        return guest().map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")")
                .orElse("an unknown method");
    }

    private static boolean isOfJdk(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.")
                || frame.getClassName().startsWith("jdk.")
                || frame.getClassName().startsWith("sun.");
    }
}
