package io.doip4j.vehicle.stub;

import io.doip4j.core.LogicalAddress;
import io.doip4j.vehicle.stub.RecordedMessage.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Describes requests that were received, or responses that were sent, for {@link RequestRecorder#verify}. Immutable: every call
 * returns a new one.
 */
public final class MessageMatcher {
    private static final int SHOWN_DIFFERENCES = 3;

    private final Direction direction;
    private final BytePattern pattern;
    private final Optional<LogicalAddress> source;
    private final Optional<LogicalAddress> target;

    private MessageMatcher(
            Direction direction,
            BytePattern pattern,
            Optional<LogicalAddress> source,
            Optional<LogicalAddress> target) {
        this.direction = direction;
        this.pattern = pattern;
        this.source = source;
        this.target = target;
    }

    /**
     * Requests that the server received.
     *
     * @param pattern their bytes, as {@link EcuStubs#when} takes them; {@code *} for all
     * @return the requests
     * @throws IllegalArgumentException if the text is no pattern
     */
    public static MessageMatcher request(String pattern) {
        return of(Direction.REQUEST, pattern);
    }

    /**
     * Responses that the server sent, and what it sent without being asked.
     *
     * @param pattern their bytes, as {@link EcuStubs#when} takes them; {@code *} for all
     * @return the responses
     * @throws IllegalArgumentException if the text is no pattern
     */
    public static MessageMatcher response(String pattern) {
        return of(Direction.RESPONSE, pattern);
    }

    private static MessageMatcher of(Direction direction, String pattern) {
        return new MessageMatcher(
                direction,
                BytePattern.of(pattern, "pattern of a " + name(direction)),
                Optional.empty(),
                Optional.empty());
    }

    private static String name(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Only those from one sender.
     *
     * @param address source address, 0..0xFFFF: that of the tester for a request, of the ECU for a response
     * @return the messages
     * @throws IllegalArgumentException if the address is out of range
     */
    public MessageMatcher from(int address) {
        return new MessageMatcher(direction, pattern, Optional.of(LogicalAddress.of(address)), target);
    }

    /**
     * Only those to one receiver.
     *
     * @param address target address, 0..0xFFFF: that of an ECU or a group for a request, of the tester for a response
     * @return the messages
     * @throws IllegalArgumentException if the address is out of range
     */
    public MessageMatcher to(int address) {
        return new MessageMatcher(direction, pattern, source, Optional.of(LogicalAddress.of(address)));
    }

    Direction direction() {
        return direction;
    }

    boolean matches(RecordedMessage message) {
        return message.direction() == direction
                && isNoneOr(source, message.source())
                && isNoneOr(target, message.target())
                && pattern.matches(message.userData());
    }

    private static boolean isNoneOr(Optional<LogicalAddress> wanted, LogicalAddress is) {
        return wanted.isEmpty() || wanted.get().equals(is);
    }

    /** How far a message of the same direction is from matching; a wrong address counts as a wrong byte. */
    int distance(RecordedMessage message) {
        return pattern.distance(message.userData())
                + (isNoneOr(source, message.source()) ? 0 : 1)
                + (isNoneOr(target, message.target()) ? 0 : 1);
    }

    /** Why a message of the same direction does not match. */
    String differences(RecordedMessage message) {
        List<String> all = new ArrayList<>();
        if (!isNoneOr(source, message.source())) {
            all.add("is from " + message.source() + ", wanted " + source.orElseThrow());
        }
        if (!isNoneOr(target, message.target())) {
            all.add("is to " + message.target() + ", wanted " + target.orElseThrow());
        }
        all.addAll(pattern.differences(message.userData(), SHOWN_DIFFERENCES));
        return String.join("; ", all);
    }

    /** In words: {@code request "22 F1 90" from 0x0E80 to 0x1001}. */
    @Override
    public String toString() {
        return name(direction) + " \"" + pattern + "\""
                + source.map(address -> " from " + address).orElse("")
                + target.map(address -> " to " + address).orElse("");
    }
}
