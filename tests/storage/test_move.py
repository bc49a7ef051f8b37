"""An invoice that came to the wrong dossier: proposed where it belongs, moved by a person."""

from dataclasses import replace

import pytest

from storage.actions import lease as leases
from storage.actions.acknowledge import acknowledge
from storage.actions.add_dossier import NewDossier, add_dossier
from storage.actions.advance import Progress, advance
from storage.actions.describe import Description
from storage.actions.move import move
from storage.actions.sort import NewDocument, Sorted, sort
from storage.actions.sort_anew import make_annex
from storage.domain.errors import ConflictError
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import (
    DocumentKind,
    DocumentStatus,
    MessageStatus,
    Reception,
    WorkStatus,
)
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.queries.addressees import addressee_of
from storage.queries.blobs import named_blobs
from storage.queries.documents import annexes_of, documents_of
from storage.queries.dossiers import counters
from storage.queries.journal import journal_of
from storage.queries.messages import parts_of
from storage.queries.scope import Scope
from tests.storage.office import NOW, Office, a_part, an_invoice, claim, invoice_of

OTHER_SIREN = "732829320"


@pytest.fixture
def other(office: Office) -> str:
    """The firm's dossier with another SIREN."""
    with office.database.write() as session:
        wanted = NewDossier(office.firm_id, "Autre client", OTHER_SIREN)
        return add_dossier(session, wanted, "example.fr", NOW)[0].id


def naming(name: FieldName, value: str, level: Level = Level.READ) -> Invoice:
    read = an_invoice()
    return replace(read, fields=read.fields | {name: Field(value, level, Source.PDF_TEXT)})


def proposed(office: Office, invoice_id: str, scope: Scope | None = None) -> str | None:
    with office.database.read() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        found = addressee_of(session, scope or Scope(office.firm_id), row)
        return found.id if found else None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (FieldName.BUYER_SIREN, OTHER_SIREN),
        (FieldName.BUYER_SIRET, OTHER_SIREN + "00074"),
        (FieldName.BUYER_VAT_ID, "FR44" + OTHER_SIREN),
    ],
)
def test_the_dossier_that_is_named_is_proposed(
    office: Office, other: str, name: FieldName, value: str
) -> None:
    assert proposed(office, office.filed(invoice=naming(name, value))) == other


@pytest.mark.parametrize(
    "invoice",
    [
        an_invoice(),
        naming(FieldName.BUYER_SIREN, "123456782"),  # its own
        naming(FieldName.BUYER_SIREN, "552100554"),
        naming(FieldName.BUYER_SIREN, OTHER_SIREN, Level.GUESSED),
        naming(FieldName.SELLER_SIREN, OTHER_SIREN),
    ],
)
def test_nothing_is_proposed(office: Office, other: str, invoice: Invoice) -> None:
    assert proposed(office, office.filed(invoice=invoice)) is None


def test_a_siren_that_two_dossiers_have_proposes_neither(office: Office, other: str) -> None:
    with office.database.write() as session:
        wanted = NewDossier(office.firm_id, "Le même", OTHER_SIREN, "le-meme")
        add_dossier(session, wanted, "example.fr", NOW)
    assert (
        proposed(office, office.filed(invoice=naming(FieldName.BUYER_SIREN, OTHER_SIREN))) is None
    )


def test_a_sale_belongs_to_its_seller(office: Office, other: str) -> None:
    invoice = naming(FieldName.SELLER_SIREN, OTHER_SIREN)
    assert proposed(office, office.filed(invoice=invoice, direction=Direction.SALE)) == other


def test_who_sees_one_dossier_is_told_of_no_other(office: Office, other: str) -> None:
    invoice_id = office.filed(invoice=naming(FieldName.BUYER_SIREN, OTHER_SIREN))
    assert proposed(office, invoice_id, Scope(office.firm_id, office.dossier_id)) is None


def test_moved_it_waits_there_and_is_withdrawn_here(office: Office, other: str) -> None:
    invoice_id = office.filed(invoice=naming(FieldName.BUYER_SIREN, OTHER_SIREN))
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        message_id = move(session, row, session.get_one(DossierRow, other), "Anne", NOW).id
    document = office.get_document(office.invoice(invoice_id).document_id)
    message = office.message(message_id)
    assert (message.dossier_id, message.direction) == (other, Direction.PURCHASE)
    assert (message.raw_sha256, message.size > 0) == (document.sha256, True)
    assert message.status is MessageStatus.PROCESSING
    assert office.work(message_id).files == {"raw": document.sha256}
    assert (document.status, document.withdrawn) == (DocumentStatus.REJECTED, True)
    assert document.reasons == [{"code": "moved"}]
    row = office.invoice(invoice_id)
    assert (row.reception, row.reasons) == (None, [{"code": "moved"}])
    with office.database.read() as session:
        assert counters(session, Scope(office.firm_id, office.dossier_id)).to_review == 0
        (act,) = journal_of(session, invoice_id)
    assert (act.actor, act.action) == ("Anne", "move")


def to(office: Office, invoice_id: str, dossier_id: str) -> str:
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        return move(session, row, session.get_one(DossierRow, dossier_id), "Anne", NOW).id


def with_annexes(office: Office) -> str:
    """File an invoice on which a list, an XML and, by a person, another document hang."""
    parts = (
        a_part(b"%PDF invoice", "2"),
        replace(a_part(b"%PDF list", "3", PartOutcome.ANNEX), reason=Reason.ANNEX),
        replace(a_part(b"<xml/>", "4", PartOutcome.ANNEX), reason=Reason.TWIN),
        a_part(b"%PDF other", "5"),
    )
    message_id = office.mail()
    found = (NewDocument("2", annexes=("3", "4")), NewDocument("5"))
    with office.database.write() as session:
        result = Sorted(MessageStatus.ACCEPTED, [], {}, parts, found)
        sort(session, claim(session, message_id), result, NOW)
    with office.database.read() as session:
        ids = {row.sha256: row.id for row in documents_of(session, message_id)}
    document_id, other_id = ids[parts[0].sha256], ids[parts[3].sha256]
    with office.database.write() as session:
        for one in ids.values():
            leases.finish(session, leases.held(session, claim(session, one)))
        other, owner = (session.get_one(DocumentRow, one) for one in (other_id, document_id))
        make_annex(session, other, owner, "Anne")
    with office.database.write() as session:
        description = Description(DocumentKind.INVOICE, 1, an_invoice())
        progress = Progress("approve", {}, {})
        advance(session, claim(session, document_id), progress, NOW, description)
    office.conclude(document_id)
    with office.database.read() as session:
        return invoice_of(session, document_id).id


def hung(office: Office, document_id: str) -> list[tuple[str, str | None]]:
    with office.database.read() as session:
        found = annexes_of(session, [document_id])[document_id]
        return sorted((row.sha256, row.reason) for row in found)


def arrived(office: Office, message_id: str) -> DocumentRow:
    """Sort a message that was handed over, and return its document."""
    content = a_part(b"%PDF invoice", "1")
    assert office.message(message_id).raw_sha256 == content.sha256
    office.sort(message_id, content)
    with office.database.read() as session:
        (document,) = documents_of(session, message_id)
        return document


def test_what_hangs_on_it_goes_along(office: Office, other: str) -> None:
    invoice_id = with_annexes(office)
    before = office.invoice(invoice_id).document_id
    there = hung(office, before)
    assert [reason for _, reason in sorted(there, key=lambda one: one[1] or "")] == [
        "annex",
        "annex",
        "twin",
    ]
    message_id = to(office, invoice_id, other)
    document = arrived(office, message_id)
    assert (document.dossier_id, document.withdrawn) == (other, False)
    assert hung(office, document.id) == there == hung(office, before), "no original is lost"
    twin = a_part(b"<xml/>").sha256
    assert office.work(document.id).files["twin"] == twin, "it is read from its XML there, too"
    with office.database.read() as session:
        parts = parts_of(session, message_id)
        assert [part.path for part in parts] == ["1", "2", "3", "4"]
        assert {part.document_id for part in parts} == {document.id}
        named = {sha256 for _, sha256 in named_blobs(session)}
    assert {sha256 for sha256, _ in there} <= named


def test_what_came_along_is_there_also_where_no_document_is(office: Office, other: str) -> None:
    message_id = to(office, with_annexes(office), other)
    office.sort(message_id, a_part(b"%PDF invoice", "1", PartOutcome.HELD))
    with office.database.read() as session:
        found = [(part.outcome, part.document_id) for part in parts_of(session, message_id)]
    assert found == [(PartOutcome.HELD, None)] + [(PartOutcome.ANNEX, None)] * 3
    taken = a_part(b"%PDF invoice", "1")
    with office.database.write() as session:
        result = Sorted(MessageStatus.ACCEPTED, [], {}, (taken,), (NewDocument("1"),), "1")
        sort(session, claim(session, message_id), result, NOW)
    with office.database.read() as session:
        (document,) = documents_of(session, message_id)
        assert {part.document_id for part in parts_of(session, message_id)} == {document.id}


def test_moved_back_it_stands_there_again(office: Office, other: str) -> None:
    invoice_id = with_annexes(office)
    first = office.invoice(invoice_id).document_id
    there = hung(office, first)
    second = arrived(office, to(office, invoice_id, other))
    description = Description(DocumentKind.INVOICE, 1, an_invoice())
    with office.database.write() as session:
        advance(session, claim(session, second.id), Progress("approve", {}, {}), NOW, description)
    office.conclude(second.id)
    with office.database.read() as session:
        moved = invoice_of(session, second.id).id
    to(office, moved, office.dossier_id)
    document = office.get_document(first)
    assert (document.withdrawn, document.status) == (False, DocumentStatus.PROCESSING)
    assert office.work(first).status is WorkStatus.DUE
    assert hung(office, first) == there
    assert office.get_document(second.id).withdrawn
    assert office.invoice(moved).reception is None
    office.conclude(first)
    assert office.invoice(invoice_id).reception is Reception.TO_ACCEPT
    to(office, invoice_id, other)
    assert office.get_document(first).withdrawn
    assert not office.get_document(second.id).withdrawn, "and there once more"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("here", "same-dossier"), ("retrieved", "already-retrieved"), ("part", "part-of-file")],
)
def test_not_moved(office: Office, other: str, wrong: str, code: str) -> None:
    invoice_id = office.filed(Reception.ACCEPTED)
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        if wrong == "retrieved":
            acknowledge(session, row, 1, None, "key:key_1")
        if wrong == "part":
            session.get_one(DocumentRow, row.document_id).last_page = 2
        target = session.get_one(DossierRow, office.dossier_id if wrong == "here" else other)
        with pytest.raises(ConflictError) as raised:
            move(session, row, target, "Anne", NOW)
    assert raised.value.code == code
    assert office.invoice(invoice_id).reception is Reception.ACCEPTED
