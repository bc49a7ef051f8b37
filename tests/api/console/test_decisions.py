"""Accept, refuse and correct on an invoice's page: what changes, and what does not."""

import re
from collections.abc import Mapping

import pytest

from storage.actions import correct, decide
from storage.codec import from_json
from storage.domain.field import Candidate, Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice
from storage.domain.page import Box
from storage.domain.state import Accounting, DocumentStatus, Reception
from storage.models.document import DocumentRow, PageRow
from storage.models.invoice import InvoiceRow
from storage.queries.journal import journal_of
from tests.api.conftest import House
from tests.api.console.conftest import ENGLISH, FRENCH, NAME, Browser, a_link
from tests.api.seed import Seed, an_invoice

WRONG = "Ce n’est pas un IBAN"


@pytest.fixture
def invoice_id(seed: Seed, house: House) -> str:
    return seed.filed(house.first, invoice=a_doubtful_invoice()).invoice_id or ""


def a_doubtful_invoice() -> Invoice:
    """Return an invoice with a field of each level, and rivals."""
    invoice = an_invoice("F-2026-118")
    box = (Box(1, 0.7, 0.1, 0.2, 0.02),)
    changed = {
        FieldName.NUMBER: Field(
            "F-2026-118",
            Level.GUESSED,
            Source.OCR,
            box,
            (Witness.FILE_NAME,),
            (Candidate("F-2026-778"), Candidate("118")),
        ),
        FieldName.TOTAL_WITH_VAT: Field("1234.50", Level.CONTRADICTED, Source.PDF_TEXT, box),
        FieldName.TOTAL_WITHOUT_VAT: Field("100.00", Level.PROVEN, Source.PDF_TEXT, box),
        FieldName.SELLER_NAME: Field("Acmé SARL", Level.CORROBORATED, Source.FACTURX_XML),
        FieldName.DUE_DATE: Field("2026-10-31", Level.CONFIRMED, Source.USER),
    }
    return Invoice(invoice.fields | changed, invoice.vat_breakdown, invoice.lines)


def row_of(seed: Seed, invoice_id: str) -> InvoiceRow:
    with seed.database.read() as session:
        return session.get_one(InvoiceRow, invoice_id)


def fields_of(seed: Seed, invoice_id: str) -> dict[FieldName, Field]:
    return from_json(Invoice, row_of(seed, invoice_id).content).fields


def acts(seed: Seed, invoice_id: str) -> list[tuple[str, str]]:
    with seed.database.read() as session:
        return [(row.actor, row.action) for row in journal_of(session, invoice_id)]


def set_document(seed: Seed, invoice_id: str, status: DocumentStatus) -> None:
    with seed.database.write() as session:
        invoice = session.get_one(InvoiceRow, invoice_id)
        document = session.get_one(DocumentRow, invoice.document_id)
        document.status = status
        session.add(document)


def inputs(page: str) -> dict[str, str]:
    """Return what the form of the fields would send, as a browser reads it."""
    found = re.findall(r'<input id="f-[\w-]+" name="([\w.]+)" value="([^"]*)"', page)
    return {name: value.replace("&#39;", "'") for name, value in found}


def read_aloud(page: str) -> str:
    """Return the words of a page, each space alike."""
    return " ".join(re.sub("<[^>]*>", " ", page).split())


def form(browser: Browser, invoice_id: str, **changes: str) -> dict[str, str]:
    """Return the whole form with changes, ``seller_siren`` standing for ``seller.siren``."""
    names = {name.replace(".", "_"): name.value for name in FieldName}
    page = browser.get(f"/invoices/{invoice_id}").text
    (version,) = set(re.findall(r'name="version" value="(\d+)"', page))
    fields = inputs(page) | {"version": version}
    return fields | {names.get(name, name): value for name, value in changes.items()}


def send(browser: Browser, invoice_id: str, fields: Mapping[str, str], status: int = 303) -> str:
    answer = browser.post(f"/invoices/{invoice_id}/correct", status=status, **fields)
    return answer.text or answer.headers["location"]


def test_accepting(browser: Browser, seed: Seed, invoice_id: str) -> None:
    assert ">Accepter</button>" in browser.get(f"/invoices/{invoice_id}").text
    answer = browser.post(f"/invoices/{invoice_id}/accept", version="1")
    row = row_of(seed, invoice_id)
    assert (row.reception, row.accounting) == (Reception.ACCEPTED, Accounting.TO_RETRIEVE)
    assert acts(seed, invoice_id) == [(NAME, "accept")]
    page = browser.get(answer.headers["location"]).text
    assert "Facture acceptée." in page
    assert ">Accepter" not in page
    assert ">Refuser" not in page
    assert NAME in page


def test_accepting_twice_is_as_once(browser: Browser, seed: Seed, invoice_id: str) -> None:
    for _ in range(2):
        browser.post(f"/invoices/{invoice_id}/accept", version="1")
    assert acts(seed, invoice_id) == [(NAME, "accept")]


def test_refusing(browser: Browser, seed: Seed, invoice_id: str) -> None:
    answer = browser.post(f"/invoices/{invoice_id}/refuse", version="1", reason=" Pas\r\n à nous ")
    row = row_of(seed, invoice_id)
    assert row.reception is Reception.REFUSED
    assert row.reasons == [{"code": "refused", "about": "Pas à nous"}]
    assert acts(seed, invoice_id) == [(NAME, "refuse")]
    page = browser.get(answer.headers["location"]).text
    assert "La facture a été refusée." in page
    assert "Pas à nous" in page
    assert "Accepter tout de même" in page


@pytest.mark.parametrize("reason", ["", "  \r\n ", "x" * 501, "a\u202eb"])
def test_refusing_needs_a_reason(
    browser: Browser, seed: Seed, invoice_id: str, reason: str
) -> None:
    answer = browser.post(f"/invoices/{invoice_id}/refuse", status=422, version="1", reason=reason)
    assert row_of(seed, invoice_id).reception is Reception.TO_ACCEPT
    assert "Choisissez un motif ou dites-le" in answer.text
    assert 'id="e-refuse"' in answer.text
    if reason.startswith("x"):
        assert reason in answer.text


@pytest.mark.parametrize("verb", ["accept", "refuse"])
@pytest.mark.parametrize("version", ["2", "0", "", "x"])
def test_a_decision_about_another_version(
    browser: Browser, seed: Seed, invoice_id: str, verb: str, version: str
) -> None:
    answer = browser.post(
        f"/invoices/{invoice_id}/{verb}", status=409, version=version, reason="Deux fois."
    )
    assert row_of(seed, invoice_id).reception is Reception.TO_ACCEPT
    assert "a changé depuis que vous l’avez ouverte" in answer.text
    assert "rien n’a été enregistré" in answer.text
    assert ("Deux fois." in answer.text) is (verb == "refuse")


def test_disputing_by_a_standard_reason_and_undoing_it(
    browser: Browser, seed: Seed, invoice_id: str
) -> None:
    answer = browser.post(f"/invoices/{invoice_id}/dispute", version="1", code="goods_faulty")
    page = browser.get(answer.headers["location"]).text
    assert "La facture est contestée." in page
    assert "La marchandise ou le travail a des défauts." in page
    assert ">1</span> à continuer" in browser.get("/").text
    answer = browser.post(f"/invoices/{invoice_id}/undo", version="1")
    assert row_of(seed, invoice_id).reception is Reception.TO_ACCEPT
    assert "Décision annulée" in browser.get(answer.headers["location"]).text
    assert acts(seed, invoice_id) == [(NAME, "dispute"), (NAME, "undo")]


def test_several_are_accepted_as_they_were_seen(
    browser: Browser, seed: Seed, house: House, invoice_id: str
) -> None:
    other = seed.filed(house.first).invoice_id or ""
    page = browser.get("/").text
    for name in (invoice_id, other):
        assert f'name="{name}" value="1"' in page
    answer = browser.post("/review/accept", **{invoice_id: "1", other: "2"})  # type: ignore[arg-type]
    assert row_of(seed, invoice_id).reception is Reception.ACCEPTED
    assert row_of(seed, other).reception is Reception.TO_ACCEPT
    assert (
        "Certaines factures n’ont pas été acceptées" in browser.get(answer.headers["location"]).text
    )
    answer = browser.post("/review/accept", **{other: "1"})  # type: ignore[arg-type]
    assert row_of(seed, other).reception is Reception.ACCEPTED
    assert "Factures acceptées." in browser.get(answer.headers["location"]).text


def test_what_was_taken_for_one_is_shown_and_told_apart(
    browser: Browser, seed: Seed, house: House
) -> None:
    filed = seed.filed(house.first)
    pair = seed.duplicate(filed)
    page = browser.get(f"/invoices/{filed.invoice_id}").text
    assert f'action="/duplicates/{pair}/undo"' in page
    answer = browser.post(f"/duplicates/{pair}/undo")
    page = browser.get(answer.headers["location"]).text
    assert "Ce sont deux factures" in page
    assert "/duplicates/" not in page
    assert acts(seed, filed.invoice_id or "") == [(NAME, "tell_apart")]


def test_moving_to_another_dossier(
    browser: Browser, seed: Seed, house: House, invoice_id: str
) -> None:
    answer = browser.post(f"/invoices/{invoice_id}/move", dossier=house.second.id)
    page = browser.get(answer.headers["location"]).text
    assert "Remise d’un autre dossier" in page
    assert row_of(seed, invoice_id).reception is None
    browser.post(f"/invoices/{invoice_id}/move", status=404, dossier=house.foreign.id)


@pytest.mark.parametrize(
    "path",
    ["/invoices/{id}/undo", "/invoices/{id}/move", "/duplicates/{pair}/undo", "/review/accept"],
)
def test_a_form_without_the_token_changes_nothing(
    browser: Browser, seed: Seed, house: House, path: str
) -> None:
    filed = seed.filed(house.first)
    path = path.format(id=filed.invoice_id, pair=seed.duplicate(filed))
    fields = {"version": "1", "dossier": house.second.id, filed.invoice_id or "": "1"}
    answer = browser.client.post(path, data=fields)
    assert answer.status_code == 403
    assert acts(seed, filed.invoice_id or "") == []
    assert row_of(seed, filed.invoice_id or "").reception is Reception.TO_ACCEPT


def test_a_decision_that_is_not_possible_any_more(
    browser: Browser, seed: Seed, invoice_id: str
) -> None:
    with seed.database.write() as session:
        decide.accept(session, session.get_one(InvoiceRow, invoice_id), "Anne")
    answer = browser.post(f"/invoices/{invoice_id}/refuse", status=409, version="1", reason="Non.")
    assert "une autre a déjà été prise" in answer.text
    assert f'href="/invoices/{invoice_id}"' in answer.text
    assert row_of(seed, invoice_id).reception is Reception.ACCEPTED


def test_what_is_held_cannot_be_accepted_and_says_why(
    browser: Browser, seed: Seed, house: House
) -> None:
    invoice_id = seed.held(house.first, an_invoice()).invoice_id or ""
    page = browser.get(f"/invoices/{invoice_id}").text
    assert ">Accepter" not in page
    assert "BR-CO-15" in page
    assert "Corrigez ce qui la retient" in page
    answer = browser.post(f"/invoices/{invoice_id}/accept", status=409, version="1")
    assert "n’est pas classée" in answer.text
    assert "BR-CO-15" in answer.text
    assert "Sums differ." in answer.text


def test_a_field_says_value_level_source_place_and_rivals(
    browser: Browser, invoice_id: str
) -> None:
    page = browser.get(f"/invoices/{invoice_id}").text
    shown = inputs(page)
    assert shown["number"] == "F-2026-118"
    assert shown["total_with_vat"] == "1\u202f234,50"
    assert shown["issue_date"] == "01/10/2026"
    assert shown["seller.siren"] == "123 456 782"
    assert shown["iban"] == "FR76 3000 6000 0112 3456 7890 189"
    assert set(shown) == {name.value for name in FieldName}
    number = page[page.index('id="f-number"') : page.index('id="f-type-code"')]
    text = read_aloud(number)
    assert "supposé" in text
    assert "image de la page, page 1, en haut à droite" in text
    assert "le nom du fichier" in text
    assert re.findall(r'name="take" value="([^"]+)"', number) == [
        "number:F-2026-778",
        "number:118",
    ]
    for word in ("contredit", "prouvé", "corroboré", "confirmé", "lu", "non trouvé"):
        assert re.search(rf">\s*{word}\s*</span>", page), word
    assert len(set(re.findall(r'<svg class="mark"[^>]*>(.*?)</svg>', page, re.DOTALL))) >= 6


def test_correcting_makes_one_new_version_of_what_changed(
    browser: Browser, seed: Seed, invoice_id: str
) -> None:
    fields = form(browser, invoice_id, number="F-2026-119", due_date="05/11/2026", bic="AGRIFRPP")
    assert "done=corrected" in send(browser, invoice_id, fields)
    row, found = row_of(seed, invoice_id), fields_of(seed, invoice_id)
    assert row.version == 2
    assert (row.number, row.due_date) == ("F-2026-119", "2026-11-05")
    assert found[FieldName.BIC].value == "AGRIFRPP"
    changed = {FieldName.NUMBER, FieldName.DUE_DATE, FieldName.BIC}
    assert {found[name].level for name in changed} == {Level.CONFIRMED}
    assert found[FieldName.SELLER_NAME].level is Level.CORROBORATED
    assert found[FieldName.TOTAL_WITH_VAT].level is Level.CONTRADICTED
    assert acts(seed, invoice_id) == [(NAME, "correct")]
    page = browser.get(f"/invoices/{invoice_id}?done=corrected").text
    assert "Correction enregistrée" in page
    assert "En traitement" in page
    assert re.search(r'<meta http-equiv="refresh" content="2; url=/invoices/\w+\?looks=1">', page)
    assert "Enregistrer les corrections" not in page
    assert re.search(r"<del>F-2026-118</del>.*?<ins>F-2026-119</ins>", page, re.DOTALL)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        (FieldName.TOTAL_WITH_VAT, "1 250,00 €", "1250.00"),
        (FieldName.TOTAL_WITH_VAT, "120,5", "120.50"),
        (FieldName.ISSUE_DATE, "2026-10-02", "2026-10-02"),
        (FieldName.SELLER_SIREN, "732829320", "732829320"),
        (FieldName.SELLER_NAME, "O'Brien & <Fils>", "O'Brien & <Fils>"),
        (FieldName.CURRENCY, "usd", "USD"),
        (FieldName.IBAN, "", None),
    ],
)
def test_any_field_is_corrected_as_people_type(
    browser: Browser,
    seed: Seed,
    invoice_id: str,
    name: FieldName,
    typed: str,
    value: str | None,
) -> None:
    send(browser, invoice_id, form(browser, invoice_id) | {name.value: typed})
    found = fields_of(seed, invoice_id).get(name)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("language", [FRENCH, ENGLISH])
def test_what_the_page_shows_can_be_sent_back(
    browser: Browser, seed: Seed, invoice_id: str, language: str
) -> None:
    browser.client.headers["Accept-Language"] = language
    assert "done=unchanged" in send(browser, invoice_id, form(browser, invoice_id))
    assert row_of(seed, invoice_id).version == 1


def test_the_same_value_written_otherwise_is_no_change(
    browser: Browser, seed: Seed, invoice_id: str
) -> None:
    fields = form(browser, invoice_id, total_with_vat="1234.5", issue_date="1/10/2026")
    assert "done=unchanged" in send(browser, invoice_id, fields)
    assert row_of(seed, invoice_id).version == 1


def test_a_rival_is_taken_by_its_button(browser: Browser, seed: Seed, invoice_id: str) -> None:
    send(browser, invoice_id, form(browser, invoice_id, take="number:F-2026-778"))
    assert row_of(seed, invoice_id).number == "F-2026-778"
    assert fields_of(seed, invoice_id)[FieldName.NUMBER].level is Level.CONFIRMED


def test_a_guess_is_confirmed_by_its_button(browser: Browser, seed: Seed, invoice_id: str) -> None:
    page = browser.get(f"/invoices/{invoice_id}").text
    assert set(re.findall(r'name="confirm" value="([\w.]+)"', page)) == {
        "number",
        "total_with_vat",
    }
    send(browser, invoice_id, form(browser, invoice_id, confirm="total_with_vat"))
    found = fields_of(seed, invoice_id)
    assert found[FieldName.TOTAL_WITH_VAT].value == "1234.50"
    assert found[FieldName.TOTAL_WITH_VAT].level is Level.CONFIRMED
    assert found[FieldName.NUMBER].level is Level.GUESSED


@pytest.mark.parametrize(
    "buttons",
    [
        {"take": "x:1"},
        {"take": "nonsense"},
        {"confirm": "x"},
        {"confirm": "bic"},
        {"number.x": "1"},
    ],
)
def test_buttons_that_are_not_there(
    browser: Browser, seed: Seed, invoice_id: str, buttons: dict[str, str]
) -> None:
    fields = form(browser, invoice_id) | buttons
    assert "done=unchanged" in send(browser, invoice_id, fields)
    assert row_of(seed, invoice_id).version == 1


def test_wrong_values_stay_as_typed_with_a_word_beside_each(
    browser: Browser, seed: Seed, invoice_id: str
) -> None:
    fields = form(browser, invoice_id, iban="FR00 <b>", number="F-9", seller_siren="123456789")
    page = send(browser, invoice_id, fields, status=422)
    row = row_of(seed, invoice_id)
    assert (row.version, row.number) == (1, "F-2026-118")
    shown = inputs(page)
    assert shown["iban"] == "FR00 &lt;b&gt;"
    assert shown["number"] == "F-9"
    assert shown["seller.siren"] == "123456789"
    assert re.findall(r'class="error" id="e-([\w-]+)"', page) == ["seller-siren", "iban"]
    assert WRONG in page
    assert re.search(
        r'id="f-iban"[^>]*aria-describedby="[^"]*e-iban"[^>]*aria-invalid="true"', page
    )
    assert not re.search(r'id="f-number"[^>]*aria-invalid', page)
    assert set(re.findall(r'<a href="#f-([\w-]+)">', page)) == {"seller-siren", "iban"}


def test_a_correction_of_an_older_version(browser: Browser, seed: Seed, invoice_id: str) -> None:
    fields = form(browser, invoice_id, number="F-mine")
    with seed.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        correct.correct(session, row, {FieldName.NUMBER: "F-theirs"}, "Anne")
    set_document(seed, invoice_id, DocumentStatus.READY)
    page = send(browser, invoice_id, fields, status=409)
    row = row_of(seed, invoice_id)
    assert (row.version, row.number) == (2, "F-theirs")
    assert "a changé depuis que vous l’avez ouverte" in page
    assert re.search(r"Vous aviez saisi.*F-mine", page, re.DOTALL)
    assert inputs(page)["number"] == "F-theirs"
    assert 'name="version" value="2"' in page


def test_a_button_pressed_twice_saves_once(browser: Browser, seed: Seed, invoice_id: str) -> None:
    fields = form(browser, invoice_id, number="F-1", take="iban:FR7612548029980000000150086")
    assert "done=corrected" in send(browser, invoice_id, fields)
    assert "done=unchanged" in send(browser, invoice_id, fields)
    assert row_of(seed, invoice_id).version == 2


def test_a_correction_while_it_is_processed(browser: Browser, seed: Seed, invoice_id: str) -> None:
    fields = form(browser, invoice_id, number="F-1")
    set_document(seed, invoice_id, DocumentStatus.PROCESSING)
    assert "en cours de traitement" in send(browser, invoice_id, fields, status=409)
    assert row_of(seed, invoice_id).version == 1


def test_a_page_stops_looking_again(browser: Browser, seed: Seed, invoice_id: str) -> None:
    set_document(seed, invoice_id, DocumentStatus.PROCESSING)
    looks, path = 0, f"/invoices/{invoice_id}"
    while found := re.findall(r'content="\d+; url=([^"]+)"', browser.get(path).text):
        looks, path = looks + 1, found[0]
        assert looks < 20
    assert looks == 8


def test_a_value_that_cannot_be_typed_is_no_change(
    browser: Browser, seed: Seed, house: House
) -> None:
    """A name with invisible characters is shown with marks; sending these back changes nothing."""
    invoice = an_invoice()
    name = Field("Acm\u202eé", Level.READ, Source.PDF_TEXT)
    invoice_id = (
        seed.filed(
            house.first,
            invoice=Invoice(invoice.fields | {FieldName.SELLER_NAME: name}),
        ).invoice_id
        or ""
    )
    fields = form(browser, invoice_id)
    assert fields["seller.name"] == "Acm\ufffdé"
    assert "done=unchanged" in send(browser, invoice_id, fields)


def test_the_page_shows_pictures_and_boxes(browser: Browser, seed: Seed, invoice_id: str) -> None:
    document_id = row_of(seed, invoice_id).document_id
    with seed.database.write() as session:
        document = session.get_one(DocumentRow, document_id)
        session.merge(PageRow(document_id=document_id, number=1, image_sha256=document.sha256))
    page = browser.get(f"/invoices/{invoice_id}").text
    assert f'<img src="/documents/{document_id}/pages/1"' in page
    assert f'href="/documents/{document_id}/pages/1/large"' in page
    assert '<rect class="box box-guessed box-of-number" x="0.698" y="0.098"' in page


def test_sums_lines_files_sources_and_history(
    browser: Browser, seed: Seed, house: House, invoice_id: str
) -> None:
    row = row_of(seed, invoice_id)
    browser.post(f"/invoices/{invoice_id}/accept", version="1")
    page = browser.get(f"/invoices/{invoice_id}").text
    text = read_aloud(page)
    assert "S 20 % 100,00 20,00" in text
    assert "Vis 2 50,00 20 % 100,00" in text
    for file in ("original", "facturx", "xml"):
        assert f'href="/documents/{row.document_id}/{file}"' in page
    assert "Factur-X reçu" in text
    assert re.search(r'href="/messages/msg_\w+"', page)
    assert "sender@acme.example" in text
    assert "Relevé des valeurs" in text
    assert f"Acceptée par {NAME}" in text


def test_a_file_made_here_says_that_it_is_derived(
    browser: Browser, seed: Seed, invoice_id: str
) -> None:
    with seed.database.write() as session:
        document = session.get_one(DocumentRow, row_of(seed, invoice_id).document_id)
        document.derived = True
        session.add(document)
    page = browser.get(f"/invoices/{invoice_id}").text
    assert "Factur-X dérivé" in page
    assert "XML dérivé" in page
    assert "Factur-X reçu" not in page


def test_the_next_that_waits_is_one_link_away(browser: Browser, seed: Seed, house: House) -> None:
    first, second = (seed.filed(house.first).invoice_id for _ in range(2))
    unread = seed.held(house.second).document_id
    assert f'href="/invoices/{second}"' in browser.get(f"/invoices/{first}").text
    assert f'href="/documents/{unread}"' in browser.get(f"/invoices/{second}").text
    assert "Suivant" not in browser.get(f"/documents/{unread}").text


def test_a_duplicate_leads_to_its_twin(browser: Browser, seed: Seed, house: House) -> None:
    first = seed.filed(house.first, invoice=an_invoice("F-7")).invoice_id
    second = seed.filed(house.first, invoice=an_invoice("F-7")).invoice_id
    page = browser.get(f"/invoices/{second}").text
    assert "porte déjà ce numéro" in page
    assert f'<a href="/invoices/{first}">Voir</a>' in page


def test_a_document_with_an_invoice_is_its_invoice(
    browser: Browser, seed: Seed, house: House, invoice_id: str
) -> None:
    document_id = row_of(seed, invoice_id).document_id
    answer = browser.get(f"/documents/{document_id}", status=303)
    assert answer.headers["location"] == f"/invoices/{invoice_id}"


def test_a_document_that_could_not_be_read(browser: Browser, seed: Seed, house: House) -> None:
    document_id = seed.held(house.first).document_id
    page = browser.get(f"/documents/{document_id}").text
    assert "Aucune facture n’a pu être lue" in page
    assert "ne porte pas de données de facture" in page
    assert f'href="/documents/{document_id}/original"' in page


def test_two_people_are_told_apart(
    browser: Browser, seed: Seed, house: House, invoice_id: str
) -> None:
    send(browser, invoice_id, form(browser, invoice_id, number="F-1"))
    set_document(seed, invoice_id, DocumentStatus.READY)
    browser.sign_in(a_link(seed, house.firm_id, "Benoît"))
    browser.post(f"/invoices/{invoice_id}/accept", version="2")
    assert acts(seed, invoice_id) == [(NAME, "correct"), ("Benoît", "accept")]
