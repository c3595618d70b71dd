package io.doip4j.cli;

import io.doip4j.server.DoipServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and writes addresses of hosts. */
final class Hosts {
    private static final Pattern TARGET =
            Pattern.compile("(?:\\[(?<v6>[^\\[\\]]+)]|(?<host>[^:\\[\\]]+))(?::(?<port>[0-9]{1,5}))?");

    private Hosts() {}

    /** A host without port: an IP address, IPv6 also in brackets, or a name. */
    static final class Address implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) {
            String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            return resolve(host);
        }
    }

    /** A host with or without port. */
    static final class Target implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            if (text.indexOf(':') != text.lastIndexOf(':') && !text.contains("[")) {
                return new InetSocketAddress(resolve(text), DoipServerBuilder.DOIP_PORT);
            }
            Matcher target = TARGET.matcher(text);
            if (!target.matches()) {
                throw new TypeConversionException("must be HOST, HOST:PORT or [IPV6]:PORT");
            }
            int port = port(target.group("port"));
            String host = target.group("v6") != null ? target.group("v6") : target.group("host");
            return new InetSocketAddress(resolve(host), port);
        }

        private static int port(String text) {
            int port = text == null ? DoipServerBuilder.DOIP_PORT : Integer.parseInt(text);
            if (port < 1 || port > 0xFFFF) {
                throw new TypeConversionException("must have a port from 1 to 65535");
            }
            return port;
        }
    }

    private static InetAddress resolve(String host) {
        try {
            if (!host.isBlank()) {
                return InetAddress.getByName(host);
            }
        } catch (UnknownHostException e) {
            // The same complaint
        }
        throw new TypeConversionException("must be an IP address or the name of a host, and is neither");
    }
}
