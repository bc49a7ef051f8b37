"""Facts of a message's header, read with mail-parser.

In: the raw message. Out: `MessageHeader`. Only the four kinds of fields that are asked for reach
the library, from a header block within the caps of `limits`; what it raises costs a fact, never
the message. RFC 5322 §3.6 governs the fields.
"""

import re

import mailparser

from pipeline.mail.fields import Fields, read_fields
from pipeline.mail.limits import LimitError
from pipeline.mail.walker import message_start
from pipeline.stage import MessageHeader

_MAX_CHARACTERS = 2_000
"""Of a field that is handed to the library: its readers of words and addresses are quadratic."""
MAX_SUBJECT = 500
"""Characters of a text that is kept of a header."""
_ADDRESS = re.compile(r"[^\s@<>(),;:\x00-\x20\x7f]{1,64}@[^\s@<>(),;:\x00-\x20\x7f]{1,255}")
_HIDING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNSHOWABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
)


def read_header(raw: bytes) -> MessageHeader:
    """Return the facts of a message's own header.

    Args:
        raw: The message as received, or its beginning.

    Returns:
        The facts; empty ones if the header breaks a cap or cannot be read.
    """
    try:
        fields, _ = read_fields(raw, message_start(raw), len(raw))
    except LimitError:
        return MessageHeader()
    return header_of(fields)


def header_of(fields: Fields) -> MessageHeader:
    """Return the facts of a header whose fields were read already."""
    found = _parse(fields)
    return MessageHeader(
        header_from=_header_from(fields, found),
        subject=one_line(_text(found, "subject") or fields.first("subject"))[:MAX_SUBJECT] or None,
        message_id=one_line(_text(found, "message_id") or fields.first("message-id")) or None,
        received=len(fields.all("received")),
    )


def sender_name(fields: Fields) -> str | None:
    """Return the name that the one From field shows beside its address; None if it has none."""
    try:
        senders = list(getattr(_parse(fields), "from_", []))
    except Exception:  # as above
        return None
    return (one_line(str(senders[0][0]))[:MAX_SUBJECT] or None) if len(senders) == 1 else None


def _parse(fields: Fields) -> object:
    """Hand the first field of each kind to mail-parser; None where the library fails."""
    lines = [
        f"{name}: {value}"
        for name in ("from", "subject", "message-id")
        if (value := fields.first(name)[:_MAX_CHARACTERS])
    ]
    block = "\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")
    try:
        return mailparser.parse_from_bytes(block)
    except Exception:  # whatever it raises, the message still has its parts
        return None


def _text(found: object, name: str) -> str:
    """Return a field that mail-parser read; empty if it has none, or failed only on reading it."""
    try:
        value = getattr(found, name, "")
    except Exception:  # as above
        return ""
    return value if isinstance(value, str) else ""


def _header_from(fields: Fields, found: object) -> str | None:
    """Return the one address of the one From field (RFC 5322 §3.6.2), else None.

    With two fields, two addresses or a control character in one, different programs see different
    senders; then there is none.
    """
    values = fields.all("from")
    if len(values) != 1 or len(values[0]) > _MAX_CHARACTERS:
        return None
    try:
        addresses = list(getattr(found, "from_", []))
    except Exception:  # as above
        return None
    if len(addresses) != 1:
        return None
    address = str(addresses[0][1])
    return address if _ADDRESS.fullmatch(address) else None


def names_one_sender(fields: Fields) -> bool:
    """Tell whether the From fields hold one address and nothing that hides another.

    An address may stand there in a form that RFC 5322 §3.4 does not allow: then nobody is known to
    be the sender, but no program sees somebody else.
    """
    values = fields.all("from")
    text = values[0][:_MAX_CHARACTERS] if len(values) == 1 else ""
    is_whole = len(values) == 1 and len(values[0]) <= _MAX_CHARACTERS
    return is_whole and len(set(_ADDRESS.findall(text))) == 1 and not _HIDING.search(text)


def one_line(text: str) -> str:
    """Put hostile text on one line, without control, bidi and unpaired surrogate characters."""
    return " ".join(_UNSHOWABLE.sub(" ", text).split())
