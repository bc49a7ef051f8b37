"""The page of learned places: reached from an invoice, each with a button that forgets it."""

from storage.domain.invoice import FieldName
from storage.models.learning import LearnedPlaceRow
from tests.api.conftest import House
from tests.api.console.conftest import ENGLISH, Browser
from tests.api.seed import SIREN, Seed


def test_it_is_reached_from_the_invoice_that_taught_it(
    browser: Browser, seed: Seed, house: House
) -> None:
    learned_id = seed.learned(house.first)
    with seed.database.read() as session:
        (invoice_id,) = session.get_one(LearnedPlaceRow, learned_id).invoices
    invoice = browser.get(f"/invoices/{invoice_id}").text
    assert "Emplacement retenu</strong> par Claire, version 2" in invoice
    assert "Numéro" in invoice
    assert "<q>piece</q>" in invoice
    path = f"/learned-places?dossier={house.first.id}&seller={SIREN}"
    assert path.replace("&", "&amp;") in invoice
    page = browser.get(path).text
    assert f'href="/invoices/{invoice_id}"' in page
    assert f'action="/learned-places/{learned_id}/forget"' in page
    for words in ("Acmé SARL", SIREN, "Numéro", "à côté de <q>piece</q>, page 1", "Claire"):
        assert words in page, words
    assert "factures en tout" not in page
    assert "<script" not in page


def test_it_is_in_english_too(browser: Browser, seed: Seed, house: House) -> None:
    seed.learned(house.first)
    seed.learned(house.first)
    browser.client.headers["Accept-Language"] = ENGLISH
    page = browser.get("/learned-places").text
    for words in ("Learned places", "beside <q>piece</q>, page 1", "2 invoices in all", "Forget"):
        assert words in page, words


def test_the_button_forgets(browser: Browser, seed: Seed, house: House) -> None:
    number = seed.learned(house.first)
    due = seed.learned(house.first, FieldName.DUE_DATE)
    answer = browser.post(f"/learned-places/{number}/forget")
    page = browser.get(answer.headers["location"]).text
    assert "Emplacement oublié." in page
    assert number not in page
    assert due in page
    browser.post(f"/learned-places/{number}/forget", status=404)
    with seed.database.read() as session:
        assert session.get(LearnedPlaceRow, number) is None
        assert session.get(LearnedPlaceRow, due) is not None


def test_a_stranger_sees_and_forgets_nothing(
    strangers: Browser, nobodys: Browser, seed: Seed, house: House
) -> None:
    learned_id = seed.learned(house.first)
    for path in ("/learned-places", f"/learned-places?dossier={house.first.id}"):
        page = strangers.get(path).text
        assert learned_id not in page
        assert "piece" not in page
        assert "Rien n’a été retenu ici" in page
    strangers.post(f"/learned-places/{learned_id}/forget", status=404)
    with seed.database.read() as session:
        assert session.get(LearnedPlaceRow, learned_id) is not None
    nobodys.client.cookies.clear()
    assert nobodys.client.get("/learned-places").status_code == 401


def test_what_a_page_said_is_shown_as_text(browser: Browser, seed: Seed, house: House) -> None:
    learned_id = seed.learned(house.first)
    with seed.database.write() as session:
        row = session.get_one(LearnedPlaceRow, learned_id)
        row.place = row.place | {"label": "<b>n°", "page": -1, "is_below": True}
        session.add(row)
    page = browser.get("/learned-places").text
    assert "sous <q>&lt;b&gt;n°</q>, dernière page" in page
