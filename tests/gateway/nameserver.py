"""A DNS server on loopback that is right, wrong or silent, as its zone says."""

import socket
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Self

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

SILENT = "SILENT"
"""Instead of a value: no reply to such a question. Instead of a name's records: to none."""
BROKEN = "BROKEN"
"""Instead of a name's records: SERVFAIL."""
LIE = "LIE"
"""Instead of a name's records: a reply that is no DNS message."""

Records = Iterable[tuple[str, str]] | str
Zone = Mapping[str, Records]


def text(*parts: str) -> str:
    """Return strings as the rdata of a TXT record."""
    return " ".join('"' + "".join(_escaped(byte) for byte in p.encode()) + '"' for p in parts)


def _escaped(byte: int) -> str:
    is_plain = 32 <= byte <= 126 and byte not in b'"\\'
    return chr(byte) if is_plain else f"\\{byte:03d}"


def txt(*values: str) -> list[tuple[str, str]]:
    """Return TXT records, each cut into strings of 255 characters."""
    cut = [[v[at : at + 255] for at in range(0, len(v) or 1, 255)] for v in values]
    return [("TXT", text(*parts)) for parts in cut]


class NameServer:
    """Answers questions over UDP and TCP, until it is left.

    Args:
        zone: Names in small letters without a last dot.
    """

    def __init__(self, zone: Zone) -> None:
        self.zone = dict(zone)
        self.asked: list[tuple[str, str]] = []
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.address = self._tcp.getsockname()
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(self.address)
        self._threads = [threading.Thread(target=t, daemon=True) for t in (self._serve, self._take)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for each in (self._udp, self._tcp):
            # A blocked call on the other thread ends only by this.
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                data, client = self._udp.recvfrom(4096)
                if not data:
                    return
                reply = self._reply(data, 1232)
                if reply is not None:
                    self._udp.sendto(reply, client)
            except OSError:
                return

    def _take(self) -> None:
        while True:
            try:
                connection, _ = self._tcp.accept()
            except OSError:
                return
            with connection:
                data = connection.recv(4096)
                reply = self._reply(data[2:], 65535)
                if reply is not None:
                    connection.sendall(len(reply).to_bytes(2) + reply)

    def _reply(self, data: bytes, size: int) -> bytes | None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = b".".join(question.name.labels[:-1]).decode("latin-1").lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        records = self.zone.get(name)
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if records == SILENT:
            return None
        if records == LIE:
            return b"nonsense"
        if records == BROKEN:
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif records is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif not self._answer(reply, name, kind):
            return None
        try:
            return reply.to_wire(max_size=size)
        except dns.exception.TooBig:
            reply.answer.clear()
            reply.flags |= dns.flags.TC
            return reply.to_wire()

    def _answer(self, reply: dns.message.Message, name: str, kind: str) -> bool:
        """Put in what the zone has, following aliases; tell whether there is a reply at all."""
        for _ in range(12):
            records = [r for r in self.zone.get(name, ()) if not isinstance(r, str)]
            alias = [value for k, value in records if k == "CNAME"]
            if alias and kind != "CNAME":
                reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", alias[0]))
                name = alias[0].rstrip(".").lower()
                if name not in self.zone:
                    return True
                continue
            values = [value for k, value in records if k == kind]
            if SILENT in values:
                return False
            if values:
                reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *values))
            return True
        return True
