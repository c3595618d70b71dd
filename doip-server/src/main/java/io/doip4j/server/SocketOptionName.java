package io.doip4j.server;

/**
 * A socket option by the names that the socket interface of operating systems uses.
 *
 * @param level the level, such as {@code SOL_SOCKET}, {@code IPPROTO_TCP}, {@code IPPROTO_IP}
 * @param name the option, such as {@code SO_RCVBUF}, {@code TCP_NODELAY}
 */
public record SocketOptionName(String level, String name) {
    /** The level of options that are given without one. */
    public static final String SOL_SOCKET = "SOL_SOCKET";

    /**
     * An option of the level {@code SOL_SOCKET}.
     *
     * @param name the option
     * @return its name
     */
    public static SocketOptionName of(String name) {
        return new SocketOptionName(SOL_SOCKET, name);
    }

    /** Level and name: {@code IPPROTO_TCP/TCP_NODELAY}. */
    @Override
    public String toString() {
        return level + "/" + name;
    }
}
