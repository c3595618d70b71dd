package io.doip4j.uds.services.internal.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests of the usual tester one after the other, and what is expected of each. */
public final class Dialog {
    private Dialog() {}

    /** Holds an ECU to lines such as {@code 27 01 -> 67 01 11 22 33 44}. */
    public static void hold(FakeEcu ecu, String... lines) {
        for (String line : lines) {
            String[] sides = line.split("->", 2);
            assertThat(ecu.ask(sides[0].strip())).as(line).isEqualTo(sides[1].strip());
        }
    }

    /** Holds an ECU to such lines in one text, separated by commas. */
    public static void holdAll(FakeEcu ecu, String lines) {
        hold(ecu, lines.split(",", -1));
    }
}
