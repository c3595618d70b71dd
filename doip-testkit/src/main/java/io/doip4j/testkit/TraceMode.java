package io.doip4j.testkit;

/** What a test leaves behind of what its server has seen. */
public enum TraceMode {
    /** Nothing is recorded. */
    OFF,
    /** When the test fails, the end of the trace is in the failure, and all of it in files. */
    ON_FAILURE,
    /** The files are written for tests that succeed, too. */
    ALWAYS
}
