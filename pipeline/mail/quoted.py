"""Mails that stand quoted in the text of one that forwards them.

In: the text and subject of a mail. Out: sender, subject and date of each mail quoted in it, the
outer ones first. Mail programs write the header of what they forward in the user's language, so
lines are recognised by their labels; a quotation is a forwarded mail where the program says so, or
where the subject of the mail around it does. A reply quotes its own correspondence, and that is
not a mail from a supplier.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.mail.header import MAX_SUBJECT, one_line

_MAX_LINES = 4_000
_MAX_GAP = 2
"""Lines between two labelled ones: a long list of recipients, or blank ones."""
_MAX_QUOTED = 10

# Labels without accents in small letters: en, fr, de, it, es, nl, pt.
_LABELS = {
    label: kind
    for kind, labels in {
        "from": "from de von da van expediteur mittente remitente remetente absender afzender",
        "date": "date sent envoye|envoye le gesendet datum data inviato|inviato il verzonden"
        " enviado|enviado el|enviada em fecha",
        "to": "to a an pour para aan destinataire per",
        "cc": "cc copie|copie a kopie copia cci bcc",
        "reply": "reply-to|repondre a",
        "subject": "subject objet sujet betreff oggetto onderwerp asunto assunto",
    }.items()
    for word in labels.split(" ")
    for label in word.split("|")
} | {
    "envoye le": "date",
    "inviato il": "date",
    "enviado el": "date",
    "enviada em": "date",
    "copie a": "cc",
    "kopie (cc)": "cc",
    "repondre a": "reply",
}
_LABELLED = re.compile(r"[>|\s*_•-]*([^\W\d_][^:\n]{0,18}?)[ *]*:[ *]*(.*)")
_SAYS_FORWARDED = re.compile(
    r"forwarded message|message (?:transfere|transmis|reexpedie)|weitergeleitete[rn]? nachricht"
    r"|messaggio inoltrato|doorgestuurd bericht|mensaje reenviado|mensagem encaminhada"
)
_RUN_TOGETHER = re.compile(
    r"(?=(?:From|Sent|Subject|Date|Envoyé|Objet|Von|Gesendet|Betreff|Inviato|Oggetto|Enviado|Asunto"
    r"|Verzonden|Onderwerp|Enviada|Assunto) ?:)"
    r"|(?<=[\s>\"])(?=(?:De|Da|Van|To|À|An|A|Aan|Para|Cc|CC) ?:)"
)
"""Where a line begins of a header that was written on one."""
_ATTRIBUTED = re.compile(
    r"[>|\s]*(?:le|on|am|il|el|op|em) (.{4,80}?\d[:h.]\d\d(?: ?[ap]m)?),? (?:schrieb |schreef )?"
    r"([^<>\n]{0,120}<[^<>\s]{3,320}>) ?(?:wrote|a écrit|ha scritto|escribió|escreveu)? ?:\s*",
    re.IGNORECASE,
)
_FORWARDS = re.compile(
    r"(?:\[[^\]\n]{0,40}\] ?)?(?:fwd?|tr|wg|rv|enc|doorst|tf|i) ?:", re.IGNORECASE
)
_ADDRESS = re.compile(r"[^\s@<>\[\](),;:\"']{1,64}@[^\s@<>\[\](),;:\"']{1,255}")
_NAME_END = re.compile(r"[<\[(]")


@dataclass(frozen=True)
class Quoted:
    """A mail that is quoted in a text.

    Attributes:
        address: Of its sender; None if only a name is shown.
        name: Of its sender; None if only an address is shown.
        subject: On one line; None if not shown.
        date: As written there.
    """

    address: str | None
    name: str | None
    subject: str | None
    date: str | None


@dataclass
class _Block:
    """The lines of a quoted header that were found so far."""

    is_said: bool
    values: dict[str, str] = field(default_factory=dict)
    gap: int = 0
    waits: str | None = None

    def is_header(self) -> bool:
        return "from" in self.values and len(self.values) >= 3


def forwarded_in(text: str, subject: str) -> list[Quoted]:
    """Return the forwarded mails that a text quotes.

    Args:
        text: Of the body.
        subject: Of the mail that it is the body of.
    """
    found: list[Quoted] = []
    for block in _blocks(text):
        if not (block.is_said or _FORWARDS.match(subject.strip())):
            break
        quoted = _quoted(block)
        found.append(quoted)
        subject = quoted.subject or ""
        if len(found) == _MAX_QUOTED:
            break
    return found or _attributed(text, subject.strip())


def _attributed(text: str, subject: str) -> list[Quoted]:
    """Return the mail that a line introduces as somebody's words, as Outlook for Mac forwards it.

    It has no subject of its own there, and is told from a reply by that of the mail around it.
    """
    forwards = _FORWARDS.match(subject)
    if forwards is None:
        return []
    for line in text.split("\n")[:_MAX_LINES]:
        match = _ATTRIBUTED.fullmatch(line[:600])
        if match is not None:
            values = {"date": match[1], "from": match[2], "subject": subject[forwards.end() :]}
            return [_quoted(_Block(is_said=True, values=values))]
    return []


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; those of a header that Yahoo wrote on one, one by one."""
    for line in text.split("\n")[:_MAX_LINES]:
        if _SAYS_FORWARDED.search(_folded(line[:200])):
            yield from _RUN_TOGETHER.split(line[:2_000])
        else:
            yield line


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the quoted headers of a text."""
    block: _Block | None = None
    said_at = -_MAX_LINES
    for number, line in enumerate(_lines(text)):
        folded = _folded(line[:200])
        if _SAYS_FORWARDED.search(folded):
            said_at = number
        kind, value = _labelled(line)
        if block is not None and (kind in block.values or block.gap > _MAX_GAP):
            if block.is_header():
                yield block
            block = None
        if block is None:
            if kind in ("from", "subject", "date"):
                block = _Block(is_said=number - said_at <= 2 * _MAX_GAP)
            else:
                continue
        _add(block, kind, value, line)
    if block is not None and block.is_header():
        yield block


def _add(block: _Block, kind: str | None, value: str, line: str) -> None:
    """Add a line to a quoted header; a value may stand on the line below its label."""
    if kind is not None:
        block.values[kind] = value
        block.gap = 0
        block.waits = None if value else kind
    elif block.waits is not None and line.strip():
        block.values[block.waits] = line.strip()
        block.waits = None
    else:
        block.gap += 1


def _labelled(line: str) -> tuple[str | None, str]:
    """Return what a line of a quoted header states, and its value."""
    match = _LABELLED.match(line[:2_000])
    if match is None:
        return None, ""
    return _LABELS.get(_folded(match[1]).strip()), match[2].strip(" *_")


def _folded(text: str) -> str:
    """Return a text in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _quoted(block: _Block) -> Quoted:
    sender = one_line(block.values["from"])[:MAX_SUBJECT]
    addresses = _ADDRESS.findall(sender)
    name = _NAME_END.split(sender)[0].strip(" \"'*«»\xa0")
    is_named = name and name not in addresses
    return Quoted(
        address=addresses[0] if len(set(addresses)) == 1 else None,
        name=name if is_named else None,
        subject=one_line(block.values.get("subject", ""))[:MAX_SUBJECT] or None,
        date=one_line(block.values.get("date", ""))[:MAX_SUBJECT] or None,
    )
