"""A derived file opened by another reader of the ecosystem gives back the same fields."""

from datetime import date
from typing import Any

import facturx
import pytest

from pipeline.facturx.cii import read_invoice
from pipeline.facturx.derive import derive
from pipeline.facturx.xml import parse_xml
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason
from tests.pipeline.facturx import pages
from tests.pipeline.facturx.invoices import PURCHASE, N, a_credit_note, an_invoice

TERMS = {
    "BT-1": N.NUMBER,
    "BT-2": N.ISSUE_DATE,
    "BT-3": N.TYPE_CODE,
    "BT-5": N.CURRENCY,
    "BT-9": N.DUE_DATE,
    "BT-84": N.IBAN,
    "BT-86": N.BIC,
    "BT-109": N.TOTAL_WITHOUT_VAT,
    "BT-110": N.TOTAL_VAT,
    "BT-112": N.TOTAL_WITH_VAT,
    "BT-115": N.AMOUNT_DUE,
}
PARTIES = {
    ("BG-4", "name"): N.SELLER_NAME,
    ("BG-4", "legal_identifier"): N.SELLER_SIREN,
    ("BG-4", "vat_identifier"): N.SELLER_VAT_ID,
    ("BG-7", "name"): N.BUYER_NAME,
    ("BG-7", "legal_identifier"): N.BUYER_SIREN,
}


@pytest.mark.parametrize("invoice", [an_invoice(), a_credit_note()], ids=["invoice", "credit note"])
def test_factur_x_reads_what_we_read(invoice: Invoice) -> None:
    made = derive(pages.drawn(pages.written()), (), invoice, PURCHASE)
    assert made.pdf is not None
    name, xml = facturx.get_facturx_xml_from_pdf(made.pdf, check_xsd=True)
    assert (name, xml) == ("factur-x.xml", made.xml)
    theirs = facturx.parse_ubl_cii_xml(xml)
    ours = _ours(xml)
    for term, field in TERMS.items():
        assert _text(theirs.get(term)) == (ours.value(field) or ""), term
    for (group, key), field in PARTIES.items():
        assert _text(theirs[group].get(key)) == (ours.value(field) or ""), field
    assert len(theirs.get("BG-25", [])) == len(ours.lines)
    assert ours.value(FieldName.NUMBER) == invoice.value(FieldName.NUMBER)


def _ours(xml: bytes) -> Invoice:
    root = parse_xml(xml)
    assert not isinstance(root, Reason)
    reading = read_invoice(root)
    assert not isinstance(reading, Reason)
    return reading.invoice


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
