"""Take a message apart: every part with its outcome, and the bytes of those worth keeping.

In: the raw message, or an uploaded file, which is one part unless it is a mail itself.
Out: ``Next`` with `MessageFacts`, and one file per content, named by its SHA-256. Text bodies are
not kept again: they stay in the raw message. A message that breaks a cap has no parts, only a
reason.
Rules: design, "The way of a letter"; `pipeline.mail.outcomes`.
"""

from pathlib import Path

from pipeline.mail import magic
from pipeline.mail.header import read_header
from pipeline.mail.limits import LimitError
from pipeline.mail.outcomes import judge
from pipeline.mail.verdict import status_of
from pipeline.mail.walker import Leaf, message_start, walk
from pipeline.stage import RAW, MessageFacts, Next, Outcome, Tools, Work
from storage.domain.part import Part
from storage.domain.reason import Reason

__all__ = ["run", "status_of"]

_UNDECLARED = "application/octet-stream"


def run(work: Work, tools: Tools) -> Outcome:
    """Take the message in ``work.files["raw"]`` apart and write its parts to the work directory."""
    raw = Path(work.files[RAW]).read_bytes()
    if work.channel == "upload" and not _is_mail(raw, work.file_name or ""):
        leaf = Leaf("1", work.file_name, _UNDECLARED, "attachment", None, raw)
        part = judge(leaf, uploaded=True)
        return Next(MessageFacts(parts=(part,)), _keep([(leaf, part)]))
    header = read_header(raw)
    try:
        leaves = walk(raw)
    except LimitError as error:
        return Next(MessageFacts(header=header, reasons=(error.reason,)))
    judged = [(leaf, judge(leaf)) for leaf in leaves]
    return Next(MessageFacts(header=header, parts=tuple(part for _, part in judged)), _keep(judged))


def _is_mail(raw: bytes, name: str) -> bool:
    """Tell whether an uploaded file is one mail. A mailbox of many begins with ``From `` lines."""
    if raw.startswith(b"From "):
        return False
    found = magic.sniff(raw[message_start(raw) :])
    return found == magic.MESSAGE or (found is None and name.lower().endswith(".eml"))


def _keep(judged: list[tuple[Leaf, Part]]) -> dict[str, str]:
    """Write what a person may want to open; the same content twice is one file."""
    kept: dict[str, str] = {}
    for leaf, part in judged:
        if part.reason is not Reason.BODY_TEXT and part.sha256 not in kept:
            Path(part.sha256).write_bytes(leaf.data)
            kept[part.sha256] = part.sha256
    return kept
