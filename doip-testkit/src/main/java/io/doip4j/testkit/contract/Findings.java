package io.doip4j.testkit.contract;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a service: all of it in one failure, instead of the first. */
final class Findings {
    private static final int SHOWN = 8;

    private final String rule;
    private final List<String> found = new ArrayList<>();

    /**
     * Nothing so far.
     *
     * @param rule what has to be so, as a sentence
     */
    Findings(String rule) {
        this.rule = rule;
    }

    void add(String finding) {
        if (!found.contains(finding)) {
            found.add(finding);
        }
    }

    void addIf(boolean wrong, String finding) {
        if (wrong) {
            add(finding);
        }
    }

    /** Fails if something was found. */
    void report() {
        if (!found.isEmpty()) {
            StringBuilder text = new StringBuilder(rule);
            found.stream().limit(SHOWN).forEach(finding -> text.append("\n  - ").append(finding));
            if (found.size() > SHOWN) {
                text.append("\n  - and ").append(found.size() - SHOWN).append(" more");
            }
            fail(text.toString());
        }
    }
}
