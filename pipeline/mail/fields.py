"""Header blocks: where one ends, its fields, and the parameters of a field (RFC 5322 §2.2).

In: a message as bytes, with CRLF or LF. Out: fields as text in which a byte over 127 is a
surrogate (PEP 383), since RFC 5322 §2.2 allows none and senders use them all the same.

The standard library reads the fields (policy ``compat32``), but only after the end of the block
was found here: left alone it ends a header at the first line that is no field, which loses every
attachment behind one line of junk, and takes a bare CR for a line end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import compat32

from pipeline.mail.limits import MAX_HEADER_BYTES, MAX_LINES, LimitError, check_fields
from storage.domain.reason import Reason

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_USUAL = re.compile(
    rb"(?:content-[a-z-]+|mime-version|from|to|cc|subject|date|message-id|received|return-path"
    rb"|reply-to|sender)[ \t]*:",
    re.IGNORECASE,
)
_MAX_JUNK = 50
"""Lines of one block that are no field; where more follow one another there is no header."""
_MEDIA_TYPE = re.compile(r"[!-'*-.0-~]+/[!-'*-.0-:<-~]+")
_COMMENT = re.compile(r"\([^()]*\)")
# A quoted value may hold the semicolon that ends an unquoted one. No two branches can match the
# same character, so the search is linear.
_PARAMETER = re.compile(r';\s*([^\s=;"()]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)


@dataclass(frozen=True)
class Fields:
    """The fields of one header block.

    Attributes:
        items: Name in small letters and unfolded value, in the order of the block.
    """

    items: tuple[tuple[str, str], ...] = ()

    def all(self, name: str) -> list[str]:
        """Return the values of every field of that name, which is in small letters."""
        return [value for key, value in self.items if key == name]

    def first(self, name: str) -> str:
        """Return the value of the first field of that name; empty if there is none."""
        return next((value for key, value in self.items if key == name), "")


@dataclass(frozen=True)
class ContentType:
    """A Content-Type or Content-Disposition field taken apart.

    Attributes:
        value: What stands before the parameters, in small letters.
        parameters: Names in small letters with their values, in the order of the field; a name
            may come twice.
    """

    value: str
    parameters: tuple[tuple[str, str], ...] = ()

    def parameter(self, name: str) -> str:
        """Return the first value of a plain parameter; empty if there is none."""
        return next((value for key, value in self.parameters if key == name), "")


def read_fields(buffer: bytes, start: int, end: int) -> tuple[Fields, int]:
    """Read the header block at ``start``.

    The block ends at the first empty line, or at a line that is no field and is not followed by
    a usual one: then the empty line is missing. Other lines that are no field are skipped.

    Args:
        buffer: Holds the entity.
        start: Offset of the entity's first byte.
        end: Offset behind its last byte.

    Returns:
        The fields and the offset of the body, at most ``end``.

    Raises:
        LimitError: The block breaks a cap of `limits`.
    """
    lines, body = _lines(buffer, start, end)
    last_usual = max((i for i, (_, line) in enumerate(lines) if _USUAL.match(line)), default=-1)
    fields: list[bytes] = []
    skipped = True
    for index, (offset, line) in enumerate(lines):
        if line[:1] in (b" ", b"\t"):
            if not skipped:
                fields[-1] += b"\n" + line
        elif match := _FIELD.match(line):
            fields.append(match[1] + line[match.end() - 1 :])
            skipped = False
        elif index < last_usual:
            skipped = True
        else:
            body = offset
            break
    if body is None:
        raise LimitError(Reason.HEADER_TOO_LARGE)
    return _parse(check_fields(fields)), body


def _lines(buffer: bytes, start: int, end: int) -> tuple[list[tuple[int, bytes]], int | None]:
    """Return the lines up to the first empty one with their offsets, and the offset behind it.

    That offset is None where a block within the caps would have ended earlier.
    """
    lines: list[tuple[int, bytes]] = []
    position = start
    junk = 0
    while position < end:
        if position - start >= MAX_HEADER_BYTES or len(lines) > MAX_LINES or junk > _MAX_JUNK:
            return lines, None
        stop = buffer.find(b"\n", position, min(end, start + MAX_HEADER_BYTES))
        after = min(end, start + MAX_HEADER_BYTES) if stop < 0 else stop + 1
        line = buffer[position:after].rstrip(b"\r\n")
        if not line and stop >= 0:
            return lines, after
        lines.append((position, line))
        junk += line[:1] not in (b" ", b"\t") and not _FIELD.match(line)
        position = after
    return lines, end


def _parse(fields: list[bytes]) -> Fields:
    """Have the standard library read fields that are known to be well-formed and small."""
    block = b"\n".join(fields).replace(b"\r", b" ") + b"\n\n"
    message = BytesHeaderParser(policy=compat32).parsebytes(block)
    return Fields(
        tuple((name.lower(), str(value).replace("\n", "")) for name, value in message.raw_items())
    )


def starts_with_fields(data: bytes, *, at_least: int = 2) -> bool:
    """Tell whether ``data`` begins as a message does: fields first, some of them usual ones.

    Args:
        data: Bytes of a file; only the first 8 kB are looked at.
        at_least: Number of usual fields that are asked for.
    """
    found = 0
    for number, line in enumerate(data[:8192].splitlines()):
        if not line:
            break
        found += bool(_USUAL.match(line))
        if number == 0 and not _FIELD.match(line) and not line.startswith((b"From ", b">From ")):
            return False
    return found >= at_least


def parse_content(value: str) -> ContentType:
    """Take the value of a Content-Type or Content-Disposition field apart, leniently."""
    token = _COMMENT.sub("", value.partition(";")[0]).strip().lower()
    return ContentType(token, tuple(_parameters(value)))


def _parameters(value: str) -> Iterator[tuple[str, str]]:
    for match in _PARAMETER.finditer(value):
        text = match[2].strip()
        name = match[1].lower()
        if text.startswith('"'):
            text = text[1:].removesuffix('"').replace("\\\\", "\\").replace('\\"', '"')
        elif not name.startswith(("filename", "name")):
            text = _COMMENT.sub("", text).strip()
        yield name, text


def content_type(fields: Fields, default: str = "text/plain") -> ContentType:
    """Return the media type of an entity (RFC 2045 §5.1).

    Of several Content-Type fields a multipart counts, for what lies in it would else be lost. A
    value that is no media type becomes ``application/octet-stream``, unless it speaks of text.

    Args:
        fields: Header of the entity.
        default: Its type if there is no field (RFC 2046 §5.1.5: ``message/rfc822`` in a digest).
    """
    parsed = [parse_content(value) for value in fields.all("content-type")]
    if not parsed:
        return ContentType(default)
    chosen = next((one for one in parsed if one.value.startswith("multipart/")), parsed[0])
    if _MEDIA_TYPE.fullmatch(chosen.value):
        return chosen
    is_text = chosen.value in ("", "text")
    return ContentType("text/plain" if is_text else "application/octet-stream", chosen.parameters)


def as_media_type(value: str, default: str) -> str:
    """Return a media type that a container states, or the default if it is none."""
    return value if len(value) < 128 and _MEDIA_TYPE.fullmatch(value) else default


def boundary(content: ContentType) -> bytes:
    """Return the boundary of a multipart (RFC 2046 §5.1.1) as bytes; empty if it has none.

    It may end in blanks, though RFC 2046 §5.1.1 forbids that.
    """
    return content.parameter("boundary").encode("utf-8", "surrogateescape")
