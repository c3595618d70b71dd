package io.doip4j.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The uses of the servers of one extension that are going on now. Safe for use by any thread. */
final class CurrentUses {
    private record Current(ServerUse use, boolean isOfTest, Thread thread) {}

    private final List<Current> all = new CopyOnWriteArrayList<>();

    void add(ServerUse use, boolean isOfTest) {
        all.add(new Current(use, isOfTest, Thread.currentThread()));
    }

    void remove(ServerUse use) {
        all.removeIf(current -> current.use == use);
    }

    /** The one of the calling test, or, outside of tests, of its class. */
    ServerUse get() {
        List<Current> candidates = all.stream().filter(Current::isOfTest).toList();
        if (candidates.isEmpty()) {
            candidates = List.copyOf(all);
        }
        if (candidates.size() > 1) {
            Thread caller = Thread.currentThread();
            candidates = candidates.stream()
                    .filter(current -> current.thread.equals(caller))
                    .toList();
        }
        if (candidates.size() == 1) {
            return candidates.get(0).use;
        }
        throw new IllegalStateException(
                all.isEmpty()
                        ? "no DoIP server of this extension is running: it needs @RegisterExtension on its field, and runs during"
                                + " a test, or, if the field is static, from before @BeforeAll until after @AfterAll"
                        : "several tests use this extension at the same time, and this thread runs none of them: hand the"
                                + " DoipServerHandle to it");
    }
}
