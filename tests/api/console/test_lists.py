"""The lists: newest first or oldest first, filtered, page by page, with states and reasons."""

import re

import pytest

from api.console import listing
from storage.actions import decide
from storage.domain.grounds import Grounds
from storage.domain.mailbox import Direction
from storage.domain.state import MessageStatus, Reception
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from tests.api.conftest import House
from tests.api.console.conftest import ENGLISH, Browser
from tests.api.seed import Seed, an_invoice


def links(page: str, kind: str) -> list[str]:
    """Return the ids of the rows of a list, in their order."""
    choice = r"(?:<input[^>]*><label[^>]*>[^<]*</label>\s*)?"
    row = rf'<th role="rowheader" scope="row">\s*{choice}<a href="/{kind}/(\w+)">'
    return re.findall(row, page)


def counts(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'<span class="count">(\d+)</span>', page)]


def walk(browser: Browser, path: str, kind: str) -> list[list[str]]:
    """Return the ids of each page of a list."""
    pages = []
    while path:
        page = browser.get(path).text
        pages.append(links(page, kind))
        found = re.findall(r'href="([^"]+)" rel="next"', page)
        path = found[0].replace("&amp;", "&") if found else ""
    return pages


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "ROWS", 2)


@pytest.mark.usefixtures("short_pages")
def test_invoices_come_newest_first_page_by_page(
    browser: Browser, seed: Seed, house: House
) -> None:
    made = [seed.filed(house.first).invoice_id for _ in range(5)]
    newest = made[::-1]
    assert walk(browser, "/invoices", "invoices") == [newest[:2], newest[2:4], newest[4:]]


@pytest.mark.usefixtures("short_pages")
def test_messages_come_newest_first_page_by_page(
    browser: Browser, seed: Seed, house: House
) -> None:
    made = [seed.mail(house.first) for _ in range(3)]
    seed.mail(house.second)
    newest = made[::-1]
    path = f"/messages?dossier={house.first.id}&direction=purchase&status=processing"
    assert walk(browser, path, "messages") == [newest[:2], newest[2:]]


@pytest.mark.usefixtures("short_pages")
def test_what_waits_comes_oldest_first_page_by_page(
    browser: Browser, seed: Seed, house: House
) -> None:
    made = [seed.filed(house.first).invoice_id for _ in range(3)]
    assert walk(browser, "/", "invoices") == [made[:2], made[2:]]


@pytest.mark.usefixtures("short_pages")
def test_the_way_back_to_the_start_keeps_the_filter(
    browser: Browser, seed: Seed, house: House
) -> None:
    for _ in range(3):
        seed.filed(house.first)
    first = "/invoices?reception=to_accept"
    (following,) = re.findall(r'href="([^"]+)" rel="next"', browser.get(first).text)
    page = browser.get(following.replace("&amp;", "&")).text
    assert f'href="{first}"' in page
    assert re.search(r'value="to_accept" selected', page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"purchase", "sale", "accepted", "refused", "second", "held"}),
        ("direction=sale", {"sale"}),
        ("reception=accepted", {"accepted"}),
        ("reception=refused", {"refused"}),
        ("reception=to_accept", {"purchase", "sale", "second"}),
        ("accounting=to_retrieve", {"accepted"}),
        ("accounting=retrieved", set()),
        ("dossier={second}", {"second"}),
        ("dossier=&direction=&reception=&accounting=&cursor=", None),
    ],
)
def test_invoices_are_filtered(
    browser: Browser, seed: Seed, house: House, query: str, expected: set[str] | None
) -> None:
    made = {
        "purchase": seed.filed(house.first).invoice_id,
        "sale": seed.filed(house.first, direction=Direction.SALE).invoice_id,
        "accepted": seed.filed(house.first, Reception.ACCEPTED).invoice_id,
        "refused": seed.filed(house.first).invoice_id,
        "second": seed.filed(house.second).invoice_id,
        "held": seed.held(house.first, an_invoice()).invoice_id,
    }
    with seed.database.write() as session:
        row = session.get_one(InvoiceRow, made["refused"])
        decide.refuse(session, row, Grounds("Livrée deux fois."), "Anne")
    names = {invoice_id: name for name, invoice_id in made.items()}
    page = browser.get(f"/invoices?{query.format(second=house.second.id)}").text
    found = {names[invoice_id] for invoice_id in links(page, "invoices")}
    assert found == (set(made) if expected is None else expected)


def test_rows_say_state_and_reasons_in_words(browser: Browser, seed: Seed, house: House) -> None:
    seed.filed(house.first)
    seed.held(house.first, an_invoice())
    seed.failed(house.first)
    seed.sorted_mail(house.first, MessageStatus.IGNORED, [{"code": "no_document"}])
    invoices = browser.get("/invoices").text
    for words in ("À accepter", "Retenu", "l’accord d’une personne", "enfreint une règle"):
        assert words in invoices
    assert "Acmé SARL" in invoices
    assert "120,00\u00a0€" in invoices
    assert "31/10/2026" in invoices
    messages = browser.get("/messages").text
    assert "Sans suite" in messages
    assert "ne contient aucun document" in messages
    browser.client.headers["Accept-Language"] = ENGLISH
    invoices = browser.get("/invoices").text
    for words in ("To accept", "Held", "breaks a rule", "€120.00", "31 Oct 2026"):
        assert words in invoices


def test_the_first_page_shows_all_that_waits_with_its_counters(
    browser: Browser, seed: Seed, house: House
) -> None:
    waiting = seed.filed(house.first)
    unread = seed.held(house.first)
    held = seed.held(house.second, an_invoice())
    empty = seed.sorted_mail(house.first, MessageStatus.IGNORED, [{"code": "no_document"}])
    seed.filed(house.first, Reception.ACCEPTED)
    page = browser.get("/").text
    assert counts(page) == [4, 1, 0]
    assert set(links(page, "invoices")) == {waiting.invoice_id, held.invoice_id}
    assert links(page, "documents") == [unread.document_id]
    assert links(page, "messages") == [empty]
    page = browser.get(f"/?dossier={house.second.id}").text
    assert counts(page) == [1, 0, 0]
    assert links(page, "invoices") == [held.invoice_id]


def test_the_counter_opens_its_list(browser: Browser, seed: Seed, house: House) -> None:
    accepted = seed.filed(house.first, Reception.ACCEPTED).invoice_id
    seed.filed(house.second, Reception.ACCEPTED)
    page = browser.get(f"/?dossier={house.first.id}").text
    (path,) = re.findall(r'href="(/invoices\?accounting=[^"]+)"', page)
    assert counts(page)[1] == 1
    found = links(browser.get(path.replace("&amp;", "&")).text, "invoices")
    assert found == [accepted]


def test_nothing_waits(browser: Browser) -> None:
    page = browser.get("/").text
    assert counts(page) == [0, 0, 0]
    assert "Rien à traiter" in page
    assert "Aucune facture ici" in browser.get("/invoices").text


def test_dossiers_are_chosen_by_name(browser: Browser, seed: Seed, house: House) -> None:
    with seed.database.write() as session:
        for dossier, name in ((house.first, "Zinc"), (house.second, "Argent")):
            row = session.get_one(DossierRow, dossier.id)
            row.name = name
            session.add(row)
    page = browser.get("/invoices").text
    assert re.findall(r'<option value="dos_\w+">(\w+)</option>', page) == ["Argent", "Zinc"]


def test_a_cursor_of_another_list_is_refused(browser: Browser, seed: Seed, house: House) -> None:
    for _ in range(listing.ROWS + 1):
        seed.mail(house.first)
    (following,) = re.findall(r'href="([^"]+)" rel="next"', browser.get("/messages").text)
    browser.get(following)
    browser.get(following.replace("/messages", "/invoices"), status=400)
    browser.get(f"{following}&direction=sale", status=400)
