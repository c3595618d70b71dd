package io.doip4j.cli;

import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.DefaultParser.NonOptionAction;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;

/**
 * The options of a command, in the order in which its help shows them.
 *
 * <p>A vehicle that is started waits for this: what is only needed for options that are given, for help and for complaints is
 * elsewhere, and loaded then.
 */
final class Options {
    private final Known known = new Known();
    private final List<Option> shown = new ArrayList<>();
    private final Map<String, Given> given = new HashMap<>();
    private final Option help = new Option("h", "help", false, "Show this help message and exit.");
    private final Option version = new Option("V", "version", false, "Print version information and exit.");
    private final Given helpGiven = add(help, false);
    private final Given versionGiven = add(version, false);

    /** An option that may be given once, with a value. */
    Given single(String name, String label, String description) {
        return add(withValue(name, label, description), false);
    }

    /** An option that may be given several times, each time with a value. */
    Given repeated(String name, String label, String description) {
        return add(withValue(name, label, description), true);
    }

    /** An option without a value. */
    Given flag(String name, String description) {
        return add(show(new Option(null, name, false, description)), false);
    }

    /** An option without a value that has a short name, too. */
    Given flag(String shortName, String name, String description) {
        return add(show(new Option(shortName, name, false, description)), false);
    }

    /** An option without a value that has an opposite, {@code --no-NAME}: given as {@code true} or {@code false}. */
    Given negatable(String name, String description) {
        Option opposite = new Option(null, "no-" + name, false, description);
        known.addOption(opposite);
        show(new Option(null, "[no-]" + name, false, description));
        Given either = add(new Option(null, name, false, description), false);
        given.put(opposite.getKey(), either);
        return either;
    }

    private Option withValue(String name, String label, String description) {
        Option option = show(new Option(null, name, true, description));
        option.setArgName(label);
        return option;
    }

    private Option show(Option option) {
        shown.add(option);
        return option;
    }

    private Given add(Option option, boolean repeatable) {
        Given added = new Given(name(option), repeatable);
        known.addOption(option);
        given.put(option.getKey(), added);
        return added;
    }

    /**
     * Reads arguments.
     *
     * @return those that are no options of this command
     * @throws WrongArgument if a value is missing, or an option is there too often
     */
    List<String> read(String... args) {
        CommandLine line = parsed(args);
        for (Option option : line.getOptions()) {
            Objects.requireNonNull(given.get(option.getKey())).add(name(option), option.getValue());
        }
        return line.getArgList();
    }

    private CommandLine parsed(String... args) {
        DefaultParser parser = DefaultParser.builder()
                .setAllowPartialMatching(false)
                .setStripLeadingAndTrailingQuotes(false)
                .get();
        try {
            return parser.parse(known, null, NonOptionAction.SKIP, args);
        } catch (MissingArgumentException e) {
            throw new WrongArgument(
                    name(e.getOption()) + " needs a value: " + e.getOption().getArgName(), e);
        } catch (ParseException e) {
            throw new WrongArgument(String.valueOf(e.getMessage()), e);
        }
    }

    boolean isHelpWanted() {
        return helpGiven.isGiven();
    }

    boolean isVersionWanted() {
        return versionGiven.isGiven();
    }

    /** What help has to show: for each option how it is written, and what it does. */
    List<List<String>> rows() {
        List<Option> options = new ArrayList<>(shown);
        options.add(help);
        options.add(version);
        List<List<String>> rows = new ArrayList<>();
        for (Option option : options) {
            String shortName = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
            String value = option.hasArg() ? "=" + option.getArgName() : "";
            rows.add(List.of(shortName + name(option) + value, option.getDescription()));
        }
        return rows;
    }

    /**
     * The complaint about an argument that is none of these options.
     *
     * @param words what it could have been instead
     */
    WrongArgument unknown(String argument, String... words) {
        if (!argument.startsWith("-") || argument.equals("-")) {
            return new WrongArgument("unknown argument \"" + argument + "\"" + Similar.hint(argument, List.of(words)));
        }
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        List<String> names = new ArrayList<>();
        for (Option option : known.getOptions()) {
            if (equals > 0 && isNamed(option, name) && !option.hasArg()) {
                return new WrongArgument(name + " takes no value");
            }
            names.add(name(option));
        }
        return new WrongArgument("unknown option \"" + argument + "\"" + Similar.hint(name, names));
    }

    private static boolean isNamed(Option option, String written) {
        return written.equals(name(option)) || (option.getOpt() != null && written.equals("-" + option.getOpt()));
    }

    private static String name(Option option) {
        return "--" + option.getLongOpt();
    }

    /**
     * The options as they are: what commons-cli itself takes for {@code --port} as well, {@code -port} and {@code -port0}, is not
     * among them.
     */
    private static final class Known extends org.apache.commons.cli.Options {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean hasShortOption(String name) {
            return name.length() == 1 && super.hasShortOption(name);
        }

        @Override
        public boolean hasLongOption(String name) {
            return name.startsWith("--") && super.hasLongOption(name);
        }
    }
}
