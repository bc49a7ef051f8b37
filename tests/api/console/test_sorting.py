"""Sorting on the page of a document: what is offered, what it does, who is named for it."""

import re

import pytest
from sqlmodel import select

from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import MessageStatus
from storage.models.document import DocumentRow
from storage.models.message import PartRow
from storage.models.work import WorkRow
from storage.queries.messages import parts_of
from storage.queries.work import work_of
from tests.api.conftest import House
from tests.api.console.conftest import NAME, Browser
from tests.api.seed import Seed, an_invoice
from tests.api.test_sorting import acts, hold


@pytest.fixture
def document_id(seed: Seed, house: House) -> str:
    """A document of four pages that seems to hold two invoices."""
    _, document_id = seed.with_annexes(house.first, b"%PDF original")
    hold(seed, document_id)
    return document_id


def living(seed: Seed, document_id: str) -> bool:
    with seed.database.read() as session:
        return not session.get_one(DocumentRow, document_id).withdrawn


def test_a_proposal_is_taken_by_its_button(browser: Browser, seed: Seed, document_id: str) -> None:
    page = browser.get(f"/documents/{document_id}").text
    assert "semble contenir 2 factures" in page
    assert "pages 1 à 2, pages 3 à 4" in page
    answer = browser.post(f"/documents/{document_id}/split", pages="1, 3")
    first = answer.headers["location"].partition("?")[0]
    assert "Tri enregistré" in browser.get(answer.headers["location"]).text
    assert not living(seed, document_id)
    (entry,) = acts(seed)
    assert entry[:2] == (document_id, "split")
    old = browser.get(f"/documents/{document_id}").text
    assert f'href="{first}"' in old
    assert NAME in old
    assert "remplacent celui-ci" in old
    assert f'action="/documents/{document_id}/split"' not in old


def test_it_is_joined_again(browser: Browser, seed: Seed, document_id: str) -> None:
    location = browser.post(f"/documents/{document_id}/split", pages="3").headers["location"]
    first = location.partition("?")[0].rpartition("/")[2]
    (_, _, detail) = acts(seed)[0]
    for piece in detail["documents"]:
        hold(seed, piece)
    page = browser.get(f"/documents/{first}").text
    (other,) = re.findall(r'name="with" value="(doc_\w+)"', page)
    assert other == detail["documents"][1]
    browser.post(f"/documents/{first}/join", **{"with": other})
    assert living(seed, document_id)


@pytest.fixture
def photos(seed: Seed, house: House) -> list[str]:
    """Two documents of one message."""
    message_id = seed.sorted_mail(house.first, MessageStatus.ACCEPTED, documents=[b"1", b"2"])
    with seed.database.read() as session:
        found = [row.document_id or "" for row in parts_of(session, message_id) if row.document_id]
    for one in found:
        hold(seed, one)
    return found


def test_files_are_joined_in_the_order_of_their_numbers(
    browser: Browser, seed: Seed, photos: list[str]
) -> None:
    first, second = photos
    page = browser.get(f"/documents/{first}").text
    assert f'name="at-{second}"' in page
    fields = {f"at-{first}": "2", f"at-{second}": " 1", "csrf": browser.token()}
    answer = browser.client.post(f"/documents/{first}/join", data=fields)
    whole = answer.headers["location"].partition("?")[0].rpartition("/")[2]
    assert acts(seed) == [(whole, "join", {"documents": [second, first]})]
    page = browser.get(f"/documents/{whole}").text
    assert "Réuni de ces fichiers" in page
    assert page.index(f'href="/documents/{second}"') < page.index(f'href="/documents/{first}"')
    assert f'href="/documents/{whole}"' in browser.get(f"/documents/{first}").text
    hold(seed, whole, pages=8)
    (apart,) = re.findall(r'name="pages" value="(1, 5)"', browser.get(f"/documents/{whole}").text)
    browser.post(f"/documents/{whole}/split", pages=apart)
    assert living(seed, first)
    assert not living(seed, whole)


def test_pages_that_say_their_place_are_numbered_beforehand(
    browser: Browser, seed: Seed, photos: list[str]
) -> None:
    with seed.database.write() as session:
        for one, place in zip(photos, ("2/2", "1/2"), strict=True):
            row = session.get_one(DocumentRow, one)
            row.reasons = [{"code": "other_pages", "about": place}]
    page = browser.get(f"/documents/{photos[0]}").text
    assert "pages d’une même facture" in page
    typed = {name: re.search(rf'name="at-{name}"[^>]*value="(\d*)"', page) for name in photos}
    assert [found and found[1] for found in typed.values()] == ["2", "1"]
    assert "C’est un document à part" in page
    browser.post(f"/documents/{photos[0]}/split", pages="1")
    assert acts(seed)[-1][:2] == (photos[0], "keep_whole")
    with seed.database.read() as session:
        work: WorkRow | None = work_of(session, photos[0])
        assert work is not None
        assert work.facts["doubts"] == []


@pytest.mark.parametrize("places", [("1", "1"), ("1", "x"), ("1", ""), ("-1", "2")])
def test_numbers_that_say_no_order_join_nothing(
    browser: Browser, seed: Seed, photos: list[str], places: tuple[str, str]
) -> None:
    fields = {f"at-{one}": place for one, place in zip(photos, places, strict=True)}
    answer = browser.client.post(
        f"/documents/{photos[0]}/join", data={"csrf": browser.token(), **fields}
    )
    assert answer.status_code == 422
    assert acts(seed) == []


def test_it_is_said_to_be_one(browser: Browser, seed: Seed, document_id: str) -> None:
    browser.post(f"/documents/{document_id}/split", pages="1")
    assert acts(seed)[0][1] == "keep_whole"
    assert living(seed, document_id)


def test_a_kind_is_chosen(browser: Browser, seed: Seed, document_id: str) -> None:
    page = browser.get(f"/documents/{document_id}").text
    assert '<option value="receipt">' in page
    browser.post(f"/documents/{document_id}/kind", kind="receipt")
    assert acts(seed)[0][1:] == ("kind", {"old": "invoice", "new": "receipt"})


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("split", {"pages": "eins"}),
        ("split", {}),
        ("split", {"pages": "1, 99"}),
        ("kind", {"kind": "poem"}),
        ("join", {}),
    ],
)
def test_nonsense_changes_nothing(
    browser: Browser, seed: Seed, document_id: str, verb: str, fields: dict[str, str]
) -> None:
    answer = browser.client.post(
        f"/documents/{document_id}/{verb}", data={"csrf": browser.token(), **fields}
    )
    assert answer.status_code in {400, 404, 422}
    assert acts(seed) == []


@pytest.mark.parametrize("verb", ["split", "join", "kind", "annex"])
def test_a_form_without_the_token_changes_nothing(
    browser: Browser, seed: Seed, document_id: str, verb: str
) -> None:
    fields = {"pages": "1", "kind": "other", "of": "", "with": document_id}
    answer = browser.client.post(f"/documents/{document_id}/{verb}", data=fields)
    assert answer.status_code == 403
    assert acts(seed) == []


def test_an_invoice_can_be_sorted_on_its_own_page(
    browser: Browser, seed: Seed, house: House
) -> None:
    filed = seed.filed(house.first, invoice=an_invoice())
    page = browser.get(f"/invoices/{filed.invoice_id}").text
    assert f'action="/documents/{filed.document_id}/kind"' in page
    browser.post(f"/invoices/{filed.invoice_id}/accept", version="1")
    page = browser.get(f"/invoices/{filed.invoice_id}").text
    assert f'action="/documents/{filed.document_id}/kind"' not in page


def test_an_annex_is_chosen_among_what_came_with_it(
    browser: Browser, seed: Seed, house: House
) -> None:
    seed.sorted_mail(house.first, MessageStatus.ACCEPTED, documents=[b"%PDF a", b"%PDF b"])
    with seed.database.read() as session:
        parts = session.exec(select(PartRow)).all()
        ids = [part.document_id for part in parts if part.document_id]
    for document_id in ids:
        hold(seed, str(document_id))
    page = browser.get(f"/documents/{ids[0]}").text
    assert f'<option value="{ids[1]}">' in page
    browser.post(f"/documents/{ids[0]}/annex", of=str(ids[1]))
    assert f'href="/documents/{ids[1]}"' in browser.get(f"/documents/{ids[0]}").text
    browser.post(f"/documents/{ids[0]}/annex", of="")
    assert living(seed, str(ids[0]))


def test_a_held_text_has_its_pdf_and_can_be_taken(
    browser: Browser, seed: Seed, house: House
) -> None:
    message_id = seed.sorted_mail(house.first, MessageStatus.ACCEPTED, documents=[b"%PDF-"])
    with seed.database.write() as session:
        work = work_of(session, message_id)
        assert work is not None
        part = session.get_one(PartRow, (message_id, "2"))
        work.facts, work.files = {"parts": [{"path": "2"}]}, {"pdf:2": part.sha256}
        part.outcome, part.reason = PartOutcome.HELD, Reason.HTML_ONLY
    page = browser.get(f"/messages/{message_id}").text
    assert f'href="/messages/{message_id}/parts/2/pdf"' in page
    pdf = browser.get(f"/messages/{message_id}/parts/2/pdf")
    assert pdf.headers["content-disposition"].startswith("attachment")
    path = f"/messages/{message_id}/parts/2/take"
    assert browser.client.post(path).status_code == 403
    browser.post(path)
    assert acts(seed)[0][1] == "take"
    assert NAME in browser.get(f"/messages/{message_id}").text


def test_a_link_is_text(browser: Browser, seed: Seed, house: House) -> None:
    link = "https://evil.example/facture"
    reasons = [{"code": "link_only", "about": link}]
    message_id = seed.sorted_mail(house.first, MessageStatus.IGNORED, reasons)
    page = browser.get(f"/messages/{message_id}").text
    assert link in page
    assert f'href="{link}' not in page
    assert message_id in browser.get("/").text
