package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A response as text: hexadecimal bytes, and names of what was captured from the request. Immutable. */
final class ResponseTemplate {
    private static final String KIND = "response";
    private static final int WHOLE_BYTE = 0xFF;
    private static final String ALLOWED = "hexadecimal bytes (62) and <name> for what the pattern captures as <name>";

    private sealed interface Part permits Literal, Name {}

    private record Literal(Bytes bytes) implements Part {}

    private record Name(String name) implements Part {}

    private final String text;
    private final List<Part> parts;

    private ResponseTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    static ResponseTemplate of(String text) {
        List<Part> parts = new ArrayList<>();
        ByteArrayOutputStream literal = new ByteArrayOutputStream();
        for (PatternText.Token token : PatternText.parse(text, KIND, ALLOWED)) {
            if (token instanceof PatternText.OneByte one && one.mask() == WHOLE_BYTE) {
                literal.write(one.value());
            } else if (token instanceof PatternText.Capture capture && capture.count() == 1) {
                addLiteral(literal, parts);
                parts.add(new Name(capture.name()));
            } else {
                throw PatternText.error(text, KIND, "it must say every byte", 0, ALLOWED);
            }
        }
        addLiteral(literal, parts);
        if (parts.isEmpty()) {
            throw PatternText.error(text, KIND, "it is empty; no response at all is thenNothing()", 0, ALLOWED);
        }
        return new ResponseTemplate(text, List.copyOf(parts));
    }

    private static void addLiteral(ByteArrayOutputStream literal, List<Part> parts) {
        if (literal.size() > 0) {
            parts.add(new Literal(Bytes.wrap(literal.toByteArray())));
            literal.reset();
        }
    }

    /** Fails if a name is not captured. */
    void check(BytePattern pattern) {
        for (Part part : parts) {
            if (part instanceof Name name && !pattern.names().contains(name.name())) {
                throw PatternText.error(
                        text,
                        KIND,
                        "<" + name.name() + "> is not captured by \"" + pattern + "\"",
                        text.indexOf("<" + name.name()),
                        ALLOWED);
            }
        }
    }

    Bytes fill(StubbedRequest request) {
        Bytes filled = Bytes.EMPTY;
        for (Part part : parts) {
            filled = filled.plus(part instanceof Name name ? request.captured(name.name()) : ((Literal) part).bytes());
        }
        return filled;
    }

    @Override
    public String toString() {
        return text;
    }
}
