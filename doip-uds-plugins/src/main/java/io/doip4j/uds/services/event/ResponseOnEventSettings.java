package io.doip4j.uds.services.event;

import io.doip4j.uds.ServiceId;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What ResponseOnEvent can do in an ECU (ISO 14229-1, service 0x86), given to it with
 * {@code EcuDefinition.builder(..).setting(..)}. Immutable.
 */
public final class ResponseOnEventSettings {
    /** How often values are looked at, unless set: every 50 ms. */
    public static final Duration DEFAULT_SAMPLE_INTERVAL = Duration.ofMillis(50);

    /** The shortest time between two messages of one event, unless set: 50 ms. */
    public static final Duration DEFAULT_MESSAGE_INTERVAL = Duration.ofMillis(50);

    /** How long the short event window (0x03) is, unless set: 10 s. */
    public static final Duration DEFAULT_SHORT_WINDOW = Duration.ofSeconds(10);

    /** How long the medium event window (0x04) is, unless set: 1 min. */
    public static final Duration DEFAULT_MEDIUM_WINDOW = Duration.ofMinutes(1);

    /** How long the long event window (0x05) is, unless set: 10 min. */
    public static final Duration DEFAULT_LONG_WINDOW = Duration.ofMinutes(10);

    /** How many events can be set up at the same time, unless set: 16. */
    public static final int DEFAULT_MAX_EVENTS = 16;

    private static final int LARGEST_MAX_EVENTS = 0xFF;

    private final Set<Event> events;
    private final Set<Integer> services;
    private final Map<Integer, Duration> windows;
    private final Map<Integer, Duration> rates;
    private final Duration sampleInterval;
    private final Duration messageInterval;
    private final int maxEvents;

    private ResponseOnEventSettings(Builder builder) {
        events = Collections.unmodifiableSet(EnumSet.copyOf(builder.events));
        services = Set.copyOf(builder.services);
        windows = Map.copyOf(builder.windows);
        rates = Map.copyOf(builder.rates);
        sampleInterval = builder.sampleInterval;
        messageInterval = builder.messageInterval;
        maxEvents = builder.maxEvents;
    }

    /** What can be set up, by the number that bits 5 to 0 of the sub-function have. */
    public enum Event {
        /** 0x01: the status of a diagnostic trouble code changes in the bits of a mask. */
        DTC_STATUS_CHANGE(0x01),
        /** 0x02: time passes; in the edition of 2013 only. Needs {@link Builder#timer}. */
        TIMER(0x02),
        /** 0x03: the data behind an identifier change. */
        DATA_CHANGE(0x03),
        /** 0x07: a value in the data behind an identifier is less or more than another, equal to it, or not. */
        COMPARISON(0x07),
        /** 0x08: a diagnostic trouble code fails or is confirmed, and is reported; since the edition of 2020. */
        MOST_RECENT_DTC(0x08),
        /**
         * 0x09: the status of a diagnostic trouble code changes in the bits of a mask, and a record of that code is reported;
         * since the edition of 2020.
         */
        DTC_RECORD(0x09);

        private final int value;

        Event(int value) {
            this.value = value;
        }

        /**
         * Its number.
         *
         * @return 1..9
         */
        public int value() {
            return value;
        }
    }

    /**
     * Begins with the defaults: the events 0x01, 0x03 and 0x07; the services 0x19, 0x22, 0x2F and 0x31; all event windows.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The defaults.
     *
     * @return the settings
     */
    public static ResponseOnEventSettings standard() {
        return builder().build();
    }

    Set<Event> events() {
        return events;
    }

    /** The services that can answer an event. */
    Set<Integer> services() {
        return services;
    }

    /** The event windows that end, by their number. */
    Map<Integer, Duration> windows() {
        return windows;
    }

    /** The periods of the timer event, by their number. */
    Map<Integer, Duration> rates() {
        return rates;
    }

    Duration sampleInterval() {
        return sampleInterval;
    }

    Duration messageInterval() {
        return messageInterval;
    }

    int maxEvents() {
        return maxEvents;
    }

    /** Collects the settings. Not safe for use by several threads at once. */
    public static final class Builder {
        private static final int FIRST_WINDOW = 0x03;
        private static final int SLOW = 0x01;

        private final Set<Event> events = EnumSet.of(Event.DTC_STATUS_CHANGE, Event.DATA_CHANGE, Event.COMPARISON);
        private final Map<Integer, Duration> windows = new TreeMap<>();
        private final Map<Integer, Duration> rates = new TreeMap<>();
        private Set<Integer> services = Set.of(
                ServiceId.READ_DTC_INFORMATION.value(),
                ServiceId.READ_DATA_BY_IDENTIFIER.value(),
                ServiceId.INPUT_OUTPUT_CONTROL_BY_IDENTIFIER.value(),
                ServiceId.ROUTINE_CONTROL.value());
        private Duration sampleInterval = DEFAULT_SAMPLE_INTERVAL;
        private Duration messageInterval = DEFAULT_MESSAGE_INTERVAL;
        private int maxEvents = DEFAULT_MAX_EVENTS;

        private Builder() {
            windows(DEFAULT_SHORT_WINDOW, DEFAULT_MEDIUM_WINDOW, DEFAULT_LONG_WINDOW);
        }

        /**
         * Has these events only; others are refused with NRC 0x12.
         *
         * @param only the events
         * @return this
         */
        public Builder events(Event... only) {
            events.clear();
            Collections.addAll(events, only);
            return this;
        }

        /**
         * Has the timer event (0x02), too.
         *
         * @param slow period of the slow rate (0x01), 1 ms or more
         * @param medium period of the medium rate (0x02), 1 ms or more
         * @param fast period of the fast rate (0x03), 1 ms or more
         * @return this
         * @throws IllegalArgumentException if a period is less than 1 ms
         */
        public Builder timer(Duration slow, Duration medium, Duration fast) {
            events.add(Event.TIMER);
            number(rates, SLOW, slow, medium, fast);
            return this;
        }

        /**
         * Sets which services can answer an event; others are refused with NRC 0x31.
         *
         * @param serviceIds service identifiers of requests, 0..0xBF without bit 6, but not that of ResponseOnEvent
         * @return this
         * @throws IllegalArgumentException if one cannot answer an event
         */
        public Builder services(int... serviceIds) {
            Set<Integer> only = new TreeSet<>();
            for (int id : serviceIds) {
                if (id < 0 || id > 0xFF || !ServiceId.isRequest(id) || id == ServiceId.RESPONSE_ON_EVENT.value()) {
                    throw new IllegalArgumentException(
                            String.format("0x%X is not a service that can answer an event", id));
                }
                only.add(id);
            }
            services = only;
            return this;
        }

        /**
         * Sets how long the event windows are that end.
         *
         * @param shortWindow the short one (0x03), 1 ms or more
         * @param mediumWindow the medium one (0x04), 1 ms or more
         * @param longWindow the long one (0x05), 1 ms or more
         * @return this
         * @throws IllegalArgumentException if one is less than 1 ms
         */
        public Builder windows(Duration shortWindow, Duration mediumWindow, Duration longWindow) {
            number(windows, FIRST_WINDOW, shortWindow, mediumWindow, longWindow);
            return this;
        }

        /**
         * Has no event window that ends; they are refused with NRC 0x31.
         *
         * @return this
         */
        public Builder infiniteWindowOnly() {
            windows.clear();
            return this;
        }

        /**
         * Sets how often the values are looked at that an event depends on.
         *
         * @param interval 1 ms or more
         * @return this
         * @throws IllegalArgumentException if it is less than 1 ms
         */
        public Builder sampleInterval(Duration interval) {
            sampleInterval = checked(interval);
            return this;
        }

        /**
         * Sets the shortest time between two messages of one event. What happens in between is one event.
         *
         * @param interval 1 ms or more
         * @return this
         * @throws IllegalArgumentException if it is less than 1 ms
         */
        public Builder messageInterval(Duration interval) {
            messageInterval = checked(interval);
            return this;
        }

        /**
         * Sets how many events can be set up at the same time, by all testers together; more are refused with NRC 0x31.
         *
         * @param number 1..255
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxEvents(int number) {
            if (number < 1 || number > LARGEST_MAX_EVENTS) {
                throw new IllegalArgumentException("maximum number of events is " + number + ", must be 1..255");
            }
            maxEvents = number;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if there is a timer event, but nobody has said how often it comes
         */
        public ResponseOnEventSettings build() {
            if (events.contains(Event.TIMER) && rates.isEmpty()) {
                throw new IllegalArgumentException("the timer event needs its rates: use timer(slow, medium, fast)");
            }
            return new ResponseOnEventSettings(this);
        }

        private static void number(Map<Integer, Duration> numbered, int first, Duration... times) {
            for (int i = 0; i < times.length; i++) {
                numbered.put(first + i, checked(times[i]));
            }
        }

        private static Duration checked(Duration time) {
            if (time.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException("time is " + time + ", must be 1 ms or more");
            }
            return time;
        }
    }
}
