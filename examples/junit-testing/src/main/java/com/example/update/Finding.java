package com.example.update;

/**
 * What is known of an ECU after the check.
 *
 * @param ecu its logical address
 * @param verdict what to do with it
 * @param reason why
 */
public record Finding(int ecu, Verdict verdict, String reason) {
    /** What to do with an ECU. */
    public enum Verdict {
        /** Nothing. */
        UP_TO_DATE,
        /** Update it. */
        UPDATE_NOW,
        /** Update it, but not now. */
        NOT_READY,
        /** Look after it. */
        NO_ANSWER
    }
}
