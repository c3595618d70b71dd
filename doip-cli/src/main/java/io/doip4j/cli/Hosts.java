package io.doip4j.cli;

import io.doip4j.server.DoipServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads addresses of hosts. */
final class Hosts {
    private static final Pattern TARGET =
            Pattern.compile("(?:\\[(?<v6>[^\\[\\]]+)]|(?<host>[^:\\[\\]]+))(?::(?<port>[0-9]{1,5}))?");

    private Hosts() {}

    /** A host without port: an IP address, IPv6 also in brackets, or a name. */
    static InetAddress address(String text) {
        return resolve(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
    }

    /** A host with or without port. */
    static InetSocketAddress target(String text) {
        if (text.indexOf(':') != text.lastIndexOf(':') && !text.contains("[")) {
            return new InetSocketAddress(resolve(text), DoipServerBuilder.DOIP_PORT);
        }
        Matcher target = TARGET.matcher(text);
        if (!target.matches()) {
            throw new WrongArgument("must be HOST, HOST:PORT or [IPV6]:PORT");
        }
        int port = port(target.group("port"));
        String host = target.group("v6") != null ? target.group("v6") : target.group("host");
        return new InetSocketAddress(resolve(host), port);
    }

    private static int port(@Nullable String text) {
        int port = text == null ? DoipServerBuilder.DOIP_PORT : Integer.parseInt(text);
        if (port < 1 || port > 0xFFFF) {
            throw new WrongArgument("must have a port from 1 to 65535");
        }
        return port;
    }

    private static InetAddress resolve(String host) {
        try {
            if (!host.isBlank()) {
                return InetAddress.getByName(host);
            }
        } catch (UnknownHostException e) {
            // The same complaint
        }
        throw new WrongArgument("must be an IP address or the name of a host, and is neither");
    }
}
