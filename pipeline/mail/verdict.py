"""How a message ends, told from its parts alone. In: facts. Out: a status with its reasons."""

from pipeline.stage import MessageFacts
from storage.domain.part import PartOutcome
from storage.domain.reason import Cause, Reason
from storage.domain.state import MessageStatus

_REJECTED = frozenset({Reason.HEADER_TOO_LARGE, Reason.FROM_REPEATED})
"""What SMTP refuses too, so no honest sender's mail comes this far with it."""
_HELD = frozenset(
    {
        Reason.MALFORMED_MIME,
        Reason.MIME_TOO_DEEP,
        Reason.MIME_TOO_MANY_PARTS,
        Reason.TOO_MANY_ATTACHMENTS,
        Reason.SENDER_AMBIGUOUS,
        Reason.PARSER_DIFFERENTIAL,
    }
)
_HELD_ALONE = frozenset({Reason.HTML_ONLY})
"""Where nothing else of the message is kept."""
_LINK = frozenset({Reason.LINK_ONLY})
_AUTOMATIC = frozenset({Reason.DSN, Reason.AUTO_SUBMITTED})


def status_of(facts: MessageFacts) -> tuple[MessageStatus, tuple[Cause, ...]]:
    """Return how a message ends and why.

    Held goes before accepted: documents of a held message go on all the same, but a person has to
    look at what is held.

    Args:
        facts: With an outcome for every part, and what is to be said of the message as a whole.

    Returns:
        ``REJECTED`` with what must not be in a message. ``HELD`` with the limits that it breaks
        and the reason of each held part, about its path. ``ACCEPTED`` without reasons if there is
        a document. Else ``HELD`` if its text is an invoice; else ``IGNORED``, with the kind of
        automatic mail that it is, with the link that it gives in place of an invoice, or because
        there is no document.
    """
    if rejected := _of(facts, _REJECTED):
        return MessageStatus.REJECTED, rejected
    held = _of(facts, _HELD) + tuple(
        (part.reason or Reason.PART_FAILED).about(part.path)
        for part in facts.parts
        if part.outcome is PartOutcome.HELD
    )
    if held:
        return MessageStatus.HELD, held
    if any(part.outcome is PartOutcome.DOCUMENT for part in facts.parts):
        return MessageStatus.ACCEPTED, ()
    if automatic := _of(facts, _AUTOMATIC):
        return MessageStatus.IGNORED, automatic
    if alone := _of(facts, _HELD_ALONE):
        return MessageStatus.HELD, alone
    return MessageStatus.IGNORED, _of(facts, _LINK) or (Reason.NO_DOCUMENT,)


def _of(facts: MessageFacts, reasons: frozenset[Reason]) -> tuple[Cause, ...]:
    return tuple(cause for cause in facts.reasons if _code(cause) in reasons)


def _code(cause: Cause) -> Reason:
    return cause if isinstance(cause, Reason) else cause.reason
