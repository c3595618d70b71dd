package io.doip4j.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong. Only a fault of the program itself comes with a stack trace. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** A wrong command line. */
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        say(command, sentence(e) + " (see " + name + " --help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** A command that did not work out. */
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (expected(e) && e.getMessage() != null) {
            say(command, e.getMessage());
        } else {
            say(command, "unexpected error, please report it");
            e.printStackTrace(command.getErr());
            command.getErr().flush();
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** Wrong configuration, or a machine that does not play along: sockets in use, plugins that cannot be loaded. */
    private static boolean expected(Exception e) {
        return e instanceof UncheckedIOException
                || e instanceof IllegalStateException
                || e instanceof IllegalArgumentException;
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return name(missing.getMissing().get(0)) + " needs a value: "
                    + missing.getMissing().get(0).paramLabel();
        }
        if (e instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " can be given only once";
        }
        if (e.getCause() instanceof TypeConversionException cause && e.getArgSpec() != null) {
            return name(e.getArgSpec()) + " \"" + e.getValue() + "\" " + cause.getMessage();
        }
        return String.valueOf(e.getMessage());
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String what = e.getUnmatched().get(0);
        String known = (e.isUnknownOption() ? "unknown option \"" : "unknown argument \"") + what + "\"";
        List<String> similar = e.getSuggestions();
        return similar.isEmpty() ? known : known + ", did you mean " + similar.get(0) + "?";
    }

    private static void say(CommandLine command, String sentence) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": "
                + sentence.strip().replaceAll("\\s*\\R\\s*", "; "));
        err.flush();
    }
}
