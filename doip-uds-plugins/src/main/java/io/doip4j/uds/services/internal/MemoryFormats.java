package io.doip4j.uds.services.internal;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sets of addressAndLengthFormatIdentifiers in settings. */
public final class MemoryFormats {
    /** Every size and address of one to eight bytes. */
    public static final Set<Integer> ALL = IntStream.rangeClosed(0x11, 0x88)
            .filter(AddressAndLength::isPossible)
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    private MemoryFormats() {}

    public static Set<Integer> of(int... formats) {
        return checked(IntStream.of(formats).boxed().toList());
    }

    /** An unmodifiable copy without duplicates. */
    public static Set<Integer> checked(Collection<Integer> formats) {
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("name at least one addressAndLengthFormatIdentifier, for example 0x44");
        }
        for (int format : formats) {
            if (!AddressAndLength.isPossible(format)) {
                throw new IllegalArgumentException(String.format(
                        "0x%02X is not an addressAndLengthFormatIdentifier: both of its nibbles must be 1..8", format));
            }
        }
        return Set.copyOf(formats);
    }
}
