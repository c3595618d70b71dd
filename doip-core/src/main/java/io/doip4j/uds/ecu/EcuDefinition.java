package io.doip4j.uds.ecu;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.PeriodicFormat;
import io.doip4j.uds.spi.RequestGuard;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionDefinition;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an ECU is: addresses, sessions, which services it has, and the data, routines, memory, diagnostic trouble codes,
 * inputs and outputs that they work on. Immutable: several servers may start with one definition, and each has its own
 * state.
 */
public final class EcuDefinition {
    /** After this time without a request a session other than the default one ends: S3, 5 s unless configured otherwise. */
    public static final Duration DEFAULT_S3 = Duration.ofSeconds(5);

    /** The final answer to a request comes within this time: P4, 5 min unless configured otherwise. */
    public static final Duration DEFAULT_P4 = Duration.ofMinutes(5);

    /** The longest response, unless configured otherwise: 2,000,000 bytes. */
    public static final int DEFAULT_MAX_RESPONSE = 2_000_000;

    private static final int DEFAULT_MAX_REQUEST = Integer.MAX_VALUE;

    private final LogicalAddress address;
    private final Set<LogicalAddress> functionalAddresses;
    private final Map<Session, SessionDefinition> sessions;
    private final Set<Session> sessionsInOrder;
    private final Set<Transition> transitions;
    private final Duration s3;
    private final Duration p4;
    private final Duration bootTime;
    private final int maxRequestLength;
    private final int maxResponseLength;
    private final PeriodicFormat periodicFormat;
    private final @Nullable RequestGuard manufacturerCheck;
    private final @Nullable RequestGuard supplierCheck;
    private final Map<Class<?>, Object> settings;
    private final Optional<Set<Integer>> services;
    private final Map<Integer, UnaryOperator<ServiceDescriptor>> narrowings;
    private final DtcSettings dtcSettings;
    private final List<Consumer<EcuContext>> contents;

    private record Transition(Session from, Session to) {}

    private EcuDefinition(Builder builder) {
        address = builder.address;
        functionalAddresses = Set.copyOf(builder.functionalAddresses);
        sessions = Map.copyOf(builder.sessions);
        sessionsInOrder = Collections.unmodifiableSet(new TreeSet<>(builder.sessions.keySet()));
        transitions = Set.copyOf(builder.transitions);
        s3 = builder.s3;
        p4 = builder.p4;
        bootTime = builder.bootTime;
        maxRequestLength = builder.maxRequestLength;
        maxResponseLength = builder.maxResponseLength;
        periodicFormat = builder.periodicFormat;
        manufacturerCheck = builder.manufacturerCheck;
        supplierCheck = builder.supplierCheck;
        settings = Map.copyOf(builder.settings());
        services = builder.services.map(Set::copyOf);
        narrowings = Map.copyOf(builder.narrowings);
        dtcSettings = builder.dtcSettings();
        contents = List.copyOf(builder.contents());
    }

    /**
     * Begins the definition of an ECU with the default, programming and extended sessions, every discovered service, and
     * nothing in it.
     *
     * @param address its physical address, 0..0xFFFF
     * @return a builder
     */
    public static Builder builder(int address) {
        return new Builder(LogicalAddress.of(address));
    }

    /**
     * The physical address.
     *
     * @return the address
     */
    public LogicalAddress address() {
        return address;
    }

    /**
     * The groups that the ECU belongs to.
     *
     * @return functional addresses
     */
    public Set<LogicalAddress> functionalAddresses() {
        return functionalAddresses;
    }

    /**
     * A session of the ECU.
     *
     * @param session which
     * @return its times; empty if the ECU does not have it
     */
    public Optional<SessionDefinition> session(Session session) {
        return Optional.ofNullable(sessions.get(session));
    }

    /**
     * The sessions that the ECU has.
     *
     * @return the sessions in ascending order
     */
    public Set<Session> sessions() {
        return sessionsInOrder;
    }

    /**
     * Whether the ECU goes from one session to another when asked: never into one that it does not have, always into the
     * default session; into others always, unless transitions are configured.
     *
     * @param from active session
     * @param to wanted session
     * @return true if it goes
     */
    public boolean allowsTransition(Session from, Session to) {
        return sessions.containsKey(to)
                && (to.isDefault() || transitions.isEmpty() || transitions.contains(new Transition(from, to)));
    }

    /**
     * After this time without a request a session other than the default one ends (ISO 14229-2, S3 server).
     *
     * @return the time
     */
    public Duration s3() {
        return s3;
    }

    /**
     * The longest request that the ECU can take; a longer one is refused by the entity.
     *
     * @return bytes
     */
    public int maxRequestLength() {
        return maxRequestLength;
    }

    /**
     * The longest response that the ECU can give; instead of a longer one it answers NRC 0x14.
     *
     * @return bytes with the service identifier
     */
    public int maxResponseLength() {
        return maxResponseLength;
    }

    /**
     * The final answer to a request comes within this time (ISO 14229-2, P4 server).
     *
     * @return the time
     */
    public Duration p4() {
        return p4;
    }

    /**
     * After a reset the ECU takes this time until it hears requests again.
     *
     * @return the time, may be zero
     */
    public Duration bootTime() {
        return bootTime;
    }

    /**
     * How the ECU sends periodic data.
     *
     * @return the form
     */
    public PeriodicFormat periodicFormat() {
        return periodicFormat;
    }

    /**
     * The check that comes before all others.
     *
     * @return the check; empty for none
     */
    public Optional<RequestGuard> manufacturerCheck() {
        return Optional.ofNullable(manufacturerCheck);
    }

    /**
     * The check that comes after those for the whole service, and before that of the sub-function.
     *
     * @return the check; empty for none
     */
    public Optional<RequestGuard> supplierCheck() {
        return Optional.ofNullable(supplierCheck);
    }

    /**
     * A setting for a service, by its type.
     *
     * @param type class of the setting
     * @param <T> type of the setting
     * @return the setting; empty if there is none
     */
    public <T> Optional<T> setting(Class<T> type) {
        return Optional.ofNullable(type.cast(settings.get(type)));
    }

    /**
     * The services that the ECU has, of those that were discovered.
     *
     * @return service identifiers; empty if it has them all
     */
    public Optional<Set<Integer>> services() {
        return services;
    }

    /**
     * What a discovered service is in this ECU.
     *
     * @param discovered what its provider says
     * @return the same, or narrowed
     * @throws IllegalArgumentException if the definition makes it another service
     */
    public ServiceDescriptor narrow(ServiceDescriptor discovered) {
        UnaryOperator<ServiceDescriptor> narrowing = narrowings.get(discovered.serviceId());
        if (narrowing == null) {
            return discovered;
        }
        ServiceDescriptor narrowed = narrowing.apply(discovered);
        if (narrowed.serviceId() != discovered.serviceId()) {
            throw new IllegalArgumentException(String.format(
                    "ECU %s narrows UDS service 0x%02X to service 0x%02X: only sessions, sub-functions and the like can change",
                    address, discovered.serviceId(), narrowed.serviceId()));
        }
        return narrowed;
    }

    /**
     * What all diagnostic trouble codes of the ECU have in common.
     *
     * @return the settings
     */
    public DtcSettings dtcSettings() {
        return dtcSettings;
    }

    /**
     * Gives an ECU the data, routines, memory, diagnostic trouble codes, inputs and outputs that it starts with, in the
     * order in which they were added to the definition. Each ECU gets its own.
     *
     * @param ecu an ECU with empty registries
     * @throws IllegalArgumentException if something is there twice
     */
    public void registerIn(EcuContext ecu) {
        contents.forEach(content -> content.accept(ecu));
    }

    /** Collects the properties of an ECU. Not safe for use by several threads at once. */
    public static final class Builder extends EcuContentBuilder<Builder> {
        private final LogicalAddress address;
        private final Set<LogicalAddress> functionalAddresses = new HashSet<>();
        private final Map<Session, SessionDefinition> sessions = new TreeMap<>();
        private final Set<Transition> transitions = new HashSet<>();
        private final Map<Integer, UnaryOperator<ServiceDescriptor>> narrowings = new TreeMap<>();
        private Duration s3 = DEFAULT_S3;
        private Duration p4 = DEFAULT_P4;
        private Duration bootTime = Duration.ZERO;
        private int maxRequestLength = DEFAULT_MAX_REQUEST;
        private int maxResponseLength = DEFAULT_MAX_RESPONSE;
        private PeriodicFormat periodicFormat = PeriodicFormat.WITH_SERVICE_ID;
        private @Nullable RequestGuard manufacturerCheck;
        private @Nullable RequestGuard supplierCheck;
        private Optional<Set<Integer>> services = Optional.empty();

        private Builder(LogicalAddress address) {
            this.address = address;
            session(SessionDefinition.of(Session.DEFAULT));
            session(SessionDefinition.of(Session.PROGRAMMING));
            session(SessionDefinition.of(Session.EXTENDED));
        }

        /**
         * Adds a group that the ECU belongs to.
         *
         * @param functional functional address, 0..0xFFFF
         * @return this
         */
        public Builder functionalAddress(int functional) {
            functionalAddresses.add(LogicalAddress.of(functional));
            return this;
        }

        /**
         * Adds a session, or changes the times of one that is there.
         *
         * @param definition the session
         * @return this
         */
        public Builder session(SessionDefinition definition) {
            sessions.put(definition.session(), definition);
            return this;
        }

        /**
         * Takes a session away. The default session stays.
         *
         * @param session which
         * @return this
         * @throws IllegalArgumentException for the default session
         */
        public Builder withoutSession(Session session) {
            if (session.isDefault()) {
                throw new IllegalArgumentException("every ECU has the default session");
            }
            sessions.remove(session);
            return this;
        }

        /**
         * Allows a transition. With the first one, all that are not allowed are refused, except into the default session.
         *
         * @param from active session
         * @param to wanted session
         * @return this
         */
        public Builder transition(Session from, Session to) {
            transitions.add(new Transition(from, to));
            return this;
        }

        /**
         * Sets S3.
         *
         * @param time more than zero
         * @return this
         * @throws IllegalArgumentException if it is zero or less
         */
        public Builder s3(Duration time) {
            s3 = positive("S3", time);
            return this;
        }

        /**
         * Sets P4. A request that is still being handled then is answered with NRC 0x10. If P4 is not longer than P2, the ECU
         * never asks the tester to wait.
         *
         * @param time more than zero
         * @return this
         * @throws IllegalArgumentException if it is zero or less
         */
        public Builder p4(Duration time) {
            p4 = positive("P4", time);
            return this;
        }

        /**
         * Sets how long the ECU hears no requests after a reset.
         *
         * @param time zero or more
         * @return this
         * @throws IllegalArgumentException if it is less than zero
         */
        public Builder bootTime(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("boot time is " + time + ", must not be negative");
            }
            bootTime = time;
            return this;
        }

        private static Duration positive(String what, Duration time) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException(what + " is " + time + ", must be more than zero");
            }
            return time;
        }

        /**
         * Sets the longest request that the ECU can take, for example 4095 behind classic CAN.
         *
         * @param length bytes, 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxRequestLength(int length) {
            if (length < 1) {
                throw new IllegalArgumentException("longest request is " + length + " bytes, must be 1 or more");
            }
            maxRequestLength = length;
            return this;
        }

        /**
         * Sets the longest response that the ECU can give; instead of a longer one it answers NRC 0x14.
         *
         * @param length bytes with the service identifier, 3 or more
         * @return this
         * @throws IllegalArgumentException if it is less than a negative response has
         */
        public Builder maxResponseLength(int length) {
            if (length < NegativeResponse.LENGTH) {
                throw new IllegalArgumentException("longest response is " + length + " bytes, must be 3 or more");
            }
            maxResponseLength = length;
            return this;
        }

        /**
         * Sets how periodic data are sent.
         *
         * @param format the form
         * @return this
         */
        public Builder periodicFormat(PeriodicFormat format) {
            periodicFormat = format;
            return this;
        }

        /**
         * Sets the check that comes before all others (ISO 14229-1, general server response behaviour).
         *
         * @param check the check
         * @return this
         */
        public Builder manufacturerCheck(RequestGuard check) {
            manufacturerCheck = check;
            return this;
        }

        /**
         * Sets the check that comes after those for the whole service, and before that of the sub-function (ISO 14229-1,
         * general server response behaviour).
         *
         * @param check the check
         * @return this
         */
        public Builder supplierCheck(RequestGuard check) {
            supplierCheck = check;
            return this;
        }

        /**
         * Has only these services of those that are discovered.
         *
         * @param serviceIds service identifiers
         * @return this
         */
        public Builder services(int... serviceIds) {
            Set<Integer> only = new TreeSet<>();
            for (int id : serviceIds) {
                only.add(id);
            }
            services = Optional.of(only);
            return this;
        }

        /**
         * Narrows a discovered service: fewer sessions, other sessions for a sub-function. To take a sub-function away, make it
         * available in {@link io.doip4j.uds.spi.Sessions#none no session}. No effect if the service is not there; a second
         * narrowing of a service comes after the first.
         *
         * <pre>{@code
         * builder.narrow(0x11, reset -> reset.toBuilder().subFunction(0x02, Sessions.of(Session.EXTENDED)).build())
         * }</pre>
         *
         * @param serviceId service identifier of its requests
         * @param narrowing makes a descriptor for the same service
         * @return this
         */
        public Builder narrow(int serviceId, UnaryOperator<ServiceDescriptor> narrowing) {
            narrowings.merge(serviceId, narrowing, (first, next) -> service -> next.apply(first.apply(service)));
            return this;
        }

        /**
         * Makes the definition.
         *
         * @return the definition
         * @throws IllegalArgumentException if something is defined twice, regions of memory overlap, or a number cannot be that
         *     of a service; the message names them all. What a maker makes is only known when an ECU starts
         */
        public EcuDefinition build() {
            checks().complain(address, services.orElse(Set.of()), narrowings.keySet());
            return new EcuDefinition(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
