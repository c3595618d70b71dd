package io.doip4j.it.uds;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What may become of a request, before it is decided whether the answer is sent.
 *
 * @param positive whether a positive response may come
 * @param codes the negative response codes that may come
 */
record AllowedAnswers(boolean positive, List<Integer> codes) {
    /** Nothing at all: no request. */
    static final AllowedAnswers NOTHING = new AllowedAnswers(false, List.of());

    static final AllowedAnswers POSITIVE = new AllowedAnswers(true, List.of());

    private static final AllowedAnswers[] SINGLE = new AllowedAnswers[0x100];

    static {
        Arrays.setAll(SINGLE, code -> new AllowedAnswers(false, List.of(code)));
    }

    /** This code and nothing else. */
    static AllowedAnswers only(int code) {
        return SINGLE[code];
    }

    static AllowedAnswers anyOf(Integer... codes) {
        return new AllowedAnswers(false, List.of(codes));
    }

    static AllowedAnswers positiveOr(Integer... codes) {
        return new AllowedAnswers(true, List.of(codes));
    }

    /** Whether one of them would be kept from a functional request. */
    boolean mayBeSilentWhenFunctional() {
        return codes.stream().anyMatch(AllowedAnswers::isSilentWhenFunctional);
    }

    static boolean isSilentWhenFunctional(int code) {
        return code == 0x11 || code == 0x12 || code == 0x31 || code == 0x7E || code == 0x7F;
    }

    @Override
    public String toString() {
        String negative =
                codes.stream().map(code -> String.format("NRC %02X", code)).collect(Collectors.joining(" or "));
        if (!positive) {
            return negative.isEmpty() ? "nothing" : negative;
        }
        return negative.isEmpty() ? "a positive response" : "a positive response or " + negative;
    }
}
