"""A sale to another dossier of the firm arrives there, once, with the same bytes, and as a file."""

from dataclasses import replace

import pytest
from sqlmodel import col, select

from storage.actions.decide import accept
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.state import MessageStatus, Reception, WorkStatus
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import DeliveryRow, MessageRow
from tests.storage.office import Office, an_invoice

BUYER = "732829320"


def sold_to(siren: str, level: Level = Level.READ) -> Invoice:
    buyer = {
        FieldName.BUYER_NAME: Field("Lenoir SAS", Level.READ, Source.PDF_TEXT),
        FieldName.BUYER_SIREN: Field(siren, level, Source.PDF_TEXT),
    }
    return Invoice(fields=an_invoice().fields | buyer)


@pytest.fixture
def buyer(office: Office) -> str:
    """Return another dossier of the firm, whose SIREN no other one has."""
    dossier_id = office.add_dossier()
    with office.database.write() as session:
        dossier = session.get_one(DossierRow, dossier_id)
        dossier.siren = BUYER
        session.add(dossier)
    return dossier_id


def arrived(office: Office, dossier_id: str) -> list[MessageRow]:
    with office.database.read() as session:
        query = select(MessageRow).where(MessageRow.dossier_id == dossier_id)
        return list(session.exec(query.order_by(col(MessageRow.id))).all())


def uploaded(office: Office) -> None:
    """Make every message so far one that somebody of the firm put here."""
    with office.database.write() as session:
        for message in session.exec(select(MessageRow)).all():
            message.channel = "upload"
            session.add(message)


def test_an_accepted_sale_arrives_with_the_same_bytes(office: Office, buyer: str) -> None:
    sale = office.invoice(office.filed(Reception.ACCEPTED, sold_to(BUYER), Direction.SALE))
    (message,) = arrived(office, buyer)
    document = office.get_document(sale.document_id)
    assert (message.channel, message.direction) == ("internal", Direction.PURCHASE)
    assert (message.raw_sha256, message.file_name) == (document.sha256, "facture.pdf")
    assert message.status is MessageStatus.PROCESSING
    work = office.work(message.id)
    assert (work.stage, work.status, work.files) == (
        *("unpack", WorkStatus.DUE, {"raw": document.sha256}),
    )
    with office.database.read() as session:
        delivery = session.get_one(DeliveryRow, message.delivery_id)
    assert (delivery.mail_from, delivery.verdicts, delivery.judge_at) == ("", None, None)
    assert delivery.size > 0


def test_a_sale_by_mail_waits_until_it_is_accepted(office: Office, buyer: str) -> None:
    invoice_id = office.filed(Reception.TO_ACCEPT, sold_to(BUYER), Direction.SALE)
    assert arrived(office, buyer) == []
    for _ in range(2):
        with office.database.write() as session:
            accept(session, session.get_one(InvoiceRow, invoice_id), "Anne")
    assert len(arrived(office, buyer)) == 1


def test_a_sale_that_the_firm_put_here_need_not_wait(office: Office, buyer: str) -> None:
    document_id = office.described(sold_to(BUYER), Direction.SALE)
    uploaded(office)
    office.conclude(document_id)
    assert len(arrived(office, buyer)) == 1
    office.conclude(document_id)
    assert len(arrived(office, buyer)) == 1


@pytest.mark.parametrize(
    "invoice",
    [sold_to("552100554"), sold_to(BUYER, Level.GUESSED), sold_to(BUYER, Level.CONTRADICTED)],
)
def test_nothing_goes_to_whom_it_is_not_known_to_be_for(
    office: Office, buyer: str, invoice: Invoice
) -> None:
    office.filed(Reception.ACCEPTED, invoice, Direction.SALE)
    assert arrived(office, buyer) == []


def test_neither_a_purchase_nor_some_pages_go_on(office: Office, buyer: str) -> None:
    office.filed(Reception.ACCEPTED, sold_to(BUYER))
    document_id = office.described(sold_to(BUYER), Direction.SALE)
    with office.database.write() as session:
        document = session.get_one(DocumentRow, document_id)
        document.last_page = 2
        session.add(document)
    office.conclude(document_id, Reception.ACCEPTED)
    assert arrived(office, buyer) == []


def test_another_firm_and_two_of_one_siren_get_nothing(office: Office, buyer: str) -> None:
    foreign = office.add_dossier(office.add_firm())
    twin = office.add_dossier()
    with office.database.write() as session:
        for dossier_id in (foreign, twin):
            dossier = session.get_one(DossierRow, dossier_id)
            dossier.siren = BUYER
            session.add(dossier)
    office.filed(Reception.ACCEPTED, sold_to(BUYER), Direction.SALE)
    assert [arrived(office, each) for each in (buyer, foreign, twin)] == [[], [], []]


def test_a_sale_to_oneself_stays(office: Office, buyer: str) -> None:
    own = replace(office, dossier_id=buyer)
    own.filed(Reception.ACCEPTED, sold_to(BUYER), Direction.SALE)
    assert {m.channel for m in arrived(office, buyer)} == {"mail"}
