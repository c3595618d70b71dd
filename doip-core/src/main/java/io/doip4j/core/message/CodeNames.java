package io.doip4j.core.message;

/** How coded values show themselves. */
final class CodeNames {
    private CodeNames() {}

    static String format(int value, String name) {
        return String.format("0x%02X (%s)", value, name);
    }
}
