"""Is anything proven on pages that lie? ``python -m tests.layouts.counterfactuals FOLDER…``.

In: folders of PDFs with text, each with its truth beside it. Of every page come others on which one
true amount was taken away, or its line, or one of its digits changed wherever it stands, or several
of them, or a row of the VAT table, an invoice line, a page. What is still proven has to be true.
Out: for each kind how many pages, how many whose totals are proven, how many proven wrongly.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from random import Random
from typing import Any

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from pipeline.reading.lines import Line, sheet_of
from pipeline.reading.pages import read_pages
from pipeline.reading.values import Amount, amounts_in
from pipeline.reading.words import Page, Word
from storage.domain.field import Level
from storage.domain.invoice import CORE_TOTALS, FieldName

Pages = tuple[Page, ...]
AMOUNTS = (*CORE_TOTALS, FieldName.PREPAID, FieldName.AMOUNT_DUE)


@dataclass(frozen=True)
class Verdict:
    """What is proven of a page.

    Attributes:
        proven: All three totals are.
        wrong: Names of proven amounts that are not true.
    """

    proven: bool
    wrong: tuple[str, ...]


def judged(pages: Pages, truth: dict[str, Any]) -> Verdict:
    """Read pages and compare what is proven with the truth."""
    invoice, _ = judge(read_fields(pages, Context()), Context())
    proven = {n: f for n, f in invoice.fields.items() if f.level is Level.PROVEN and n in AMOUNTS}
    wrong = [
        name.value
        for name, field in proven.items()
        if (true := _true(truth, name)) and abs(Decimal(field.value)) not in true
    ]
    return Verdict(all(name in proven for name in CORE_TOTALS), tuple(wrong))


def counterfactuals(pages: Pages, truth: dict[str, Any], seed: str) -> Iterator[tuple[str, Pages]]:
    """Yield the kind and the pages of every counterfactual.

    Args:
        pages: Of one document.
        truth: What they say.
        seed: Which digits are changed.
    """
    random = Random(seed)
    totals = {name: value for name in AMOUNTS for value in sorted(_true(truth, name))[:1] if value}
    for name, value in totals.items():
        yield f"no {name.value}", without(pages, {value})
        yield f"no line of {name.value}", _without_lines(pages, {value}.issubset)
        yield f"a digit of {name.value}", _changed(pages, value, random)
    for pair in ((0, 2), (0, 1), (1, 2)):
        gone = {totals[CORE_TOTALS[i]] for i in pair if CORE_TOTALS[i] in totals}
        yield "no two totals", without(pages, gone)
    yield "no totals", without(pages, set(totals.values()))
    yield "no lines of totals", _without_lines(pages, lambda found: found & set(totals.values()))
    yield from _parts_away(pages, truth, set(totals.values()), random)
    for page in pages if len(pages) > 1 else ():
        yield "no page", tuple(other for other in pages if other is not page)


def _parts_away(
    pages: Pages, truth: dict[str, Any], totals: set[Decimal], random: Random
) -> Iterator[tuple[str, Pages]]:
    rows = truth.get("vat_breakdown") or []
    for row in rows if len(rows) > 1 else ():
        parts = {abs(Decimal(row[key])) for key in ("basis", "amount")} - {0}
        yield "no row", without(pages, parts)
        yield "no line of a row", _without_lines(pages, parts.issubset)
    amounts = {abs(Decimal(line["total"])) for line in truth.get("lines") or [] if line["total"]}
    if goods := sorted(amounts - {Decimal(0)}):
        own = random.choice(goods)
        yield (
            "no invoice line",
            _without_lines(pages, lambda found: own in found and not found & totals),
        )


def _true(truth: dict[str, Any], name: FieldName) -> set[Decimal]:
    page = truth.get("page") or {}
    stated = [page.get(name.value, truth.get(name.value))]
    values: set[Decimal] = set()
    for text in (*stated, *truth.get("accept", {}).get(name.value, ())):
        try:
            values.add(abs(Decimal(str(text))))
        except InvalidOperation:
            continue
    return values


def without(pages: Pages, values: set[Decimal]) -> Pages:
    """Return pages on which some amounts stand nowhere."""
    return _with_words(
        pages,
        lambda line, at: (
            None if any(abs(a.value) in values for a in _amounts_at(line, at)) else line.words[at]
        ),
    )


def _without_lines(pages: Pages, is_gone: Callable[[set[Decimal]], object]) -> Pages:
    def kept(line: Line, at: int) -> Word | None:
        found = {abs(amount.value) for amount in amounts_in(line.folded)}
        return None if is_gone(found) else line.words[at]

    return _with_words(pages, kept)


def _changed(pages: Pages, value: Decimal, random: Random) -> Pages:
    """Return pages on which one digit of an amount is another one, wherever the amount stands."""
    digits = [character for character in str(value) if character.isdigit()]
    place = random.randrange(len(digits))
    other = str((int(digits[place]) + random.choice((1, 3, 5, 7))) % 10)

    def changed(line: Line, at: int) -> Word:
        word, start = line.words[at], line.starts[at]
        text = list(word.text)
        for amount in _amounts_at(line, at):
            if abs(amount.value) != value:
                continue
            own = [i for i in range(amount.start, amount.end) if line.text[i].isdigit()]
            if place < len(own) and start <= own[place] < start + len(text):
                text[own[place] - start] = other
        return replace(word, text="".join(text))

    return _with_words(pages, changed)


def _amounts_at(line: Line, at: int) -> list[Amount]:
    """Return the amounts that a word is a part of."""
    start, end = line.starts[at], line.starts[at] + len(line.words[at].text)
    return [a for a in amounts_in(line.folded) if a.start < end and start < a.end]


def _with_words(pages: Pages, change: Callable[[Line, int], Word | None]) -> Pages:
    words: dict[int, list[Word]] = {page.number: [] for page in pages}
    for line in sheet_of(pages).lines:
        for at in range(len(line.words)):
            word = change(line, at)
            if word is not None:
                words[line.page.number].append(word)
    return tuple(replace(page, words=tuple(words[page.number])) for page in pages)


def documents(folders: Iterable[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the PDFs with text and their truths."""
    for truth_file in sorted(file for folder in folders for file in folder.glob("*.json")):
        truth = json.loads(truth_file.read_text(encoding="utf-8"))
        pdf = truth_file.with_suffix(".pdf")
        is_one = isinstance(truth, dict) and truth.get("channel") == "text"
        if is_one and pdf.exists() and truth.get("total_with_vat") is not None:
            yield pdf, truth


def main() -> None:
    """Read the arguments, judge every counterfactual, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    counts: Counter[tuple[str, str]] = Counter()
    for pdf, truth in documents(parser.parse_args().folders):
        pages = read_pages(pdf, None)
        for kind, other in (("as it is", pages), *counterfactuals(pages, truth, pdf.name)):
            verdict = judged(other, truth)
            counts[kind, "pages"] += 1
            counts[kind, "proven"] += verdict.proven
            counts[kind, "wrong"] += bool(verdict.wrong)
            if verdict.wrong:
                sys.stdout.write(f"{pdf.name}: {kind}: {', '.join(verdict.wrong)}\n")
    what = ("pages", "proven", "wrong")
    sys.stdout.write(f"{'':30}" + "".join(f"{name:>8}" for name in what) + "\n")
    for kind in dict.fromkeys(kind for kind, _ in counts):
        row = "".join(f"{counts[kind, name]:8}" for name in what)
        sys.stdout.write(f"{kind:30}{row}\n")


if __name__ == "__main__":
    main()
