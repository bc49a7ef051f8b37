"""Compare what a derived Factur-X states with what is true.

In: a derived file and the truth of its document. Out: how many values its XML states without saying
that they are only ``read``, and those of them that are false. The file itself tells which values
are only read, as it tells everybody: in its metadata.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf

from pipeline.facturx.cii import read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.notes import LABELS
from pipeline.facturx.parties import IN_ORIGINAL
from pipeline.facturx.xml import parse_xml
from pipeline.reading.lines import compact
from storage.domain.invoice import AMOUNTS, FieldName, Invoice
from storage.domain.money import parse_amount
from storage.domain.reason import Reason

_VAT_TABLE = "ventilation de la TVA"
_READ = re.compile(r"Valeurs lues sans preuve : ([^.]*)\.")


@dataclass(frozen=True)
class Stated:
    """What one file states.

    Attributes:
        values: How many values, other than those only read, whose truth is known.
        false: Those that differ, a sentence each.
        read: How many values that it says are only read, whose truth is known.
        read_false: Those of them that differ.
    """

    values: int
    false: tuple[str, ...]
    read: int
    read_false: tuple[str, ...]


def stated_by(file: Path, truth: dict[str, Any]) -> Stated:
    """Compare a derived Factur-X with the truth file of its document."""
    found = find_invoice_xml(file)
    root = parse_xml(found.xml or b"")
    reading = root if isinstance(root, Reason) else read_invoice(root)
    if isinstance(reading, Reason):
        raise TypeError(f"{file.name} has no XML to be read")
    only_read = _only_read(file)
    sure: list[str | None] = []
    read: list[str | None] = []
    for label, difference in _compared(reading.invoice, truth):
        (read if label in only_read else sure).append(difference)
    return Stated(
        len(sure), tuple(filter(None, sure)), len(read), tuple(filter(None, read))
    )  # fmt: skip


def _only_read(file: Path) -> set[str]:
    with pikepdf.open(file) as pdf:
        said = _READ.search(str(pdf.docinfo.get("/Subject", "")))
    return set(said[1].split(", ")) if said else set()


def _compared(invoice: Invoice, truth: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the label of each value whose truth is known, and how it differs, if it does."""
    printed = truth.get("page") or {}  # what the page prints where the truth is another XML's
    for name, field in invoice.fields.items():
        group, _, key = name.partition(".")
        known = (truth.get(group) or {}) if key else truth
        if (key or name.value) not in known:
            continue
        if field.value.endswith(IN_ORIGINAL):
            continue  # no value: what stands in place of one
        true = printed.get(name.value, known[key or name.value])
        if true in {None, ""} and not truth.get("complete"):
            continue
        accepted = [true, *truth.get("accept", {}).get(name.value, ())]
        is_right = _normal(name, field.value) in {_normal(name, str(it or "")) for it in accepted}
        yield LABELS[name], None if is_right else f"{name.value}: {field.value} for {true}"
    rows = {(r["category"] or "S", *_numbers(r["rate"] or "0", r["basis"], r["amount"])) for r in
            truth.get("vat_breakdown") or ()}  # fmt: skip
    for row in invoice.vat_breakdown if rows else ():
        value = (row.category, row.rate or Decimal(0), row.basis, row.amount)
        yield _VAT_TABLE, None if value in rows else f"vat_breakdown: {value} for {rows}"


def _normal(name: FieldName, text: str) -> str | Decimal | None:
    return parse_amount(text) if name in AMOUNTS else compact(text)


def _numbers(*texts: str) -> Iterator[Decimal]:
    return (Decimal(text) for text in texts)
