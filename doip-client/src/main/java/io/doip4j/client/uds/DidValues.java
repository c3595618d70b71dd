package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.DataIdentifier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The data of several data identifiers from one answer. Immutable. */
public final class DidValues {
    private final LogicalAddress source;
    private final Bytes message;
    private final Map<DataIdentifier, Bytes> data;

    DidValues(LogicalAddress source, Bytes message, Map<DataIdentifier, Bytes> data) {
        this.source = source;
        this.message = message;
        this.data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /**
     * The data as they came.
     *
     * @return identifier to data, in the order of the answer; an ECU leaves out what it does not have
     */
    public Map<DataIdentifier, Bytes> data() {
        return data;
    }

    /**
     * The value of an identifier, if the ECU has it.
     *
     * @param did one of the request
     * @param <T> the value
     * @return empty if the answer does not contain it
     * @throws UdsMalformedResponseException if the codec cannot read the data
     */
    public <T> Optional<T> find(Did<T> did) {
        Bytes found = data.get(did.id());
        return found == null ? Optional.empty() : Optional.of(decode(did, found));
    }

    /**
     * The value of an identifier.
     *
     * @param did one of the request
     * @param <T> the value
     * @return the value
     * @throws UdsMalformedResponseException if the answer does not contain it, or the codec cannot read the data
     */
    public <T> T get(Did<T> did) {
        return find(did)
                .orElseThrow(() -> new ResponseReader(source, message)
                        .malformed("does not contain data identifier " + did.id(), null));
    }

    private <T> T decode(Did<T> did, Bytes found) {
        try {
            return did.codec().decode(found);
        } catch (RuntimeException e) {
            throw new ResponseReader(source, message)
                    .malformed("has data " + found + " for " + did.id() + " that the codec cannot read", e);
        }
    }

    /** Identifiers and data: {@code {0xF190=57 56 57}}. */
    @Override
    public String toString() {
        return data.toString();
    }
}
