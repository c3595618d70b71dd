package io.doip4j.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The {@code doip} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the JVM. Exit code: 0 when all went well, 1 when it did not, 2 for wrong arguments.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        int code = run(System.out, System.err, args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The same without the end, and with other places to write to. */
    static int run(PrintStream out, PrintStream err, String... args) {
        boolean serve = args.length > 0 && args[0].equals(ServeCommand.NAME);
        Command command = serve ? new ServeCommand() : new DoipCommand();
        try {
            run(command, out, serve ? Arrays.copyOfRange(args, 1, args.length) : args);
            return 0;
        } catch (RuntimeException e) {
            return Complaints.about(e, command.name(), err);
        }
    }

    private static void run(Command command, PrintStream out, String... args) {
        Options options = command.options();
        List<String> words = options.read(args);
        if (options.isHelpWanted()) {
            out.print(command.help());
        } else if (options.isVersionWanted()) {
            out.println("doip4j " + version());
        } else {
            command.run(words, out);
        }
        out.flush();
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }
}
