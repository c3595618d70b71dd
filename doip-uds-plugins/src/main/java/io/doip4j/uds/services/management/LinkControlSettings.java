package io.doip4j.uds.services.management;

import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What LinkControl can do in an ECU (ISO 14229-1, service 0x87), given to it with
 * {@code EcuDefinition.builder(..).setting(..)}. Without it the ECU does not have the service. Immutable.
 */
public final class LinkControlSettings {
    private final LinkListener listener;
    private final Set<Integer> modes;
    private final @Nullable IntPredicate rates;

    private LinkControlSettings(LinkListener listener, Set<Integer> modes, @Nullable IntPredicate rates) {
        this.listener = listener;
        this.modes = modes;
        this.rates = rates;
    }

    /**
     * A link with these modes and no other rates.
     *
     * @param listener moves the link
     * @param modes linkControlModeIdentifiers, each 0..0xFF; none if the link has specific rates only
     * @return the settings
     * @throws IllegalArgumentException if one is out of range
     */
    public static LinkControlSettings of(LinkListener listener, int... modes) {
        return new LinkControlSettings(
                listener,
                IntStream.of(modes)
                        .mapToObj(mode -> new Link.Fixed(mode).mode())
                        .collect(Collectors.toUnmodifiableSet()),
                null);
    }

    /**
     * The same settings for a link that can have other rates, too.
     *
     * @param possible true for a rate in bits per second, 0..0xFFFFFF, that the link can have
     * @return the settings
     */
    public LinkControlSettings specificRates(IntPredicate possible) {
        return new LinkControlSettings(listener, modes, possible);
    }

    LinkListener listener() {
        return listener;
    }

    Set<Integer> modes() {
        return modes;
    }

    boolean hasSpecificRates() {
        return rates != null;
    }

    boolean hasRate(int bitsPerSecond) {
        return rates != null && rates.test(bitsPerSecond);
    }
}
