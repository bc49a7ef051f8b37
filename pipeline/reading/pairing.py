"""Tell which papers of one message are the same invoice: a PDF and its XML, a PDF and its picture.

In: what was sorted of each part. Out: pairs. Two are one where number, total and seller are the
same in both, and neither could be somebody else's twin. Where they only look like one, they stay
apart, and a person is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from pipeline.reading.levels import confirm_by_page
from pipeline.reading.lines import compact, sheet_of
from pipeline.reading.words import Page
from storage.domain.field import Witness
from storage.domain.invoice import FieldName, Invoice
from storage.domain.money import parse_amount

_TOTALS = (FieldName.TOTAL_WITH_VAT, FieldName.AMOUNT_DUE)
_SELLER = (
    FieldName.SELLER_VAT_ID,
    FieldName.SELLER_SIREN,
    FieldName.SELLER_SIRET,
    FieldName.SELLER_NAME,
)


@dataclass(frozen=True)
class Paper:
    """One invoice of a message.

    Attributes:
        key: What it is known by to the caller.
        name: Of its file; may be empty.
        pages: Its words; empty where it has none, or where they are a view of its XML.
        data: What its XML says, bare or embedded; None where it has none.
    """

    key: tuple[str, int]
    name: str = ""
    pages: tuple[Page, ...] = ()
    data: Invoice | None = None

    @cached_property
    def text(self) -> str:
        """All its words in one form, to see quickly that something is not among them."""
        return "".join(compact(line.text) for line in sheet_of(self.pages).lines)


@dataclass(frozen=True)
class Pairs:
    """What belongs together.

    Attributes:
        twins: The keys of each XML's paper, by the key of the XML.
        differing: Keys of an XML and of a paper that look like one invoice and are not.
    """

    twins: dict[tuple[str, int], tuple[str, int]]
    differing: tuple[tuple[tuple[str, int], tuple[str, int]], ...] = ()


def pair(bare: Sequence[Paper], papers: Sequence[Paper]) -> Pairs:
    """Find the paper of each bare XML.

    Args:
        bare: The XML files that are invoices.
        papers: The other invoices, those with embedded XML among them.
    """
    same = {x.key: [p.key for p in papers if _are_one(x, p)] for x in bare}
    twins = {key: found[0] for key, found in same.items() if len(found) == 1}
    # Two XML may be one invoice in two syntaxes, but not two invoices on one page.
    data = {x.key: x.data for x in bare}
    for key, paper in list(twins.items()):
        others = [k for k, p in twins.items() if p == paper and k != key]
        if any(not _say_one(data[key], data[other]) for other in others):
            del twins[key]
    differing = tuple(
        (x.key, p.key)
        for x in bare
        for p in papers
        if x.key not in twins and p.key not in same[x.key] and _look_like_one(x, p)
    )
    ambiguous = tuple(
        (key, paper) for key, found in same.items() if key not in twins for paper in found
    )
    return Pairs(twins, differing + ambiguous)


def is_picture_of(picture: Paper, invoice: Invoice) -> bool:
    """Tell whether a paper shows an invoice that was read of another: number, total and seller."""
    return _shows(invoice, picture)


def _are_one(xml: Paper, paper: Paper) -> bool:
    if xml.data is None:
        return False
    if paper.data is not None:
        return _say_one(xml.data, paper.data)
    return _shows(xml.data, paper)


def _say_one(one: Invoice | None, other: Invoice | None) -> bool:
    """Tell whether two say the same number, total and seller."""
    if one is None or other is None or not _same(one, other, FieldName.NUMBER):
        return False
    seller = [n for n in _SELLER[:-1] if one.value(n) and other.value(n)] or [FieldName.SELLER_NAME]
    total = next((n for n in _TOTALS if one.value(n) and other.value(n)), None)
    return (
        total is not None
        and parse_amount(one.value(total) or "") == parse_amount(other.value(total) or "")
        and all(_same(one, other, name) for name in seller)
    )


def _same(one: Invoice, other: Invoice, name: FieldName) -> bool:
    left, right = one.value(name), other.value(name)
    return bool(left and right) and compact(left or "") == compact(right or "")


def _shows(invoice: Invoice, paper: Paper) -> bool:
    """Tell whether number, total and seller of an invoice stand on the pages of a paper."""
    shown = set(_shown(invoice, paper))
    return (
        FieldName.NUMBER in shown
        and any(name in shown for name in _TOTALS)
        and any(name in shown for name in _SELLER)
    )


def _shown(invoice: Invoice, paper: Paper) -> Iterator[FieldName]:
    """Yield the fields that stand on the pages; none where the number does not."""
    number = compact(invoice.value(FieldName.NUMBER) or "")
    if not number or number not in paper.text:
        return
    for name, field in confirm_by_page(invoice, paper.pages).fields.items():
        if Witness.PAGE in field.witnesses:
            yield name


def _look_like_one(xml: Paper, paper: Paper) -> bool:
    """Tell whether two are called the same, or share a number, and so might be one invoice."""
    if xml.name and PurePath(xml.name.lower()).stem == PurePath(paper.name.lower()).stem:
        return True
    if xml.data is None:
        return False
    if paper.data is not None:
        return _same(xml.data, paper.data, FieldName.NUMBER)
    return FieldName.NUMBER in _shown(xml.data, paper)
