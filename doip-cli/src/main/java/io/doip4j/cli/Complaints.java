package io.doip4j.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Says in one sentence what is wrong. Only a fault of the program itself comes with a stack trace. */
final class Complaints {
    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private Complaints() {}

    /** Says it, and which exit code that is. */
    static int about(RuntimeException e, String command, PrintStream err) {
        if (e instanceof WrongArgument) {
            say(e.getMessage() + " (see " + command + " --help)", command, err);
            return WRONG_ARGUMENTS;
        }
        if (expected(e) && e.getMessage() != null) {
            say(e.getMessage(), command, err);
        } else {
            say("unexpected error, please report it", command, err);
            e.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    /** Wrong configuration, or a machine that does not play along: sockets in use, plugins that cannot be loaded. */
    private static boolean expected(RuntimeException e) {
        return e instanceof UncheckedIOException
                || e instanceof IllegalStateException
                || e instanceof IllegalArgumentException;
    }

    private static void say(String sentence, String command, PrintStream err) {
        err.println(command + ": " + sentence.strip().replaceAll("\\s*\\R\\s*", "; "));
        err.flush();
    }
}
