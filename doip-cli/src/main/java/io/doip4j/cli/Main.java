package io.doip4j.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The {@code doip} command. */
public final class Main implements Runnable {
    /** picocli's own name: converters that it is not to look for. Our options bring theirs. */
    private static final String EXCLUDED_CONVERTERS = "picocli.converters.excludes";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private Main() {}

    /**
     * Runs the command and ends the JVM. Exit code: 0 when all went well, 1 when it did not, 2 for wrong arguments.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.setProperty(EXCLUDED_CONVERTERS, ".*");
        int code = commandLine(args).execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The command with standard output and standard error. */
    private static CommandLine commandLine(String... args) {
        CommandLine command = new CommandLine(new Main().spec(args));
        Complaints complaints = new Complaints();
        return command.setParameterExceptionHandler(complaints).setExecutionExceptionHandler(complaints);
    }

    /** The command with other places to write to, for tests. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine(args).setOut(out).setErr(err).execute(args);
    }

    private CommandSpec spec(String... args) {
        new Options().addTo(spec);
        spec.name("doip").addSubcommand(ServeCommand.NAME, ServeCommand.spec());
        // "help" is read from annotations, which takes time: a vehicle that is started does without
        if (args.length == 0 || !args[0].equals(ServeCommand.NAME)) {
            spec.addSubcommand("help", new CommandLine(new HelpCommand()));
        }
        spec.usageMessage()
                .description("Virtual vehicles that speak DoIP (ISO 13400-2) and UDS (ISO 14229).")
                .footer("", "\"doip serve\" starts a vehicle that testers can talk to.");
        return spec;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing, for example \"serve\"");
    }

    /** What the jar says of itself. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"doip4j " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
