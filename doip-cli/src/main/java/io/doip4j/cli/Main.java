package io.doip4j.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code doip} command. */
@Command(
        name = "doip",
        description = "Virtual vehicles that speak DoIP (ISO 13400-2) and UDS (ISO 14229).",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {ServeCommand.class, HelpCommand.class},
        footer = {"", "\"doip serve\" starts a vehicle that testers can talk to."})
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs the command and ends the JVM. Exit code: 0 when all went well, 1 when it did not, 2 for wrong arguments.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        int code = commandLine().execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** The command with standard output and standard error. */
    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Main());
        command.setParameterExceptionHandler(Complaints::badArguments);
        command.setExecutionExceptionHandler((e, of, parsed) -> Complaints.failed(e, of));
        return command;
    }

    /** The command with other places to write to, for tests. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(args);
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
