"""The end of a message: its parts, its documents, and documents that were there already."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from storage.actions import conclude, decide
from storage.actions.lease import LeaseLostError
from storage.actions.sort import NewDocument, Sorted, sort
from storage.domain.grounds import Grounds
from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentStatus, MessageStatus, Reception, WorkStatus
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.work import WorkRow
from storage.queries.documents import sources_of
from storage.queries.dossiers import counters
from storage.queries.messages import parts_of
from storage.queries.scope import Scope
from tests.storage.office import NOW, PDF, Office, a_part, claim


def documents(office: Office) -> list[DocumentRow]:
    with office.database.read() as session:
        return list(session.exec(select(DocumentRow).order_by(DocumentRow.id)).all())


def sources(office: Office, document_id: str) -> list[str]:
    with office.database.read() as session:
        return [m.id for m in sources_of(session, [document_id])[document_id]]


def test_parts_and_documents_are_stored_and_work_goes_on(office: Office) -> None:
    body = a_part(b"hello", "1", PartOutcome.IGNORED)
    first, second = a_part(b"%PDF 1", "2"), a_part(b"%PDF 2", "3.1")
    message_id = office.sorted(body, first, second)
    message = office.message(message_id)
    assert (message.status, message.header) == (MessageStatus.ACCEPTED, {"subject": "Facture"})
    found = documents(office)
    assert [d.sha256 for d in found] == [first.sha256, second.sha256]
    with office.database.read() as session:
        parts = parts_of(session, message_id)
    assert [(p.path, p.document_id) for p in parts] == [
        ("1", None),
        ("2", found[0].id),
        ("3.1", found[1].id),
    ]
    assert office.work(message_id).status is WorkStatus.DONE
    for document in found:
        row = office.work(document.id)
        assert (row.plan, row.stage, row.status) == ("document", "extract", WorkStatus.DUE)
        assert row.files == {"original": document.sha256}
        assert sources(office, document.id) == [message_id]
    assert office.events()[-3:] == ["document.created", "document.created", "message.accepted"]


def test_a_document_that_comes_again_gains_a_source(office: Office) -> None:
    messages = [office.sorted(a_part()) for _ in range(3)]
    (document,) = documents(office)
    assert sources(office, document.id) == messages
    assert office.events().count("document.source_added") == 2
    with office.database.read() as session:
        work = session.exec(select(WorkRow).where(WorkRow.plan == "document")).all()
    assert len(work) == 1


def test_the_same_file_twice_in_a_mail_is_one_document_with_one_source(office: Office) -> None:
    message_id = office.sorted(a_part(path="2"), a_part(path="3"))
    (document,) = documents(office)
    assert sources(office, document.id) == [message_id]
    assert "document.source_added" not in office.events()
    with office.database.read() as session:
        assert [p.document_id for p in parts_of(session, message_id)] == [document.id] * 2


def test_each_direction_has_a_document_of_its_own(office: Office) -> None:
    office.sorted(a_part())
    office.sorted(a_part(), direction=Direction.SALE)
    assert [d.direction for d in documents(office)] == [Direction.PURCHASE, Direction.SALE]


def test_page_ranges_of_a_part_are_documents_of_their_own(office: Office) -> None:
    message_id = office.mail()
    ranges = (NewDocument("2", 1, 2), NewDocument("2", 3))
    result = Sorted(MessageStatus.ACCEPTED, [], {}, (a_part(),), ranges)
    with office.database.write() as session:
        sort(session, claim(session, message_id), result, NOW)
    assert [(d.first_page, d.last_page) for d in documents(office)] == [(1, 2), (3, 0)]


def test_a_rejected_document_that_comes_again_is_held(office: Office) -> None:
    document_id = office.document(PDF)
    blocked = {"code": Reason.SUPPLIER_BLOCKED.value}
    with office.database.write() as session:
        conclude.reject(session, claim(session, document_id), [blocked])
    office.sorted(a_part(PDF))
    document = office.get_document(document_id)
    assert document.status is DocumentStatus.HELD
    assert document.reasons == [blocked, {"code": "arrived_again"}]
    assert office.events()[-2] == "document.source_added"


@pytest.mark.parametrize(
    ("reception", "after"),
    [
        (Reception.REFUSED, Reception.TO_ACCEPT),
        (Reception.ACCEPTED, Reception.ACCEPTED),
        (Reception.TO_ACCEPT, Reception.TO_ACCEPT),
    ],
)
def test_only_a_refused_invoice_comes_back_when_it_arrives_again(
    office: Office, reception: Reception, after: Reception
) -> None:
    invoice_id = office.filed(Reception.TO_ACCEPT)
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        match reception:
            case Reception.REFUSED:
                decide.refuse(session, row, Grounds("Not ours."), "Anne")
            case Reception.ACCEPTED:
                decide.accept(session, row, "Anne")
            case _:
                pass
        document = session.get_one(DocumentRow, row.document_id)
    again = a_part(path="2")
    object.__setattr__(again, "sha256", document.sha256)
    office.sorted(again)
    row = office.invoice(invoice_id)
    assert row.reception is after
    came_back = row.reasons == [{"code": "arrived_again"}]
    assert came_back == (reception is Reception.REFUSED)


def test_the_same_document_in_four_messages_at_once_is_one(office: Office) -> None:
    messages = [office.mail() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda message_id: office.sort(message_id, a_part()), messages))
    (document,) = documents(office)
    assert sorted(sources(office, document.id)) == messages


def test_the_same_two_documents_in_opposite_orders_at_once_do_not_block(office: Office) -> None:
    messages = [office.mail() for _ in range(8)]
    contents = [b"%PDF 1", b"%PDF 2"]

    def sort_one(number: int) -> None:
        ordered = contents[:: 1 if number % 2 else -1]
        parts = [a_part(content, str(path)) for path, content in enumerate(ordered, start=1)]
        office.sort(messages[number], *parts)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sort_one, range(8)))
    found = documents(office)
    assert len(found) == 2
    for document in found:
        assert sorted(sources(office, document.id)) == messages


def test_a_lost_lease_stores_nothing(office: Office) -> None:
    message_id = office.mail()
    result = Sorted(MessageStatus.ACCEPTED, [], {}, (a_part(),), (NewDocument("2"),))
    with office.database.write() as session:
        lost = claim(session, message_id)
        claim(session, message_id)
    with pytest.raises(LeaseLostError), office.database.write() as session:
        sort(session, lost, result, NOW)
    assert office.message(message_id).status is MessageStatus.PROCESSING
    assert documents(office) == []


@pytest.mark.parametrize(
    ("reasons", "waiting"),
    [
        ([{"code": "no_document"}], 1),
        ([{"code": "link_only", "about": "https://x.example/f"}], 1),
        ([{"code": "auto_submitted"}], 0),
        ([{"code": "dsn"}], 0),
    ],
)
def test_a_person_sees_mails_without_a_document_unless_they_are_automatic(
    office: Office, reasons: list[dict[str, str]], waiting: int
) -> None:
    message_id = office.mail()
    result = Sorted(MessageStatus.IGNORED, reasons, {}, (), ())
    with office.database.write() as session:
        sort(session, claim(session, message_id), result, NOW)
    with office.database.read() as session:
        assert counters(session, Scope(office.firm_id, office.dossier_id)).to_review == waiting
