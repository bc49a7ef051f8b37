"""Whose name stands with an identifier: the seller's, the buyer's or another's.

In: a sheet. Out: traits for `pipeline.reading.surroundings`. Both names are found here without any
identifier, by print, place, labels, domain, account and foot alone: so they are witnesses apart
from all that is said of the identifiers themselves.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pipeline.reading.buyers import LABELLED, Known, named_buyers, supports_of
from pipeline.reading.identifiers import Identifier, Scheme
from pipeline.reading.lines import Line, Sheet, compact
from pipeline.reading.name_texts import core_of, looks_like_name, trimmed
from pipeline.reading.name_words import (
    FIRST_OF_ROW,
    FORM,
    RETURN_LINE,
    SELLER_BLOCK,
    SOLD_BY,
    STREET,
)
from pipeline.reading.named_blocks import by_label
from pipeline.reading.names import SURE, find_other_name
from pipeline.reading.odds import Traits
from pipeline.reading.places import country_at, home_of
from pipeline.reading.role_words import BUYER, SELLER, THIRD

_SHORT = 4
"""Letters of a name that stand in another word by chance."""
_OF_PARTIES = {Scheme.SIREN, Scheme.SIRET, Scheme.VAT_ID}
_NUMBER = re.compile(r"(\d{3}[ .]?\d{3}[ .]?\d{3})")
_AFTER_WORDS = re.compile(
    rf"^[^:]{{3,40}}: ?[^:]*(?<!\w){FORM}(?!\w)"
    r"|\b(?:par|von|durch|uber|by|to|with|through|via|tramite|con|por|door|bij|aan|an|di|a) (?=\S)"
)
"""Words that lead to a name: « Transporteur : … », « Logiciel édité par … »."""
_FORMED = re.compile(
    rf"[a-z&'.]{{3,}} {FORM}(?!\w)"
    rf"|(?<!\w)(?:{FORM}|cabinet|etablissements|ets) (?!loi)[a-z&'.]{{3}}"
)
"""A name with its legal form, before or behind it; « SARL au capital de … » has none."""
_ROW_OF_ANOTHER = re.compile(r"^(?!siege)[^\d:,]{3,30} ?: ")
"""How somebody else's row begins: « Expéditeur : … », of goods."""
_OF_OTHERS = (THIRD, BUYER, _AFTER_WORDS, _ROW_OF_ANOTHER)
_ENOUGH, _AS_GOOD = 1.0, 0.5
"""Support with which a name counts as the buyer's, and what it may lack to the likeliest one's."""


class RoleNames:
    """The names of seller and buyer, looked up once."""

    def __init__(self, sheet: Sheet, identifiers: Iterable[Identifier]) -> None:
        self._numbers = {re.sub(r"\D", "", i.value) for i in identifiers if i.scheme in _OF_PARTIES}
        named = named_buyers(sheet, Known())
        buyers = supports_of(named)
        found = find_other_name(sheet, frozenset(), "", buyers)
        buyer = max(named, key=lambda name: name.score, default=None)
        # Who is abroad has a country in its address.
        self._countries = (
            country_at(sheet, found, home_of(sheet)) if found else None,
            country_at(sheet, buyer, None) if buyer else None,
        )
        self._seller = compact(core_of(found.text)) if found else ""
        self._support = min(1.0, found.score / (2 * SURE)) if found else 0.0
        least = max(_ENOUGH, max(buyers.values(), default=0.0) - _AS_GOOD)
        self._buyers = {compact(core) for core, score in buyers.items() if score >= least}
        self._buyers = {core for core in self._buyers if not _is_in(core, self._seller)}
        told = {compact(core) for core, score in buyers.items() if score >= LABELLED}
        self._told = told & self._buyers
        sold = [found["name"] for line in sheet.lines for found in SOLD_BY.finditer(line.folded)]
        called = map(core_of, (*sold, *_called(sheet)))
        self._called = {core for core in called if len(core) > _SHORT}
        self._senders = set(_senders(sheet))
        self.says_who_sold = bool(sold)
        """Some words call a name that of who sold: « Vendu par … »."""

    def of_country(self, country: str) -> float:
        """Return 1 where only the seller's address is in a country, -1 where the buyer's is."""
        seller, buyer = (country == stated for stated in self._countries)
        return float(seller) - float(buyer) if all(self._countries) else 0.0

    def is_called(self, near: str) -> bool:
        """Tell whether a text begins with the name that the page calls the seller's.

        Where the buyer's stands beside it, in the next column, it is of neither alone.
        """
        own = compact(core_of(near))
        is_begun = any(own.startswith(name) for name in self._called)
        return is_begun and not self._holds_buyer(compact(near))

    def has_told_buyer(self, text: str) -> bool:
        """Tell whether the name of one whom words call the buyer stands in a folded text."""
        letters = compact(text)
        return any(_is_in(core, letters) for core in self._told)

    def nearest(self, texts: Sequence[str], value: str) -> str:
        """Return the part of some texts, folded, in which the last name before an identifier is.

        Args:
            texts: What stands in its block up to it, from top to bottom, folded.
            value: Of the identifier.
        """
        own, parts = re.sub(r"\D", "", value), [""]
        for text in texts:
            first, *others = _NUMBER.split(text)
            parts.append(first)
            for number, part in zip(others[::2], others[1::2], strict=True):
                digits = re.sub(r"\D", "", number)
                if digits not in own and any(digits in other for other in self._numbers):
                    # Behind another person's identifier its name has had its say.
                    parts = [""]
                parts.append(part)
        return next(filter(self._has_name, reversed(parts)), "")

    def traits_of(self, near: str) -> Traits:
        """Return whose name a text has in it, which is the nearest one before an identifier."""
        text = compact(near)
        is_seller, is_buyer = _is_in(self._seller, text), self._holds_buyer(text)
        is_sender = any(_is_in(core, text) for core in self._senders)
        is_other = bool(near) and not is_seller and not is_buyer
        return {
            "called_by_name": float(self.is_called(near)),
            "names_seller": float(is_seller and not is_buyer) * self._support,
            "names_buyer": float(is_buyer and not is_seller),
            "names_sender": float(is_sender),
            "other_sender": float(bool(self._senders) and not is_sender and bool(near)),
            "names_other": float(is_other) * self._support,
            "name_after_words": float(_AFTER_WORDS.search(near) is not None),
        }

    def _has_name(self, text: str) -> bool:
        letters = compact(text)
        if _is_in(self._seller, letters) or self._holds_buyer(letters):
            return True
        return _FORMED.search(text) is not None

    def _holds_buyer(self, letters: str) -> bool:
        return any(_is_in(core, letters) for core in self._buyers)


def value_beside(line: Line, end: int) -> str:
    """Return the name in the cell behind a label, folded; empty where a label stands there."""
    text = line.folded[end:].partition("\t")[2].partition("\t")[0].strip()
    is_label = any(pattern.search(text) for pattern in (BUYER, SELLER))
    return text if looks_like_name(text) and not is_label else ""


def _called(sheet: Sheet) -> Iterator[str]:
    """Yield the names that words call the seller's, the first of each of its labels."""
    for names in by_label(sheet, SELLER_BLOCK):
        yield from (trimmed(name.text) for name in islice(names, 1))


def _senders(sheet: Sheet) -> Iterator[str]:
    """Yield the names in rows of particulars: name, street and town, as senders print them."""
    for line in sheet.lines:
        for start, end in line.cells():
            text = line.folded[start:end]
            if STREET.search(text) and not any(p.search(text) for p in _OF_OTHERS):
                rows = filter(None, (row.match(text) for row in (FIRST_OF_ROW, RETURN_LINE)))
                names = (found["name"] or found["sender"] for found in rows)
                yield from (compact(core_of(name)) for name in names if looks_like_name(name))


def _is_in(core: str, text: str) -> bool:
    return len(core) > _SHORT and core in text
