package io.doip4j.testkit.assertj;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationResponse;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a DoIP message (ISO 13400-2). */
public final class DoipMessageAssert extends AbstractAssert<DoipMessageAssert, DoipMessage> {
    DoipMessageAssert(@Nullable DoipMessage actual) {
        super(actual, DoipMessageAssert.class);
    }

    /**
     * Fails unless it says that routing is active.
     *
     * @return this
     */
    public DoipMessageAssert isActivated() {
        return isActivation(RoutingActivationCode.ACTIVATED.value());
    }

    /**
     * Fails unless it is a routing activation response with this code.
     *
     * @param code 0..0xFF
     * @return this
     */
    public DoipMessageAssert isActivation(int code) {
        return check(
                "a routing activation response with code " + hex(code),
                actual instanceof RoutingActivationResponse response
                        && response.code().value() == code);
    }

    /**
     * Fails unless it is a positive acknowledge of a diagnostic message.
     *
     * @return this
     */
    public DoipMessageAssert isAck() {
        return check("a positive acknowledge", actual instanceof DiagnosticAck);
    }

    /**
     * Fails unless it is a negative acknowledge of a diagnostic message with this code.
     *
     * @param code 0..0xFF
     * @return this
     */
    public DoipMessageAssert isNack(int code) {
        return check(
                "a negative acknowledge with code " + hex(code),
                actual instanceof DiagnosticNack nack && nack.code().value() == code);
    }

    /**
     * Fails unless it is a generic header negative acknowledge with this code.
     *
     * @param code 0..0xFF
     * @return this
     */
    public DoipMessageAssert isHeaderNack(int code) {
        return check(
                "a generic header negative acknowledge with code " + hex(code),
                actual instanceof GenericNack nack && nack.code().value() == code);
    }

    /**
     * Fails unless it is a diagnostic message between these addresses.
     *
     * @param source who sent it, 0..0xFFFF
     * @param target whom it is for, 0..0xFFFF
     * @return assertions about its user data
     */
    public BytesAssert isDiagnostic(int source, int target) {
        check(
                "a diagnostic message from " + LogicalAddress.of(source) + " to " + LogicalAddress.of(target),
                actual instanceof DiagnosticMessage message
                        && message.source().value() == source
                        && message.target().value() == target);
        Bytes userData = actual instanceof DiagnosticMessage message ? message.userData() : Bytes.EMPTY;
        return new BytesAssert(userData);
    }

    private DoipMessageAssert check(String expected, boolean holds) {
        if (!holds) {
            failWithMessage("expected %s, but it is %s", expected, actual);
        }
        return this;
    }

    private static String hex(int code) {
        return String.format("0x%02X", code);
    }
}
