package io.doip4j.server.internal.net;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Socket options with their values. Immutable. A socket is given those that its kind has. */
public final class SocketOptions {
    private static final Logger LOG = LoggerFactory.getLogger(SocketOptions.class);
    private static final Map<String, SocketOption<?>> BY_NAME = byName();

    private final Map<SocketOption<?>, Object> values;

    private SocketOptions(Map<SocketOption<?>, Object> values) {
        this.values = values;
    }

    /**
     * No options.
     *
     * @return the options
     */
    public static SocketOptions none() {
        return new SocketOptions(Map.of());
    }

    /**
     * These options and one more, which replaces an earlier value.
     *
     * @param option the option
     * @param value its value; for a boolean option also a number, for a number also another kind of number
     * @return the options
     * @throws IllegalArgumentException if the option cannot have the value
     */
    public SocketOptions with(SocketOption<?> option, Object value) {
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(values);
        more.put(option, converted(option, value));
        return new SocketOptions(Collections.unmodifiableMap(more));
    }

    /**
     * These options and others, which replace earlier values.
     *
     * @param others the others
     * @return the options
     */
    public SocketOptions with(SocketOptions others) {
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(values);
        more.putAll(others.values);
        return new SocketOptions(Collections.unmodifiableMap(more));
    }

    /**
     * Finds an option by its names.
     *
     * @param level the level
     * @param name the option
     * @return the option
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static SocketOption<?> find(String level, String name) {
        SocketOption<?> option = BY_NAME.get(level + "/" + name);
        if (option == null) {
            throw new IllegalArgumentException("unknown socket option " + level + "/" + name + "; known are "
                    + String.join(", ", BY_NAME.keySet()));
        }
        return option;
    }

    /** Sets the options on a socket that is not bound yet. */
    void applyTo(NetworkChannel channel) throws IOException {
        for (Map.Entry<SocketOption<?>, Object> option : values.entrySet()) {
            if (channel.supportedOptions().contains(option.getKey())) {
                set(channel, option.getKey(), option.getValue());
            }
        }
    }

    /** Sets the options on an open socket, as far as it lets itself be changed. */
    void applyToOpen(NetworkChannel channel) {
        for (Map.Entry<SocketOption<?>, Object> option : values.entrySet()) {
            try {
                if (channel.isOpen() && channel.supportedOptions().contains(option.getKey())) {
                    set(channel, option.getKey(), option.getValue());
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "{} cannot be set on an open socket: {}",
                        option.getKey().name(),
                        e.toString());
            }
        }
    }

    private static <T> void set(NetworkChannel channel, SocketOption<T> option, Object value) throws IOException {
        channel.setOption(option, option.type().cast(value));
    }

    private static Object converted(SocketOption<?> option, Object value) {
        if (option.type().isInstance(value)) {
            return value;
        }
        if (value instanceof Number number) {
            if (option.type() == Boolean.class) {
                return number.longValue() != 0;
            }
            if (option.type() == Integer.class) {
                return Math.toIntExact(number.longValue());
            }
        }
        throw new IllegalArgumentException("socket option " + option.name() + " cannot be " + value + ": it needs a "
                + option.type().getSimpleName());
    }

    private static Map<String, SocketOption<?>> byName() {
        Map<String, SocketOption<?>> known = new TreeMap<>();
        known.put("SOL_SOCKET/SO_BROADCAST", StandardSocketOptions.SO_BROADCAST);
        known.put("SOL_SOCKET/SO_KEEPALIVE", StandardSocketOptions.SO_KEEPALIVE);
        known.put("SOL_SOCKET/SO_LINGER", StandardSocketOptions.SO_LINGER);
        known.put("SOL_SOCKET/SO_RCVBUF", StandardSocketOptions.SO_RCVBUF);
        known.put("SOL_SOCKET/SO_REUSEADDR", StandardSocketOptions.SO_REUSEADDR);
        known.put("SOL_SOCKET/SO_REUSEPORT", StandardSocketOptions.SO_REUSEPORT);
        known.put("SOL_SOCKET/SO_SNDBUF", StandardSocketOptions.SO_SNDBUF);
        known.put("IPPROTO_TCP/TCP_NODELAY", StandardSocketOptions.TCP_NODELAY);
        known.put("IPPROTO_IP/IP_TOS", StandardSocketOptions.IP_TOS);
        known.put("IPPROTO_IP/IP_MULTICAST_IF", StandardSocketOptions.IP_MULTICAST_IF);
        known.put("IPPROTO_IP/IP_MULTICAST_LOOP", StandardSocketOptions.IP_MULTICAST_LOOP);
        known.put("IPPROTO_IP/IP_MULTICAST_TTL", StandardSocketOptions.IP_MULTICAST_TTL);
        return Collections.unmodifiableMap(known);
    }
}
