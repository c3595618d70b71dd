package io.doip4j.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Writes socket addresses as people and other tools read them: {@code 127.0.0.1:13400}, {@code [::1]:13400}. */
final class HostPort {
    private static final int GROUPS = 8;

    private HostPort() {}

    static String of(InetSocketAddress address) {
        return host(address.getAddress()) + ":" + address.getPort();
    }

    private static String host(InetAddress address) {
        return address instanceof Inet6Address v6 ? "[" + shortened(v6) + scope(v6) + "]" : address.getHostAddress();
    }

    /** Only a link-local address needs its interface to be reached. */
    private static String scope(Inet6Address address) {
        String text = address.getHostAddress();
        int percent = text.indexOf('%');
        return address.isLinkLocalAddress() && percent >= 0 ? text.substring(percent) : "";
    }

    /** The form of RFC 5952: the longest run of two or more zero groups becomes "::". */
    private static String shortened(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xFF) << 8) | (bytes[2 * i + 1] & 0xFF);
        }
        int start = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosFrom(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return length < 2
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
    }

    private static int zerosFrom(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
