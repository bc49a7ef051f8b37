"""What a caller may see, and pages of it."""

import base64

import pytest
from sqlmodel import select

from storage.domain.errors import InputError, NotFoundError
from storage.domain.mailbox import Direction
from storage.domain.state import DocumentStatus, MessageStatus, Reception
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow
from storage.queries.dossiers import counters, counters_of, get_dossier, list_dossiers
from storage.queries.invoices import list_invoices
from storage.queries.messages import list_messages
from storage.queries.review import list_review
from storage.queries.scope import Page, PageRequest, Scope
from tests.storage.office import Office, a_part


def test_only_what_is_in_the_scope_exists(office: Office) -> None:
    message_id = office.mail()
    elsewhere = office.mail(dossier_id=office.add_dossier())
    own = Scope(office.firm_id, office.dossier_id)
    with office.database.read() as session:
        for scope in (Scope(office.firm_id), own):
            assert scope.get(session, MessageRow, message_id).id == message_id
        assert Scope(office.firm_id).get(session, MessageRow, elsewhere).id == elsewhere
        for scope, object_id in [
            (own, elsewhere),
            (Scope("fir_other"), message_id),
            (Scope("fir_other", office.dossier_id), message_id),
            (own, "msg_none"),
        ]:
            with pytest.raises(NotFoundError):
                scope.get(session, MessageRow, object_id)
        listed = [
            [row.id for row in list_messages(session, scope, PageRequest()).rows]
            for scope in (Scope(office.firm_id), own, Scope("fir_other"))
        ]
    assert listed == [[message_id, elsewhere], [message_id], []]


def test_dossiers_of_the_scope(office: Office) -> None:
    other = office.add_dossier()
    office.add_dossier(office.add_firm())
    with office.database.read() as session:
        both = list_dossiers(session, Scope(office.firm_id), PageRequest()).rows
        one = list_dossiers(session, Scope(office.firm_id, other), PageRequest()).rows
        assert [d.id for d in both] == [office.dossier_id, other]
        assert [d.id for d in one] == [other]
        with pytest.raises(NotFoundError):
            get_dossier(session, Scope(office.firm_id, other), office.dossier_id)
        with pytest.raises(NotFoundError):
            get_dossier(session, Scope("fir_other"), other)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_pages_hold_everything_once_in_order(office: Office, limit: int) -> None:
    messages = [office.mail() for _ in range(5)]
    seen: list[str] = []
    cursor = None
    with office.database.read() as session:
        while True:
            page = list_messages(session, Scope(office.firm_id), PageRequest(limit, cursor))
            assert 0 < len(page.rows) <= limit
            seen += [row.id for row in page.rows]
            if page.next_cursor is None:
                break
            cursor = page.next_cursor
            assert cursor.isascii()
            assert not set(cursor) & set("+/=?&#")
    assert seen == messages


def test_a_cursor_serves_its_own_list_only(office: Office) -> None:
    for _ in range(2):
        office.mail()

    def page(cursor: str | None, direction: Direction | None = None) -> Page[MessageRow]:
        with office.database.read() as session:
            request = PageRequest(1, cursor)
            return list_messages(session, Scope(office.firm_id), request, direction=direction)

    cursor = page(None).next_cursor
    assert cursor is not None
    assert len(page(cursor).rows) == 1
    fingerprint = base64.urlsafe_b64decode(cursor + "==").partition(b".")[0]
    made_up = [
        base64.urlsafe_b64encode(fingerprint + end).decode() for end in (b"", b".", b".msg_\0")
    ]
    for bad in ("", "?", "é", "AAAA", *made_up):
        with pytest.raises(InputError) as raised:
            page(bad)
        assert raised.value.code == "invalid-cursor"
    with pytest.raises(InputError):
        page(cursor, Direction.PURCHASE)
    with office.database.read() as session, pytest.raises(InputError):
        list_invoices(session, Scope(office.firm_id), PageRequest(1, cursor))


def test_filters(office: Office) -> None:
    waiting, accepted = office.filed(), office.filed(Reception.ACCEPTED)
    sale = office.filed(direction=Direction.SALE)

    def ids(**filters: object) -> list[str]:
        with office.database.read() as session:
            scope, request = Scope(office.firm_id), PageRequest()
            page = list_invoices(session, scope, request, **filters)  # type: ignore[arg-type]
            return [row.id for row in page.rows]

    assert ids() == [waiting, accepted, sale]
    assert ids(reception=Reception.ACCEPTED) == [accepted]
    assert ids(direction=Direction.SALE, reception=Reception.TO_ACCEPT) == [sale]
    assert ids(dossier_id="dos_none") == []


def test_a_counter_equals_the_list_that_it_opens(office: Office) -> None:
    office.filed()
    office.filed(Reception.ACCEPTED)
    office.sorted(a_part())
    ignored = {office.mail(): "no_document", office.mail(): "dsn"}
    rejected = office.mail()
    with office.database.write() as session:
        for message_id, code in ignored.items():
            row = session.get_one(MessageRow, message_id)
            row.status, row.reasons = MessageStatus.IGNORED, [{"code": code}]
        session.get_one(MessageRow, rejected).status = MessageStatus.REJECTED
        document = session.exec(select(DocumentRow).where(DocumentRow.stage == "extract")).one()
        document.status = DocumentStatus.HELD
    with office.database.read() as session:
        scope = Scope(office.firm_id, office.dossier_id)
        counted = counters(session, scope)
        assert counters_of(session, [office.dossier_id])[office.dossier_id] == counted
        assert counters(session, Scope(office.firm_id), office.dossier_id) == counted
        items = list_review(session, scope, PageRequest(), None).rows
        waiting = session.exec(
            select(InvoiceRow.id).where(InvoiceRow.reception == Reception.TO_ACCEPT)
        ).one()
    assert {(item.kind, item.id) for item in items} == {
        ("invoice", waiting),
        ("document", document.id),
        ("message", next(iter(ignored))),
        ("message", rejected),
    }
    assert (counted.to_review, counted.to_retrieve, counted.to_continue) == (4, 1, 0)
