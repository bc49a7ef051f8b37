"""What is to be said of a message as a whole, beside its parts.

In: what it holds, and what became of that. Out: reasons, of which `verdict` takes those that
decide.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.mail.bodies import text_of
from pipeline.mail.fields import Fields
from pipeline.mail.forwarded import bodies
from pipeline.mail.header import names_one_sender
from pipeline.mail.links import invoice_link
from pipeline.mail.second import sees_more
from pipeline.mail.walker import TakenApart
from pipeline.stage import MessageHeader
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause, Reason

_INVOICE = re.compile(
    r"\b(?:factures?|invoices?|rechnung|fattura|factura|factuur)\b", re.IGNORECASE
)
_TOTAL = re.compile(
    r"\b(?:total|ttc|montant|net à payer|amount|gesamt\w{0,10}|totale|importe|totaal)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\d[.,]\d{2} ?(?:€|EUR\b|euros?\b|USD\b|\$|£|CHF\b)|(?:€|\$|£|EUR|CHF) ?\d", re.IGNORECASE
)


def reasons_of_whole(
    raw: bytes, taken: TakenApart, header: MessageHeader, parts: Sequence[Part]
) -> tuple[Cause, ...]:
    """Return what is to be said of a message.

    Args:
        raw: The message.
        taken: What it holds.
        header: Facts of its header.
        parts: What became of its parts.
    """
    has_document = any(part.outcome is PartOutcome.DOCUMENT for part in parts)
    found: list[Cause] = [*_of_sender(taken.fields, header, has_document=has_document)]
    if sees_more(raw, taken.leaves):
        found.append(Reason.PARSER_DIFFERENTIAL)
    if not has_document:
        found += _without_document(taken, parts)
    return tuple(found)


def _of_sender(fields: Fields, header: MessageHeader, *, has_document: bool) -> Iterator[Reason]:
    """Ask who sent it (RFC 5322 §3.6.2): programs must not see different senders in it."""
    senders = len(fields.all("from"))
    if senders > 1:
        yield Reason.FROM_REPEATED
    elif senders and has_document and not (header.header_from or names_one_sender(fields)):
        yield Reason.SENDER_AMBIGUOUS


def _without_document(taken: TakenApart, parts: Sequence[Part]) -> Iterator[Cause]:
    if any(part.reason is Reason.DSN for part in parts):
        yield Reason.DSN
    if _is_automatic(taken.fields):
        yield Reason.AUTO_SUBMITTED
    texts = [text_of(leaf.data, leaf.declared, leaf.charset) for leaf in bodies(taken.leaves)]
    if any(_is_invoice(text) for text in texts):
        yield Reason.HTML_ONLY
    elif any(_INVOICE.search(text) for text in texts):
        link = invoice_link(bodies(taken.leaves))
        if link is not None:
            yield Reason.LINK_ONLY.about(link)


def invoice_text(taken: TakenApart) -> str | None:
    """Return the path of the text that is an invoice, its HTML before its plain text; or None."""
    found = {
        leaf.declared: leaf.path
        for leaf in reversed(list(bodies(taken.leaves)))
        if not leaf.returned and _is_invoice(text_of(leaf.data, leaf.declared, leaf.charset))
    }
    return found.get("text/html") or found.get("text/plain")


def _is_automatic(fields: Fields) -> bool:
    """Tell whether a program answered by itself (RFC 3834 §5, and what was written before it)."""
    submitted = fields.first("auto-submitted").partition(";")[0].strip().lower()
    is_reply = fields.first("precedence").strip().lower() == "auto_reply"
    return submitted not in ("", "no") or is_reply or bool(fields.all("x-autoreply"))


def _is_invoice(text: str) -> bool:
    """Tell whether a text names an invoice, a total and an amount of money."""
    return all(pattern.search(text) for pattern in (_INVOICE, _TOTAL, _AMOUNT))
