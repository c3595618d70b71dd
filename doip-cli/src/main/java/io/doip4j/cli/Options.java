package io.doip4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a command, in the order in which its help shows them.
 *
 * <p>They are made by calls, not by annotations: reading annotations would be a third of the time that the command takes to
 * start.
 */
final class Options {
    private final List<OptionSpec> all = new ArrayList<>();

    /** An option that may be given once, with a value. */
    <T> Single<T> single(
            String name, String label, Class<T> type, ITypeConverter<? extends T> converter, String description) {
        return new Single<>(add(OptionSpec.builder(name)
                .paramLabel(label)
                .type(type)
                .converters(converter)
                .description(description)));
    }

    /** An option that may be given several times, each time with a value. */
    <T> Repeated<T> repeated(
            String name, String label, Class<T> type, ITypeConverter<? extends T> converter, String description) {
        return new Repeated<>(add(list(name, label, type, converter, description)));
    }

    /** An option that may be given several times, each time with one or more values and commas between them. */
    <T> Repeated<T> lists(
            String name, String label, Class<T> type, ITypeConverter<? extends T> converter, String description) {
        return new Repeated<>(
                add(list(name, label, type, converter, description).splitRegex(",")));
    }

    /** An option without a value. */
    Flag flag(String description, String... names) {
        return new Flag(add(OptionSpec.builder(names).type(boolean.class).description(description)));
    }

    /** An option without a value that has an opposite, {@code --no-NAME}. */
    Single<Boolean> negatable(String name, String description) {
        return new Single<>(
                add(OptionSpec.builder(name).type(Boolean.class).negatable(true).description(description)));
    }

    /** Gives them to a command, and after them those that every command has. */
    void addTo(CommandSpec command) {
        for (OptionSpec option : all) {
            command.addOption(option);
        }
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        command.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
        command.versionProvider(new Main.Version());
    }

    private OptionSpec add(OptionSpec.Builder builder) {
        OptionSpec option = builder.build();
        all.add(option);
        return option;
    }

    private static OptionSpec.Builder list(
            String name, String label, Class<?> type, ITypeConverter<?> converter, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(type)
                .converters(converter)
                .description(description);
    }

    /** An option that may be given once. */
    record Single<T>(OptionSpec option) {
        boolean isGiven() {
            return option.getValue() != null;
        }

        /** What was given. */
        T value() {
            return Objects.requireNonNull(option.<T>getValue(), "not given");
        }
    }

    /** An option that may be given several times. */
    record Repeated<T>(OptionSpec option) {
        boolean isGiven() {
            return !values().isEmpty();
        }

        /** What was given, nothing if it was not. */
        List<T> values() {
            List<T> given = option.getValue();
            return given == null ? List.of() : given;
        }
    }

    /** An option without a value. */
    record Flag(OptionSpec option) {
        boolean isGiven() {
            return Boolean.TRUE.equals(option.getValue());
        }
    }
}
