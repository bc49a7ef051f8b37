"""A person sorts anew: what stands for what, what comes back, and what the journal says of it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session, col, select

from storage.actions import conclude, decide, sort_anew
from storage.actions.documents import NewDocument, NewPage
from storage.actions.sort import Sorted, sort
from storage.actions.take_part import take_part
from storage.domain.errors import ConflictError, InputError
from storage.domain.grounds import Grounds
from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind, DocumentStatus, MessageStatus, Reception, WorkStatus
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow
from storage.queries.documents import annex_documents_of, pages_of, sources_of
from storage.queries.dossiers import counters
from storage.queries.journal import journal_of
from storage.queries.messages import parts_of
from storage.queries.scope import Scope
from tests.storage.office import NOW, Office, a_part, claim

PDF = b"%PDF of five pages"
ACTOR = "Anne"


def held(office: Office, pages: int = 5, path: str = "2") -> str:
    """Make a document with pictures of its pages, that a person is asked about; return it."""
    message_id = office.mail()
    pictures = tuple(NewPage(n, f"{n:064x}", f"{n + 100:064x}") for n in range(1, pages + 1))
    new = NewDocument(
        path,
        facts={"pages": pages, "proposal": [1, 3], "kind": "invoice"},
        files={"words": "f" * 64},
        pages=pictures,
    )
    part = a_part(PDF, path)
    body = a_part(b"hello", "1", PartOutcome.IGNORED)
    result = Sorted(MessageStatus.ACCEPTED, [], {"subject": "x"}, (body, part), (new,))
    with office.database.write() as session:
        sort(session, claim(session, message_id), result, NOW)
    with office.database.read() as session:
        document_id = parts_of(session, message_id)[1].document_id
    assert document_id is not None
    hold(office, document_id, pages)
    return document_id


def hold(office: Office, document_id: str, pages: int = 5) -> None:
    with office.database.write() as session:
        lease = claim(session, document_id)
        conclude.reject(session, lease, [])
        row = session.get_one(DocumentRow, document_id)
        row.status, row.pages, row.proposal = DocumentStatus.HELD, pages, [1, 3]
        row.reasons = [{"code": "several_invoices", "about": "1, 3"}]


def locked(session: Session, document_id: str) -> DocumentRow:
    return session.get_one(DocumentRow, document_id)


def split(office: Office, document_id: str, *starts: int) -> list[str]:
    with office.database.write() as session:
        row = locked(session, document_id)
        return [p.id for p in sort_anew.split(session, row, starts, ACTOR)]


def join(office: Office, *ids: str) -> str:
    with office.database.write() as session:
        rows = [locked(session, one) for one in ids]
        return sort_anew.join(session, rows, ACTOR, office.blobs).id


def done(office: Office, *ids: str) -> None:
    """End the work of documents, as the stages would."""
    for document_id in ids:
        with office.database.write() as session:
            conclude.reject(session, claim(session, document_id), [])
            locked(session, document_id).status = DocumentStatus.READY


def acts(office: Office, object_id: str) -> list[tuple[str, str, Any]]:
    with office.database.read() as session:
        return [(row.actor, row.action, row.detail) for row in journal_of(session, object_id)]


def living(office: Office) -> list[tuple[int, int]]:
    with office.database.read() as session:
        rows = session.exec(select(DocumentRow).order_by(col(DocumentRow.first_page))).all()
        return [(row.first_page, row.last_page) for row in rows if not row.withdrawn]


def numbers_of(office: Office, document_id: str) -> list[tuple[int, str]]:
    with office.database.read() as session:
        return [(page.number, page.image_sha256[-1]) for page in pages_of(session, document_id)]


def test_a_document_is_separated_into_others_that_are_processed(office: Office) -> None:
    whole = held(office)
    first, second = split(office, whole, 3, 1)
    assert living(office) == [(1, 2), (3, 0)]
    assert numbers_of(office, first) == [(1, "1"), (2, "2")]
    assert numbers_of(office, second) == [(1, "3"), (2, "4"), (3, "5")]
    old, new = office.get_document(whole), office.get_document(second)
    assert (old.withdrawn, old.status) == (True, DocumentStatus.REJECTED)
    assert (old.reasons, old.proposal) == ([{"code": "sorted_anew"}], [])
    assert (new.sha256, new.pages, new.stage) == (old.sha256, 3, "extract")
    work = office.work(second)
    assert (work.status, work.facts) == (WorkStatus.DUE, {"pages": 3})
    assert work.files == {"original": old.sha256, "words": "f" * 64}
    assert acts(office, whole) == [
        (ACTOR, "split", {"pages": [1, 3], "documents": [first, second]})
    ]
    assert office.events().count("document.sorted") == 1


def test_its_part_and_its_sources_are_those_of_the_pieces(office: Office) -> None:
    whole = held(office)
    pieces = split(office, whole, 1, 3)
    with office.database.read() as session:
        (message,) = sources_of(session, [whole])[whole]
        part = parts_of(session, message.id)[1]
        found = [[m.id for m in sources_of(session, [piece])[piece]] for piece in pieces]
    assert found == [[message.id]] * 2
    assert (part.outcome, part.reason, part.document_id) == (
        PartOutcome.DOCUMENT,
        Reason.SEPARATED,
        pieces[0],
    )


def test_joining_brings_the_whole_back(office: Office) -> None:
    whole = held(office)
    pieces = split(office, whole, 1, 2, 4)
    done(office, *pieces)
    assert join(office, *reversed(pieces)) == whole
    row = office.get_document(whole)
    assert (row.withdrawn, row.status, row.reasons) == (False, DocumentStatus.PROCESSING, [])
    assert office.work(whole).facts["proposal"] == []
    assert living(office) == [(1, 0)]
    with office.database.read() as session:
        (message,) = sources_of(session, [whole])[whole]
        part = parts_of(session, message.id)[1]
    assert (part.reason, part.document_id) == (None, whole)
    done(office, whole)
    assert split(office, whole, 1, 2, 4) == pieces
    assert [action for _, action, _ in acts(office, whole)] == ["split", "join", "split"]


def test_two_of_three_are_joined(office: Office) -> None:
    pieces = split(office, held(office), 1, 2, 4)
    done(office, *pieces)
    joined = join(office, pieces[1], pieces[2])
    assert living(office) == [(1, 1), (2, 0)]
    assert numbers_of(office, joined) == [(n, str(n + 1)) for n in range(1, 5)]
    assert office.get_document(joined).pages == 4


def test_a_proposal_is_turned_down(office: Office) -> None:
    whole = held(office)
    assert split(office, whole, 1) == [whole]
    row = office.get_document(whole)
    assert (row.status, row.proposal, row.reasons) == (DocumentStatus.PROCESSING, [], [])
    assert office.work(whole).facts["proposal"] == []
    assert acts(office, whole) == [(ACTOR, "keep_whole", {"pages": [1]})]


@pytest.mark.parametrize("starts", [(), (2, 3), (1, 6), (0, 1)])
def test_pages_that_are_not_there(office: Office, starts: tuple[int, ...]) -> None:
    with pytest.raises(InputError):
        split(office, held(office), *starts)


def test_it_takes_two_to_join(office: Office) -> None:
    document_id = held(office)
    with pytest.raises(InputError):
        join(office, document_id, document_id)


def test_what_is_processed_or_withdrawn_is_left_alone(office: Office) -> None:
    whole = held(office)
    pieces = split(office, whole, 1, 3)
    for document_id in (whole, pieces[0]):
        with pytest.raises(ConflictError):
            split(office, document_id, 1, 2)


@pytest.mark.parametrize("reception", [Reception.TO_ACCEPT, Reception.REFUSED])
def test_an_invoice_that_was_filed_is_taken_out_of_what_waits(
    office: Office, reception: Reception
) -> None:
    invoice_id = office.filed(Reception.TO_ACCEPT)
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        if reception is Reception.REFUSED:
            decide.refuse(session, row, Grounds("No."), ACTOR)
        document = locked(session, row.document_id)
        document.pages = 2
        sort_anew.split(session, document, (1, 2), ACTOR)
    invoice = office.invoice(invoice_id)
    assert (invoice.reception, invoice.reasons) == (None, [{"code": "sorted_anew"}])
    with office.database.read() as session:
        assert counters(session, Scope(office.firm_id, office.dossier_id)).to_review == 0


def test_an_accepted_invoice_stays(office: Office) -> None:
    invoice = office.invoice(office.filed(Reception.ACCEPTED))
    for act in (
        lambda session, row: sort_anew.split(session, row, (1,), ACTOR),
        lambda session, row: sort_anew.set_kind(session, row, DocumentKind.OTHER, ACTOR),
    ):
        with pytest.raises(ConflictError), office.database.write() as session:
            act(session, locked(session, invoice.document_id))
    assert office.invoice(invoice.id).reception is Reception.ACCEPTED


def test_a_kind_is_given_and_read_anew(office: Office) -> None:
    document_id = held(office)
    with office.database.write() as session:
        sort_anew.set_kind(session, locked(session, document_id), DocumentKind.RECEIPT, ACTOR)
    row, work = office.get_document(document_id), office.work(document_id)
    assert (row.kind, row.status) == (DocumentKind.RECEIPT, DocumentStatus.PROCESSING)
    assert row.kind_reason == {"code": "sorted_by_person", "about": "receipt"}
    assert work.facts["kind"] == "receipt"
    assert (work.stage, work.status) == ("extract", WorkStatus.DUE)
    assert acts(office, document_id) == [(ACTOR, "kind", {"old": None, "new": "receipt"})]


def test_a_filed_invoice_of_another_kind_gets_a_new_version(office: Office) -> None:
    invoice = office.invoice(office.filed())
    with office.database.write() as session:
        row = locked(session, invoice.document_id)
        sort_anew.set_kind(session, row, DocumentKind.CREDIT_NOTE, ACTOR)
    assert office.get_document(invoice.document_id).version == 2
    assert office.invoice(invoice.id).reception is None


def test_a_document_becomes_an_annex_and_one_of_its_own_again(office: Office) -> None:
    owner, annex = office.document(b"%PDF a"), held(office)
    with office.database.write() as session:
        sort_anew.make_annex(session, locked(session, annex), locked(session, owner), ACTOR)
    row = office.get_document(annex)
    assert (row.withdrawn, row.annex_of_id) == (True, owner)
    assert row.reasons == [{"code": "annex", "about": owner}]
    with office.database.read() as session:
        (message,) = sources_of(session, [annex])[annex]
        part = parts_of(session, message.id)[1]
        assert [d.id for d in annex_documents_of(session, [owner])[owner]] == [annex]
    assert (part.outcome, part.reason, part.document_id) == (PartOutcome.ANNEX, "annex", owner)
    with office.database.write() as session:
        sort_anew.make_annex(session, locked(session, annex), None, ACTOR)
    row = office.get_document(annex)
    assert (row.withdrawn, row.annex_of_id, row.status) == (
        False,
        None,
        DocumentStatus.PROCESSING,
    )
    with office.database.read() as session:
        part = parts_of(session, message.id)[1]
    assert (part.outcome, part.reason, part.document_id) == (PartOutcome.DOCUMENT, None, annex)


def test_an_annex_belongs_to_a_document_of_its_own_dossier_and_direction(office: Office) -> None:
    annex = held(office)
    sale = office.document(b"%PDF s", Direction.SALE)
    for owner in (sale, annex):
        with pytest.raises(ConflictError), office.database.write() as session:
            sort_anew.make_annex(session, locked(session, annex), locked(session, owner), ACTOR)


def test_the_same_file_again_is_what_a_person_made_of_it(office: Office) -> None:
    pieces = split(office, held(office), 1, 3)
    again = office.sorted(a_part(PDF, "4"))
    assert living(office) == [(1, 2), (3, 0)]
    with office.database.read() as session:
        assert [[m.id for m in sources_of(session, [piece])[piece]][-1] for piece in pieces] == [
            again
        ] * 2
        assert parts_of(session, again)[0].document_id == pieces[0]


def test_an_annex_that_comes_again_is_one_again(office: Office) -> None:
    owner, annex = office.document(b"%PDF a"), held(office)
    with office.database.write() as session:
        sort_anew.make_annex(session, locked(session, annex), locked(session, owner), ACTOR)
    again = office.sorted(a_part(PDF, "4"))
    with office.database.read() as session:
        (part,) = parts_of(session, again)
    assert (part.outcome, part.document_id) == (PartOutcome.ANNEX, owner)


def test_a_part_is_taken_and_the_others_stay(office: Office) -> None:
    first, logo = a_part(b"%PDF 1", "2"), a_part(b"logo", "3", PartOutcome.IGNORED)
    message_id = office.sorted(first, logo)
    with office.database.write() as session:
        work = office.work(message_id)
        row = session.get_one(type(work), work.id)
        row.facts = {"parts": [{"path": "2"}, {"path": "3", "outcome": "ignored"}]}
        take_part(session, session.get_one(MessageRow, message_id), "3", ACTOR)
    work = office.work(message_id)
    assert (work.stage, work.status) == ("normalise", WorkStatus.DUE)
    assert work.facts["taken"] == "3"
    assert work.facts["parts"][1]["outcome"] == "document"
    assert office.message(message_id).status is MessageStatus.PROCESSING
    taken = a_part(b"logo", "3")
    result = Sorted(MessageStatus.ACCEPTED, [], {}, (first, taken), (NewDocument("3"),), taken="3")
    with office.database.write() as session:
        sort(session, claim(session, message_id), result, NOW)
    with office.database.read() as session:
        parts = parts_of(session, message_id)
    assert [p.outcome for p in parts] == [PartOutcome.DOCUMENT] * 2
    assert parts[0].document_id != parts[1].document_id
    assert acts(office, message_id)[0][:2] == (ACTOR, "take")


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(PartOutcome.DOCUMENT, None), (PartOutcome.IGNORED, Reason.BODY_TEXT)],
)
def test_what_cannot_be_taken(office: Office, outcome: PartOutcome, reason: Reason | None) -> None:
    message_id = office.sorted(replace(a_part(b"x", "3", outcome), reason=reason))
    with pytest.raises(ConflictError), office.database.write() as session:
        take_part(session, session.get_one(MessageRow, message_id), "3", ACTOR)
