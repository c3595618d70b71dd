package io.doip4j.testkit;

import io.doip4j.testkit.internal.Note;
import java.util.Arrays;
import java.util.Optional;

/** Where a thread is, as something that a stack trace shows. */
final class ThreadState extends Note {
    private static final long serialVersionUID = 1L;
    /** The parts of doip4j that wait and call others; stubs and services are no such part. */
    private static final String SERVER = "io.doip4j.server.";

    ThreadState(Thread thread) {
        super("thread " + thread.getName() + " is here", true);
        setStackTrace(thread.getStackTrace());
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
