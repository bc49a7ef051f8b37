"""The same invoice in another file: linked, suspected, told apart; never filed twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from storage.actions import conclude, correct, decide
from storage.actions.sort_anew import set_kind
from storage.actions.undo_duplicate import confirm_duplicate, undo_duplicate
from storage.domain.duplicate import Candidate
from storage.domain.errors import ConflictError
from storage.domain.field import Field, Level, Source
from storage.domain.grounds import Grounds
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.state import Accounting, DocumentKind, DocumentStatus, Reception
from storage.models.document import DocumentRow
from storage.models.duplicate import DuplicateRow
from storage.models.invoice import InvoiceRow
from storage.queries.dossiers import counters
from storage.queries.duplicates import candidate_in, pair_of
from storage.queries.invoice_facts import facts_of
from storage.queries.scope import Scope
from tests.storage.office import NOW, SIREN, Office, an_invoice, claim, invoice_of

IBAN = "FR7630006000011234567890189"
OTHER_IBAN = "DE89370400440532013000"


def whole(
    number: str = "F-7", siren: str | None = SIREN, iban: str = IBAN, **changes: str
) -> Invoice:
    """Return an invoice with all that tells invoices apart."""
    read = an_invoice(siren, None, number)
    values = {FieldName.ISSUE_DATE: "2026-09-30", FieldName.TYPE_CODE: "380"}
    values |= {FieldName(name): value for name, value in changes.items()}
    fields = {name: Field(v, Level.READ, Source.PDF_TEXT) for name, v in values.items()}
    return Invoice(read.fields | fields, accounts=(iban,))


def pair(office: Office, invoice_id: str, other_id: str) -> DuplicateRow | None:
    with office.database.read() as session:
        return pair_of(session, invoice_id, other_id)


def tell_apart(office: Office, invoice_id: str, other_id: str) -> None:
    with office.database.write() as session:
        found = pair_of(session, invoice_id, other_id)
        assert found is not None
        undo_duplicate(session, found, "Anne", NOW)


def conclude_one(office: Office, document_id: str, reception: Reception) -> None:
    with office.database.write() as session:
        lease = claim(session, document_id)
        conclude.file(session, lease, reception, [{"code": "trusted"}], NOW)


def to_review(office: Office) -> int:
    with office.database.read() as session:
        return counters(session, Scope(office.firm_id, office.dossier_id)).to_review


def confirm(office: Office, invoice_id: str, other_id: str) -> None:
    with office.database.write() as session:
        found = pair_of(session, invoice_id, other_id)
        assert found is not None
        confirm_duplicate(session, found, "Anne")


def test_another_copy_is_a_source_and_waits(office: Office) -> None:
    first = office.filed(Reception.ACCEPTED, whole())
    copy = office.invoice(office.filed(Reception.ACCEPTED, whole("f 7")))
    assert (copy.copy_of_id, copy.reception) == (first, Reception.TO_ACCEPT)
    assert copy.reasons == [{"code": "duplicate_suspected", "about": first}]
    assert office.invoice(first).reception is Reception.ACCEPTED
    assert to_review(office) == 1
    assert office.events()[-2:] == ["document.source_added", "invoice.filed"]
    with office.database.read() as session:
        rows = [session.get_one(InvoiceRow, first)]
        assert len(facts_of(session, rows)[first].sources) == 2


def test_a_copy_that_is_accepted_is_none(office: Office) -> None:
    office.filed(Reception.ACCEPTED, whole())
    copy = office.filed(Reception.ACCEPTED, whole())
    with office.database.write() as session:
        decide.accept(session, session.get_one(InvoiceRow, copy), "Anne")
    row = office.invoice(copy)
    assert (row.copy_of_id, row.reception) == (None, Reception.ACCEPTED)


def test_a_confirmed_copy_waits_for_nobody(office: Office) -> None:
    first = office.filed(Reception.ACCEPTED, whole())
    copy_id = office.filed(Reception.ACCEPTED, whole("f 7"))
    for _ in range(2):
        confirm(office, copy_id, first)
    copy = office.invoice(copy_id)
    assert (copy.copy_of_id, copy.reception, copy.accounting) == (first, None, None)
    assert copy.reasons == [{"code": "copy_of_invoice", "about": first}]
    assert office.get_document(copy.document_id).status is DocumentStatus.READY
    assert to_review(office) == 0
    assert office.events().count("invoice.linked") == 1
    with office.database.read() as session:
        rows = [session.get_one(InvoiceRow, first)]
        assert len(facts_of(session, rows)[first].sources) == 2
    with office.database.write() as session, pytest.raises(ConflictError) as raised:
        decide.accept(session, session.get_one(InvoiceRow, copy.id), "Anne")
    assert (raised.value.code, raised.value.reasons) == ("not-filed", tuple(copy.reasons))


def test_of_two_at_once_one_is_filed(office: Office) -> None:
    described = [office.described(whole()) for _ in range(2)]
    office.filed(invoice=whole("F-1"))  # its supplier is known

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda d: conclude_one(office, d, Reception.ACCEPTED), described))
    with office.database.read() as session:
        found = [invoice_of(session, document_id) for document_id in described]
    assert {row.reception for row in found} == {Reception.ACCEPTED, Reception.TO_ACCEPT}
    (filed,) = (row.id for row in found if row.reception is Reception.ACCEPTED)
    assert {row.copy_of_id for row in found} == {None, filed}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"total_with_vat": "121.00"}, "duplicate_suspected"),
        ({"number": "F-O7"}, "duplicate_look_alike"),
        ({"iban": OTHER_IBAN}, "duplicate_other_account"),
    ],
)
def test_what_resembles_another_waits_for_a_person(
    office: Office, changes: dict[str, str], code: str
) -> None:
    first = office.filed(Reception.ACCEPTED, whole())
    row = office.invoice(office.filed(Reception.ACCEPTED, whole(**changes)))
    assert row.reception is Reception.TO_ACCEPT
    assert row.reasons == [{"code": code, "about": first}]
    assert pair(office, row.id, first) is not None


@pytest.mark.parametrize(
    "other",
    [whole(siren="732829320"), whole("F-8"), whole(issue_date="2025-09-30", total_with_vat="1.00")],
)
def test_what_is_another_one_is_filed(office: Office, other: Invoice) -> None:
    office.filed(Reception.ACCEPTED, whole())
    assert office.invoice(office.filed(Reception.ACCEPTED, other)).reasons == [{"code": "trusted"}]


def test_it_is_the_same_in_one_dossier_and_direction_only(office: Office) -> None:
    office.filed(Reception.ACCEPTED, whole())
    elsewhere = replace(office, dossier_id=office.add_dossier())
    assert office.invoice(elsewhere.filed(Reception.ACCEPTED, whole())).copy_of_id is None
    first = office.filed(Reception.ACCEPTED, whole(), Direction.SALE)
    assert office.invoice(first).copy_of_id is None
    again = office.filed(Reception.ACCEPTED, whole(), Direction.SALE)
    assert office.invoice(again).copy_of_id == first


def test_a_refused_one_comes_back_when_it_comes_again(office: Office) -> None:
    first = office.filed(invoice=whole())
    with office.database.write() as session:
        decide.refuse(session, session.get_one(InvoiceRow, first), Grounds("No."), "Anne")
    office.filed(Reception.ACCEPTED, whole())
    row = office.invoice(first)
    assert (row.reception, row.reasons) == (Reception.TO_ACCEPT, [{"code": "arrived_again"}])


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_wrong_match_is_undone_for_good(office: Office, is_confirmed: bool) -> None:
    first = office.filed(Reception.ACCEPTED, whole())
    copy = office.filed(Reception.ACCEPTED, whole())
    if is_confirmed:
        confirm(office, copy, first)
    for _ in range(2):
        tell_apart(office, copy, first)
    row = office.invoice(copy)
    document = office.get_document(row.document_id)
    assert (row.copy_of_id, document.status, document.stage) == (
        None,
        DocumentStatus.PROCESSING,
        "approve",
    )
    conclude_one(office, row.document_id, Reception.ACCEPTED)
    row = office.invoice(copy)
    assert (row.reception, row.accounting) == (Reception.ACCEPTED, Accounting.TO_RETRIEVE)
    found = pair(office, first, copy)
    assert found is not None
    assert found.undone_by == "Anne"
    assert office.events().count("invoice.told_apart") == 1


def test_a_suspicion_that_is_undone_leaves_the_other_reasons(office: Office) -> None:
    first = office.filed(Reception.ACCEPTED, whole())
    other = office.filed(Reception.TO_ACCEPT, whole(total_with_vat="121.00"))
    tell_apart(office, other, first)
    row = office.invoice(other)
    assert (row.reception, row.reasons) == (None, [{"code": "trusted"}])
    conclude_one(office, row.document_id, Reception.ACCEPTED)
    assert office.invoice(other).reception is Reception.ACCEPTED


def test_a_copy_is_filed_once_the_first_is_corrected_to_be_another(office: Office) -> None:
    first = office.filed(Reception.ACCEPTED, whole())
    copy = office.filed(Reception.ACCEPTED, whole())
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, first)
        correct.correct(session, row, {FieldName.NUMBER: "F-70"}, "Anne")
    conclude_one(office, office.invoice(first).document_id, Reception.ACCEPTED)
    row = office.invoice(copy)
    assert (row.copy_of_id, row.reception) == (None, None)
    conclude_one(office, row.document_id, Reception.ACCEPTED)
    assert office.invoice(copy).reception is Reception.ACCEPTED


def test_a_copy_is_filed_once_the_first_is_no_invoice_any_more(office: Office) -> None:
    first = office.filed(Reception.TO_ACCEPT, whole())
    copy = office.filed(Reception.ACCEPTED, whole())
    with office.database.write() as session:
        document = session.get_one(DocumentRow, office.invoice(first).document_id)
        set_kind(session, document, DocumentKind.OTHER, "Anne")
    row = office.invoice(copy)
    assert row.copy_of_id is None
    conclude_one(office, row.document_id, Reception.ACCEPTED)
    assert office.invoice(copy).reception is Reception.ACCEPTED


def test_the_content_of_an_invoice_is_read_once_for_its_duplicates(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[InvoiceRow] = []

    def noted(row: InvoiceRow) -> Candidate:
        read.append(row)
        return candidate_in(row)

    for module in ("conclude", "find_duplicates"):
        monkeypatch.setattr(f"storage.actions.{module}.candidate_in", noted)
    monkeypatch.setattr("storage.queries.duplicates.candidate_in", noted)
    invoice_id = office.filed()
    assert [row.id for row in read] == [invoice_id]
