package io.doip4j.uds.spi;

/** Something that was scheduled. */
@FunctionalInterface
public interface Cancellable {
    /** Keeps it from running, if it has not begun. No effect otherwise. */
    void cancel();
}
