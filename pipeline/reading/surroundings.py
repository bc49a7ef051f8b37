"""What a page shows around the identifiers of a legal person: words, place, block, name, account.

In: a sheet and its identifiers. Out: traits by name, for `pipeline.reading.roles`.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reading import name_words
from pipeline.reading import role_words as words
from pipeline.reading.blocks import Block, blocks_of
from pipeline.reading.fitting import overlap
from pipeline.reading.identifier_texts import (
    cell_of,
    leading,
    region_of,
    text_before,
    text_behind,
    texts_over,
)
from pipeline.reading.identifiers import Identifier, Scheme
from pipeline.reading.lines import Line, Sheet, Span, compact
from pipeline.reading.name_texts import core_of, domains_of, looks_like_name
from pipeline.reading.odds import Traits
from pipeline.reading.paragraphs import Paragraphs
from pipeline.reading.persons import Group
from pipeline.reading.role_names import RoleNames, value_beside
from pipeline.reading.values import currencies_in, days_in, has_money
from pipeline.reading.words import Page
from storage.domain.field import Source

_FOOT = 0.8
"""Of the height of a page: where sellers say in small print who they are."""
_HEAD = 0.45
"""Of the height of the first page: above it parties have their blocks."""
_MIDDLE = 0.42
"""Of the width of a page: the window of a French envelope is to the right of it."""
_SLIP = 350.0
"""Points: a narrower page has no left and right."""
_SLIP_HEIGHTS = 27
"""Times the usual height of words: the same of print on a photo, which has no size in points."""
_TITLE = 45
"""Characters of a cell that may be the title of those below."""
_WRAPPED = 2
"""Lines over an identifier in which its sentence may have begun."""
_ABOVE = 30.0
"""Points between a block and the title over it."""
_LARGE = 1.3
"""Times the usual height of words: how names are printed."""
_INDENT = 4.0
"""Points by which the fields of a form may be indented below the title of their section."""
_SECTION = 70.0
"""Points between an identifier in a form and the title of its section."""
_APART = 40.0
"""Points between the left edges of blocks that stand side by side."""
_SHORT = 4
"""Letters of a name that stand in another word by chance."""
_COLUMN = 5
"""Lines that a foot in columns has at most."""
_TABLE = 3
"""Cells in a row of references."""


class Surroundings:
    """What a page shows around identifiers; looked up once for all of them."""

    def __init__(self, sheet: Sheet, identifiers: Sequence[Identifier]) -> None:
        self._sheet = sheet
        self._blocks = blocks_of(sheet)
        self.is_self_billed = words.SELF_BILLED.search(sheet.folded) is not None
        told = (words.AGENCY, name_words.SOLD_BY)
        self.is_by_agent = any(pattern.search(sheet.folded) for pattern in told)
        accounts = [i for i in identifiers if i.scheme is Scheme.IBAN and i.holds]
        self._accounts = {i.value[:2] for i in accounts}
        self._account_lines = {i.line.index for i in accounts}
        self._countries = words.countries_of_language(sheet.folded)
        self._currency = next((c.code for c in currencies_in(sheet.folded)), "EUR")
        self._domains = domains_of(sheet)
        distinct = dict.fromkeys(self._blocks.values())
        self._addresses = [block for block in distinct if self._is_address(block)]
        self._towns = sum(any(map(name_words.STREET.search, b.texts)) for b in distinct)
        self._sellers = [block for block in distinct if self._is_of_seller(block)]
        self._buyers = [block for block in self._addresses if self._is_of_buyer(block)]
        self._paragraphs = Paragraphs(sheet, distinct)
        self._printed = compact(sheet.folded)
        self._names = RoleNames(sheet, identifiers)
        self._untold = [block for block in self._addresses if not self._is_told(block)]
        self._last_amount = {
            line.page.number: line.bottom for line in sheet.lines if has_money(line.folded)
        }

    def traits_of(self, group: Group) -> Traits:
        """Return what is seen around the identifiers of one legal person."""
        valid = [m for m in group.members if m.holds] or list(group.members)
        found = [self._traits(member) for member in valid]
        return {name: max(traits[name] for traits in found) for name in found[0]} | {
            "agree": float(group.agree),
            "printed_again": float(len({m.line.index for m in valid}) > 1),
            "in_two_places": float(len({region_of(m) for m in valid}) > 1),
            "of_sellers_country": self._names.of_country(group.country),
            "account": self._fits(group.country, self._accounts),
            "language": self._fits(group.country, self._countries),
            "currency": self._fits_currency(group.country),
        }

    @staticmethod
    def _fits(country: str, countries: set[str]) -> float:
        return 0.0 if not countries else 1.0 if country in countries else -1.0

    def _fits_currency(self, country: str) -> float:
        if self._currency == "EUR":
            return -1.0 if country in words.OUTSIDE_EURO else 0.0
        return self._fits(country, words.COUNTRIES_OF.get(self._currency, set()))

    def _traits(self, found: Identifier) -> dict[str, float]:
        cell = cell_of(found)
        block = self._blocks[found.line.index, cell[0]]
        head, own = self._head_of_column(found), found.line.folded[slice(*cell)]
        place = self._place(found, block, in_row=bool(head) and not words.OURS.search(head))
        near, over = self._near(found, block, cell), tuple[str, ...]()
        if not near and not place["foot"]:
            over = self._paragraphs.over(block) or self._paragraphs.below_top(block)
            over = leading(over, found)
            near = self._names.nearest(over, found.value)
        others = [address for address in self._addresses if address != block]
        return {
            **self._said(found, block, cell, head, near),
            **self._names.traits_of(near),
            "buyer_elsewhere": float(any(other != block for other in self._buyers)),
            "addressee_elsewhere": float(any(map(self._is_bare, others))),
            "only_untold": float(bool(others) and self._untold == [block]),
            **place,
            "legal_words": min(2, len(set(words.LEGAL.findall(own)))) / 2,
            "name_apart": float(bool(over) and bool(near)),
            "contact_apart": float(words.CONTACT.search("\n".join(over)) is not None),
            "account_near": float(bool(self._account_lines & {c.line for c in block.cells})),
            "in_domain": float(self._is_in_domain(block)),
            **self._named(block, own),
            **self._beside(block),
        }

    def _said(
        self, found: Identifier, block: Block, cell: tuple[int, int], head: str, near: str
    ) -> dict[str, float]:
        """Return what the words before, over and around an identifier say of its role."""
        above, over = "\n".join(self._above(block)), texts_over(block, found)
        before = text_before(found, cell)
        upper = over[-1] if over else ""
        if not before and upper.endswith(":") and words.LABEL.search(upper):
            before = upper  # A label at the end of the line before.
        titles = [*(text for text in over if len(text) <= _TITLE), near]
        titles += [text for text in over[-_WRAPPED:] if not words.COMPLETE.search(text)]
        is_foot = found.line.bottom > _FOOT * found.line.page.height
        label = f"{before[-60:]}\n{head}"
        is_yours = any(pattern.search(label) for pattern in (words.BUYER, words.YOURS))
        # A block says whose it is in its first line, or in the one over it.
        is_first = block.cells[0].line == found.line.index
        first = before if is_first else "\n".join(filter(_is_title, block.texts[:1]))
        section = self._section(found, cell)
        title = "\n".join((*filter(_is_title, self._above(block)), first, section))
        labelled = words.LABEL.search(f"{before}\n{head}\n{upper}")
        labelled = labelled or words.LABEL_BEHIND.match(text_behind(found, cell))
        return {
            "label_of_buyer": float(is_yours),
            "label_of_seller": float(not is_yours and words.OURS.search(label) is not None),
            "block_of_buyer": float(words.BUYER.search(title) is not None),
            **self._called(block, f"{title}\n{before}", near),
            "third": float(self._is_third((*titles, before), found, cell)),
            "third_near": float(words.THIRD.search(above) is not None),
            "under_sender": float(not is_foot and _is_under_sender(above, block)),
            "customer_block": float(words.CUSTOMER.search(block.text) is not None),
            "legal_block": float(words.LEGAL.search(block.text) is not None),
            "labelled": float(labelled is not None),
            "contact": float(words.CONTACT.search(block.text) is not None),
            "address": float(words.TOWN.search(block.text) is not None),
        }

    @staticmethod
    def _is_third(texts: tuple[str, ...], found: Identifier, cell: tuple[int, int]) -> bool:
        """Tell whether words before an identifier, or right behind it, make it a third party's."""
        is_so = words.THIRD_BEHIND.match(text_behind(found, cell)) is not None
        return is_so or any(map(words.THIRD.search, texts))

    def _section(self, found: Identifier, cell: tuple[int, int]) -> str:
        """Return the title of a section in a form, where fields and their values have columns."""
        if not cell[0] or found.start > cell[0]:
            return ""
        line = found.line
        left = line.places[0].left + _INDENT
        for upper in reversed(self._sheet.lines[max(0, line.index - 8) : line.index]):
            if upper.page.number != line.page.number or upper.top < line.top - _SECTION:
                return ""
            is_title = "\t" not in upper.text and upper.places[0].left <= left
            if is_title and words.SECTION.match(upper.folded):
                return upper.folded
        return ""

    @staticmethod
    def _is_of_seller(block: Block) -> bool:
        """Tell whether words call a block the seller's, and no list of references « Vendeur »."""
        if words.SELLER.search(block.text) is None:
            return False
        # In a list of references « Vendeur » is the one who served the customer.
        is_titled = words.SELLER.search(block.texts[0]) and words.LABEL.search(block.text)
        return bool(is_titled) or any(
            p.search(block.text) for p in (words.TOWN, name_words.ANY_FORM)
        )

    def _is_of_buyer(self, block: Block) -> bool:
        """Tell whether the words over a block or in its first line name it as the buyer's."""
        title = "\n".join(filter(_is_title, (*self._above(block), block.texts[0])))
        return words.BUYER.search(title) is not None

    def _is_told(self, block: Block) -> bool:
        """Tell whether words over an address, or in it, make it the buyer's or a third party's."""
        texts = (*filter(_is_title, self._above(block)), *block.texts)
        is_told = any(p.search(text) for p in (words.BUYER, words.THIRD) for text in texts)
        return is_told or self._names.has_told_buyer(block.text)

    def _place(self, found: Identifier, block: Block, *, in_row: bool) -> dict[str, float]:
        """Return where on its page an identifier stands."""
        page, span = found.line.page, found.line.span(found.start, found.end)
        begin = found.line.span(*cell_of(found)).left
        is_slip = self._is_slip(page)
        is_head = page.number == 1 and span.top < _HEAD * page.height
        is_right = begin > _MIDDLE * page.width and not is_slip
        is_foot = span.bottom > _FOOT * page.height
        is_after = span.top > self._last_amount.get(page.number, page.height)
        return {
            "slip": float(is_slip),
            "head_left": float(is_head and not is_right),
            "head_right": float(is_head and is_right),
            "foot": float(is_foot),
            "after_amounts": float(is_after and not is_foot),
            "later_page": float(page.number > 1),
            "in_table": float(in_row and not is_foot),
            "large_name": float(block.height > _LARGE * self._sheet.usual_height),
            "letterhead": float(is_head and words.CONTACT.search(block.text) is not None),
            "bare_address": float(is_right and is_head and self._is_bare(block)),
        }

    def _is_slip(self, page: Page) -> bool:
        """Tell whether a page is a till's slip."""
        if page.source is not Source.OCR:
            return page.width < _SLIP
        places = [p for n in self._sheet.lines if n.page.number == page.number for p in n.places]
        across = max(p.right for p in places) - min(p.left for p in places)
        return across < _SLIP_HEIGHTS * self._sheet.usual_height

    def _above(self, block: Block) -> Iterator[str]:
        """Yield what stands close over a block, in its column."""
        first = block.cells[0]
        number = self._sheet.lines[first.line].page.number
        for line in reversed(self._sheet.lines[max(0, first.line - 6) : first.line]):
            if line.page.number != number or first.top - line.bottom > _ABOVE:
                return
            if self._is_of_grid(line, first):
                continue
            for start, end in line.cells():
                cell, text = line.span(start, end), line.folded[start:end]
                is_other = words.NUMBERED.search(text) or (
                    words.SELLER.search(text) and value_beside(line, end)
                )
                if overlap(cell, first) and cell.top < first.top and not is_other:
                    yield text

    def _is_of_grid(self, upper: Line, own: Span) -> bool:
        """Tell whether a line is a row of a grid that ends over a line of one cell: a foot's."""
        return _is_row(upper) and "\t" not in self._sheet.lines[own.line].text

    def _head_of_column(self, found: Identifier) -> str:
        """Return the head of the column, where an identifier stands in a row of references."""
        line = found.line
        if not _is_row(line) or line.index == 0:
            return ""
        upper = self._sheet.lines[line.index - 1]
        if upper.page.number != line.page.number or not _is_row(upper):
            return ""
        own, span = cell_of(found), line.span(found.start, found.end)
        if words.LABEL.search(line.folded[own[0] : found.start]):
            return ""  # What has its label with it needs no head.
        heads, cells = list(upper.cells()), list(line.cells())
        for start, end in heads:
            if overlap(upper.span(start, end), span):
                return upper.folded[start:end]
        return upper.folded[slice(*heads[cells.index(own)])] if len(heads) == len(cells) else ""

    def _is_in_domain(self, block: Block) -> bool:
        """Tell whether the first lines of a block, its name, make up a domain on the page."""
        names = [compact(text) for text in block.texts[:2]]
        return any(
            len(domain) > _SHORT and (domain in name or (len(name) > _SHORT and name in domain))
            for domain in self._domains
            for name in names
        )

    def _is_address(self, block: Block) -> bool:
        """Tell whether a block is an address at the head of the first page."""
        page = self._sheet.lines[block.cells[0].line].page
        is_head = page.number == 1 and block.top < _HEAD * page.height
        return is_head and len(block.cells) > 1 and words.TOWN.search(block.text) is not None

    @staticmethod
    def _is_bare(block: Block) -> bool:
        """Tell whether a block is an address without anything that a sender adds to its own."""
        return words.TOWN.search(block.text) is not None and not any(
            pattern.search(block.text) for pattern in (words.CONTACT, words.LEGAL, words.SELLER)
        )

    def _beside(self, block: Block) -> dict[str, float]:
        """Return how a block stands to the other addresses at the head of the page."""
        own, others = block.cells[0], [a.cells[0] for a in self._addresses if a != block]
        return {
            "sole_address": float(self._towns <= 1),
            "left_of_address": float(any(own.left < o.left - _APART for o in others)),
            "right_of_address": float(any(own.left > o.left + _APART for o in others)),
            "over_address": float(any(own.top < o.top - _APART / 4 for o in others)),
        }

    def _called(self, block: Block, title: str, near: str) -> dict[str, float]:
        """Return whether words name a block the seller's, or another one.

        Identifiers without a name may be those of the one who is called so elsewhere.
        """
        is_own = words.SELLER.search(title) is not None
        is_told = self._names.says_who_sold or any(other != block for other in self._sellers)
        is_elsewhere = is_told and not is_own
        is_other = bool(near) and not self._names.is_called(near)
        return {
            "block_of_seller": float(is_own),
            "seller_elsewhere": float(is_elsewhere and is_other),
            "seller_above": float(is_elsewhere and not is_other),
        }

    def _near(self, found: Identifier, block: Block, cell: tuple[int, int]) -> str:
        """Return what has the name that belongs to an identifier, in its block or a foot's rows."""
        line = found.line
        before = line.folded[cell[0] : found.start]
        texts = texts_over(block, found)
        if texts and words.ROW.match(texts[0]) and _is_under_sender("", block):
            # The sender's row over the window is no part of the address below it.
            texts = texts[1:]
        if self._is_slip(line.page):
            # All stands in one column there: what comes before the time of sale is somebody else.
            last = max((at for at, text in enumerate(texts, 1) if any(days_in(text))), default=0)
            texts = texts[last:]
        is_foot = line.bottom > _FOOT * line.page.height
        if is_foot and not any(map(looks_like_name, (*texts, before))):
            near = self._sheet.lines[max(0, line.index - _COLUMN) : line.index]
            foot = _FOOT * line.page.height
            texts = tuple(
                other.folded
                for other in near
                if other.page.number == line.page.number
                and other.top > foot
                and not self._is_of_grid(other, block.cells[0])
            )
        texts = leading(texts, found)
        return self._names.nearest((*texts, before), found.value)

    def _named(self, block: Block, own: str) -> dict[str, float]:
        """Return whether the name beside an identifier is printed elsewhere, or only here."""
        row = name_words.FIRST_OF_ROW.match(own)
        first = row["name"] if row else _name_of(block)
        name = compact(core_of(first))
        if len(name) <= _SHORT or not looks_like_name(first):
            return {"named_again": 0.0, "named_once": 0.0}
        is_again = self._printed.count(name) > compact(block.text).count(name)
        is_again = is_again or any(name in domain for domain in self._domains)
        return {"named_again": float(is_again), "named_once": float(not is_again)}


def _is_row(line: Line) -> bool:
    """Tell whether a line has as many cells as a row of a table."""
    return line.text.count("\t") >= _TABLE - 1


def _is_title(text: str) -> bool:
    """Tell whether a text may say whose block follows: no sentence, no label of a number."""
    return not text.endswith(".") and not words.LABEL.search(text[:_TITLE])


def _name_of(block: Block) -> str:
    """Return the name in a block: the one over a street, else one of the first two lines."""
    over_street = (
        text
        for text, below in pairwise(block.texts[:5])
        if looks_like_name(text) and name_words.STREET.search(below)
    )
    return next(over_street, "") or next(filter(looks_like_name, block.texts[:2]), "")


def _is_under_sender(above: str, block: Block) -> bool:
    """Tell whether a block is an addressee's, under the sender's own address in one row."""
    rows = (*above.split("\n"), *block.texts[:1])
    below = block.texts[1:] if words.ROW.match(block.texts[0]) else block.texts
    is_address = any(map(name_words.STREET.search, below))
    return is_address and any(map(words.ROW.match, rows))
