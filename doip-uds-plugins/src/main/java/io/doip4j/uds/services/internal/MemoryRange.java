package io.doip4j.uds.services.internal;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.util.Set;
import java.util.function.Function;

/**
 * A range of memory that a request names, in the steps in which the services that take one must look at it.
 *
 * @param address first address, unsigned
 * @param size number of bytes, unsigned, may be 0
 */
public record MemoryRange(long address, long size) {
    /**
     * Says how the request writes the range.
     *
     * @throws NegativeResponseException with NRC 0x31 if it is not one of the accepted formats
     */
    public static AddressAndLength format(int format, Set<Integer> accepted) {
        if (!accepted.contains(format)) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return AddressAndLength.of(format);
    }

    /** Takes out the range, which must be there. */
    public static MemoryRange read(AddressAndLength format, Bytes message, int at) {
        return new MemoryRange(format.address(message, at), format.size(message, at));
    }

    /**
     * Checks that the tester may use the range.
     *
     * @param where says in which sessions a region can be used
     * @throws NegativeResponseException with NRC 0x31 if no region contains the range in the active session, then with what
     *     the region wants for access
     */
    public void check(MemoryMap memory, Function<MemoryRegion, Sessions> where, UdsExchange exchange) {
        MemoryRegion region = memory.find(address, size);
        if (region == null || !where.apply(region).contains(exchange.session())) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Nrc refusal = region.access().refusal(exchange);
        if (refusal != null) {
            throw new NegativeResponseException(refusal);
        }
    }
}
