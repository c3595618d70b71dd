package io.doip4j.it.uds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The conversations of {@code vectors/reference-ecu.txt}. */
final class ReferenceVectors {
    private static final String FILE = "reference-ecu.txt";

    /** The services that the ECU has. */
    static final Set<Integer> SERVICES = Set.of(
            0x10, 0x11, 0x14, 0x19, 0x22, 0x23, 0x24, 0x27, 0x28, 0x29, 0x2A, 0x2C, 0x2E, 0x2F, 0x31, 0x34, 0x35, 0x36,
            0x37, 0x3D, 0x3E, 0x85, 0x86);

    private ReferenceVectors() {}

    static List<VectorCase> all() {
        try (InputStream in = ReferenceVectors.class.getResourceAsStream("/vectors/" + FILE)) {
            return VectorParser.parse(
                    FILE,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
