package io.doip4j.cli;

import java.io.PrintStream;
import java.util.List;

/** {@code doip} where no vehicle is started: help, version, and what is not understood. */
final class DoipCommand implements Command {
    private static final String HELP = "help";

    private final Options options = new Options();

    @Override
    public String name() {
        return "doip";
    }

    @Override
    public Options options() {
        return options;
    }

    @Override
    public String help() {
        return new HelpText()
                .sentences(
                        "Usage: doip [-hV] [COMMAND]",
                        "Virtual vehicles that speak DoIP (ISO 13400-2) and UDS (ISO 14229).")
                .table(options.rows())
                .sentences("Commands:")
                .table(List.of(
                        List.of(ServeCommand.NAME, ServeCommand.SUMMARY),
                        List.of(HELP, "Shows this help message, or that of the command which follows.")))
                .sentences("\"doip serve\" starts a vehicle that testers can talk to.")
                .toString();
    }

    @Override
    public void run(List<String> words, PrintStream out) {
        if (words.isEmpty()) {
            throw new WrongArgument("a command is missing, for example \"serve\"");
        }
        if (!words.get(0).equals(HELP)) {
            throw options.unknown(words.get(0), ServeCommand.NAME, HELP);
        }
        String topic = words.size() == 1 ? HELP : words.get(1);
        switch (topic) {
            case HELP -> out.print(help());
            case ServeCommand.NAME -> out.print(new ServeCommand().help());
            default -> throw options.unknown(topic, ServeCommand.NAME, HELP);
        }
    }
}
