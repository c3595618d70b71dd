package io.doip4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The end of a test or of a class: its server is closed, and what went wrong is said where the developer looks first. */
final class Ending {
    private final DoipServerExtension extension;
    private final ExtensionContext context;
    private final ServerRegistry registry;

    Ending(DoipServerExtension extension, ExtensionContext context) {
        this.extension = extension;
        this.context = context;
        this.registry = ServerRegistry.of(context);
    }

    /** Ends what the context has of the extension's servers. */
    void run() {
        List<AssertionError> failures = new ArrayList<>();
        for (ServerUse use : registry.uses(extension)) {
            end(use).ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            throw ServerProblems.of(failures);
        }
    }

    /** Adds what the servers saw to a failure inside the context; returns whether there are any. */
    boolean explain(Throwable failure) {
        List<ServerUse> uses = registry.uses(extension);
        for (ServerUse use : uses) {
            use.failed();
            Diagnosis.of(use.running()).addTo(failure);
        }
        return !uses.isEmpty();
    }

    private Optional<AssertionError> end(ServerUse use) {
        RunningServer running = use.running();
        Optional<Throwable> failure = context.getExecutionException().filter(Ending::isFailure);
        // Before the server is closed: then nothing blocks its loop any more
        Diagnosis diagnosis = Diagnosis.of(running);
        failure.ifPresent(diagnosis::addTo);
        List<Throwable> problems = new ArrayList<>(use.end());
        extension.current().remove(use);
        if (registry.owns(use)) {
            problems.addAll(running.stop());
        }
        running.swallowed().ifPresent(problems::add);
        if (!wasAborted()) {
            running.equipment().unfinishedStubs().ifPresent(problems::add);
        }
        Optional<AssertionError> problem =
                problems.isEmpty() ? Optional.empty() : Optional.of(ServerProblems.of(problems));
        if (failure.isEmpty()) {
            problem.ifPresent(diagnosis::addTo);
        }
        if (failure.isPresent()
                || problem.isPresent()
                || use.hasFailed()
                || running.spec().trace() == TraceMode.ALWAYS) {
            new TraceFiles(context, running).publish(failure.or(() -> problem));
        }
        use.passTurn();
        return problem;
    }

    /** Then there was no time to finish anything. */
    private boolean wasAborted() {
        return context.getExecutionException().isPresent()
                && context.getExecutionException().filter(Ending::isFailure).isEmpty();
    }

    /** An assumption that does not hold is no failure. The class is not named: JUnit brings it, but it is not part of JUnit. */
    private static boolean isFailure(Throwable thrown) {
        return !thrown.getClass().getName().equals("org.opentest4j.TestAbortedException");
    }
}
