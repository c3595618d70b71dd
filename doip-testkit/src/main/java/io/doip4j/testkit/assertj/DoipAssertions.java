package io.doip4j.testkit.assertj;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.uds.UdsResponse;
import io.doip4j.vehicle.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions about messages begin. Import it statically beside that of AssertJ: the type of the argument decides.
 *
 * <pre>{@code
 * import static io.doip4j.testkit.assertj.DoipAssertions.assertThat;
 *
 * assertThat(tester.activateRouting(0x0E80)).isActivated();
 * assertThat(tester.request("22 F1 86")).isPositive().hasData("F1 86 01");
 * assertThat(tester.request("22 FF FF")).isNegative(0x31);
 * assertThat(server.trace()).containsInOrder("RoutingActivationRequest", "22 F1 86");
 * }</pre>
 */
public final class DoipAssertions {
    private DoipAssertions() {}

    /**
     * Assertions about bytes: any, or those of a UDS response.
     *
     * @param actual the bytes
     * @return its assertions
     */
    public static BytesAssert assertThat(@Nullable Bytes actual) {
        return new BytesAssert(actual);
    }

    /**
     * Assertions about a UDS response.
     *
     * @param actual the response
     * @return its assertions
     */
    public static UdsResponseAssert assertThat(@Nullable UdsResponse actual) {
        return new UdsResponseAssert(actual);
    }

    /**
     * Assertions about a DoIP message.
     *
     * @param actual the message
     * @return its assertions
     */
    public static DoipMessageAssert assertThat(@Nullable DoipMessage actual) {
        return new DoipMessageAssert(actual);
    }

    /**
     * Assertions about what a server saw.
     *
     * @param actual the trace
     * @return its assertions
     */
    public static TraceAssert assertThat(@Nullable Trace actual) {
        return new TraceAssert(actual);
    }
}
