"""Which mails a message forwards: those attached to it, and those quoted in its text.

In: what a message holds. Out: one `InnerMail` for each, the outer ones first.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.mail.bodies import MAX_CHARACTERS, text_of
from pipeline.mail.fields import Fields
from pipeline.mail.header import MAX_SUBJECT, header_of, one_line, sender_name
from pipeline.mail.quoted import forwarded_in
from pipeline.mail.walker import Leaf, NestedMail, TakenApart
from pipeline.stage import InnerMail

BODY_TYPES = ("text/plain", "text/html")
_MOST_TEXT = 20 * MAX_CHARACTERS
"""Bytes of the texts of one message that are read."""
MOST_WHOLE = 8
"""Attached mails of one message whose signatures are judged."""


def forwarded_mails(taken: TakenApart) -> tuple[InnerMail, ...]:
    """Return the mails that a message forwards; what a delivery notice returns is none."""
    attached = {mail.path: mail for mail in taken.mails}
    found = [*_quoted(taken.leaves, "", taken.fields, attached)]
    for mail in taken.mails:
        found.append(_attached(mail))
        found += _quoted(taken.leaves, mail.path, mail.fields, attached)
    return tuple(found)


def whole_mails(taken: TakenApart) -> dict[str, bytes]:
    """Return the bytes of the mails that are attached whole, by path; none within another one.

    Only what the forwarder's own mail holds was chosen by the forwarder.
    """
    outer = (
        mail
        for mail in taken.mails
        if not any(mail.path.startswith(f"{other.path}.") for other in taken.mails)
    )
    whole = ((mail.path, mail.data) for mail in outer if mail.data is not None)
    return dict(islice(whole, MOST_WHOLE))


def bodies(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    """Yield the texts that a mail shows, as far as they are read."""
    size = 0
    for leaf in leaves:
        if leaf.declared in BODY_TYPES and leaf.disposition != "attachment" and not leaf.raw_name:
            yield leaf
            size += min(len(leaf.data), MAX_CHARACTERS)
            if size > _MOST_TEXT:
                return


def _attached(mail: NestedMail) -> InnerMail:
    header = header_of(mail.fields)
    return InnerMail(
        path=mail.path,
        header_from=header.header_from,
        name=sender_name(mail.fields),
        subject=header.subject,
        date=one_line(mail.fields.first("date"))[:MAX_SUBJECT] or None,
    )


def _quoted(
    leaves: Sequence[Leaf], path: str, fields: Fields, attached: dict[str, NestedMail]
) -> list[InnerMail]:
    """Return what the texts of one mail quote; its HTML is asked where its plain text is silent."""
    own = [leaf for leaf in bodies(leaves) if _mail_of(leaf.path, attached) == path]
    subject = header_of(fields).subject or ""
    for declared in BODY_TYPES:
        found = [
            InnerMail(leaf.path, True, quoted.address, quoted.name, quoted.subject, quoted.date)
            for leaf in own
            if leaf.declared == declared and not leaf.returned
            for quoted in forwarded_in(text_of(leaf.data, declared, leaf.charset), subject)
        ]
        if found:
            return found
    return []


def _mail_of(path: str, attached: dict[str, NestedMail]) -> str:
    """Return the path of the innermost mail that a part lies in; empty for the message itself."""
    while path and path not in attached:
        path = path.rpartition(".")[0]
    return path
