"""What becomes of a leaf, decided by what it holds and how it was sent, without reading pages.

In: a leaf of `walker`. Out: its part with outcome and reason. Everything that is not evidently
text or ornament is a document or waits for a person.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from pipeline.facturx.xml import has_doctype
from pipeline.mail import magic
from pipeline.mail.names import clean_name
from pipeline.mail.pictures import PHOTO_TYPES, is_ornament
from pipeline.mail.walker import Leaf
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason

_Verdict = tuple[PartOutcome, Reason | None]

_PDF_END = b"%%EOF"
_PDF_TYPES = frozenset({"application/pdf", "application/x-pdf", "application/acrobat"})
_BODY_TYPES = frozenset(
    {
        "text/plain",
        "text/html",
        "text/enriched",
        "text/richtext",
        "text/x-amp-html",
        "text/watch-html",
    }
)
_BY_DECLARATION: dict[str, _Verdict] = {
    "message/partial": (PartOutcome.HELD, Reason.MESSAGE_PARTIAL),
    "message/external-body": (PartOutcome.HELD, Reason.EXTERNAL_BODY),
}
# Parts with a role in the message; it is believed only of content that is no document.
_BY_ROLE: dict[str, Reason] = {
    "application/applefile": Reason.SYSTEM_FILE,
    "application/pgp-signature": Reason.SIGNATURE,
    "application/pgp-keys": Reason.SIGNATURE,
    "application/pkcs7-signature": Reason.SIGNATURE,
    "application/x-pkcs7-signature": Reason.SIGNATURE,
    "message/delivery-status": Reason.DSN,
    "message/global-delivery-status": Reason.DSN,
    "message/disposition-notification": Reason.DSN,
    "message/feedback-report": Reason.DSN,
    "text/rfc822-headers": Reason.DSN,
    "text/calendar": Reason.CALENDAR,
}
# What opening a container said of it, where nobody has to look.
_SEEN_TO = frozenset(
    {Reason.UNPACKED, Reason.SIGNATURE, Reason.SIGNATURE_INVALID, Reason.SYSTEM_FILE}
)
_PROGRAMS = frozenset({"application/x-msdownload", "application/x-executable"})
_DOCUMENT: _Verdict = (PartOutcome.DOCUMENT, None)


def judge(leaf: Leaf, *, uploaded: bool = False) -> Part:
    """Return the part that a leaf becomes.

    Args:
        leaf: With its decoded content.
        uploaded: A person chose this very file: it is neither text of a mail nor an ornament.
    """
    found = magic.sniff(leaf.data)
    outcome, reason = _verdict(leaf, found, uploaded=uploaded)
    name = clean_name(leaf.raw_name) if leaf.raw_name else None
    return Part(
        path=leaf.path,
        name=name and clean_name(magic.with_extension(name, found)),
        media_type=found or leaf.declared,
        size=len(leaf.data),
        sha256=hashlib.sha256(leaf.data).hexdigest(),
        outcome=outcome,
        reason=reason,
    )


def settle(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Let nobody be asked about an empty file where the same message brought a document."""
    parts = tuple(parts)
    if not any(part.outcome is PartOutcome.DOCUMENT for part in parts):
        return parts
    return tuple(
        replace(part, outcome=PartOutcome.IGNORED)
        if part.reason is Reason.EMPTY_ATTACHMENT
        else part
        for part in parts
    )


def _verdict(leaf: Leaf, found: str | None, *, uploaded: bool) -> _Verdict:
    """Ask in turn: where it stands, what it holds, what it is there for, why it is held."""
    if leaf.returned:
        return PartOutcome.IGNORED, Reason.DSN
    if leaf.reason is not None:
        is_seen_to = leaf.reason in _SEEN_TO
        return PartOutcome.IGNORED if is_seen_to else PartOutcome.HELD, leaf.reason
    if leaf.declared in _BY_DECLARATION:
        return _BY_DECLARATION[leaf.declared]
    if found is not None and found.startswith("image/"):
        return _judge_picture(leaf, found, uploaded=uploaded)
    if not uploaded and (ignored := _ignored_because(leaf, found)):
        return PartOutcome.IGNORED, ignored
    return _judge_document(leaf, found) or (PartOutcome.HELD, _held_because(leaf, found))


def _judge_document(leaf: Leaf, found: str | None) -> _Verdict | None:
    """Judge a PDF, an office file, a page of HTML or XML; None for anything else."""
    if (found == magic.HTML or found in magic.OFFICE) and leaf.sound and not _claims_pdf(leaf):
        return _DOCUMENT
    if found == magic.PDF:
        is_whole = not leaf.cut or _PDF_END in leaf.data
        return _DOCUMENT if is_whole else (PartOutcome.HELD, Reason.PDF_DAMAGED)
    if found != magic.XML or _claims_pdf(leaf):
        return None
    if has_doctype(leaf.data):
        return PartOutcome.HELD, Reason.XML_DOCTYPE
    return _DOCUMENT


def _claims_pdf(leaf: Leaf) -> bool:
    return leaf.declared in _PDF_TYPES or (leaf.raw_name or "").lower().strip().endswith(".pdf")


def _judge_picture(leaf: Leaf, found: str, *, uploaded: bool) -> _Verdict:
    inline = leaf.disposition == "inline" or (
        leaf.content_id is not None and leaf.disposition != "attachment"
    )
    if not uploaded and is_ornament(leaf.data, found, inline=inline):
        return PartOutcome.IGNORED, Reason.INLINE_IMAGE
    if _claims_pdf(leaf):
        return PartOutcome.HELD, Reason.CONTENT_MISMATCH
    if found in PHOTO_TYPES:
        return _DOCUMENT
    return PartOutcome.HELD, Reason.ATTACHMENT_TYPE


def _ignored_because(leaf: Leaf, found: str | None) -> Reason | None:
    """Name the role of a leaf that is there for the mail's sake; None if it may be a document."""
    if _is_body(leaf, found):
        return Reason.BODY_TEXT
    if found == magic.PDF or _claims_pdf(leaf):
        return None
    if found == magic.CALENDAR:
        return Reason.CALENDAR
    return _BY_ROLE.get(leaf.declared)


def _is_body(leaf: Leaf, found: str | None) -> bool:
    """Tell whether a leaf is text to be read in the mail itself, and not some file called text."""
    if leaf.declared not in _BODY_TYPES or leaf.disposition == "attachment" or leaf.raw_name:
        return False
    return found in (None, magic.HTML, magic.XML, magic.MESSAGE, magic.CALENDAR)


def _held_because(leaf: Leaf, found: str | None) -> Reason:
    """Name the most telling of the reasons why a person has to look."""
    if not leaf.data:
        return Reason.EMPTY_ATTACHMENT
    if leaf.encrypted or found == magic.PGP_MESSAGE:
        return Reason.ENCRYPTED_MAIL
    if not leaf.sound:
        return Reason.UNKNOWN_ENCODING
    if _claims_pdf(leaf) and found not in _PROGRAMS:
        return Reason.CONTENT_MISMATCH
    if leaf.declared.startswith("multipart/"):
        return Reason.MALFORMED_MIME
    return Reason.ATTACHMENT_TYPE
