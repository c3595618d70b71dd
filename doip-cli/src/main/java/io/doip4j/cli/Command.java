package io.doip4j.cli;

import java.io.PrintStream;
import java.util.List;

/** Something that can be run from the command line. */
interface Command {
    /** As one types it. */
    String name();

    /** The options that it takes. */
    Options options();

    /** What {@code --help} shows. */
    String help();

    /**
     * Runs it, when its options have been read.
     *
     * @param words the arguments that are no options of this command
     * @param out where results go
     * @throws WrongArgument when it cannot do what was asked for
     */
    void run(List<String> words, PrintStream out);
}
