"""Find out whether one file holds several invoices, and on which pages each begins.

In: the words of all pages. Out: the first page of each invoice, and whether that is certain; or
nothing, where the file is one document: an invoice with its further pages, annexes, terms or
copies of itself. A new number on a page that is titled as an invoice begins another one; that is
certain only where each of them, read by itself, is a whole invoice that no other one mentions and
that is made out to the same customer. What is less than that a person is asked about.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, pairwise, starmap

from pipeline.reading.choice import Choice
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.identifiers import Scheme, identifiers_in
from pipeline.reading.kinds import kind_of
from pipeline.reading.lines import Sheet, compact, sheet_of
from pipeline.reading.number import find_number
from pipeline.reading.titles import find_type
from pipeline.reading.tokens import Token
from pipeline.reading.words import Page
from storage.domain.field import Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.state import DocumentKind

_INVOICES = {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE, DocumentKind.RECEIPT}
_PAGE_OF = re.compile(
    r"(?:^|[^\w])(?:page|pag(?:ina)?|seite|blad(?:zijde)?|blz|feuillet|folio|hoja|foglio|sheet|s|p)"
    r"[ .:n°]{0,4}(\d{1,3}) ?(?:/|de|of|von|sur|di|van|su) ?(\d{1,3})(?!\d|[.,/]\d)"
)
_BARE_PAGE_OF = re.compile(r"(?:^|\t)[( ]?(\d{1,2}) ?/ ?(\d{1,2})[) ]?(?=$|\t)")
_OF_COMPANIES = {Scheme.SIREN, Scheme.SIRET, Scheme.VAT_ID}
_NEEDED = (FieldName.NUMBER, FieldName.ISSUE_DATE, FieldName.TOTAL_WITH_VAT)
_EDGE = 0.12
"""Of the height of a page: where a bare « 1/3 » counts its pages."""
_DOUBTED = {Level.GUESSED, Level.CONTRADICTED}
_LEAST_NAME = 8
"""Letters of a customer's name that is no common word."""


@dataclass(frozen=True)
class Separation:
    """The invoices that a file seems to hold.

    Attributes:
        starts: 1-based first page of each; the first is 1.
        is_sure: Whether they may be separated without asking anybody.
    """

    starts: tuple[int, ...]
    is_sure: bool


class Leaf:
    """One page, looked at by itself."""

    def __init__(self, page: Page) -> None:
        self.page = replace(page, number=1)
        self.sheet: Sheet = sheet_of((self.page,))

    @cached_property
    def _number(self) -> Choice[Token] | None:
        return find_number(self.sheet)

    def has_other_number_than(self, numbers: Set[str]) -> bool:
        """Tell whether a number is none of those before, nor a part of one."""
        if self._number is None or self.number in numbers:
            return False
        is_whole = self._number.places[0].value.is_whole
        return is_whole or not any(
            known.startswith(self.number) or self.number.startswith(known)
            for known in numbers - {""}
        )

    @property
    def number(self) -> str:
        """The invoice's number, in one form; empty for none."""
        return compact(self._number.value) if self._number is not None else ""

    @property
    def is_named(self) -> bool:
        """Whether a label names the number."""
        return self._number is not None and self._number.is_named

    @cached_property
    def companies(self) -> frozenset[str]:
        """The SIREN and VAT ids on it whose check digits hold."""
        found = (it for it in identifiers_in(self.sheet) if it.holds and it.scheme in _OF_COMPANIES)
        return frozenset(it.value[:9] if it.scheme is Scheme.SIRET else it.value for it in found)

    @cached_property
    def is_titled(self) -> bool:
        """Whether it is titled as an invoice or a credit note."""
        return find_type(self.sheet)[1] is not None

    @cached_property
    def counted(self) -> tuple[int, int] | None:
        """The page and the number of pages that it states; None where it states none."""
        for line in self.sheet.lines:
            match = _PAGE_OF.search(line.folded)
            if match is None and not _EDGE < line.top / line.page.height < 1 - _EDGE:
                match = _BARE_PAGE_OF.search(line.folded)
            if match is not None and 1 <= int(match[1]) <= int(match[2]):
                return int(match[1]), int(match[2])
        return None

    @property
    def is_first(self) -> bool:
        """Whether it says that it is the first of its pages."""
        return self.counted is not None and self.counted[0] == 1

    @property
    def is_further(self) -> bool:
        """Whether it says that it is the second of its pages, or a later one."""
        return self.counted is not None and self.counted[0] > 1

    @property
    def is_last(self) -> bool:
        """Whether it says that it is the last of its pages."""
        return self.counted is not None and self.counted[0] == self.counted[1]


@dataclass(frozen=True)
class _Piece:
    """The pages of one invoice, as far as the file is cut by now."""

    pages: tuple[Page, ...]
    leaves: tuple[Leaf, ...]
    invoice: Invoice
    kind: DocumentKind

    def value(self, name: FieldName) -> str:
        """Return a value that a label names; empty for none."""
        found = self.invoice.fields.get(name)
        return "" if found is None or found.level in _DOUBTED else found.value

    @property
    def is_likely(self) -> bool:
        """Whether it looks like an invoice of its own: it is called so, and has a total.

        On a page that counts itself as a further one, its number has to be as clear.
        """
        is_numbered = not self.leaves[0].is_further or bool(self.value(FieldName.NUMBER))
        is_called = self.kind in _INVOICES and is_numbered
        return is_called and FieldName.TOTAL_WITH_VAT in self.invoice.fields

    @property
    def is_whole(self) -> bool:
        """Whether nothing of an invoice is missing, and its pages are counted as they stand."""
        counts = [leaf.counted for leaf in self.leaves]
        stated = [count for count in counts if count is not None]
        in_order = all(c is None or c[0] == at for at, c in enumerate(counts, start=1))
        return (
            self.is_likely
            and self.leaves[0].is_titled
            and all(self.value(name) for name in _NEEDED)
            and in_order
            and all(of == len(self.leaves) for _, of in stated)
        )

    @property
    def text(self) -> str:
        """All its words in one form, to look something up in."""
        return "".join(compact(line.text) for leaf in self.leaves for line in leaf.sheet.lines)


def separate(pages: tuple[Page, ...], context: Context) -> Separation | None:
    """Return the invoices that a file holds; None where it is one document.

    Args:
        pages: Of the whole file, in order.
        context: Whose file it is.
    """
    if len(pages) < 2:
        return None
    leaves = [Leaf(page) for page in pages]
    found = list(_starts(leaves))
    if len(found) < 2:
        return None
    pieces = _pieces(pages, leaves, [at for at, _ in found], context)
    if sum(piece.is_likely for piece in pieces) < 2:
        return None
    is_sure = all(clear for _, clear in found) and _is_sure(pieces, context)
    kept = [
        at for (at, clear), piece in zip(found, pieces, strict=True) if clear or piece.is_likely
    ]
    return Separation(tuple(kept), is_sure)


def _starts(leaves: Sequence[Leaf]) -> Iterator[tuple[int, bool]]:
    """Yield the pages that seem to begin an invoice, and whether that is as good as certain.

    The first page does. So does one that is titled as an invoice and names another number than all
    pages before; less certainly, one whose number no label names, that names another company, or
    that counts its pages from 1 again.
    """
    yield 1, True
    numbers, companies = {leaves[0].number}, set(leaves[0].companies)
    for at, (before, leaf) in enumerate(pairwise(leaves), start=2):
        is_new = leaf.has_other_number_than(numbers)
        begins_again = leaf.is_first and before.is_last
        if leaf.is_titled and is_new and leaf.is_named and numbers != {""}:
            yield at, True
        elif (
            leaf.is_titled
            and (is_new or not leaf.number)
            and not leaf.is_further
            and (is_new or begins_again or leaf.companies - companies)
        ):
            yield at, False
        numbers.add(leaf.number)
        companies |= leaf.companies


def _pieces(
    pages: tuple[Page, ...], leaves: Sequence[Leaf], starts: Sequence[int], context: Context
) -> list[_Piece]:
    ends = [*(at - 1 for at in starts[1:]), len(pages)]
    return [
        _piece(pages[first - 1 : end], leaves[first - 1 : end], context)
        for first, end in zip(starts, ends, strict=True)
    ]


def _piece(pages: tuple[Page, ...], leaves: Sequence[Leaf], context: Context) -> _Piece:
    own = tuple(replace(page, number=at) for at, page in enumerate(pages, start=1))
    kind, _ = kind_of(own)
    # The subject and the file's name are those of all, so that they are no witness of one.
    alone = replace(context, subject=None, file_name=None)
    return _Piece(own, tuple(leaves), read_fields(own, alone), kind)


def _is_sure(pieces: Sequence[_Piece], context: Context) -> bool:
    return (
        all(piece.is_whole for piece in pieces)
        and not _mention_one_another(pieces)
        and not any(starmap(_may_be_copies, combinations(pieces, 2)))
        and _have_one_buyer(pieces, context)
    )


def _may_be_copies(one: _Piece, other: _Piece) -> bool:
    """Tell whether two may be one paper, a character of whose number was recognised wrongly."""
    is_recognised = any(
        leaf.page.source is not Source.PDF_TEXT for leaf in (*one.leaves, *other.leaves)
    )
    names = (FieldName.TOTAL_WITH_VAT, FieldName.ISSUE_DATE)
    return is_recognised and all(one.value(name) == other.value(name) for name in names)


def _mention_one_another(pieces: Sequence[_Piece]) -> bool:
    numbers = [compact(piece.value(FieldName.NUMBER)) for piece in pieces]
    texts = [piece.text for piece in pieces]
    return any(
        number in text
        for at, number in enumerate(numbers)
        for other, text in enumerate(texts)
        if at != other
    )


def _have_one_buyer(pieces: Sequence[_Piece], context: Context) -> bool:
    """Tell whether all are made out to the dossier; of one seller they are made out to the same.

    The invoice of somebody else that proves an expense is made out to the one who hands it on.
    """
    sellers = {_seller(piece) for piece in pieces}
    if len(sellers) == 1 and "" not in sellers:
        return True
    siren = context.own_siren
    if siren is not None and all(siren in piece.text for piece in pieces):
        return True
    # The dossier's name alone is no proof: it may be a word that any page has.
    buyers = {compact(piece.value(FieldName.BUYER_NAME)) for piece in pieces}
    buyer, own = min(buyers), compact(context.own_name)
    return len(buyers) == 1 and len(buyer) >= _LEAST_NAME and (own in buyer or buyer in own)


def _seller(piece: _Piece) -> str:
    names = (FieldName.SELLER_SIREN, FieldName.SELLER_VAT_ID, FieldName.SELLER_NAME)
    return next((compact(value) for name in names if (value := piece.value(name))), "")
