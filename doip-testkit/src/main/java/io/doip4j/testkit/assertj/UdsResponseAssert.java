package io.doip4j.testkit.assertj;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsResponse;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a UDS response. */
public final class UdsResponseAssert extends AbstractAssert<UdsResponseAssert, UdsResponse> {
    UdsResponseAssert(@Nullable UdsResponse actual) {
        super(actual, UdsResponseAssert.class);
    }

    /**
     * Fails unless it is positive.
     *
     * @return this
     */
    public UdsResponseAssert isPositive() {
        isNotNull();
        if (!actual.isPositive()) {
            failWithMessage("expected a positive response, but it is %s", describe(actual));
        }
        return this;
    }

    /**
     * Fails unless it is negative.
     *
     * @return this
     */
    public UdsResponseAssert isNegative() {
        isNotNull();
        if (actual.isPositive()) {
            failWithMessage("expected a negative response, but it is %s", describe(actual));
        }
        return this;
    }

    /**
     * Fails unless it is negative with this code.
     *
     * @param nrc the response code, 0..0xFF
     * @return this
     */
    public UdsResponseAssert isNegative(int nrc) {
        Nrc expected = Nrc.of(nrc);
        if (!(actual instanceof NegativeResponse negative && negative.nrc().equals(expected))) {
            failWithMessage("expected a negative response with NRC %s, but it is %s", expected, describe(actual));
        }
        return this;
    }

    /**
     * Fails unless it answers a request for this service.
     *
     * @param serviceId the identifier in the request, 0..0xFF
     * @return this
     */
    public UdsResponseAssert isFor(int serviceId) {
        isNotNull();
        if (actual.serviceId() != serviceId) {
            failWithMessage(
                    "expected a response to service 0x%s, but it is %s",
                    String.format("%02X", serviceId), describe(actual));
        }
        return this;
    }

    /**
     * Fails unless it is positive, with exactly these data after its first byte.
     *
     * @param hex in hexadecimal digits
     * @return this
     */
    public UdsResponseAssert hasData(String hex) {
        return hasData(Bytes.hex(hex));
    }

    /**
     * Fails unless it is positive, with exactly these data after its first byte.
     *
     * @param data the data
     * @return this
     */
    public UdsResponseAssert hasData(Bytes data) {
        isPositive();
        if (!(actual instanceof PositiveResponse positive && positive.data().equals(data))) {
            failWithMessage("expected a positive response with data %s, but it is %s", data, describe(actual));
        }
        return this;
    }

    private static String describe(@Nullable UdsResponse response) {
        if (response == null) {
            return "null";
        }
        return response instanceof NegativeResponse negative
                ? "negative with NRC " + negative.nrc() + ": " + response.message()
                : "positive: " + response.message();
    }
}
