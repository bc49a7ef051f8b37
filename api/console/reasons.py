"""Reasons as people read them: each sentence once, with what it is about in words or as a link."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.console.language import Language
from api.console.words import choose, word
from storage.domain.invoice import FieldName, Profile
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind
from storage.domain.wording import sentences

_LINKS = {"inv_": "/invoices/", "doc_": "/documents/", "msg_": "/messages/"}
"""Pages by the prefix of an id."""


_PART = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})*")
"""The path of a part of a message."""


@dataclass(frozen=True)
class Point:
    """One thing that a reason is about.

    Attributes:
        about: In words; may be empty.
        href: Its page; empty where it has none.
        detail: What a rule, a tool or a person said of it; may be empty.
    """

    about: str
    href: str = ""
    detail: str = ""


@dataclass(frozen=True)
class ReasonShown:
    """One reason.

    Attributes:
        code: The fixed code.
        text: The sentence.
        points: What it is about; empty where the sentence says all.
    """

    code: str
    text: str
    points: tuple[Point, ...]


def reasons_shown(rows: Iterable[Mapping[str, Any]], language: Language) -> list[ReasonShown]:
    """Return reasons as rows keep them, in their order, those with one sentence together."""
    points: dict[Reason, list[Point]] = {}
    for row in rows:
        reason = Reason(row["code"])
        point = _point(reason, row.get("about") or "", row.get("detail") or "", language)
        points.setdefault(reason, []).extend([point] if point else [])
    return [
        ReasonShown(reason.value, choose(sentences(reason), language), tuple(found))
        for reason, found in points.items()
    ]


def _point(reason: Reason, about: str, detail: str, language: Language) -> Point | None:
    if reason in {Reason.REFUSED, Reason.DISPUTED}:
        # A person's own words, if there are any.
        return Point("", detail=about) if about else None
    if page := _LINKS.get(about[:4]):
        return Point(about, f"{page}{about}", detail)
    return Point(_in_words(about, language), detail=detail) if about or detail else None


def _in_words(about: str, language: Language) -> str:
    for enum in (FieldName, DocumentKind, Profile):
        if about in set(enum):
            return word(enum(about), language)
    if _PART.fullmatch(about):
        return f"{choose(('partie', 'part'), language)} {about}"
    return about
