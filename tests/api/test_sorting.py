"""Sorting by API: who may, what is answered, what the journal keeps."""

from typing import Any

import httpx
import pytest
from sqlmodel import select

from storage.actions import conclude
from storage.domain.part import PartOutcome
from storage.domain.state import DocumentStatus, MessageStatus
from storage.models.document import DocumentRow
from storage.models.journal import JournalRow
from storage.models.message import PartRow
from storage.models.work import WorkRow
from storage.queries.work import work_of
from tests.api.conftest import House, key
from tests.api.seed import Seed, an_invoice


@pytest.fixture
def document_id(seed: Seed, house: House) -> str:
    """A document of four pages that seems to hold two invoices."""
    _, document_id = seed.with_annexes(house.first, b"%PDF original")
    hold(seed, document_id)
    return document_id


def hold(seed: Seed, document_id: str, pages: int = 4) -> None:
    with seed.database.write() as session:
        lease = seed._claim(session, document_id)
        conclude.reject(session, lease, [])
        row = session.get_one(DocumentRow, document_id)
        row.status, row.pages, row.proposal = DocumentStatus.HELD, pages, [1, 3]


def path_of(document_id: str, verb: str = "") -> str:
    return f"/api/v1/documents/{document_id}{verb}"


def acts(seed: Seed) -> list[tuple[str, str, Any]]:
    with seed.database.read() as session:
        rows = session.exec(select(JournalRow).order_by(JournalRow.id)).all()
        return [(row.object_id, row.action, row.detail) for row in rows]


def test_a_proposal_is_shown_and_taken(client: httpx.Client, seed: Seed, document_id: str) -> None:
    shown = client.get(path_of(document_id)).json()
    assert (shown["proposal"], shown["first_page"], shown["last_page"]) == ([1, 3], 1, None)
    answer = client.post(path_of(document_id, "/split"), json={"pages": [1, 3]})
    assert answer.status_code == 200
    pieces = answer.json()["data"]
    assert [(p["first_page"], p["last_page"], p["pages"]) for p in pieces] == [
        (1, 2, 2),
        (3, None, 2),
    ]
    assert {p["status"] for p in pieces} == {"processing"}
    assert client.get(path_of(document_id)).json()["withdrawn"] is True
    ids = [p["id"] for p in pieces]
    assert acts(seed) == [(document_id, "split", {"pages": [1, 3], "documents": ids})]
    (source,) = shown["sources"]
    parts = client.get(f"/api/v1/messages/{source['message_id']}").json()["parts"]
    assert (parts[0]["reason"], parts[0]["document_ids"]) == ("separated", ids)
    for piece in ids:
        hold(seed, piece)
    joined = client.post(path_of(ids[0], "/join"), json={"documents": [ids[1]]}).json()
    assert (joined["id"], joined["withdrawn"], joined["proposal"]) == (document_id, False, [])


@pytest.mark.parametrize(
    ("pages", "status", "code"),
    [
        ([], 422, "invalid-request"),
        ([0], 422, "invalid-request"),
        ([1, 5], 422, None),
        ([2], 422, None),
    ],
)
def test_pages_that_are_not_there(
    client: httpx.Client, document_id: str, pages: list[int], status: int, code: str | None
) -> None:
    answer = client.post(path_of(document_id, "/split"), json={"pages": pages})
    assert answer.status_code == status
    assert code is None or answer.json()["code"] == code


def test_what_is_processed_or_accepted_answers_409(
    client: httpx.Client, seed: Seed, house: House, document_id: str
) -> None:
    client.put(path_of(document_id, "/kind"), json={"kind": "receipt"})
    again = client.put(path_of(document_id, "/kind"), json={"kind": "other"})
    assert (again.status_code, again.json()["code"]) == (409, "processing")
    filed = seed.filed(house.first, invoice=an_invoice())
    client.post(f"/api/v1/invoices/{filed.invoice_id}/accept")
    late = client.put(path_of(filed.document_id, "/kind"), json={"kind": "other"})
    assert (late.status_code, late.json()["code"]) == (409, "already-decided")


def test_a_kind_says_that_a_person_gave_it(client: httpx.Client, document_id: str) -> None:
    shown = client.put(path_of(document_id, "/kind"), json={"kind": "receipt"}).json()
    assert (shown["kind"], shown["kind_reason"]["code"]) == ("receipt", "sorted_by_person")


def test_an_annex_and_back(
    client: httpx.Client, seed: Seed, house: House, document_id: str
) -> None:
    owner = seed.filed(house.first).document_id
    shown = client.put(path_of(document_id, "/annex-of"), json={"document_id": owner}).json()
    assert (shown["annex_of"], shown["withdrawn"]) == (owner, True)
    assert "facture.pdf" in [a["name"] for a in client.get(path_of(owner)).json()["annexes"]]
    shown = client.put(path_of(document_id, "/annex-of"), json={"document_id": None}).json()
    assert (shown["annex_of"], shown["status"]) == (None, "processing")


def test_a_part_is_taken(client: httpx.Client, seed: Seed, house: House) -> None:
    message_id = seed.sorted_mail(house.first, MessageStatus.ACCEPTED, documents=[b"%PDF-"])
    with seed.database.write() as session:
        work: WorkRow | None = work_of(session, message_id)
        assert work is not None
        work.facts = {"parts": [{"path": "2"}]}
        work.files = {"pdf:2": session.get_one(PartRow, (message_id, "2")).sha256}
        session.get_one(PartRow, (message_id, "2")).outcome = PartOutcome.HELD
    path = f"/api/v1/messages/{message_id}/parts"
    assert client.get(f"{path}/2/pdf").content == b"%PDF-"
    assert client.get(f"{path}/1/pdf").status_code == 404
    answer = client.post(f"{path}/2/take")
    assert (answer.status_code, answer.json()["status"]) == (200, "processing")
    assert client.post(f"{path}/2/take").json()["code"] == "processing"
    assert client.post(f"{path}/9/take").status_code == 404


def test_files_are_joined_in_the_order_given_and_taken_apart(
    client: httpx.Client, seed: Seed, house: House, document_id: str
) -> None:
    _, other = seed.with_annexes(house.first, b"%PDF another")
    hold(seed, other)
    whole = client.post(path_of(other, "/join"), json={"documents": [document_id]}).json()
    assert (whole["joined_from"], whole["pages"]) == ([other, document_id], 8)
    assert client.get(path_of(other)).json()["joined_in"] == whole["id"]
    early = client.get(path_of(whole["id"], "/original"))
    assert (early.status_code, early.json()["code"]) == (404, "no-file")
    with seed.database.write() as session:
        made = session.get_one(DocumentRow, document_id).sha256
        session.get_one(DocumentRow, whole["id"]).pdf_sha256 = made
    answer = client.get(path_of(whole["id"], "/original"))
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF original", "application/pdf")
    hold(seed, whole["id"], pages=8)
    again = client.post(path_of(whole["id"], "/split"), json={"pages": [1, 5]}).json()["data"]
    assert [row["id"] for row in again] == [other, document_id]


def test_documents_of_other_dossiers_are_not_joined(
    client: httpx.Client, seed: Seed, house: House, document_id: str
) -> None:
    _, other = seed.with_annexes(house.second, b"%PDF another")
    hold(seed, other)
    answer = client.post(path_of(document_id, "/join"), json={"documents": [other]})
    assert (answer.status_code, answer.json()["code"]) == (409, "not-one-dossier")


def test_it_takes_the_scope_to_write(
    nobody: httpx.Client, seed: Seed, house: House, document_id: str
) -> None:
    secret = seed.key(house.firm_id, "documents:read")
    answer = nobody.post(path_of(document_id, "/split"), json={"pages": [1]}, headers=key(secret))
    assert (answer.status_code, answer.json()["code"]) == (403, "missing-scope")
