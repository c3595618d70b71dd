package io.doip4j.cli;

import java.util.Locale;

/** The vehicles that {@code doip serve} knows. */
enum VehicleName {
    DEMO,
    REFERENCE;

    /** Reads a name. */
    static VehicleName of(String text) {
        for (VehicleName vehicle : values()) {
            if (vehicle.name().toLowerCase(Locale.ROOT).equals(text)) {
                return vehicle;
            }
        }
        throw new WrongArgument("must be demo or reference");
    }
}
