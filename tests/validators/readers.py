"""Ask the readers of others what a derived Factur-X says, and compare it with what ours reads.

In: hybrid files. Out: every term that factur-x or Mustang reads otherwise than we do.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import facturx

from pipeline.facturx.cii import read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.xml import parse_xml
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason
from tests.validators import judging

_MUSTANG, _FACTUR_X = "Mustang", "factur-x"
TERMS = {
    "BT-1": FieldName.NUMBER,
    "BT-2": FieldName.ISSUE_DATE,
    "BT-3": FieldName.TYPE_CODE,
    "BT-5": FieldName.CURRENCY,
    "BT-9": FieldName.DUE_DATE,
    "BT-27": FieldName.SELLER_NAME,
    "BT-30": FieldName.SELLER_SIREN,
    "BT-31": FieldName.SELLER_VAT_ID,
    "BT-44": FieldName.BUYER_NAME,
    "BT-47": FieldName.BUYER_SIREN,
    "BT-48": FieldName.BUYER_VAT_ID,
    "BT-84": FieldName.IBAN,
    "BT-86": FieldName.BIC,
    "BT-109": FieldName.TOTAL_WITHOUT_VAT,
    "BT-112": FieldName.TOTAL_WITH_VAT,
    "BT-115": FieldName.AMOUNT_DUE,
}
"""What is compared, besides the number of lines (BG-25)."""
_LINES = "BG-25"
_PARTS = {
    "BT-27": ("BG-4", "name"),
    "BT-30": ("BG-4", "legal_identifier"),
    "BT-31": ("BG-4", "vat_identifier"),
    "BT-44": ("BG-7", "name"),
    "BT-47": ("BG-7", "legal_identifier"),
    "BT-48": ("BG-7", "vat_identifier"),
}
"""Where factur-x has the terms of the parties."""


def differences(files: Sequence[Path]) -> list[str]:
    """Return a line for every term of every file that another reader reads otherwise."""
    return [line for file, theirs in zip(files, _by_mustang(files), strict=True)
            for line in _compared(file, theirs)]  # fmt: skip


def _compared(file: Path, by_mustang: Mapping[str, str]) -> Iterator[str]:
    xml = find_invoice_xml(file).xml or b""
    ours = _ours(xml)
    for reader, theirs in ((_MUSTANG, by_mustang), (_FACTUR_X, _by_factur_x(file))):
        for term in (*TERMS, _LINES):
            one, other = ours[term], theirs.get(term, "")
            if one != other:
                yield f"{file.name}: {reader} reads {term} {other!r}, we {one!r}"


def _ours(xml: bytes) -> dict[str, str]:
    root = parse_xml(xml)
    reading = root if isinstance(root, Reason) else read_invoice(root)
    invoice = Invoice() if isinstance(reading, Reason) else reading.invoice
    found = {term: invoice.value(name) or "" for term, name in TERMS.items()}
    return {**found, _LINES: str(len(invoice.lines))}


def _by_factur_x(file: Path) -> dict[str, str]:
    _, xml = facturx.get_facturx_xml_from_pdf(file.read_bytes(), check_xsd=True)
    terms = facturx.parse_ubl_cii_xml(xml)
    found = {term: _text(terms.get(term)) for term in TERMS}
    found |= {term: _text(terms.get(group, {}).get(key)) for term, (group, key) in _PARTS.items()}
    return {**found, _LINES: str(len(terms.get(_LINES, [])))}


def _by_mustang(files: Sequence[Path]) -> Iterator[dict[str, str]]:
    for line in judging.ask("mustang", "Reader", files):
        yield dict(field.split("=", 1) for field in line.split("\t") if "=" in field)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
