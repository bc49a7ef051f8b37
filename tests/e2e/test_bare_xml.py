"""Bare XML from outside, in both modes: a CII invoice and a UBL credit note, mailed and filed."""

from io import BytesIO

import pikepdf
import pytest

from pipeline.facturx.bare import business_of
from pipeline.facturx.business_values import Business
from pipeline.facturx.business_writer import convert
from pipeline.facturx.embedded import find_invoice_xml
from tests.e2e.installation import Installation, everything, wait_until_quiet
from tests.e2e.mails import SAMPLES, SUPPLIER, mail, truth


def _cii(name: str) -> bytes:
    xml = find_invoice_xml(SAMPLES / f"{name}.pdf").xml
    assert xml is not None
    return xml


def _ubl(name: str) -> bytes:
    business = business_of(_cii(name))
    assert isinstance(business, Business)
    return convert(business)


FILES = {
    "facturx_en16931": _cii("facturx_en16931"),
    "facturx_credit_note": _ubl("facturx_credit_note"),
}


@pytest.fixture(scope="module")
def found(installation: Installation) -> dict[str, dict[str, object]]:
    """Mail the files, and return what became of each: its invoice, document and files."""
    firm = installation.add_firm("Cabinet du XML")
    dossier = installation.add_dossier(firm, "900000027")
    with installation.client(firm) as client, installation.smtp() as smtp:
        for name, xml in FILES.items():
            raw = mail(dossier.purchase, ("facture.xml", xml), subject=name)
            smtp.sendmail(SUPPLIER, [dossier.purchase], raw)
        wait_until_quiet(client, len(FILES), seconds=120)
        found = {}
        for invoice in everything(client, "invoices"):
            whole = client.get(f"invoices/{invoice['id']}").json()
            path = f"documents/{invoice['document_id']}"
            files = {
                role: client.get(f"{path}/{role}").content
                for role in ("original", "xml", "facturx", "pages/1")
            }
            found[invoice["number"]] = {"invoice": whole, **files}
        return found


@pytest.mark.parametrize("name", FILES)
def test_it_is_filed_with_its_view_and_its_xml(
    found: dict[str, dict[str, object]], name: str
) -> None:
    expected = truth(name)
    became = found[expected["number"]]
    invoice, facturx = became["invoice"], became["facturx"]
    assert isinstance(invoice, dict)
    assert isinstance(facturx, bytes)
    assert invoice["reception"] == "to_accept"
    assert invoice["type_code"] == expected["type_code"]
    assert invoice["fields"]["total_with_vat"]["value"] == expected["total_with_vat"]
    assert invoice["fields"]["total_with_vat"]["level"] == "proven"
    assert became["original"] == became["xml"] == FILES[name]
    assert became["pages/1"]
    with pikepdf.open(BytesIO(facturx)) as pdf:
        assert list(pdf.attachments) == ["factur-x.xml"]
