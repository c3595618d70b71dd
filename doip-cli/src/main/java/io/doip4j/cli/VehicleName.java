package io.doip4j.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The vehicles that {@code doip serve} knows. */
enum VehicleName {
    DEMO,
    REFERENCE;

    /** Reads a name. */
    static final class Converter implements ITypeConverter<VehicleName> {
        @Override
        public VehicleName convert(String text) {
            for (VehicleName vehicle : values()) {
                if (vehicle.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return vehicle;
                }
            }
            throw new TypeConversionException("must be demo or reference");
        }
    }
}
