"""How a message ends, told from its parts alone. In: facts. Out: a status with its reasons."""

from pipeline.stage import MessageFacts
from storage.domain.part import PartOutcome
from storage.domain.reason import Cause, Reason
from storage.domain.state import MessageStatus

_WHOLE = frozenset(
    {
        Reason.MALFORMED_MIME,
        Reason.HEADER_TOO_LARGE,
        Reason.MIME_TOO_DEEP,
        Reason.MIME_TOO_MANY_PARTS,
    }
)


def status_of(facts: MessageFacts) -> tuple[MessageStatus, tuple[Cause, ...]]:
    """Return how a message ends and why.

    Held goes before accepted: documents of a held message go on all the same, but a person has to
    look at what is held.

    Args:
        facts: With an outcome for every part.

    Returns:
        ``HELD`` with the limits that the message breaks and the reason of each held part, about
        its path; ``ACCEPTED`` without reasons if there is a document; else ``IGNORED``.
    """
    held: list[Cause] = [cause for cause in facts.reasons if cause in _WHOLE]
    held += [
        (part.reason or Reason.PART_FAILED).about(part.path)
        for part in facts.parts
        if part.outcome is PartOutcome.HELD
    ]
    if held:
        return MessageStatus.HELD, tuple(held)
    if any(part.outcome is PartOutcome.DOCUMENT for part in facts.parts):
        return MessageStatus.ACCEPTED, ()
    return MessageStatus.IGNORED, (Reason.NO_DOCUMENT,)
