package io.doip4j.client.uds;

/** Tells where the call was that got an exception of another thread. */
final class CallSite extends Exception {
    private static final long serialVersionUID = 1L;

    CallSite() {
        super("the call that failed");
    }
}
