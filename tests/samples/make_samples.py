"""Make the sample files beside this script: ``python -m tests.samples.make_samples [FOLDER]``.

Every hybrid PDF has its expected values in a JSON file of the same name, written from what the
generator was given and not from what our reader finds. With the same versions of reportlab,
factur-x, pikepdf and Pillow a second run makes the same bytes: dates are pinned and /ID is
computed from the content. The pages use Helvetica, which is not embedded, so they are no PDF/A.
"""

import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import facturx
import pikepdf
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from tests.samples.parties import CUSTOMER, DOSSIER, PAPER, ROOF, Party

_CENT = Decimal("0.01")
_ZUGFERD_1 = Path(__file__).with_name("zugferd_1.xml")


@dataclass(frozen=True)
class Item:
    """One line: name (BT-153), quantity (BT-129), price (BT-146) and VAT rate (BT-152)."""

    name: str
    quantity: Decimal
    price: Decimal
    rate: Decimal

    @property
    def total(self) -> Decimal:
        """BT-131."""
        return (self.quantity * self.price).quantize(_CENT)


@dataclass(frozen=True)
class Sample:
    """One invoice to make.

    Attributes:
        name: Of the files, without suffix.
        level: Profile, as factur-x calls it.
        number: BT-1.
        issued: BT-2.
        due: BT-9.
        seller: BG-4.
        buyer: BG-7.
        items: BG-25.
        type_code: BT-3.
        preceding: BT-25 and BT-26, the invoice that a credit note is about.
        error: Added to the total with VAT, to break BR-CO-15.
    """

    name: str
    level: str
    number: str
    issued: date
    due: date
    seller: Party
    buyer: Party
    items: tuple[Item, ...]
    type_code: str = "380"
    preceding: tuple[str, date] | None = None
    error: Decimal = Decimal(0)

    def vat_rows(self) -> list[tuple[Decimal, Decimal, Decimal]]:
        """Return rate, basis and amount of each row of the VAT table, highest rate first."""
        rows = []
        for rate in sorted({item.rate for item in self.items}, reverse=True):
            basis = sum((item.total for item in self.items if item.rate == rate), Decimal(0))
            rows.append((rate, basis, (basis * rate / 100).quantize(_CENT)))
        return rows

    def totals(self) -> tuple[Decimal, Decimal, Decimal]:
        """Return the totals without VAT, of VAT and with VAT."""
        without_vat = sum((basis for _, basis, _ in self.vat_rows()), Decimal(0))
        vat = sum((amount for _, _, amount in self.vat_rows()), Decimal(0))
        return without_vat, vat, without_vat + vat + self.error


def _item(name: str, quantity: str, price: str, rate: str) -> Item:
    return Item(name, Decimal(quantity), Decimal(price), Decimal(rate))


_PAPERS = (
    _item("Papier à lettres, rame de 500", "12", "7.45", "20"),
    _item("Calendrier des marées", "4", "9.90", "5.5"),
)
SAMPLES = (
    Sample(
        "facturx_en16931", "en16931", "PC-2026-0117", date(2026, 11, 3), date(2026, 12, 3),
        PAPER, DOSSIER, _PAPERS,
    ),
    Sample(
        "facturx_basicwl", "basicwl", "L26/0042", date(2026, 10, 21), date(2026, 11, 20),
        ROOF, DOSSIER, (_item("Réfection d'un faîtage", "1", "1840.00", "10"),),
    ),
    Sample(
        "facturx_credit_note", "en16931", "PC-A-2026-0009", date(2026, 11, 10), date(2026, 12, 10),
        PAPER, DOSSIER, _PAPERS[:1], type_code="381",
        preceding=("PC-2026-0117", date(2026, 11, 3)),
    ),
    Sample(
        "facturx_sale", "en16931", "AV-2026-311", date(2026, 11, 12), date(2026, 12, 12),
        DOSSIER, CUSTOMER, (_item("Tri du courrier, forfait mensuel", "1", "320.00", "20"),),
    ),
    Sample(
        "facturx_invalid", "en16931", "PC-2026-0118", date(2026, 11, 4), date(2026, 12, 4),
        PAPER, DOSSIER, _PAPERS, error=Decimal("10.00"),
    ),
)  # fmt: skip


def expected(sample: Sample) -> dict[str, Any]:
    """Return what a reader should find in a sample, in the form of the corpus' truth files."""
    without_vat, vat, with_vat = sample.totals()
    has_lines = sample.level != "basicwl"
    return {
        "number": sample.number,
        "type_code": sample.type_code,
        "issue_date": sample.issued.isoformat(),
        "due_date": sample.due.isoformat(),
        "delivery_date": sample.issued.isoformat(),
        "currency": "EUR",
        "seller": _expected_party(sample.seller),
        "buyer": _expected_party(sample.buyer),
        "total_without_vat": str(without_vat),
        "total_vat": str(vat),
        "total_with_vat": str(with_vat),
        "prepaid": None,
        "amount_due": str(with_vat),
        "payment_means": "30",
        "vat_breakdown": [
            {
                "category": "S",
                "rate": str(rate.quantize(_CENT)),
                "basis": str(basis),
                "amount": str(amount),
            }
            for rate, basis, amount in sample.vat_rows()
        ],
        "iban": sample.seller.iban,
        # BASIC WL has no place for BT-86.
        "bic": sample.seller.bic if has_lines else None,
        "lines": [
            {"name": item.name, "quantity": str(item.quantity), "total": str(item.total)}
            for item in (sample.items if has_lines else ())
        ],
    }


def _expected_party(party: Party) -> dict[str, str]:
    return {
        "name": party.name,
        "vat_id": party.vat_id,
        "siren": party.siren,
        "siret": party.siret,
        "country": "FR",
    }


def make_xml(sample: Sample) -> bytes:
    """Return the CII of a sample, made by the factur-x library."""
    xml: bytes = facturx.generate_cii_xml(
        terms_of(sample), level=sample.level, check_schematron=False
    )
    return xml


def terms_of(sample: Sample) -> dict[str, Any]:
    """Return the terms of a sample by their ids, as the factur-x library wants them."""
    without_vat, vat, with_vat = sample.totals()
    terms: dict[str, Any] = {
        "BT-1": sample.number,
        "BT-2": sample.issued,
        "BT-3": sample.type_code,
        "BT-5": "EUR",
        "BT-9": sample.due,
        "BT-23": "B1",
        "BT-72": sample.issued,
        "BT-81": "30",
        "BT-84": sample.seller.iban,
        "BT-86": sample.seller.bic,
        "BG-1": _NOTES,
        "BG-4": _terms_of_party(sample.seller),
        "BG-7": _terms_of_party(sample.buyer),
        "BG-23": [_terms_of_vat(*row) for row in sample.vat_rows()],
        "BT-106": float(without_vat),
        "BT-109": float(without_vat),
        "BT-110": float(vat),
        "BT-112": float(with_vat),
        "BT-115": float(with_vat),
    }
    if sample.level != "basicwl":
        lines = enumerate(sample.items, start=1)
        terms["BG-25"] = [_terms_of_line(number, item) for number, item in lines]
    if sample.preceding:
        number, issued = sample.preceding
        terms["BG-3"] = [{"BT-25": number, "BT-26": issued}]
    return terms


_NOTES = [
    {"BT-21": "PMD", "BT-22": "Pénalités de retard : trois fois le taux d'intérêt légal."},
    {"BT-21": "PMT", "BT-22": "Indemnité forfaitaire pour frais de recouvrement : 40 euros."},
    {"BT-21": "AAB", "BT-22": "Pas d'escompte pour paiement anticipé."},
]


def _terms_of_party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "identifiers": {"0009": party.siret},
        "legal_identifier": party.siren,
        "legal_identifier_schemeid": "0002",
        "vat_identifier": party.vat_id,
        "einvoicing_addr": party.siren,
        "einvoicing_addr_schemeid": "0225",
        "addr_l1": party.street,
        "postcode": party.postcode,
        "city": party.city,
        "country_code": "FR",
    }


def _terms_of_vat(rate: Decimal, basis: Decimal, amount: Decimal) -> dict[str, Any]:
    return {
        "BT-116": float(basis),
        "BT-117": float(amount),
        "BT-118": "S",
        "BT-119": float(rate),
    }


def _terms_of_line(number: int, item: Item) -> dict[str, Any]:
    return {
        "BT-126": str(number),
        "BT-129": float(item.quantity),
        "BT-130": "C62",
        "BT-131": float(item.total),
        "BT-146": float(item.price),
        "BT-151": "S",
        "BT-152": float(item.rate),
        "BT-153": item.name,
    }


def make_page(lines: list[str]) -> bytes:
    """Return a PDF of one A4 page with these lines of text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595.28, 841.89), invariant=True)
    for row, line in enumerate(lines):
        canvas.drawString(56, 780 - 18 * row, line)
    canvas.save()
    return buffer.getvalue()


def page_of(sample: Sample) -> list[str]:
    """Return the lines that the page of a sample shows."""
    title = "AVOIR" if sample.type_code == "381" else "FACTURE"
    without_vat, vat, with_vat = sample.totals()
    seller, buyer = sample.seller, sample.buyer
    return [
        seller.name,
        f"{seller.street}, {seller.postcode} {seller.city}",
        f"SIREN {seller.siren} - TVA {seller.vat_id}",
        "",
        f"{title} N° {sample.number}",
        f"Date : {sample.issued:%d/%m/%Y}   Échéance : {sample.due:%d/%m/%Y}",
        f"Client : {buyer.name}, SIREN {buyer.siren}, TVA {buyer.vat_id}",
        "",
        *(
            f"{item.name} : {item.quantity} x {item.price} = {item.total} (TVA {item.rate} %)"
            for item in sample.items
        ),
        "",
        *(f"TVA {rate} % sur {basis} : {amount}" for rate, basis, amount in sample.vat_rows()),
        f"Total HT : {without_vat} EUR",
        f"Total TVA : {vat} EUR",
        f"Total TTC : {with_vat} EUR",
        f"IBAN {seller.iban}   BIC {seller.bic}",
    ]


@contextmanager
def _pinned_clock() -> Iterator[None]:
    pdf_time, xmp_time = "D:20261101080000+00'00'", "2026-11-01T08:00:00+00:00"
    with (
        mock.patch("facturx.facturx._get_pdf_timestamp", return_value=pdf_time),
        mock.patch("facturx.facturx._get_metadata_timestamp", return_value=xmp_time),
    ):
        yield


def make_hybrid(sample: Sample) -> bytes:
    """Return the Factur-X of a sample."""
    with _pinned_clock():
        hybrid: bytes = facturx.generate_from_binary(
            make_page(page_of(sample)), make_xml(sample), check_schematron=False, lang="fr"
        )
    return embed(hybrid, {})


def embed(pdf: bytes, attachments: Mapping[str, bytes]) -> bytes:
    """Return a PDF with further embedded files, by name, and an /ID made of its content."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for name, content in attachments.items():
            spec = pikepdf.AttachedFileSpec(
                opened, content, mime_type="text/xml", relationship=pikepdf.Name.Alternative
            )
            opened.attachments[name] = spec
        opened.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _make_logo() -> bytes:
    image = Image.new("RGB", (96, 32), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, 28, 28), fill="navy")
    draw.line((4, 4, 16, 18, 28, 4), fill="white", width=2)
    draw.rectangle((38, 12, 88, 20), fill="navy")
    buffer = io.BytesIO()
    image.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def make_all() -> dict[str, bytes]:
    """Return every sample file by name."""
    files: dict[str, bytes] = {}
    for sample in SAMPLES:
        files[f"{sample.name}.pdf"] = make_hybrid(sample)
        truth = json.dumps(expected(sample), ensure_ascii=False, indent=1)
        files[f"{sample.name}.json"] = f"{truth}\n".encode()
    other = make_xml(SAMPLES[1])
    files["facturx_two_xml.pdf"] = embed(make_hybrid(SAMPLES[0]), {"ZUGFeRD-invoice.xml": other})
    files["plain.pdf"] = make_page(["FACTURE N° 2026-7", "Total TTC : 12.00 EUR"])
    zugferd = {"ZUGFeRD-invoice.xml": _ZUGFERD_1.read_bytes()}
    files["zugferd_1.pdf"] = embed(make_page(["RECHNUNG 4711", "Summe 119,00 EUR"]), zugferd)
    files["logo.png"] = _make_logo()
    return files


def main(folder: Path) -> None:
    """Write every sample file into a folder."""
    for name, content in make_all().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
