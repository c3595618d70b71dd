package io.doip4j.benchmarks.subject;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A tester that looks for one vehicle and asks it for its VIN.
 *
 * @param address where it is
 * @param port TCP and UDP
 * @param vin what it should say
 */
record Visit(InetAddress address, int port, String vin) {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int HEADER = 8;
    private static final HexFormat HEX = HexFormat.of();

    /** Whether it answers a vehicle identification request with its VIN. */
    boolean discovered() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] request = HEX.parseHex("02fd000100000000");
            socket.send(new DatagramPacket(request, request.length, address, port));
            DatagramPacket answer = new DatagramPacket(new byte[64], 64);
            socket.receive(answer);
            return text(answer.getData(), HEADER).equals(vin);
        }
    }

    /** Whether it activates routing and answers {@code 22 F1 90}. */
    boolean answers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(HEX.parseHex("02fd0005000000070e800000000000"));
            if (payload(in)[4] != 0x10) {
                return false;
            }
            socket.getOutputStream().write(HEX.parseHex("02fd8001000000070e80100022f190"));
            payload(in);
            return text(payload(in), 7).equals(vin);
        }
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        in.readInt();
        int length = in.readInt();
        if (length < 0 || length > 64) {
            throw new IOException("a payload of " + length + " bytes was not expected");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    private static String text(byte[] bytes, int at) {
        return new String(bytes, at, 17, StandardCharsets.US_ASCII);
    }
}
