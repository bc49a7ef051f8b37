"""Hand-made mails: small, readable, written with LF; tests run each with LF and with CRLF."""

import base64
import struct
import zlib
from dataclasses import dataclass

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
XML = b'<?xml version="1.0"?>\n<Invoice/>\n'
ZIP = b"PK\x03\x04" + bytes(40)


@dataclass(frozen=True)
class Attached:
    """One part to be put into a mail; ``fields`` are lines of its header."""

    fields: tuple[str, ...]
    body: bytes


def png(width: int, height: int, size: int = 20_000) -> bytes:
    """Return the beginning of a PNG of that many pixels, filled up to ``size`` bytes."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    return (head + struct.pack(">I", zlib.crc32(chunk))).ljust(size, b"\0")


def text(body: str = "Bonjour, veuillez trouver ci-joint notre facture.") -> Attached:
    return Attached(("Content-Type: text/plain; charset=utf-8",), body.encode())


def part(data: bytes, *fields: str) -> Attached:
    """Return a part in base64 with these fields besides."""
    return Attached((*fields, "Content-Transfer-Encoding: base64"), base64.encodebytes(data))


def pdf(name: str = "Facture.pdf", data: bytes = PDF) -> Attached:
    return part(
        data,
        "Content-Type: application/pdf",
        f'Content-Disposition: attachment; filename="{name}"',
    )


def plain(content: bytes, *fields: str) -> Attached:
    """Return a part without transfer encoding."""
    return Attached(fields, content)


def multipart(*parts: Attached, kind: str = "mixed", boundary: str = "=_b1") -> Attached:
    lines = []
    for one in parts:
        lines += [f"--{boundary}".encode(), *(f.encode() for f in one.fields), b"", one.body]
    lines += [f"--{boundary}--".encode(), b""]
    return Attached((f'Content-Type: multipart/{kind}; boundary="{boundary}"',), b"\n".join(lines))


def mail(content: Attached, *fields: str) -> bytes:
    """Return a whole message with LF."""
    head = (
        "From: Compta ACME <compta@acme.example>",
        "To: SIREN123456782@mg.example.test",
        "Subject: Facture F-2026-0042",
        "Message-ID: <m1@acme.example>",
        "MIME-Version: 1.0",
        *fields,
        *content.fields,
    )
    return "\n".join(head).encode() + b"\n\n" + content.body


def forwarded(message: bytes) -> Attached:
    return plain(message, "Content-Type: message/rfc822")


def with_crlf(message: bytes) -> bytes:
    return message.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
