package io.doip4j.vehicle.stub;

/** How often something must have been seen. Immutable. */
public final class Times {
    private final int least;
    private final int most;
    private final String words;

    private Times(int least, int most, String words) {
        this.least = least;
        this.most = most;
        this.words = words;
    }

    /**
     * As often, no more and no less.
     *
     * @param number 0 or more
     * @return the number of times
     * @throws IllegalArgumentException if the number is negative
     */
    public static Times times(int number) {
        return new Times(notNegative(number), number, "exactly " + number);
    }

    /**
     * At least as often.
     *
     * @param number 0 or more
     * @return the number of times
     * @throws IllegalArgumentException if the number is negative
     */
    public static Times atLeast(int number) {
        return new Times(notNegative(number), Integer.MAX_VALUE, "at least " + number);
    }

    /**
     * At most as often.
     *
     * @param number 0 or more
     * @return the number of times
     * @throws IllegalArgumentException if the number is negative
     */
    public static Times atMost(int number) {
        return new Times(0, notNegative(number), "at most " + number);
    }

    /**
     * Not at all.
     *
     * @return the number of times
     */
    public static Times never() {
        return new Times(0, 0, "no");
    }

    private static int notNegative(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("nothing is seen " + number + " times, the least is 0");
        }
        return number;
    }

    boolean fit(int number) {
        return number >= least && number <= most;
    }

    /** Whether more of it can help. */
    boolean isTooFew(int number) {
        return number < least;
    }

    /** In words: {@code at least 2}. */
    @Override
    public String toString() {
        return words;
    }
}
