package io.doip4j.server.internal.protocol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The table of docs/state-machine.md. */
final class StateTable {
    static final String EVERY_EVENT = "every event";
    private static final Path DOCUMENT = Path.of("docs", "state-machine.md");
    private static final List<String> COLUMNS = List.of("State", "Event", "Then", "Sent", "Remark");

    /**
     * A row.
     *
     * @param states in which states
     * @param event what happens
     * @param then the state after it, or "same"
     * @param sent what is sent, or nothing
     */
    record Row(Set<ConnectionState> states, String event, String then, String sent) {
        ConnectionState after(ConnectionState before) {
            return then.equals("same") ? before : ConnectionState.valueOf(then);
        }
    }

    private StateTable() {}

    /** Reads the table; fails if there is none. */
    static List<Row> read() {
        Path document = find();
        List<List<String>> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : lines(document)) {
            List<String> cells = cells(line);
            inTable = cells.equals(COLUMNS) || (inTable && !cells.isEmpty());
            if (inTable && cells.size() == COLUMNS.size()) {
                rows.add(cells);
            } else if (inTable) {
                throw new AssertionError("a row of " + document + " has not " + COLUMNS.size() + " cells: " + line);
            }
        }
        if (rows.size() < 3) {
            throw new AssertionError(document + " has no table with the columns " + COLUMNS);
        }
        // The heading and the line below it
        return rows.subList(2, rows.size()).stream().map(StateTable::row).toList();
    }

    private static Path find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(DOCUMENT))) {
                return folder.resolve(DOCUMENT);
            }
        }
        throw new AssertionError(
                "there is no " + DOCUMENT + " above " + Path.of("").toAbsolutePath());
    }

    private static List<String> lines(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + document, e);
        }
    }

    private static List<String> cells(String line) {
        String row = line.strip();
        if (!row.startsWith("|") || !row.endsWith("|") || row.length() < 2) {
            return List.of();
        }
        return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static Row row(List<String> cells) {
        Set<ConnectionState> states = EnumSet.noneOf(ConnectionState.class);
        for (String name : cells.get(0).split(",", -1)) {
            states.addAll(states(name.strip()));
        }
        return new Row(states, cells.get(1), cells.get(2), cells.get(3));
    }

    private static Set<ConnectionState> states(String name) {
        Set<ConnectionState> registered = EnumSet.allOf(ConnectionState.class);
        registered.removeIf(state -> !state.isRegistered());
        return switch (name) {
            case "registered" -> registered;
            case "open" -> EnumSet.complementOf(EnumSet.of(ConnectionState.FINALIZED));
            default -> EnumSet.of(ConnectionState.valueOf(name));
        };
    }
}
