#!/usr/bin/python3
"""Talks to the demo vehicle with scapy, which knows nothing of doip4j. The last line is "N passed, N failed".

By default scapy builds and dissects the messages, and the sockets are plain ones with framing of our own: scapy 2.5.0
takes what one recv gives for one message, and loses an answer that shares a segment with its acknowledge. With
--scapy-sockets scapy does it all (the vehicle needs --ack-own-segment).
"""

import argparse
import logging
import socket
import struct
import sys

logging.getLogger("scapy").setLevel(logging.ERROR)
from scapy.contrib.automotive.doip import DoIP, DoIPSocket, UDS_DoIPSocket  # noqa: E402
from scapy.contrib.automotive.uds import (  # noqa: E402
    UDS, UDS_DSC, UDS_DSCPR, UDS_ER, UDS_ERPR, UDS_NR, UDS_RDBI, UDS_RDBIPR, UDS_TP, UDS_TPPR)

VIN = b"WVWZZZ1JZXW000001"
EID = bytes.fromhex("020000001000")
TESTER, GATEWAY, ECU, ALL_ECUS = 0x0E80, 0x1000, 0x1001, 0xE400
TIMEOUT = 5

counts = {True: 0, False: 0}


def check(name, holds, seen):
    counts[bool(holds)] += 1
    print(f"PASS {name}" if holds else f"FAIL {name}: {seen}", flush=True)


class Conversation:
    def __init__(self, host, port):
        self.host, self.port = host, port
        self.family = socket.AF_INET6 if ":" in host else socket.AF_INET

    def all_of(self, *steps):
        for step in steps:
            try:
                step()
            except Exception as e:  # one broken step must not hide the others
                check(step.__name__, False, repr(e))

    # --- UDP

    def ask(self, request):
        with socket.socket(self.family, socket.SOCK_DGRAM) as s:
            s.settimeout(TIMEOUT)
            s.sendto(bytes(request), (self.host, self.port))
            return DoIP(s.recv(65535))

    def identification(self):
        for name, request in (
                ("identification, any version", DoIP(protocol_version=0xFF, inverse_version=0, payload_type=1)),
                ("identification", DoIP(payload_type=1)),
                ("identification by EID", DoIP(payload_type=2, eid=EID)),
                ("identification by VIN", DoIP(payload_type=3, vin=VIN))):
            a = self.ask(request)
            check(name, (a.payload_type, a.vin, a.logical_address, a.eid) == (4, VIN, GATEWAY, EID), a.show2(dump=True))
            version = 3 if request.protocol_version == 0xFF else request.protocol_version
            check(f"{name}: answer in version {version}", a.protocol_version == version, a.protocol_version)

    def entity_status(self):
        a = self.ask(DoIP(payload_type=0x4001))
        fields = (a.payload_type, a.node_type, a.max_open_sockets, a.max_data_size)
        check("entity status", fields == (0x4002, 0, 16, 2000000), fields)

    def power_mode(self):
        a = self.ask(DoIP(payload_type=0x4003))
        check("power mode", (a.payload_type, a.diagnostic_power_mode) == (0x4004, 1), a.show2(dump=True))

    def nack(self):
        a = self.ask(DoIP(payload_type=0x0042))
        check("unknown type: NACK", (a.payload_type, a.nack) == (0, 1), a.show2(dump=True))

    def udp(self):
        self.all_of(self.identification, self.entity_status, self.power_mode, self.nack)


class PlainSockets(Conversation):
    """Messages of scapy, framing of our own."""

    def connect(self, source=TESTER):
        self.tcp = socket.create_connection((self.host, self.port), TIMEOUT)
        self.tcp.settimeout(TIMEOUT)
        self.send(DoIP(payload_type=5, source_address=source))
        return self.receive()

    def send(self, message):
        self.tcp.sendall(bytes(message))

    def exactly(self, length):
        data = b""
        while len(data) < length:
            part = self.tcp.recv(length - len(data))
            if not part:
                raise EOFError(f"closed after {data.hex()}")
            data += part
        return data

    def receive(self):
        header = self.exactly(8)
        return DoIP(header + self.exactly(struct.unpack("!I", header[4:])[0]))

    def request(self, uds, target=GATEWAY):
        self.send(DoIP(payload_type=0x8001, source_address=TESTER, target_address=target) / uds)
        ack = self.receive()
        fields = (ack.payload_type, ack.source_address, ack.target_address, ack.ack_code)
        check("acknowledge", fields == (0x8002, target, TESTER, 0), ack.show2(dump=True))

    def response(self, target=GATEWAY):
        message = self.receive()
        fields = (message.payload_type, message.source_address, message.target_address)
        check("response: addresses", fields == (0x8001, target, TESTER), message.show2(dump=True))
        return message[UDS]

    def activation(self):
        a = self.connect()
        fields = (a.payload_type, a.logical_address_tester, a.logical_address_doip_entity, a.routing_activation_response)
        check("routing activation", fields == (6, TESTER, GATEWAY, 0x10), a.show2(dump=True))

    def vin(self):
        for target in (GATEWAY, ECU):
            self.request(UDS() / UDS_RDBI(identifiers=[0xF190]), target)
            r = self.response(target)
            check(f"22 F1 90 to 0x{target:04X}", UDS_RDBIPR in r and bytes(r)[1:] == b"\xf1\x90" + VIN, bytes(r).hex())

    def tester_present(self):
        self.request(UDS() / UDS_TP())
        r = self.response()
        check("3E 00", UDS_TPPR in r and bytes(r) == b"\x7e\x00", bytes(r).hex())

    def suppressed(self):
        # Only acknowledged: were it answered, the next step would find that answer
        self.request(UDS() / UDS_TP(subFunction=0x80))

    def session(self):
        self.request(UDS() / UDS_DSC(diagnosticSessionType=3))
        r = self.response()
        check("10 03", UDS_DSCPR in r and bytes(r)[:2] == b"\x50\x03" and len(bytes(r)) == 6, bytes(r).hex())

    def unknown_data(self):
        self.request(UDS() / UDS_RDBI(identifiers=[0xDEAD]))
        r = self.response()
        check("unknown DID", UDS_NR in r and bytes(r) == b"\x7f\x22\x31", bytes(r).hex())

    def reset(self):
        self.request(UDS() / UDS_ER(resetType=1), ECU)
        r = self.response(ECU)
        check("11 01", UDS_ERPR in r and bytes(r) == b"\x51\x01", bytes(r).hex())

    def functional(self):
        self.request(UDS() / UDS_TP(), ALL_ECUS)
        answers = [self.receive() for _ in (GATEWAY, ECU)]
        senders = sorted(a.source_address for a in answers)
        check("3E 00 to all ECUs", senders == [GATEWAY, ECU] and all(UDS_TPPR in a for a in answers), answers)

    def unknown_target(self):
        self.send(DoIP(payload_type=0x8001, source_address=TESTER, target_address=0x2000) / UDS() / UDS_TP())
        a = self.receive()
        check("unknown target: NACK", (a.payload_type, a.nack_code) == (0x8003, 3), a.show2(dump=True))

    def coalesced(self):
        one = bytes(DoIP(payload_type=0x8001, source_address=TESTER, target_address=GATEWAY) / UDS() / UDS_TP())
        self.send(one + one)
        types = sorted(self.receive().payload_type for _ in range(4))
        # The second one may find the ECU busy, it is answered in any case
        check("two requests in one segment", types == [0x8001, 0x8001, 0x8002, 0x8002], types)

    def unknown_tester(self):
        self.tcp.close()
        a = self.connect(source=0x0001)
        check("unknown tester: denied", a.routing_activation_response == 0, a.show2(dump=True))
        check("unknown tester: closed", self.tcp.recv(1) == b"", "still open")

    def run(self):
        self.udp()
        self.all_of(self.activation, self.vin, self.suppressed, self.tester_present, self.session, self.unknown_data,
                    self.functional, self.unknown_target, self.coalesced, self.reset, self.unknown_tester)


class ScapySockets(Conversation):
    """Everything by scapy, over IPv4."""

    def messages(self):
        s = DoIPSocket(self.host, self.port, source_address=TESTER)
        check("DoIPSocket: routing activation", getattr(s, "target_address", None) == GATEWAY, vars(s))
        message = DoIP(payload_type=0x8001, source_address=TESTER, target_address=ECU)
        r = s.sr1(message / UDS() / UDS_RDBI(identifiers=[0xF190]), timeout=TIMEOUT, verbose=False)
        check("DoIPSocket: 22 F1 90", r is not None and bytes(r[UDS])[3:] == VIN, r)
        s.close()

    def diagnostics(self):
        s = UDS_DoIPSocket(self.host, self.port, source_address=TESTER)
        for name, request, layer, answer in (
                ("22 F1 90", UDS_RDBI(identifiers=[0xF190]), UDS_RDBIPR, b"\x62\xf1\x90" + VIN),
                ("3E 00", UDS_TP(), UDS_TPPR, b"\x7e\x00"),
                ("10 03", UDS_DSC(diagnosticSessionType=3), UDS_DSCPR, b"\x50\x03"),
                ("unknown DID", UDS_RDBI(identifiers=[0xDEAD]), UDS_NR, b"\x7f\x22\x31"),
                ("11 01", UDS_ER(resetType=1), UDS_ERPR, b"\x51\x01")):
            r = s.sr1(UDS() / request, timeout=TIMEOUT, verbose=False)
            check(f"UDS_DoIPSocket: {name}", r is not None and layer in r and bytes(r).startswith(answer), r)
        s.close()

    def run(self):
        self.udp()
        self.all_of(self.messages, self.diagnostics)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=13400)
    parser.add_argument("--scapy-sockets", action="store_true")
    args = parser.parse_args()
    print(f"-- {'scapy sockets' if args.scapy_sockets else 'plain sockets'} to {args.host} port {args.port}")
    (ScapySockets if args.scapy_sockets else PlainSockets)(args.host, args.port).run()
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(1 if counts[False] else 0)


main()
