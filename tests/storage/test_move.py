"""An invoice that came to the wrong dossier: proposed where it belongs, moved by a person."""

from dataclasses import replace

import pytest

from storage.actions.acknowledge import acknowledge
from storage.actions.add_dossier import NewDossier, add_dossier
from storage.actions.move import move
from storage.domain.errors import ConflictError
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.state import DocumentStatus, MessageStatus, Reception
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.queries.addressees import addressee_of
from storage.queries.dossiers import counters
from storage.queries.journal import journal_of
from storage.queries.scope import Scope
from tests.storage.office import NOW, Office, an_invoice

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
