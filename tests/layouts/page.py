"""A document: the HTML of an invoice with its truth.

In: a family and a seed. Out: HTML, the truth in the form of the corpora, and what was printed.
"""

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from tests.layouts.facts import ZERO, Facts, make_facts
from tests.layouts.families import Family
from tests.layouts.formats import make_style
from tests.layouts.parties import Party
from tests.layouts.sheet import Sheet

_BASE = """<!doctype html><meta charset="utf-8"><style>
@page { size: A4; margin: 14mm 15mm }
body { margin: 0; font: 9.5pt "Liberation Sans"; color: #111;
position: relative; box-sizing: border-box;
min-height: 267mm; padding: 0.1mm 0 15mm }
table { border-collapse: collapse }
td, th { text-align: left; vertical-align: top; padding: 2px 4px }
.n { text-align: right } .v, .n, th { white-space: nowrap } tr { break-inside: avoid }
.logo { max-height: 12mm; max-width: min(100%, 85mm) }
.lines, .wide { width: 100% } .c-name { width: 50% }
.row { display: flex; justify-content: space-between;
align-items: flex-start } .right { margin-left: auto }
.foot { font-size: 7pt; text-align: center; color: #444;
position: absolute; bottom: 0; left: 0; right: 0 }
h1 { margin: 3mm 0; font-size: 18pt } .break { break-before: page }
</style>"""


@dataclass(frozen=True)
class Document:
    """An invoice before it is printed.

    Attributes:
        name: Stem of its files.
        html: The whole page.
        truth: In the form of the corpora, without ``file``, ``channel`` and ``pages``.
        printed: Field of the truth to the texts that the page shows for it.
        facts: What it was made from.
    """

    name: str
    html: str
    truth: dict[str, Any]
    printed: dict[str, list[str]]
    facts: Facts


def make_document(family: Family, seed: int, place: int) -> Document:
    """Make the document that a family, a seed and its place in the series determine."""
    rng = Random(f"{family.name} {seed} {place}")
    facts = make_facts(rng, rng.choice(family.profiles))
    sheet = Sheet(facts, make_style(rng, facts.profile.lang, facts.seller.country), rng)
    html = _BASE + family.draw(sheet)
    layout = f"families-{family.name}{f'-{place}' if family.is_composed else ''}"
    facts = sheet.facts  # a layout may have given its parties other names
    truth = make_truth(facts, set(sheet.printed)) | {"layout": layout}
    return Document(f"{family.name}_{place:02}", html, truth, sheet.printed, facts)


def make_truth(facts: Facts, visible: set[str]) -> dict[str, Any]:
    """Return the truth of what a page shows."""
    truth: dict[str, Any] = {
        "kind": "credit_note" if facts.type_code == "381" else "invoice",
        "lang": facts.profile.lang,
        "number": facts.number,
        "type_code": facts.type_code,
        "issue_date": facts.issue_date.isoformat(),
        "due_date": facts.due_date.isoformat() if "due_date" in visible else None,
        "currency": facts.profile.currency,
        "seller": _party(facts.seller),
        "buyer": _party(facts.buyer),
    }
    names = ("total_without_vat", "total_vat", "total_with_vat", "prepaid", "retention")
    truth |= {name: str(getattr(facts, name)) for name in (*names, "amount_due")}
    if facts.rounding:
        truth["rounding"] = str(facts.rounding)
    amounts = [adjustment.amount for adjustment in facts.adjustments]
    truth |= {
        "allowances": str(-sum((it for it in amounts if it < 0), ZERO)),
        "charges": str(sum((it for it in amounts if it > 0), ZERO)),
        "order_reference": facts.references["order"],
        "contract_reference": facts.references["contract"],
    }
    return truth | {
        "vat_breakdown": [
            {
                "category": row.category,
                "rate": _two(row.rate),
                "basis": str(row.basis),
                "amount": str(row.amount),
            }
            for row in facts.vat
        ],
        "iban": facts.iban,
        "bic": facts.bic,
        "lines": _lines(facts),
        "lines_tax_included": facts.profile.tax_included,
        "printed_sign": "negative" if facts.negative else "positive",
        "visible": sorted(visible),
        "accept": _accept(facts),
        "page_differs": False,
        "complete": True,
        "truth_from": "generator",
    }


def _lines(facts: Facts) -> list[dict[str, str]]:
    return [
        {
            "name": line.name,
            "quantity": f"{line.quantity.normalize():f}",
            "unit_price": str(line.unit_price),
            "vat_rate": _two(line.rate),
            "total": str(line.total),
        }
        for line in facts.lines
    ]


_SWISS_VAT = "TVA"
"""What follows a Swiss company's number where it is liable to VAT."""


def _party(party: Party) -> dict[str, str | None]:
    return {
        "name": party.name,
        "vat_id": party.vat_id.removesuffix(_SWISS_VAT) or None,
        "siren": party.siren or None,
        "siret": party.siret or None,
        "country": party.country,
    }


def _accept(facts: Facts) -> dict[str, list[str]]:
    accept = {}
    for who, party in (("seller", facts.seller), ("buyer", facts.buyer)):
        accept[f"{who}.name"] = sorted(party.accept)
        if party.country == "CH":
            plain = party.vat_id.removesuffix(_SWISS_VAT)
            accept[f"{who}.vat_id"] = [plain + word for word in (_SWISS_VAT, "MWST", "IVA")]
    return {field: values for field, values in accept.items() if values}


def _two(value: Decimal) -> str:
    return f"{value:.2f}"
