package io.doip4j.testkit.internal;

import java.util.List;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Helps when a test takes a parameter of ours, but has no annotation: then none of our extensions runs, and JUnit only says that
 * nobody supplies it. Launchers find this class by {@link java.util.ServiceLoader}.
 */
public final class ForgottenAnnotation implements TestExecutionListener {
    private static final String SAID_BY_JUNIT = "No ParameterResolver registered for parameter [";
    private static final List<String> OURS = List.of(
            "io.doip4j.testkit.Doip",
            "io.doip4j.testkit.VirtualClock ",
            "io.doip4j.server.DoipServer ",
            "io.doip4j.client.DoipConnection ",
            "io.doip4j.client.uds.UdsClient ",
            "io.doip4j.vehicle.trace.Trace ",
            "io.doip4j.vehicle.fault.Faults ",
            "io.doip4j.vehicle.stub.RequestRecorder ");

    private static final String ADVICE =
            "there is no DoIP server: annotate the class or the test with @DoipServerTest, or register"
                    + " a DoipServerExtension with @RegisterExtension";

    /** For the ServiceLoader. */
    public ForgottenAnnotation() {}

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable()
                .filter(ForgottenAnnotation::isForgotten)
                .ifPresent(failure -> failure.addSuppressed(new Note(ADVICE)));
    }

    private static boolean isForgotten(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof ParameterResolutionException
                && OURS.stream().anyMatch(type -> message.contains(SAID_BY_JUNIT + type));
    }
}
