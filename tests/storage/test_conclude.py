"""The end of a document: filed, held or rejected; and the supplier that its seller is."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import select

from storage.actions import conclude, decide
from storage.actions.advance import Progress, advance
from storage.actions.describe import Description
from storage.actions.lease import LeaseLostError
from storage.domain.errors import ConflictError
from storage.domain.field import Field, Level, Source
from storage.domain.grounds import Grounds
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.obligation import SizeClass
from storage.domain.state import (
    Accounting,
    DocumentKind,
    DocumentStatus,
    Reception,
    WorkStatus,
)
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from tests.storage.office import NOW, SIREN, Office, an_invoice, claim, invoice_of

VAT_ID = "DE136695976"
NOTHING = Progress("extract", {}, {})
WHY = [{"code": "rule_broken", "about": "BR-CO-15", "detail": "Sums differ."}]


def suppliers(office: Office) -> list[SupplierRow]:
    with office.database.read() as session:
        return list(session.exec(select(SupplierRow).order_by(SupplierRow.number)).all())


def test_a_finished_stage_shows_in_work_and_document(office: Office) -> None:
    document_id = office.document()
    with office.database.write() as session:
        lease = claim(session, document_id)
        progress = Progress("check", {"pages": 2}, {"xml": "a" * 64})
        description = Description(DocumentKind.INVOICE, 2, an_invoice())
        following = advance(session, lease, progress, NOW, description)
    row = office.work(document_id)
    assert (row.stage, row.facts, row.attempts) == ("check", {"pages": 2}, 1)
    assert set(row.files) == {"original", "xml"}
    assert (following.stage, following.token) == ("check", row.token)
    document = office.get_document(document_id)
    assert (document.stage, document.pages, document.xml_sha256) == ("check", 2, "a" * 64)
    with office.database.read() as session:
        invoice = invoice_of(session, document_id)
    assert (invoice.number, invoice.total_with_vat, invoice.reception) == ("F-1", "120.00", None)


@pytest.mark.parametrize(
    ("reception", "accounting"),
    [(Reception.ACCEPTED, Accounting.TO_RETRIEVE), (Reception.TO_ACCEPT, None)],
)
def test_filed(office: Office, reception: Reception, accounting: Accounting | None) -> None:
    invoice = office.invoice(office.filed(reception))
    assert (invoice.reception, invoice.accounting) == (reception, accounting)
    assert invoice.reasons == [{"code": "trusted"}]
    document = office.get_document(invoice.document_id)
    assert (document.status, document.stage, document.reasons) == (
        DocumentStatus.READY,
        "approve",
        [],
    )
    assert office.work(document.id).status is WorkStatus.DONE
    assert office.events()[-1] == "invoice.filed"


@pytest.mark.parametrize("invoice", [None, an_invoice()])
def test_held(office: Office, invoice: object) -> None:
    document_id = office.document()
    read = an_invoice() if invoice else None
    description = Description(DocumentKind.INVOICE if read else None, 3, read)
    with office.database.write() as session:
        lease = claim(session, document_id)
        found = Progress("extract", {"pages": 3}, {"xml": "a" * 64})
        conclude.hold(session, lease, WHY, found, description, NOW)
    document = office.get_document(document_id)
    assert (document.status, document.reasons, document.pages) == (DocumentStatus.HELD, WHY, 3)
    assert document.xml_sha256 == "a" * 64
    assert office.work(document_id).status is WorkStatus.DONE
    assert office.events()[-1] == "document.held"
    with office.database.read() as session:
        rows = session.exec(select(InvoiceRow)).all()
    assert [(r.reception, r.accounting, r.number, r.reasons) for r in rows] == (
        [(None, None, "F-1", WHY)] if read else []
    )
    assert suppliers(office) == []


def test_an_annex_has_no_invoice_row(office: Office) -> None:
    document_id = office.document()
    with office.database.write() as session:
        description = Description(DocumentKind.ANNEX, 1, an_invoice())
        conclude.hold(session, claim(session, document_id), WHY, NOTHING, description, NOW)
    with office.database.read() as session:
        assert session.exec(select(InvoiceRow)).all() == []


def test_rejected(office: Office) -> None:
    document_id = office.described()
    with office.database.write() as session:
        conclude.reject(session, claim(session, document_id), WHY)
    document = office.get_document(document_id)
    assert (document.status, document.reasons) == (DocumentStatus.REJECTED, WHY)
    with office.database.read() as session:
        invoice = invoice_of(session, document_id)
    assert (invoice.reception, invoice.reasons) == (None, WHY)
    assert office.events()[-1] == "document.rejected"


def test_what_a_person_decided_meanwhile_stays(office: Office) -> None:
    invoice_id = office.filed(Reception.TO_ACCEPT)
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        document = session.get_one(DocumentRow, row.document_id)
        document.status = DocumentStatus.PROCESSING
        decide.accept(session, row, "Anne")
        assert row.accounting is None, "not before its processing has ended"
        lease = claim(session, document.id)
        conclude.file(session, lease, Reception.TO_ACCEPT, WHY, NOW)
    invoice = office.invoice(invoice_id)
    assert invoice.reception is Reception.ACCEPTED
    assert invoice.accounting is Accounting.TO_RETRIEVE
    assert invoice.reasons == []


def test_a_lost_lease_files_nothing(office: Office) -> None:
    document_id = office.described()
    with office.database.write() as session:
        lost = claim(session, document_id)
        claim(session, document_id)
    with pytest.raises(LeaseLostError), office.database.write() as session:
        conclude.file(session, lost, Reception.ACCEPTED, [], NOW)
    with office.database.read() as session:
        assert invoice_of(session, document_id).reception is None


@pytest.mark.parametrize(
    ("siren", "vat_id", "expected"),
    [
        (SIREN, VAT_ID, (SIREN, VAT_ID)),
        (SIREN, None, (SIREN, None)),
        (None, VAT_ID, (None, VAT_ID)),
        ("123456789", None, None),  # check digit
        (None, None, (None, None)),
    ],
)
def test_an_unknown_seller_becomes_a_draft(
    office: Office,
    siren: str | None,
    vat_id: str | None,
    expected: tuple[str | None, str | None] | None,
) -> None:
    invoice = office.invoice(office.filed(invoice=an_invoice(siren, vat_id)))
    made = suppliers(office)
    if expected is None:
        assert made == []
        assert invoice.supplier_id is None
        return
    (supplier,) = made
    assert invoice.supplier_id == supplier.id
    assert (supplier.siren, supplier.vat_id) == expected
    assert (supplier.number, supplier.name, supplier.draft) == ("FOUR-001", "Acmé SARL", True)
    assert (supplier.trusted, supplier.blocked) == (False, False)


@pytest.mark.parametrize(
    ("siren", "vat_id"), [(SIREN, None), (None, VAT_ID), (SIREN, VAT_ID), ("732829320", VAT_ID)]
)
def test_a_known_seller_is_found_by_siren_or_vat_id(
    office: Office, siren: str | None, vat_id: str | None
) -> None:
    first = office.invoice(office.filed(invoice=an_invoice(SIREN, VAT_ID)))
    second = office.invoice(office.filed(invoice=an_invoice(siren, vat_id)))
    assert second.supplier_id == first.supplier_id
    assert len(suppliers(office)) == 1


def test_a_sale_has_no_supplier(office: Office) -> None:
    invoice = office.invoice(office.filed(direction=Direction.SALE))
    assert invoice.supplier_id is None
    assert suppliers(office) == []


def test_another_dossier_counts_and_knows_its_own(office: Office) -> None:
    office.filed()
    elsewhere = replace(office, dossier_id=office.add_dossier())
    elsewhere.filed()
    assert [s.number for s in suppliers(office)] == ["FOUR-001", "FOUR-001"]


def test_suppliers_are_numbered_without_gaps_by_four_at_once(office: Office) -> None:
    vat_ids = ["DE136695976", "DE129274202", "ATU13585627", "BE0428759497", "DE136695976"]
    described = [office.described(an_invoice(None, vat_id)) for vat_id in vat_ids]

    def conclude_one(document_id: str) -> None:
        with office.database.write() as session:
            lease = claim(session, document_id)
            conclude.file(session, lease, Reception.TO_ACCEPT, [], NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(conclude_one, described))
    assert [s.number for s in suppliers(office)] == [f"FOUR-{n:03d}" for n in (1, 2, 3, 4)]
    with office.database.read() as session:
        found = [invoice_of(session, document_id).supplier_id for document_id in described]
    assert None not in found
    assert found[0] == found[4]


def test_accepting_waits_for_a_document_that_is_being_filed(office: Office) -> None:
    """On PostgreSQL both read the invoice at once unless its row is locked."""
    if office.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    invoice_id = office.filed(Reception.TO_ACCEPT)
    document_id = office.invoice(invoice_id).document_id
    with office.database.write() as session:
        session.get_one(DocumentRow, document_id).status = DocumentStatus.PROCESSING

    def accept() -> None:
        with office.database.write() as session:
            row = session.get_one(InvoiceRow, invoice_id, with_for_update=True)
            decide.accept(session, row, "Anne")

    with ThreadPoolExecutor(1) as pool:
        with office.database.write() as session:
            lease = claim(session, document_id)
            conclude.file(session, lease, Reception.TO_ACCEPT, [], NOW)
            accepted = pool.submit(accept)
            with pytest.raises(TimeoutError):
                accepted.result(0.2)
        accepted.result(10)
    invoice = office.invoice(invoice_id)
    assert invoice.reception is Reception.ACCEPTED
    assert invoice.accounting is Accounting.TO_RETRIEVE


def test_a_held_invoice_cannot_be_decided(office: Office) -> None:
    document_id = office.document()
    with office.database.write() as session:
        description = Description(DocumentKind.INVOICE, 1, an_invoice())
        conclude.hold(session, claim(session, document_id), WHY, NOTHING, description, NOW)
        invoice = invoice_of(session, document_id)
        with pytest.raises(ConflictError) as accepting:
            decide.accept(session, invoice, "Anne")
        with pytest.raises(ConflictError) as refusing:
            decide.refuse(session, invoice, Grounds("No."), "Anne")
    for raised in (accepting.value, refusing.value):
        assert (raised.code, raised.reasons) == ("not-filed", tuple(WHY))


SAME = an_invoice(SIREN, VAT_ID, "F-7")


@pytest.mark.parametrize(
    ("other", "suspected"),
    [
        (an_invoice(SIREN, None, "F-7"), True),
        (an_invoice(None, VAT_ID, "F-7"), True),
        (an_invoice(None, None, "F-7"), True),  # found by its name
        (an_invoice("732829320", None, "F-7"), False),
        (an_invoice(SIREN, VAT_ID, "F-8"), False),
        (Invoice({FieldName.SELLER_SIREN: SAME.fields[FieldName.SELLER_SIREN]}), False),
    ],
)
@pytest.mark.parametrize(
    ("proposed", "doubts"), [(Reception.ACCEPTED, []), (Reception.TO_ACCEPT, ["trusted"])]
)
def test_a_likely_duplicate_is_never_accepted_by_itself(
    office: Office, other: Invoice, suspected: bool, proposed: Reception, doubts: list[str]
) -> None:
    first = office.filed(Reception.ACCEPTED, SAME)
    row = office.invoice(office.filed(proposed, other))
    if not suspected:
        assert (row.reception, row.reasons) == (proposed, [{"code": "trusted"}])
        return
    about = {"code": "duplicate_suspected", "about": first}
    assert row.reception is Reception.TO_ACCEPT
    assert row.reasons == [*({"code": code} for code in doubts), about]
    assert row.accounting is None
    assert office.invoice(first).reception is Reception.ACCEPTED


def test_a_duplicate_is_one_in_the_same_dossier_and_direction(office: Office) -> None:
    office.filed(Reception.ACCEPTED, SAME)
    elsewhere = replace(office, dossier_id=office.add_dossier())
    assert office.invoice(elsewhere.filed(Reception.ACCEPTED, SAME)).reasons == [
        {"code": "trusted"}
    ]
    sale = office.filed(Reception.ACCEPTED, SAME, Direction.SALE)
    assert office.invoice(sale).reasons == [{"code": "trusted"}]


def test_a_supplier_that_should_use_a_platform_is_flagged_and_not_stopped(office: Office) -> None:
    office.filed(invoice=an_invoice(SIREN, None, "F-1"))
    with office.database.write() as session:
        (supplier,) = session.exec(select(SupplierRow)).all()
        supplier.size_class = SizeClass.LARGE
        session.add(supplier)
    read = an_invoice(SIREN, None, "F-2")
    issued = {FieldName.ISSUE_DATE: Field("2026-10-01", Level.READ, Source.PDF_TEXT)}
    invoice = replace(read, fields=read.fields | issued)
    row = office.invoice(office.filed(Reception.ACCEPTED, invoice))
    assert row.flags == [{"code": "off_circuit"}]
    assert row.reception is Reception.ACCEPTED
