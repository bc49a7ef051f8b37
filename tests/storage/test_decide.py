"""Decisions on an invoice: every reception, every question, and the accounting's answer."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from storage.actions.acknowledge import acknowledge
from storage.actions.decide import accept, dispute, refuse, undo
from storage.domain.errors import ConflictError
from storage.domain.grounds import Grounds, StandardReason
from storage.domain.state import Accounting, DocumentStatus, Reception
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from tests.storage.office import Office

TO_ACCEPT, ACCEPTED, REFUSED, DISPUTED = Reception
REFUSAL = [{"code": "refused", "about": "Not ours."}]
DISPUTE = [{"code": "disputed"}, {"code": "wrong_price"}]
UNDONE = [{"code": "decision_undone"}]
WHY = [{"code": "trusted"}]

Ask = Callable[[Session, InvoiceRow], None]


def ask_accept(session: Session, invoice: InvoiceRow) -> None:
    accept(session, invoice, "Anne")


def ask_refuse(session: Session, invoice: InvoiceRow) -> None:
    refuse(session, invoice, Grounds("Not ours."), "Anne")


def ask_dispute(session: Session, invoice: InvoiceRow) -> None:
    dispute(session, invoice, Grounds("", StandardReason.WRONG_PRICE), "Anne")


def ask_undo(session: Session, invoice: InvoiceRow) -> None:
    undo(session, invoice, "Anne")


def set_to(office: Office, invoice_id: str, **values: object) -> None:
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def ask(office: Office, invoice_id: str, question: Ask) -> None:
    with office.database.write() as session:
        question(session, session.get_one(InvoiceRow, invoice_id))


@pytest.mark.parametrize(
    ("before", "question", "after", "reasons", "event"),
    [
        (TO_ACCEPT, ask_accept, ACCEPTED, [], "invoice.accepted"),
        (DISPUTED, ask_accept, ACCEPTED, [], "invoice.accepted"),
        (REFUSED, ask_accept, ACCEPTED, [], "invoice.accepted"),
        (ACCEPTED, ask_accept, ACCEPTED, WHY, None),
        (TO_ACCEPT, ask_refuse, REFUSED, REFUSAL, "invoice.refused"),
        (DISPUTED, ask_refuse, REFUSED, REFUSAL, "invoice.refused"),
        (REFUSED, ask_refuse, REFUSED, WHY, None),
        (TO_ACCEPT, ask_dispute, DISPUTED, DISPUTE, "invoice.disputed"),
        (DISPUTED, ask_dispute, DISPUTED, WHY, None),
        (ACCEPTED, ask_undo, TO_ACCEPT, UNDONE, "invoice.undone"),
        (REFUSED, ask_undo, TO_ACCEPT, UNDONE, "invoice.undone"),
        (DISPUTED, ask_undo, TO_ACCEPT, UNDONE, "invoice.undone"),
    ],
)
def test_legal(
    office: Office,
    before: Reception,
    question: Ask,
    after: Reception,
    reasons: list[dict[str, str]],
    event: str | None,
) -> None:
    invoice_id = office.filed()
    set_to(office, invoice_id, reception=before)
    events = office.events()
    ask(office, invoice_id, question)
    row = office.invoice(invoice_id)
    assert (row.reception, row.reasons) == (after, reasons)
    to_retrieve = event is not None and after is ACCEPTED
    assert row.accounting is (Accounting.TO_RETRIEVE if to_retrieve else None)
    assert office.events() == events + ([event] if event else [])


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (ACCEPTED, ask_refuse),
        (ACCEPTED, ask_dispute),
        (REFUSED, ask_dispute),
        (TO_ACCEPT, ask_undo),
    ],
)
def test_illegal(office: Office, before: Reception, question: Ask) -> None:
    invoice_id = office.filed()
    set_to(office, invoice_id, reception=before)
    with pytest.raises(ConflictError) as raised:
        ask(office, invoice_id, question)
    assert raised.value.code == "illegal-transition"
    assert office.invoice(invoice_id).reception is before


def test_what_the_accounting_software_has_is_not_undone(office: Office) -> None:
    invoice_id = office.filed(ACCEPTED)
    ask(office, invoice_id, acknowledged(1))
    with pytest.raises(ConflictError) as raised:
        ask(office, invoice_id, ask_undo)
    assert raised.value.code == "already-retrieved"
    assert office.invoice(invoice_id).reception is ACCEPTED


def test_an_undone_acceptance_is_not_handed_on_and_can_be_taken_anew(office: Office) -> None:
    invoice_id = office.filed(ACCEPTED)
    ask(office, invoice_id, ask_undo)
    assert office.invoice(invoice_id).accounting is None
    ask(office, invoice_id, ask_refuse)
    assert office.invoice(invoice_id).reception is REFUSED


def test_accepted_while_it_is_worked_on_it_is_not_to_retrieve_yet(office: Office) -> None:
    invoice_id = office.filed()
    with office.database.write() as session:
        document = session.get_one(DocumentRow, office.invoice(invoice_id).document_id)
        document.status = DocumentStatus.PROCESSING
    ask(office, invoice_id, ask_accept)
    row = office.invoice(invoice_id)
    assert (row.reception, row.accounting) == (ACCEPTED, None)


def acknowledged(version: int, external_ref: str | None = "AC-1") -> Ask:
    return lambda session, invoice: acknowledge(
        session, invoice, version, external_ref, "key:key_1"
    )


def test_acknowledged_once_and_again(office: Office) -> None:
    invoice_id = office.filed(ACCEPTED)
    ask(office, invoice_id, acknowledged(1))
    row = office.invoice(invoice_id)
    assert (row.accounting, row.retrieved_version, row.external_ref) == (
        Accounting.RETRIEVED,
        1,
        "AC-1",
    )
    events = office.events()
    assert events[-1] == "invoice.retrieved"
    ask(office, invoice_id, acknowledged(1, "another"))
    assert office.invoice(invoice_id).external_ref == "AC-1"
    assert office.events() == events


@pytest.mark.parametrize(
    ("values", "version", "code"),
    [
        ({"reception": TO_ACCEPT, "accounting": None}, 1, "not-accepted"),
        ({"reception": REFUSED, "accounting": None}, 1, "not-accepted"),
        ({"reception": DISPUTED, "accounting": None}, 1, "not-accepted"),
        ({"reception": None, "accounting": None}, 1, "not-accepted"),
        ({"accounting": None}, 1, "not-accepted"),
        ({"version": 2}, 1, "superseded"),
        ({"version": 2, "accounting": Accounting.RETRIEVED}, 1, "superseded"),
        ({}, 2, "superseded"),
        ({}, 0, "superseded"),
    ],
)
def test_not_acknowledged(
    office: Office, values: dict[str, object], version: int, code: str
) -> None:
    invoice_id = office.filed(ACCEPTED)
    set_to(office, invoice_id, **values)
    before = office.invoice(invoice_id)
    with pytest.raises(ConflictError) as raised:
        ask(office, invoice_id, acknowledged(version))
    assert raised.value.code == code
    after = office.invoice(invoice_id)
    assert (after.accounting, after.retrieved_version) == (before.accounting, None)
