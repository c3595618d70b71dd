package io.doip4j.testkit;

import java.util.Collection;
import java.util.Iterator;

/** Makes one failure of several. */
final class ServerProblems {
    private ServerProblems() {}

    /** The first of them, with the others in it. */
    static AssertionError of(Collection<? extends Throwable> problems) {
        Iterator<? extends Throwable> all = problems.iterator();
        Throwable first = all.next();
        AssertionError failure =
                first instanceof AssertionError error ? error : new AssertionError(first.toString(), first);
        all.forEachRemaining(failure::addSuppressed);
        return failure;
    }
}
