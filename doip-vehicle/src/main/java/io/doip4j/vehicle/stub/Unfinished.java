package io.doip4j.vehicle.stub;

/** A stub that was begun and has no answer yet. Nothing tells a forgotten answer from one that is yet to come. */
final class Unfinished {
    private static final StackWalker STACK = StackWalker.getInstance();

    private final EcuStubs owner;
    private final String text;

    private Unfinished(EcuStubs owner, String text) {
        this.owner = owner;
        this.text = text;
    }

    /** One that is begun by the caller of {@link EcuStubs#when}. */
    static Unfinished begun(EcuStubs owner, String pattern) {
        String own = Unfinished.class.getName();
        String entry = EcuStubs.class.getName();
        String place = STACK.walk(
                        frames -> frames.dropWhile(frame -> frame.getClassName().equals(own)
                                        || frame.getClassName().equals(entry))
                                .findFirst()
                                .map(Unfinished::place))
                .orElse("an unknown place");
        Unfinished begun = new Unfinished(
                owner, "when(\"" + pattern + "\") of ECU " + owner.address() + " at " + place + " has no answer");
        begun.open();
        return begun;
    }

    private static String place(StackWalker.StackFrame frame) {
        String file = frame.getFileName();
        return file == null ? frame.getClassName() : file + ":" + frame.getLineNumber();
    }

    void open() {
        owner.begun(this);
    }

    void done() {
        owner.done(this);
    }

    @Override
    public String toString() {
        return text + ": add thenRespond(..), thenNrc(..), or another then..";
    }
}
