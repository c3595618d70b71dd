package io.doip4j.testkit.assertj;

import io.doip4j.core.Bytes;
import io.doip4j.uds.UdsResponse;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about bytes, which may be those of a UDS response. */
public final class BytesAssert extends AbstractAssert<BytesAssert, Bytes> {
    BytesAssert(@Nullable Bytes actual) {
        super(actual, BytesAssert.class);
    }

    /**
     * Fails unless they are exactly these.
     *
     * @param hex in hexadecimal digits, spaces where you like
     * @return this
     */
    public BytesAssert isHex(String hex) {
        return isEqualTo(Bytes.hex(hex));
    }

    /**
     * Fails unless they begin with these.
     *
     * @param hex in hexadecimal digits
     * @return this
     */
    public BytesAssert startsWith(String hex) {
        isNotNull();
        if (!actual.startsWith(Bytes.hex(hex))) {
            failWithMessage("expected bytes that begin with %s, but they are %s", Bytes.hex(hex), actual);
        }
        return this;
    }

    /**
     * Fails unless there are so many.
     *
     * @param length 0 or more
     * @return this
     */
    public BytesAssert hasLength(int length) {
        isNotNull();
        if (actual.length() != length) {
            failWithMessage("expected %s bytes, but there are %s: %s", length, actual.length(), actual);
        }
        return this;
    }

    /**
     * Fails unless they are a positive UDS response.
     *
     * @return this
     */
    public BytesAssert isPositive() {
        asResponse().isPositive();
        return this;
    }

    /**
     * Fails unless they are a negative UDS response with this code.
     *
     * @param nrc the response code, 0..0xFF
     * @return this
     */
    public BytesAssert isNegative(int nrc) {
        asResponse().isNegative(nrc);
        return this;
    }

    /**
     * Fails unless they are a positive UDS response with these data after its first byte.
     *
     * @param hex in hexadecimal digits
     * @return this
     */
    public BytesAssert hasData(String hex) {
        asResponse().hasData(hex);
        return this;
    }

    /**
     * Goes on with assertions about the UDS response that they are; fails if they are none.
     *
     * @return its assertions
     */
    public UdsResponseAssert asResponse() {
        isNotNull();
        try {
            return new UdsResponseAssert(UdsResponse.read(actual)).as(descriptionText());
        } catch (IllegalArgumentException e) {
            throw failureWithCauseMessage(e);
        }
    }

    private AssertionError failureWithCauseMessage(IllegalArgumentException cause) {
        return failure("expected a UDS response, but %s", cause.getMessage());
    }
}
