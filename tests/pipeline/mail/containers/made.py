"""Containers made by hand: archives, winmail.dat, signed and compressed data, Outlook's files."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

Properties = dict[int, tuple[int, bytes]]
"""Values by property id, each with its type."""

OBJECT, UNICODE, BINARY = 0x0D, 0x1F, 0x102
MESSAGE_INTERFACE = bytes.fromhex("0703020000000000c000000000000046")


def zipped(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


def zipped_at(name: str, content: bytes, offset: int) -> bytes:
    """Return an archive whose one file is said to lie at an offset that takes 64 bits."""
    data = zipped((name, content))
    begin, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    where = struct.pack("<HHQ", 1, 8, offset)
    entry = data[begin : begin + 30] + b"\x0c\0" + data[begin + 32 : begin + 42] + b"\xff" * 4
    directory = entry + data[begin + 46 : end] + where
    closing = data[end : end + 12] + struct.pack("<I", len(directory)) + data[end + 16 :]
    return data[:begin] + directory + closing


def attribute(name: int, data: bytes, level: int = 2) -> bytes:
    """Return one attribute of [MS-OXTNEF] 2.1.3."""
    head = struct.pack("<BHHI", level, name, 6, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(values: Properties) -> bytes:
    """Return values as [MS-OXTNEF] 2.1.3.4 lists them."""
    block = struct.pack("<I", len(values))
    for name, (kind, value) in values.items():
        block += struct.pack("<HHII", kind, name, 1, len(value)) + value + bytes(-len(value) % 4)
    return block


def wide(text: str) -> tuple[int, bytes]:
    return UNICODE, text.encode("utf-16-le") + b"\0\0"


def tnef(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(attributes)


def tnef_file(name: str, data: bytes) -> bytes:
    """Return the attributes of one attachment with a long name."""
    return (
        attribute(0x9002, bytes(14))
        + attribute(0x8010, b"COURT~1.PDF\0")
        + attribute(0x800F, data)
        + attribute(0x9005, properties({0x3707: wide(name)}))
    )


def der(tag: int, *contents: bytes) -> bytes:
    """Return one element of DER."""
    content = b"".join(contents)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


_PKCS7 = bytes.fromhex("2a864886f70d0107")
_SHA256 = der(0x30, der(0x06, bytes.fromhex("608648016503040201")))


def content_info(kind: bytes, body: bytes) -> bytes:
    return der(0x30, der(0x06, kind), der(0xA0, body))


def signed(content: bytes | None, of: bytes | None = None) -> bytes:
    """Return signed-data over ``content``, or detached over ``of``, with the digest of ``of``."""
    digest = hashlib.sha256(of if of is not None else content or b"").digest()
    attributes = der(
        0xA0,
        der(
            0x30,
            der(0x06, bytes.fromhex("2a864886f70d010904")),
            der(0x31, der(0x04, digest)),
        ),
    )
    signer = der(
        0x30,
        der(0x02, b"\x01"),
        der(0x30, der(0x30), der(0x02, b"\x01")),
        _SHA256,
        attributes,
        _SHA256,
        der(0x04, b"signature"),
    )
    wrapped = () if content is None else (der(0xA0, der(0x04, content)),)
    data = der(0x30, der(0x06, _PKCS7 + b"\x01"), *wrapped)
    body = der(0x30, der(0x02, b"\x01"), der(0x31, _SHA256), data, der(0x31, signer))
    return content_info(_PKCS7 + b"\x02", body)


def enveloped() -> bytes:
    return content_info(_PKCS7 + b"\x03", der(0x30, der(0x02, b"\x00")))


def compressed(content: bytes) -> bytes:
    data = der(0x30, der(0x06, _PKCS7 + b"\x01"), der(0xA0, der(0x04, zlib.compress(content))))
    body = der(0x30, der(0x02, b"\x00"), der(0x30), data)
    return content_info(bytes.fromhex("2a864886f70d0109100109"), body)


Tree = Mapping[str, "bytes | Tree"]
_SECTOR = 512
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def compound(tree: Tree) -> bytes:
    """Return a compound file ([MS-CFB]) with these storages and streams.

    Every stream is filled up with NULs to 4,096 bytes, so that none is a small one; its size says
    how long it is only from there on. Texts end at their first NUL, and so may the files of tests.
    """
    entries: list[list[int | str | bytes]] = [["Root Entry", 5, _NONE, _NONE, _END, 0]]
    streams: list[bytes] = []
    _enter(tree, 0, entries, streams)
    directory_sectors = -(-len(entries) * 128 // _SECTOR)
    sizes = [directory_sectors, *(len(stream) // _SECTOR for stream in streams)]
    fats = next(n for n in range(1, 100) if n + sum(sizes) <= n * _SECTOR // 4)
    fat = [_FAT] * fats
    starts = []
    for size in sizes:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + size), _END]
    fat += [_FREE] * (fats * _SECTOR // 4 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats)
    head += struct.pack("<7I", starts[0], 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(fats), *([_FREE] * (109 - fats)))
    directory = b"".join(_entry(entry, starts[1:]) for entry in entries)
    empty = _entry(["", 0, _NONE, _NONE, 0, 0], [])
    directory += empty * (directory_sectors * 4 - len(entries))
    return head + struct.pack(f"<{len(fat)}I", *fat) + directory + b"".join(streams)


def _enter(
    tree: Tree, parent: int, entries: list[list[int | str | bytes]], streams: list[bytes]
) -> None:
    """Add the entries of a storage as a chain of right siblings."""
    previous: int | None = None
    for name, value in tree.items():
        number = len(entries)
        if isinstance(value, bytes):
            streams.append(value.ljust(-(-max(len(value), 4096) // _SECTOR) * _SECTOR, b"\0"))
            size = max(len(value), 4096)
            entries.append([name, 2, _NONE, _NONE, len(streams) - 1, size])
        else:
            entries.append([name, 1, _NONE, _NONE, 0, 0])
        entries[parent if previous is None else previous][3 if previous is None else 2] = number
        previous = number
        if not isinstance(value, bytes):
            _enter(value, number, entries, streams)


def _entry(entry: list[int | str | bytes], starts: list[int]) -> bytes:
    name, kind, right, child, stream, size = entry
    encoded = str(name).encode("utf-16-le") + b"\0\0"
    start = starts[int(stream)] if kind == 2 else (_END if kind == 5 else 0)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack(
            "<HBBIII", len(encoded) if name else 0, int(kind), 1, _NONE, int(right), int(child)
        )
        + bytes(36)
        + struct.pack("<IQ", start, int(size))
    )


def outlook(
    *files: tuple[str, bytes], headers: str = "", sender: str = "", inner: Tree | None = None
) -> Tree:
    """Return the tree of a ``.msg`` with these attachments, and perhaps a mail attached to it."""
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": b"x",
        "__substg1.0_1000001F": "Bonjour".encode("utf-16-le"),
        "__substg1.0_0037001F": "Facture 12".encode("utf-16-le"),
    }
    if headers:
        tree["__substg1.0_007D001F"] = headers.encode("utf-16-le")
    if sender:
        tree["__substg1.0_5D01001F"] = sender.encode("utf-16-le")
    for number, (name, data) in enumerate(files):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": b"x",
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data,
        }
    if inner is not None:
        tree["__attach_version1.0_#000000FF"] = {
            "__properties_version1.0": b"x",
            "__substg1.0_3001001F": "Facture de juin".encode("utf-16-le"),
            "__substg1.0_3701000D": inner,
        }
    return tree
