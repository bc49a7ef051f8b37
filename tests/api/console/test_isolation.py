"""What is another firm's is not there: no page, no form, no file, no list."""

import pytest

from storage.models.document import DocumentRow, PageRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from tests.api.conftest import House
from tests.api.console.conftest import Browser
from tests.api.seed import Filed, Seed

PAGES = [
    "/invoices/{invoice}",
    "/messages/{message}",
    "/documents/{document}",
    "/documents/{document}/original",
    "/documents/{document}/facturx",
    "/documents/{document}/xml",
    "/documents/{document}/pages/1",
    "/documents/{document}/pages/1/large",
    "/messages/{message}/raw",
    "/messages/{message}/parts/2",
]
FORMS = {
    "/invoices/{invoice}/accept": {"version": "1"},
    "/invoices/{invoice}/refuse": {"version": "1", "reason": "Non."},
    "/invoices/{invoice}/dispute": {"version": "1", "reason": "Non."},
    "/invoices/{invoice}/undo": {"version": "1"},
    "/invoices/{invoice}/correct": {"version": "1", "number": "X"},
}


@pytest.fixture
def names(seed: Seed, house: House) -> dict[str, str]:
    filed: Filed = seed.filed(house.first)
    with seed.database.write() as session:
        document = session.get_one(DocumentRow, filed.document_id)
        session.merge(PageRow(document_id=document.id, number=1, image_sha256=document.sha256))
    return {
        "invoice": filed.invoice_id or "",
        "message": filed.message_id,
        "document": filed.document_id,
    }


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_sees_nothing(
    browser: Browser, strangers: Browser, nobodys: Browser, names: dict[str, str], path: str
) -> None:
    path = path.format_map(names)
    assert browser.client.get(path).status_code in {200, 303}
    foreign = strangers.get(path, status=404).text
    assert "n’existe pas, ou n’est pas à votre cabinet" in foreign
    missing = strangers.get(path.replace("_01", "_00"), status=404).text
    assert len(missing) == len(foreign)
    nobodys.client.cookies.clear()
    assert nobodys.client.get(path).status_code == 401


@pytest.mark.parametrize("path", FORMS)
def test_a_stranger_changes_nothing(
    strangers: Browser, seed: Seed, names: dict[str, str], path: str
) -> None:
    strangers.post(path.format_map(names), status=404, **FORMS[path])
    with seed.database.read() as session:
        row = session.get_one(InvoiceRow, names["invoice"])
    assert (row.reception, row.version) == ("to_accept", 1)


def test_a_stranger_uploads_nothing_here(
    strangers: Browser, browser: Browser, house: House
) -> None:
    fields = {"csrf": strangers.token(), "dossier": house.first.id, "direction": "purchase"}
    files = {"file": ("a.pdf", b"%PDF-1.7 x")}
    assert strangers.client.post("/upload", data=fields, files=files).status_code == 404
    assert "Aucun message ici" in browser.get("/messages").text


@pytest.mark.parametrize("path", ["/", "/invoices", "/messages", "/upload"])
def test_lists_hold_the_own_firm_only(
    browser: Browser, strangers: Browser, seed: Seed, house: House, names: dict[str, str], path: str
) -> None:
    with seed.database.write() as session:
        dossier = session.get_one(DossierRow, house.first.id)
        dossier.name = "Boulangerie Lenoir"
        session.add(dossier)
    assert "Boulangerie Lenoir" in browser.get(path).text
    page = strangers.get(path).text
    assert "Boulangerie Lenoir" not in page
    assert not [name for name in names.values() if name in page]


def test_a_foreign_dossier_filters_to_nothing(
    strangers: Browser, house: House, names: dict[str, str]
) -> None:
    for path in ("/", "/invoices", "/messages"):
        page = strangers.get(f"{path}?dossier={house.first.id}").text
        assert not [name for name in names.values() if name in page]
        assert '<span class="count">0</span>' in page or path != "/"
