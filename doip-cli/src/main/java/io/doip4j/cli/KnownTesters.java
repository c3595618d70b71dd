package io.doip4j.cli;

import io.doip4j.core.LogicalAddress;

/**
 * A range of testers' addresses.
 *
 * @param first the first address
 * @param last the last one
 * @param any whether it stands for every tester; then first and last do not count
 */
record KnownTesters(int first, int last, boolean any) {
    boolean contains(LogicalAddress address) {
        return any || (address.value() >= first && address.value() <= last);
    }

    /** Reads {@code 0x0E80}, {@code 0x0E00-0x0E7F} and {@code any}. */
    static KnownTesters of(String text) {
        if (text.equals("any")) {
            return new KnownTesters(0, 0xFFFF, true);
        }
        try {
            int dash = text.indexOf('-');
            int first = Numbers.address(dash < 0 ? text : text.substring(0, dash));
            int last = dash < 0 ? first : Numbers.address(text.substring(dash + 1));
            if (first <= last) {
                return new KnownTesters(first, last, false);
            }
        } catch (WrongArgument e) {
            // The complaint below says more
        }
        throw new WrongArgument(
                "must be an address such as 0x0E80, a range such as 0x0E00-0x0E7F, or any; addresses are"
                        + " 0x0000 to 0xFFFF");
    }
}
