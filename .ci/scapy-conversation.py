#!/usr/bin/python3
"""Talks to the demo vehicle with scapy, which knows nothing of doip4j. The last line is "N passed, N failed".

With --reference it is the reference ECU that scapy talks to, through all that a workshop does.

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
    UDS, UDS_CDTCI, UDS_DSC, UDS_DSCPR, UDS_ER, UDS_ERPR, UDS_NR, UDS_RC, UDS_RCPR, UDS_RD, UDS_RDBI,
    UDS_RDBIPR, UDS_RDPR, UDS_RDTCI, UDS_RDTCIPR, UDS_RTE, UDS_SA, UDS_SAPR, UDS_TD, UDS_TDPR, UDS_TP,
    UDS_TPPR, UDS_WDBI, UDS_WDBIPR)

VIN = b"WVWZZZ1JZXW000001"
EID = bytes.fromhex("020000001000")
TESTER, GATEWAY, ECU, ALL_ECUS = 0x0E80, 0x1000, 0x1001, 0xE400
TIMEOUT = 5

counts = {True: 0, False: 0}


def check(name, holds, seen):
    counts[bool(holds)] += 1
    print(f"PASS {name}" if holds else f"FAIL {name}: {str(seen)[:500]}", flush=True)


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


class Workshop(PlainSockets):
    """The reference ECU, from the session change to a download into its flash memory."""

    FLASH, SIZE, BLOCK = 0x08000000, 0x10000, 1024
    KEY_MASK = 0xA5A5A5A5

    def answers(self, name, request, layer, expected):
        """Sends a request, waits as long as the ECU asks for it, and compares the beginning of the answer.

        scapy makes no layer of an answer without data: None."""
        self.request(UDS() / request)
        r, waits = self.response(), 0
        while UDS_NR in r and r[UDS_NR].negativeResponseCode == 0x78:
            r, waits = self.response(), waits + 1
        check(name, (layer is None or layer in r) and bytes(r).startswith(bytes.fromhex(expected)), bytes(r).hex())
        return r, waits

    def session(self):
        self.answers("10 03", UDS_DSC(diagnosticSessionType=3), UDS_DSCPR, "50 03 0032 01F4")
        self.answers("F186", UDS_RDBI(identifiers=[0xF186]), UDS_RDBIPR, "62 F186 03")

    def unlock(self):
        self.answers("locked", UDS_WDBI(dataIdentifier=0x0110) / b"\xca\xfe\xba\xbe", UDS_NR, "7F 2E 33")
        r, _ = self.answers("27 01", UDS_SA(securityAccessType=1), UDS_SAPR, "67 01 11223344")
        key = int.from_bytes(r[UDS_SAPR].securitySeed, "big") ^ self.KEY_MASK
        wrong = UDS_SA(securityAccessType=2, securityKey=b"\0\0\0\0")
        self.answers("wrong key", wrong, UDS_NR, "7F 27 35")
        self.answers("27 01 again", UDS_SA(securityAccessType=1), UDS_SAPR, "67 01 11223344")
        right = UDS_SA(securityAccessType=2, securityKey=key.to_bytes(4, "big"))
        self.answers("27 02", right, UDS_SAPR, "67 02")

    def data(self):
        self.answers("2E 0110", UDS_WDBI(dataIdentifier=0x0110) / b"\xca\xfe\xba\xbe", UDS_WDBIPR, "6E 0110")
        self.answers("22 0110", UDS_RDBI(identifiers=[0x0110]), UDS_RDBIPR, "62 0110 CAFEBABE")
        self.answers("2E 0110 back", UDS_WDBI(dataIdentifier=0x0110) / b"\0\0\0\0", UDS_WDBIPR, "6E 0110")

    def routine(self):
        start = UDS_RC(routineControlType=1, routineIdentifier=0x0203)
        self.answers("31 01 0203", start, UDS_RCPR, "71 01 0203 00")
        unknown = UDS_RC(routineControlType=1, routineIdentifier=0xAAAA)
        self.answers("31 01 AAAA", unknown, UDS_NR, "7F 31 31")

    def dtcs(self):
        confirmed = UDS_RDTCI(reportType=2, DTCStatusMask=8)
        r, _ = self.answers("19 02 08", confirmed, UDS_RDTCIPR, "59 02 7F 123456 09 9A0102 2F")
        found = [bytes(r)[i:i + 3].hex() for i in range(3, len(bytes(r)), 4)]
        check("DTCs", found == ["123456", "9a0102"], found)
        self.answers("19 01 FF", UDS_RDTCI(reportType=1, DTCStatusMask=0xFF), UDS_RDTCIPR, "59 01 7F 01 0002")
        group = UDS_CDTCI(groupOfDTCHighByte=0xFF, groupOfDTCMiddleByte=0xFF, groupOfDTCLowByte=0xFF)
        self.answers("14 FFFFFF", group, None, "54")
        r, _ = self.answers("19 02 08 after it", confirmed, UDS_RDTCIPR, "59 02 7F")
        check("no DTC is left", len(bytes(r)) == 3, bytes(r).hex())

    def programming(self):
        self.answers("10 02", UDS_DSC(diagnosticSessionType=2), UDS_DSCPR, "50 02")
        self.answers("27 01", UDS_SA(securityAccessType=1), UDS_SAPR, "67 01 11223344")
        key = UDS_SA(securityAccessType=2, securityKey=bytes.fromhex("B48796E1"))
        self.answers("27 02", key, UDS_SAPR, "67 02")

    def area(self):
        return struct.pack("!II", self.FLASH, self.SIZE)

    def erase(self):
        erase = UDS_RC(routineControlType=1, routineIdentifier=0xFF00) / (b"\x44" + self.area())
        _, waits = self.answers("31 01 FF00", erase, UDS_RCPR, "71 01 FF00 00")
        check("erasing: response pending", waits >= 1, waits)

    def download(self):
        request = UDS_RD(memorySizeLen=4, memoryAddressLen=4, memoryAddress4=self.FLASH, memorySize4=self.SIZE)
        check("34 as scapy builds it", bytes(UDS() / request) == b"\x34\x00\x44" + self.area(), bytes(request).hex())
        r, _ = self.answers("34", request, UDS_RDPR, "74 20 0402")
        longest = int.from_bytes(r[UDS_RDPR].maxNumberOfBlockLength, "big")
        check("34: block length", longest == self.BLOCK + 2, longest)
        image = bytes((i * 7) & 0xFF for i in range(self.SIZE))
        self.blocks = [image[i:i + self.BLOCK] for i in range(0, self.SIZE, self.BLOCK)]
        for number, block in enumerate(self.blocks, 1):
            transfer = UDS_TD(blockSequenceCounter=number & 0xFF, transferRequestParameterRecord=block)
            self.answers(f"36 {number:02X}", transfer, UDS_TDPR, f"76 {number & 0xFF:02X}")
        self.answers("37", UDS_RTE(), None, "77")
        self.answers("31 01 FF01", UDS_RC(routineControlType=1, routineIdentifier=0xFF01), UDS_RCPR, "71 01 FF01 00")

    def upload(self):
        """What was downloaded is there. scapy has no field for the two addresses in one class of its own here."""
        self.request(UDS(b"\x35\x00\x44" + self.area()))
        self.response()
        for number, block in enumerate(self.blocks, 1):
            self.request(UDS() / UDS_TD(blockSequenceCounter=number & 0xFF))
            r = self.response()
            if bytes(r) != bytes([0x76, number & 0xFF]) + block:
                raise AssertionError(f"block {number:02X}: {bytes(r).hex()[:100]}")
        self.answers("37 after it", UDS_RTE(), None, "77")

    def end(self):
        self.answers("11 01", UDS_ER(resetType=1), UDS_ERPR, "51 01")
        check("the entity closes the connection", self.tcp.recv(1) == b"", "still open")

    def run(self):
        self.all_of(self.activation, self.session, self.unlock, self.data, self.routine, self.dtcs, self.programming,
                    self.erase, self.download, self.upload, self.end)


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
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--scapy-sockets", action="store_true")
    kind.add_argument("--reference", action="store_true")
    args = parser.parse_args()
    conversation = ScapySockets if args.scapy_sockets else Workshop if args.reference else PlainSockets
    print(f"-- {conversation.__name__} to {args.host} port {args.port}")
    conversation(args.host, args.port).run()
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(1 if counts[False] else 0)


main()
