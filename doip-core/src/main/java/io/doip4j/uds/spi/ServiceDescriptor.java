package io.doip4j.uds.spi;

import io.doip4j.uds.Session;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the engine checks before it calls a service, in the order of ISO 14229-1 (general server response behaviour): the
 * session for the service, what the tester needs for it, the sub-function, the session for the sub-function, what the tester
 * needs for that, the minimum length. An ECU definition may narrow it.
 *
 * <p>Immutable, safe for use by any thread.
 */
public final class ServiceDescriptor {
    private static final int LARGEST_SUB_FUNCTION = 0x7F;

    private final int serviceId;
    private final Sessions sessions;
    private final int minLength;
    private final boolean hasSubFunction;
    private final Map<Integer, Sessions> subFunctions;
    private final Access access;
    private final Map<Integer, Access> subFunctionAccess;
    private final boolean physicalOnly;
    private final boolean nonBlocking;

    private ServiceDescriptor(Builder builder) {
        serviceId = builder.serviceId;
        sessions = builder.sessions;
        minLength = builder.minLength;
        hasSubFunction = builder.hasSubFunction;
        // Most services have none, and every ECU of every vehicle has all services
        subFunctions = builder.subFunctions.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new TreeMap<>(builder.subFunctions));
        access = builder.access;
        subFunctionAccess = Map.copyOf(builder.subFunctionAccess);
        physicalOnly = builder.physicalOnly;
        nonBlocking = builder.nonBlocking;
    }

    /**
     * Begins the descriptor of a service that is available in all sessions, takes any length and has no sub-function.
     *
     * @param serviceId service identifier of its requests, 0x00..0x3F or 0x80..0xBF
     * @return a builder
     * @throws IllegalArgumentException if the identifier is that of a response
     */
    public static Builder of(int serviceId) {
        return new Builder(serviceId);
    }

    /**
     * Begins a descriptor with all the properties of this one.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(serviceId);
        builder.sessions = sessions;
        builder.minLength = minLength;
        builder.hasSubFunction = hasSubFunction;
        builder.subFunctions.putAll(subFunctions);
        builder.access = access;
        builder.subFunctionAccess.putAll(subFunctionAccess);
        builder.physicalOnly = physicalOnly;
        builder.nonBlocking = nonBlocking;
        return builder;
    }

    /**
     * The service identifier.
     *
     * @return 0..0xBF
     */
    public int serviceId() {
        return serviceId;
    }

    /**
     * Where the service is available; elsewhere the engine answers NRC 0x7F.
     *
     * @return the sessions
     */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * The shortest request; a shorter one is answered with NRC 0x13.
     *
     * @return bytes with the service identifier, 1 or more
     */
    public int minLength() {
        return minLength;
    }

    /**
     * Whether byte 1 is a sub-function, whose highest bit suppresses the positive response.
     *
     * @return true for a service with sub-function
     */
    public boolean hasSubFunction() {
        return hasSubFunction;
    }

    /**
     * The sub-functions that the engine checks, with the sessions where each is available: an unknown one is answered with
     * NRC 0x12, one in the wrong session with 0x7E. Empty if the service checks them itself.
     *
     * @return sub-function, 0..0x7F, to sessions
     */
    public Map<Integer, Sessions> subFunctions() {
        return subFunctions;
    }

    /**
     * What a tester needs for the whole service; else the engine answers NRC 0x33, 0x34 or 0x38.
     *
     * @return nothing, unless set
     */
    public Access access() {
        return access;
    }

    /**
     * What a tester needs for a sub-function that the engine checks, besides what the service needs.
     *
     * @param subFunction 0..0x7F
     * @return nothing, unless set
     */
    public Access access(int subFunction) {
        return subFunctionAccess.getOrDefault(subFunction, Access.free());
    }

    /**
     * Whether the service does not exist for requests to a group: they are met with silence.
     *
     * @return true for a service that is addressed physically only
     */
    public boolean physicalOnly() {
        return physicalOnly;
    }

    /**
     * Whether the service returns at once and may run on the event loop.
     *
     * @return true if it never blocks
     */
    public boolean nonBlocking() {
        return nonBlocking;
    }

    /** Collects the properties of a service. Not safe for use by several threads at once. */
    public static final class Builder {
        private final int serviceId;
        private final Map<Integer, Sessions> subFunctions = new TreeMap<>();
        private Sessions sessions = Sessions.all();
        private int minLength = 1;
        private final Map<Integer, Access> subFunctionAccess = new TreeMap<>();
        private Access access = Access.free();
        private boolean hasSubFunction;
        private boolean physicalOnly;
        private boolean nonBlocking;

        private Builder(int serviceId) {
            if (serviceId < 0 || serviceId > 0xBF || (serviceId & 0x40) != 0) {
                throw new IllegalArgumentException(String.format(
                        "0x%02X cannot be the service identifier of a request: allowed are 0x00..0x3F and 0x80..0xBF",
                        serviceId));
            }
            this.serviceId = serviceId;
        }

        /**
         * Available in these sessions only.
         *
         * @param only the sessions
         * @return this
         */
        public Builder sessions(Sessions only) {
            sessions = only;
            return this;
        }

        /**
         * Available in these sessions only.
         *
         * @param only the sessions
         * @return this
         */
        public Builder sessions(Session... only) {
            return sessions(Sessions.of(only));
        }

        /**
         * Available in all sessions, the default.
         *
         * @return this
         */
        public Builder allSessions() {
            return sessions(Sessions.all());
        }

        /**
         * The shortest request.
         *
         * @param length bytes with the service identifier, 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder minLength(int length) {
            if (length < 1) {
                throw new IllegalArgumentException("minimum length is " + length + ", a request has at least 1 byte");
            }
            minLength = length;
            return this;
        }

        /**
         * Has a sub-function that the service checks itself.
         *
         * @return this
         */
        public Builder uncheckedSubFunction() {
            hasSubFunction = true;
            minLength = Math.max(minLength, 2);
            return this;
        }

        /**
         * Has this sub-function, in all sessions where the service is available.
         *
         * @param subFunction 0..0x7F
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder subFunction(int subFunction) {
            return subFunction(subFunction, Sessions.all());
        }

        /**
         * Has this sub-function in these sessions.
         *
         * @param subFunction 0..0x7F
         * @param where the sessions
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder subFunction(int subFunction, Sessions where) {
            if (subFunction < 0 || subFunction > LARGEST_SUB_FUNCTION) {
                throw new IllegalArgumentException(
                        String.format("sub-function 0x%X is outside 0x00..0x7F", subFunction));
            }
            subFunctions.put(subFunction, where);
            return uncheckedSubFunction();
        }

        /**
         * Has this sub-function in these sessions, for testers that have what is needed.
         *
         * @param subFunction 0..0x7F
         * @param where the sessions
         * @param needed what a tester needs
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder subFunction(int subFunction, Sessions where, Access needed) {
            subFunctionAccess.put(subFunction, needed);
            return subFunction(subFunction, where);
        }

        /**
         * Protects the whole service.
         *
         * @param needed what a tester needs
         * @return this
         */
        public Builder access(Access needed) {
            access = needed;
            return this;
        }

        /**
         * Does not exist for requests to a group.
         *
         * @return this
         */
        public Builder physicalOnly() {
            physicalOnly = true;
            return this;
        }

        /**
         * Promises that the service returns at once: no waiting, no I/O, no lock that others hold for long.
         *
         * @return this
         */
        public Builder nonBlocking() {
            nonBlocking = true;
            return this;
        }

        /**
         * Makes the descriptor.
         *
         * @return the descriptor
         */
        public ServiceDescriptor build() {
            return new ServiceDescriptor(this);
        }
    }
}
