"""The tester of netns-tests, run in the namespace of the tester: starts doip.jar in that of the car, and watches the wire.

Only what Python brings. T numbers are those of the acceptance list that the tests of the build have as tags.
"""

import contextlib
import os
import select
import socket
import struct
import subprocess
import sys
import tempfile
import time

CAR = "doip4j-car"
PORT = 13400
INTERVAL = 0.2
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
SERVE = [JAVA, "-jar", "doip-cli/target/doip.jar", "serve", "--announce-interval", "200ms", "--interface-polling", "100ms"]
VIN = b"WVWZZZ1JZXW000001"
ANNOUNCEMENT = 0x0004
ALL_NODES = "ff02::1"

passed = 0
failed = 0


def check(name, good, seen=""):
    global passed, failed
    if good:
        passed += 1
        print("PASS", name, flush=True)
    else:
        failed += 1
        print("FAIL", name, seen, flush=True)


def frame(kind, payload=b"", version=3):
    return struct.pack("!BBHL", version, version ^ 0xFF, kind, len(payload)) + payload


def ip(*args):
    subprocess.run(["ip", "-n", CAR, *args], check=True)


def is_announcement(data, version=3):
    return data[:8] == struct.pack("!BBHL", version, version ^ 0xFF, ANNOUNCEMENT, 33) and data[8:25] == VIN


@contextlib.contextmanager
def server(*args):
    """A running vehicle; ends with the block, and must not have logged a stack trace."""
    print("-- serve", *args, flush=True)
    with tempfile.TemporaryFile("w+") as log:
        command = ["ip", "netns", "exec", CAR, *SERVE, *args]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            line = process.stdout.readline()
            check("it starts", line.startswith("ready "), line)
            yield process
            check("it still lives", process.poll() is None)
        finally:
            process.terminate()
            process.wait(20)
            process.stdout.close()
            log.seek(0)
            text = log.read()
            print("".join("   log: " + line + "\n" for line in text.splitlines()), end="", flush=True)
            check("no stack trace", "Exception" not in text and "\tat " not in text)


def on_link(family, link):
    sock = socket.socket(family, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, link.encode())
    if family == socket.AF_INET:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    else:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    return sock


class Listener:
    """Hears announcements on both networks and both families."""

    def __init__(self):
        self.names = {}
        for link in ("eth0", "eth1"):
            self.add("IPv4 " + link, socket.AF_INET, link)
            self.add("IPv6 " + link, socket.AF_INET6, link)

    def add(self, name, family, link, broadcast="255.255.255.255"):
        sock = on_link(family, link)
        if family == socket.AF_INET6:
            group = socket.inet_pton(family, ALL_NODES) + struct.pack("@I", socket.if_nametoindex(link))
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, group)
            sock.bind(("::", PORT))
        else:
            sock.bind((broadcast, PORT))
        self.names[sock] = name

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        for sock in self.names:
            sock.close()

    def hear(self, expected, longest=5.0):
        """All announcements until the expected number was heard, and nothing more for two intervals."""
        heard = {}
        end = time.monotonic() + longest
        while True:
            complete = all(len(heard.get(name, [])) >= 3 for name in expected)
            left = min(end - time.monotonic(), 2 * INTERVAL if complete else 60)
            ready = select.select(list(self.names), [], [], max(0, left))[0]
            if not ready:
                return heard
            for sock in ready:
                data, sender = sock.recvfrom(2000)
                if is_announcement(data):
                    heard.setdefault(self.names[sock], []).append((time.monotonic(), sender[0].split("%")[0], sender[1]))


def check_series(name, heard, expected):
    """Three from each expected source on its link, an interval apart, from the port of the entity; nothing elsewhere."""
    shape = {link: [(source, port) for _, source, port in heard[link]] for link in heard}
    check(name + ": three on each link", shape == {link: [(source, PORT)] * 3 for link, source in expected.items()}, shape)
    gaps = [b[0] - a[0] for link in heard for a, b in zip(heard[link], heard[link][1:])]
    check(name + ": an interval apart", gaps and all(0.1 < gap < 0.6 for gap in gaps), gaps)


def ask(family, link, target, request=frame(0x0001, version=0xFF)):
    """The senders of all answers to a datagram."""
    with on_link(family, link) as sock:
        scope = (0, socket.if_nametoindex(link)) if family == socket.AF_INET6 else ()
        sock.sendto(request, (target, PORT) + scope)
        senders = []
        end = time.monotonic() + 1
        while select.select([sock], [], [], max(0, end - time.monotonic()))[0]:
            data, sender = sock.recvfrom(2000)
            # 0x03: a request with version 0xFF is answered in the entity's own
            senders.append(sender[0].split("%")[0] if is_announcement(data) else data.hex())
        return senders


def check_answer(name, own, family, link, target, request=frame(0x0001, version=0xFF)):
    senders = ask(family, link, target, request)
    check(name + ": one answer, from " + own, senders == [own], senders)


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def send_raw(source):
    """An identification request with a source address that no host has, to the MAC address of the car."""
    payload = frame(0x0001)
    udp = struct.pack("!HHHH", 50000, PORT, 8 + len(payload), 0) + payload
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 64, 17, 0, socket.inet_aton(source), socket.inet_aton("10.213.1.1"))
    head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as raw:
        raw.bind(("eth0", 0x0800))
        raw.send(bytes.fromhex("02d01b000101" "02d01b000102" "0800") + head + udp)


def check_odd_sources():
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800)) as wire:
        wire.bind(("eth0", 0x0800))
        for source in ("255.255.255.255", "224.0.0.1", "10.213.1.255"):
            send_raw(source)
        answers = []
        end = time.monotonic() + 0.7
        while select.select([wire], [], [], max(0, end - time.monotonic()))[0]:
            data, where = wire.recvfrom(2000)
            if where[2] != socket.PACKET_OUTGOING and socket.inet_aton("10.213.1.1") == data[12:16]:
                answers.append(data.hex())
        check("T30 sources that are no unicast address: silence", not answers, answers)


def activate(host):
    sock = socket.create_connection((host, PORT), 5)
    sock.sendall(frame(0x0005, bytes.fromhex("0E80 00 00000000")))
    answer = sock.recv(100)
    check("routing activation on " + host, answer[2:4] == b"\x00\x06" and answer[12:13] == b"\x10", answer.hex())
    return sock


def open_sockets(host):
    """What the entity status says."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(5)
        sock.sendto(frame(0x4001), (host, PORT))
        return sock.recv(100)[10]


def wait_until(condition, longest=5.0):
    end = time.monotonic() + longest
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_closed(sock):
    try:
        return sock.recv(100, socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def all_ipv4():
    with Listener() as listener, server("--bind", "0.0.0.0"):
        expected = {"IPv4 eth0": "10.213.1.1", "IPv4 eth1": "10.213.2.1"}
        check_series("T1 all IPv4 addresses", listener.hear(expected), expected)
        for link, own in ("eth0", "10.213.1.1"), ("eth1", "10.213.2.1"):
            check_answer("T5 broadcast on " + link, own, socket.AF_INET, link, "255.255.255.255")
            subnet = own[:-1] + "255"
            check_answer("T5 subnet broadcast on " + link, own, socket.AF_INET, link, subnet)
            check_answer("unicast on " + link, own, socket.AF_INET, link, own)
        by_eid = frame(0x0002, bytes.fromhex("02d01b000201"))
        check_answer("T11 EID of the second interface", "10.213.1.1", socket.AF_INET, "eth0", "10.213.1.1", by_eid)
        foreign = ask(socket.AF_INET, "eth0", "10.213.1.1", frame(0x0002, bytes.fromhex("02d01b000202")))
        check("T10 EID of another host: silence", not foreign, foreign)
        check_odd_sources()
        check_answer("after that", "10.213.1.1", socket.AF_INET, "eth0", "255.255.255.255")


def all_ipv6():
    with Listener() as listener, server("--bind", "::"):
        expected = {"IPv6 eth0": "fe80::1", "IPv6 eth1": "fe80::1"}
        check_series("T4 all IPv6 addresses", listener.hear(expected), expected)
        for link in "eth0", "eth1":
            check_answer("T8 ff02::1 on " + link, "fe80::1", socket.AF_INET6, link, ALL_NODES)
        check_answer("T5 broadcast, IPv4 too", "10.213.1.1", socket.AF_INET, "eth0", "255.255.255.255")


def all_addresses():
    with Listener() as listener, server("--bind", "0.0.0.0", "--bind", "::", "--no-identification-delay"):
        expected = {"IPv4 eth0": "10.213.1.1", "IPv4 eth1": "10.213.2.1", "IPv6 eth0": "fe80::1", "IPv6 eth1": "fe80::1"}
        check_series("T1, T4 all addresses", listener.hear(expected), expected)
        check_answer("T5 broadcast", "10.213.2.1", socket.AF_INET, "eth1", "255.255.255.255")
        check_answer("T8 ff02::1", "fe80::1", socket.AF_INET6, "eth1", ALL_NODES)
        check_answer("IPv6 unicast", "fd13:4001::1", socket.AF_INET6, "eth0", "fd13:4001::1")
        activate("10.213.1.1").close()
        activate("fd13:4002::1").close()


def some_addresses():
    binds = ["10.213.1.1", "10.213.2.1", "fd13:4001::1"]
    options = [arg for bind in binds for arg in ("--bind", bind)]
    with Listener() as listener, server("--announce-to-subnets", *options):
        listener.add("subnet eth0", socket.AF_INET, "eth0", "10.213.1.255")
        expected = {"IPv4 eth0": "10.213.1.1", "IPv4 eth1": "10.213.2.1", "IPv6 eth0": "fd13:4001::1", "subnet eth0": "10.213.1.1"}
        check_series("T1, T4 three addresses", listener.hear(expected), expected)
        check_answer("T5 broadcast on eth0", "10.213.1.1", socket.AF_INET, "eth0", "255.255.255.255")
        check_answer("T5 broadcast on eth1", "10.213.2.1", socket.AF_INET, "eth1", "255.255.255.255")
        check_answer("T8 ff02::1", "fd13:4001::1", socket.AF_INET6, "eth0", ALL_NODES)
        check_loss(listener, "IPv4 eth0", "subnet eth0")


def check_loss(listener, *links):
    """T108: 10.213.1.1 goes and comes back; 10.213.2.1 tells how many sockets are open."""
    sock = activate("10.213.1.1")
    check("T108 one socket is open", open_sockets("10.213.2.1") == 1)
    ip("addr", "del", "10.213.1.1/24", "dev", "eth0")
    try:
        check("T108 address removed: its socket is closed", wait_until(lambda: open_sockets("10.213.2.1") == 0))
    finally:
        ip("addr", "add", "10.213.1.1/24", "brd", "+", "dev", "eth0")
    check_series("T108 address is back", listener.hear(links), dict.fromkeys(links, "10.213.1.1"))
    check("T108 the tester sees the end", wait_until(lambda: is_closed(sock)))
    sock.close()
    activate("10.213.1.1").close()


def addresses_that_come_and_go():
    ip("addr", "flush", "dev", "eth0")
    ip("addr", "flush", "dev", "eth1")
    with Listener() as listener, server("--bind", "0.0.0.0", "--bind", "::"):
        check("T3 no address: no announcement", not listener.hear([], 1))
        ip("addr", "add", "10.213.1.1/24", "brd", "+", "dev", "eth0")
        check_series("T3 an address arrives", listener.hear(["IPv4 eth0"]), {"IPv4 eth0": "10.213.1.1"})
        ip("addr", "add", "10.213.2.1/24", "brd", "+", "dev", "eth1")
        check_series("T3 a second one", listener.hear(["IPv4 eth1"]), {"IPv4 eth1": "10.213.2.1"})
        # Without "nodad": it can be used only when the host has seen that it is no duplicate, after a second or two.
        ip("addr", "add", "fe80::1/64", "dev", "eth1")
        check_series("T3 an IPv6 address", listener.hear(["IPv6 eth1"]), {"IPv6 eth1": "fe80::1"})
        check_answer("T8 ff02::1, joined later", "fe80::1", socket.AF_INET6, "eth1", ALL_NODES)
        check_answer("T5 broadcast", "10.213.2.1", socket.AF_INET, "eth1", "255.255.255.255")
        check_loss(listener, "IPv4 eth0")
        sock = activate("10.213.2.1")
        ip("link", "set", "eth1", "down")
        check("T108 interface is down: its socket is closed", wait_until(lambda: open_sockets("10.213.1.1") == 0))
        sock.close()


def main():
    for test in all_ipv4, all_ipv6, all_addresses, some_addresses, addresses_that_come_and_go:
        try:
            test()
        except Exception as e:
            check(test.__name__, False, repr(e))
    print(f"netns: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
