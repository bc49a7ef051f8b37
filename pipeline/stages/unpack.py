"""Take a message apart: every part with its outcome, and the bytes of those worth keeping.

In: the raw message, or an uploaded file: a mail, a container, or one part. Out: ``Next`` with
`MessageFacts`, and one file per content, named by its SHA-256. Text bodies are not kept again: they
stay in the raw message. A mail that came attached whole is, so that its signatures can be judged. A
message that breaks a cap has no parts, only a reason; one that has no business to be here keeps its
parts, but no document is made of them.
Rules: design, "The way of a letter"; `pipeline.mail.outcomes`, `pipeline.mail.verdict`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline.mail import magic
from pipeline.mail.accounts import accounts_in
from pipeline.mail.bodies import MAX_CHARACTERS, text_of
from pipeline.mail.forwarded import bodies, forwarded_mails, whole_mails
from pipeline.mail.header import header_of, read_header
from pipeline.mail.limits import LimitError
from pipeline.mail.outcomes import judge, settle
from pipeline.mail.verdict import status_of
from pipeline.mail.walker import Leaf, TakenApart, message_start, open_file, take_apart
from pipeline.mail.whole import invoice_text, reasons_of_whole
from pipeline.stage import (
    RAW,
    InnerMail,
    MessageFacts,
    MessageHeader,
    Next,
    Outcome,
    Tools,
    Work,
)
from storage.domain.channel import BARE, Channel
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause, Reason
from storage.domain.state import MessageStatus

__all__ = ["run", "status_of"]

_MOST_TEXTS = 20
"""Of a mail in which accounts are looked for."""


def run(work: Work, tools: Tools) -> Outcome:
    """Take the message in ``work.files["raw"]`` apart and write its parts to the work directory."""
    raw = Path(work.files[RAW]).read_bytes()
    is_file = work.channel in BARE and not _is_mail(raw, work.file_name or "")
    try:
        if is_file:
            return _of_file(raw, work.file_name)
        return _of_mail(raw, is_received=work.channel == Channel.MAIL)
    except LimitError as error:
        header = MessageHeader() if is_file else read_header(raw)
        return Next(MessageFacts(header=header, reasons=(error.reason,)))


def _of_file(raw: bytes, name: str | None) -> Next:
    """Take an uploaded file; a person chose it, and the files that lie in it with it."""
    taken = open_file(raw, name)
    header = MessageHeader(forwarded=forwarded_mails(taken))
    parts = settle(judge(leaf, uploaded=_is_file(leaf)) for leaf in taken.leaves)
    return Next(MessageFacts(header, parts), _keep(zip(taken.leaves, parts, strict=True)))


def _is_file(leaf: Leaf) -> bool:
    """Tell a file from the text of an uploaded mail, and from the pictures in that."""
    return leaf.disposition == "attachment"


def _of_mail(raw: bytes, *, is_received: bool) -> Next:
    taken = take_apart(raw)
    whole = _by_name(whole_mails(taken) if is_received else {})
    header = replace(header_of(taken.fields), forwarded=_forwarded(taken, whole))
    header = _with_accounts(header, taken)
    parts = settle(judge(leaf) for leaf in taken.leaves)
    facts = MessageFacts(header, parts, reasons_of_whole(raw, taken, header, parts))
    status, reasons = status_of(facts)
    if Reason.HTML_ONLY in facts.reasons and status is not MessageStatus.IGNORED:
        facts = replace(facts, parts=_with_letter(parts, invoice_text(taken)))
    if status is MessageStatus.REJECTED:
        facts = replace(facts, parts=_held(parts, reasons[0]))
    kept = _keep(zip(taken.leaves, facts.parts, strict=True))
    return Next(facts, kept | _keep_whole(whole))


def _by_name(mails: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """Return mails by path, each with the name that it is kept by."""
    return {path: (hashlib.sha256(data).hexdigest(), data) for path, data in mails.items()}


def _forwarded(taken: TakenApart, whole: Mapping[str, tuple[str, bytes]]) -> tuple[InnerMail, ...]:
    return tuple(
        replace(mail, sha256=whole[mail.path][0])
        if not mail.quoted and mail.path in whole
        else mail
        for mail in forwarded_mails(taken)
    )


def _keep_whole(mails: Mapping[str, tuple[str, bytes]]) -> dict[str, str]:
    """Write the mails that came attached whole."""
    for name, data in mails.values():
        Path(name).write_bytes(data)
    return {name: name for name, _ in mails.values()}


def _with_accounts(header: MessageHeader, taken: TakenApart) -> MessageHeader:
    """Note the accounts that the mail's texts name, those of forwarded mails too."""
    own = islice(bodies(taken.leaves), _MOST_TEXTS)
    texts = [
        header.subject or "",
        *(text_of(leaf.data, leaf.declared, leaf.charset) for leaf in own),
    ]
    found = accounts_in("\n\f\n".join(texts)[:MAX_CHARACTERS])
    return replace(header, accounts=found.ibans, unclear_accounts=found.unclear)


def _with_letter(parts: Sequence[Part], path: str | None) -> tuple[Part, ...]:
    """Keep the text that is an invoice, for a person to look at."""
    return tuple(
        replace(part, outcome=PartOutcome.HELD, reason=Reason.HTML_ONLY)
        if part.path == path and part.reason is Reason.BODY_TEXT
        else part
        for part in parts
    )


def _held(parts: Sequence[Part], reason: Cause) -> tuple[Part, ...]:
    """Keep what would be documents for a person to look at."""
    code = reason if isinstance(reason, Reason) else reason.reason
    return tuple(
        replace(part, outcome=PartOutcome.HELD, reason=code)
        if part.outcome is PartOutcome.DOCUMENT
        else part
        for part in parts
    )


def _is_mail(raw: bytes, name: str) -> bool:
    """Tell whether an uploaded file is one mail. A mailbox of many begins with ``From `` lines."""
    if raw.startswith(b"From "):
        return False
    found = magic.sniff(raw[message_start(raw) :])
    return found == magic.MESSAGE or (found is None and name.lower().endswith(".eml"))


def _keep(judged: Iterable[tuple[Leaf, Part]]) -> dict[str, str]:
    """Write what a person may want to open; the same content twice is one file."""
    kept: dict[str, str] = {}
    for leaf, part in judged:
        if part.reason is not Reason.BODY_TEXT and part.sha256 not in kept:
            # An uploaded file is its own part: it lies there, and nobody may write to it.
            if not Path(part.sha256).exists():
                Path(part.sha256).write_bytes(leaf.data)
            kept[part.sha256] = part.sha256
    return kept
