package io.doip4j.testkit.contract;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ServiceId;
import java.util.Arrays;
import java.util.List;

/**
 * A request that a service answers positively, for {@link UdsServiceContractTest}.
 *
 * <pre>{@code
 * ContractRequest.of("BB 01").answered("FB 01 04 D2").repeatable()
 * ContractRequest.of("BB 02").after("10 03")
 * }</pre>
 *
 * <p>Immutable, safe for use by any thread.
 */
public final class ContractRequest {
    private final Bytes request;
    private final List<Bytes> preparation;
    private final Bytes answer;
    private final boolean repeatable;
    private final boolean varying;

    private ContractRequest(Bytes request, List<Bytes> preparation, Bytes answer, boolean repeatable, boolean varying) {
        this.request = request;
        this.preparation = preparation;
        this.answer = answer;
        this.repeatable = repeatable;
        this.varying = varying;
    }

    /**
     * A request in the state that an ECU starts with.
     *
     * @param request the whole request in hexadecimal, from its service identifier on; with a sub-function, without bit 7
     * @return the request
     * @throws IllegalArgumentException if it is not hexadecimal, or empty, or cannot be a request
     */
    public static ContractRequest of(String request) {
        Bytes bytes = Bytes.hex(request);
        if (bytes.isEmpty() || !ServiceId.isRequest(bytes.u8(0))) {
            throw new IllegalArgumentException(
                    "\"" + request + "\" is not a request: it begins with a service identifier, 00..3F or 80..BF");
        }
        return new ContractRequest(bytes, List.of(), Bytes.of(bytes.u8(0) + ServiceId.RESPONSE_OFFSET), false, false);
    }

    /**
     * What has to be asked before, in this order; everything must be answered positively.
     *
     * @param requests requests in hexadecimal, for example {@code "10 03"} for the extended session
     * @return the same with a preparation
     * @throws IllegalArgumentException if one is not hexadecimal
     */
    public ContractRequest after(String... requests) {
        List<Bytes> before = Arrays.stream(requests).map(Bytes::hex).toList();
        return new ContractRequest(request, before, answer, repeatable, varying);
    }

    /**
     * What the answer begins with. Unless this is said, that is the service identifier plus 0x40, and the sub-function if there is
     * one.
     *
     * @param beginning all bytes of the answer in hexadecimal, or the first ones
     * @return the same with an expectation
     * @throws IllegalArgumentException if it is not hexadecimal, or not a positive answer to the request
     */
    public ContractRequest answered(String beginning) {
        Bytes bytes = Bytes.hex(beginning);
        if (!bytes.startsWith(Bytes.of(request.u8(0) + ServiceId.RESPONSE_OFFSET))) {
            throw new IllegalArgumentException("\"" + beginning + "\" is not a positive answer to " + request
                    + ": it begins with the service identifier plus 0x40");
        }
        return new ContractRequest(request, preparation, bytes, repeatable, varying);
    }

    /**
     * Asked again at once, it has the same answer: it reads.
     *
     * @return the same, to be asked several times
     */
    public ContractRequest repeatable() {
        return new ContractRequest(request, preparation, answer, true, false);
    }

    /**
     * The answer is not the same in each new ECU: it has a random number in it, such as a seed, or the time.
     *
     * @return the same, of whose answers only the beginning is compared
     */
    public ContractRequest varying() {
        return new ContractRequest(request, preparation, answer, false, true);
    }

    Bytes request() {
        return request;
    }

    List<Bytes> preparation() {
        return preparation;
    }

    Bytes answer() {
        return answer;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    /** What of an answer can be compared with that of another ECU. */
    Bytes comparable(Bytes given) {
        return varying ? given.slice(0, Math.min(given.length(), answer.length())) : given;
    }

    /** The request, and what comes before it. */
    @Override
    public String toString() {
        return preparation.isEmpty() ? request.toString() : request + " after " + preparation;
    }
}
