"""A correction: a new version, processed again, over what was decided."""

from typing import Any

import pytest
from sqlmodel import col, select

from storage.actions import conclude, decide
from storage.actions.acknowledge import acknowledge
from storage.actions.advance import Progress, advance
from storage.actions.correct import correct
from storage.actions.describe import Description
from storage.actions.lease import LeaseLostError
from storage.actions.release import release
from storage.codec import from_json, to_json
from storage.domain.errors import ConflictError, InputError, InvalidFieldError
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.grounds import Grounds
from storage.domain.invoice import FieldName, Invoice, Profile
from storage.domain.page import Box
from storage.domain.state import Accounting, DocumentKind, DocumentStatus, Reception, WorkStatus
from storage.models.document import DocumentRow
from storage.models.feed import FeedEventRow
from storage.models.invoice import InvoiceRow
from storage.models.work import WorkRow
from storage.queries.journal import journal_of, versions_of
from tests.storage.office import NOW, SIREN, Office, an_invoice, claim, invoice_of

IBAN = "FR7630006000011234567890189"
BOX = Box(1, 0.1, 0.2, 0.3, 0.04)
DERIVED = {"xml": "a" * 64, "facturx": "b" * 64}
WHY = [{"code": "field_missing", "about": "due_date"}]


def change(office: Office, invoice_id: str, **fields: str | None) -> None:
    """Correct an invoice as Anne; `seller_siren` stands for `seller.siren`."""
    names = {name.replace(".", "_"): name for name in FieldName}
    changes = {names[name]: value for name, value in fields.items()}
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id, with_for_update=True)
        correct(session, row, changes, "Anne")


def process(office: Office, document_id: str, files: dict[str, str], **known: Any) -> None:
    """Do what the stages would, up to the last one: `check`, then `convert` with these files."""
    with office.database.write() as session:
        lease = claim(session, document_id)
        invoice = from_json(Invoice, lease.facts["invoice"])
        description = Description(DocumentKind.INVOICE, 1, invoice, **known)
        lease = advance(session, lease, Progress("convert", lease.facts, {}), NOW, description)
        advance(session, lease, Progress("approve", lease.facts, files), NOW, description)


def file(office: Office, document_id: str, reception: Reception = Reception.TO_ACCEPT) -> None:
    with office.database.write() as session:
        conclude.file(session, claim(session, document_id), reception, [{"code": "trusted"}], NOW)


def fields_of(row: InvoiceRow) -> dict[FieldName, Field]:
    return from_json(Invoice, row.content).fields


@pytest.fixture
def filed(office: Office) -> str:
    """An invoice with a derived Factur-X, as the stages leave it."""
    invoice_id = office.filed()
    with office.database.write() as session:
        document = session.get_one(DocumentRow, session.get_one(InvoiceRow, invoice_id).document_id)
        document.derived, document.profile = True, Profile.EN16931
        document.facturx_reasons = [{"code": "term_left_out"}]
    return invoice_id


def test_a_correction_makes_a_version_that_is_due_at_check(office: Office, filed: str) -> None:
    before = office.invoice(filed)
    change(office, filed, number=" F 2 ", total_with_vat="1 234,50", seller_name=None)
    row = office.invoice(filed)
    assert (row.version, row.number, row.total_with_vat) == (2, "F 2", "1234.50")
    assert (row.reception, row.accounting) == (Reception.TO_ACCEPT, None)
    fields = fields_of(row)
    assert fields[FieldName.NUMBER] == Field("F 2", Level.CONFIRMED, Source.USER)
    assert FieldName.SELLER_NAME not in fields
    assert fields[FieldName.SELLER_SIREN] == Field(SIREN, Level.READ, Source.FACTURX_XML)

    document = office.get_document(row.document_id)
    assert (document.status, document.stage) == (DocumentStatus.PROCESSING, "check")
    assert (document.version, document.reasons) == (2, [])
    assert (document.xml_sha256, document.facturx_sha256) == (None, None)
    assert (document.derived, document.profile, document.facturx_reasons) == (False, None, [])
    work = office.work(document.id)
    assert (work.status, work.stage) == (WorkStatus.DUE, "check")
    assert (work.attempts, work.failures, work.error) == (0, 0, None)
    assert work.files == {"original": document.sha256, "xml": "a" * 64}, "as evidence only"
    assert work.facts["invoice"] == row.content
    assert (work.facts["derived"], work.facts["open_points"]) == (False, [])

    with office.database.read() as session:
        (entry,) = journal_of(session, filed)
        event = session.exec(select(FeedEventRow).order_by(col(FeedEventRow.seq))).all()[-1]
    assert (entry.actor, entry.action, entry.dossier_id) == ("Anne", "correct", row.dossier_id)
    assert entry.detail == {
        "version": 2,
        "fields": {
            "number": {"old": before.number, "new": "F 2"},
            "total_with_vat": {"old": "120.00", "new": "1234.50"},
            "seller.name": {"old": "Acmé SARL", "new": None},
        },
    }
    assert (event.type, event.object_id, event.version) == ("invoice.corrected", filed, 2)


def test_a_confirmed_value_keeps_its_places(office: Office, filed: str) -> None:
    seen = Field("F-9", Level.GUESSED, Source.OCR, (BOX,), (Witness.LABEL,))
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, filed)
        row.content = to_json(Invoice({FieldName.NUMBER: seen, FieldName.CURRENCY: seen}))
    change(office, filed, number="F-9", currency="EUR")
    fields = fields_of(office.invoice(filed))
    confirmed = Field("F-9", Level.CONFIRMED, Source.USER, (BOX,), (Witness.LABEL,))
    assert fields[FieldName.NUMBER] == confirmed
    assert fields[FieldName.CURRENCY] == Field("EUR", Level.CONFIRMED, Source.USER)


def test_a_new_iban_joins_the_accounts_that_were_seen(office: Office, filed: str) -> None:
    change(office, filed, iban="FR76 3000 6000 0112 3456 7890 189")
    assert from_json(Invoice, office.invoice(filed).content).accounts == (IBAN,)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("381", DocumentKind.CREDIT_NOTE),
        ("380", DocumentKind.INVOICE),
        (None, DocumentKind.INVOICE),
    ],
)
def test_the_kind_follows_the_type_code(
    office: Office, filed: str, code: str | None, kind: DocumentKind
) -> None:
    change(office, filed, type_code=code)
    document_id = office.invoice(filed).document_id
    assert office.get_document(document_id).kind is kind
    assert office.work(document_id).facts["kind"] == kind


def test_a_receipt_stays_one(office: Office, filed: str) -> None:
    document_id = office.invoice(filed).document_id
    with office.database.write() as session:
        session.get_one(DocumentRow, document_id).kind = DocumentKind.RECEIPT
    change(office, filed, number="T-1")
    assert office.get_document(document_id).kind is DocumentKind.RECEIPT


@pytest.mark.parametrize(
    "facturx", [{"xml": "c" * 64, "facturx": "d" * 64}, {}], ids=["derived", "none"]
)
def test_the_new_version_is_filed_again_without_stale_files(
    office: Office, filed: str, facturx: dict[str, str]
) -> None:
    document_id = office.invoice(filed).document_id
    change(office, filed, number="F-2")
    reasons = ({"code": "no_facturx"},)
    process(office, document_id, facturx, derived=bool(facturx), facturx_reasons=reasons)
    file(office, document_id)
    document = office.get_document(document_id)
    assert document.status is DocumentStatus.READY
    assert document.xml_sha256 == facturx.get("xml")
    assert document.facturx_sha256 == facturx.get("facturx")
    assert (document.derived, document.facturx_reasons) == (bool(facturx), [*reasons])
    row = office.invoice(filed)
    assert (row.version, row.number, row.reception) == (2, "F-2", Reception.TO_ACCEPT)
    with office.database.read() as session:
        first, second = versions_of(session, filed)
    assert (first.version, first.actor, first.facturx_sha256) == (1, None, "b" * 64)
    assert (second.version, second.actor) == (2, "Anne")
    assert (second.xml_sha256, second.facturx_sha256) == (
        facturx.get("xml"),
        facturx.get("facturx"),
    )
    assert second.content == row.content
    assert first.content != second.content


def test_what_was_only_taken_away_is_not_read_again_from_the_xml(
    office: Office, filed: str
) -> None:
    change(office, filed, due_date=None)
    document = office.get_document(office.invoice(filed).document_id)
    assert office.work(document.id).files == {"original": document.sha256}


def test_a_second_correction_has_a_derived_file_of_its_own(office: Office, filed: str) -> None:
    document_id = office.invoice(filed).document_id
    for version, digit in ((2, "c"), (3, "d")):
        change(office, filed, number=f"F-{version}")
        document = office.get_document(document_id)
        assert (document.xml_sha256, document.facturx_sha256) == (None, None)
        assert "facturx" not in office.work(document_id).files
        process(office, document_id, {"xml": digit * 64, "facturx": digit * 64}, derived=True)
        file(office, document_id)
        assert office.get_document(document_id).facturx_sha256 == digit * 64
    with office.database.read() as session:
        found = [(v.version, v.facturx_sha256) for v in versions_of(session, filed)]
    assert found == [(1, "b" * 64), (2, "c" * 64), (3, "d" * 64)]


def test_filing_a_version_twice_keeps_one(office: Office, filed: str) -> None:
    document_id = office.invoice(filed).document_id
    with office.database.write() as session:
        session.get_one(DocumentRow, document_id).status = DocumentStatus.PROCESSING
    file(office, document_id)
    with office.database.read() as session:
        assert [version.version for version in versions_of(session, filed)] == [1]


def test_a_waiting_invoice_is_not_accepted_by_the_stages(office: Office, filed: str) -> None:
    document_id = office.invoice(filed).document_id
    change(office, filed, number="F-2")
    process(office, document_id, DERIVED)
    file(office, document_id, Reception.ACCEPTED)
    row = office.invoice(filed)
    assert (row.reception, row.accounting, row.reasons) == (
        Reception.TO_ACCEPT,
        None,
        [{"code": "trusted"}],
    )


def test_an_accepted_invoice_is_retrieved_again_once_processed(office: Office) -> None:
    invoice_id = office.filed(Reception.ACCEPTED)
    document_id = office.invoice(invoice_id).document_id
    with office.database.write() as session:
        acknowledge(session, session.get_one(InvoiceRow, invoice_id), 1, "AC-1", "key:key_1")
    change(office, invoice_id, number="F-2")
    row = office.invoice(invoice_id)
    assert (row.reception, row.accounting) == (Reception.ACCEPTED, None)
    process(office, document_id, DERIVED)
    file(office, document_id)
    row = office.invoice(invoice_id)
    assert (row.reception, row.accounting) == (Reception.ACCEPTED, Accounting.TO_RETRIEVE)
    assert (row.retrieved_version, row.version) == (1, 2)


def test_accepted_while_the_correction_is_processed(office: Office, filed: str) -> None:
    document_id = office.invoice(filed).document_id
    change(office, filed, number="F-2")
    with office.database.write() as session:
        decide.accept(session, session.get_one(InvoiceRow, filed), "Anne")
    assert office.invoice(filed).accounting is None
    process(office, document_id, DERIVED)
    file(office, document_id)
    row = office.invoice(filed)
    assert (row.reception, row.accounting) == (Reception.ACCEPTED, Accounting.TO_RETRIEVE)
    with office.database.read() as session:
        entries = journal_of(session, filed)
    assert [(e.action, e.detail and e.detail["version"]) for e in entries] == [
        ("correct", 2),
        ("accept", 2),
    ]


def test_a_held_invoice_is_corrected_and_filed(office: Office) -> None:
    document_id = office.document()
    content = an_invoice()
    facts = {"kind": "invoice", "pages": 2, "invoice": to_json(content)}
    with office.database.write() as session:
        found = Progress("check", facts, {"xml": "a" * 64})
        description = Description(DocumentKind.INVOICE, 2, content)
        conclude.hold(session, claim(session, document_id), WHY, found, description, NOW)
        invoice_id = invoice_of(session, document_id).id
    assert office.work(document_id).facts == facts
    change(office, invoice_id, due_date="31/12/2026")
    work = office.work(document_id)
    assert (work.stage, work.facts["pages"]) == ("check", 2)
    process(office, document_id, DERIVED)
    file(office, document_id)
    row = office.invoice(invoice_id)
    assert (row.reception, row.due_date) == (Reception.TO_ACCEPT, "2026-12-31")
    assert office.get_document(document_id).facturx_sha256 == "b" * 64
    with office.database.read() as session:
        assert [v.version for v in versions_of(session, invoice_id)] == [2]


@pytest.mark.parametrize("reception", [Reception.REFUSED, Reception.ACCEPTED, Reception.DISPUTED])
@pytest.mark.parametrize("end", ["held", "rejected"])
def test_a_decision_survives_whatever_the_stages_say(
    office: Office, filed: str, reception: Reception, end: str
) -> None:
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, filed)
        row.reception, row.reasons = reception, [{"code": "refused", "about": "No."}]
    document_id = row.document_id
    change(office, filed, number="F-2")
    with office.database.write() as session:
        lease = claim(session, document_id)
        if end == "held":
            description = Description(DocumentKind.INVOICE, 1, an_invoice(number="F-2"))
            found = Progress("check", {}, {})
            conclude.hold(session, lease, WHY, found, description, NOW)
        else:
            conclude.reject(session, lease, WHY)
    row = office.invoice(filed)
    assert (row.reception, row.reasons) == (reception, [{"code": "refused", "about": "No."}])
    assert office.get_document(document_id).reasons == WHY


def test_what_is_being_processed_cannot_be_corrected(office: Office, filed: str) -> None:
    change(office, filed, number="F-2")
    with pytest.raises(ConflictError) as raised:
        change(office, filed, number="F-3")
    assert raised.value.code == "processing"
    assert office.invoice(filed).version == 2


def test_work_that_was_just_retried_cannot_be_corrected(office: Office, filed: str) -> None:
    """The stages would go on from facts of their own, and store those over the correction."""
    document_id = office.invoice(filed).document_id
    with office.database.write() as session:
        session.exec(
            select(WorkRow).where(WorkRow.object_id == document_id)
        ).one().status = WorkStatus.DUE
    with pytest.raises(ConflictError) as raised:
        change(office, filed, number="F-2")
    assert raised.value.code == "processing"


def test_a_worker_that_began_before_the_correction_stores_nothing(
    office: Office, filed: str
) -> None:
    document_id = office.invoice(filed).document_id
    change(office, filed, number="F-2")
    with office.database.write() as session:
        stale = claim(session, document_id)
        work = session.exec(select(WorkRow).where(WorkRow.object_id == document_id)).one()
        release(session, work, WorkStatus.PARKED)
        session.get_one(DocumentRow, document_id).status = DocumentStatus.FAILED
    change(office, filed, number="F-3")
    with pytest.raises(LeaseLostError), office.database.write() as session:
        advance(session, stale, Progress("convert", stale.facts, {}), NOW)
    assert office.invoice(filed).number == "F-3"
    assert office.work(document_id).stage == "check"


def test_what_a_correction_made_unfit_is_not_accepted(office: Office, filed: str) -> None:
    document_id = office.invoice(filed).document_id
    change(office, filed, number="F-2")
    with office.database.write() as session:
        description = Description(DocumentKind.INVOICE, 1, an_invoice(number="F-2"))
        found = Progress("check", {}, {})
        conclude.hold(session, claim(session, document_id), WHY, found, description, NOW)
    with pytest.raises(ConflictError) as raised, office.database.write() as session:
        decide.accept(session, session.get_one(InvoiceRow, filed), "Anne")
    assert (raised.value.code, raised.value.reasons) == ("not-filed", tuple(WHY))
    assert office.invoice(filed).reception is Reception.TO_ACCEPT
    with office.database.write() as session:
        decide.refuse(session, session.get_one(InvoiceRow, filed), Grounds("No."), "Anne")
    assert office.invoice(filed).reception is Reception.REFUSED


def test_wrong_values_change_nothing_and_are_all_named(office: Office, filed: str) -> None:
    events = office.events()
    with pytest.raises(InvalidFieldError) as raised:
        change(office, filed, number="F-2", seller_siren="123456789", total_vat="x")
    assert raised.value.code == "invalid-field"
    assert raised.value.fields == ("seller.siren", "total_vat")
    with pytest.raises(InputError):
        change(office, filed)
    assert office.invoice(filed).version == 1
    assert office.events() == events
