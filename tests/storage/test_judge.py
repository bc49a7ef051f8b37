"""What is judged later of a sender: kept, told, and an invoice nobody touched approved again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.loading import load_work
from pipeline.stage import Limits, Work
from storage.actions import lease as leases
from storage.actions.change_dossier import set_policy
from storage.actions.correct import correct
from storage.actions.decide import accept
from storage.actions.judge import claim_unjudged, judge
from storage.clock import utc_now
from storage.codec import from_json
from storage.domain.approval import ReceptionPolicy
from storage.domain.invoice import FieldName
from storage.domain.reason import Reason
from storage.domain.state import DocumentStatus, Reception, WorkStatus
from storage.domain.verdicts import Means, ScanResult, ScanVerdict, Verdicts
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import DeliveryRow, MessageRow
from storage.queries.documents import sources_of
from tests.storage.office import NOW, Office, claim

PROVEN = Verdicts(authenticated_domain="acme.example", authenticated_by=Means.DKIM)
INFECTED = Verdicts(scans=(ScanVerdict("clamd", ScanResult.MALWARE, "Eicar"),))
UNSEEN = Verdicts(scans=(ScanVerdict("clamd", ScanResult.NOT_ANALYSED, "down"),))


@pytest.fixture
def invoice_id(office: Office) -> str:
    """An invoice that waits in a dossier that trusts suppliers."""
    with office.database.write() as session:
        dossier = session.get_one(DossierRow, office.dossier_id)
        set_policy(session, dossier, ReceptionPolicy.EXCEPT_TRUSTED)
    return office.filed()


def judge_source(office: Office, invoice_id: str, verdicts: Verdicts) -> MessageRow:
    document_id = office.invoice(invoice_id).document_id
    with office.database.write() as session:
        message = sources_of(session, [document_id])[document_id][0]
        judge(session, message.delivery_id, verdicts, None)
    return message


def loaded(office: Office, document_id: str) -> Work:
    with office.database.write() as session:
        return load_work(session, claim(session, document_id), Limits())


def test_an_invoice_that_nobody_touched_is_approved_again(office: Office, invoice_id: str) -> None:
    message = judge_source(office, invoice_id, PROVEN)
    invoice = office.invoice(invoice_id)
    document = office.get_document(invoice.document_id)
    work = office.work(document.id)
    assert (invoice.reception, document.status) == (None, DocumentStatus.PROCESSING)
    assert (work.status, work.stage, work.attempts) == (WorkStatus.DUE, "approve", 0)
    assert "message.judged" in office.events()
    with office.database.read() as session:
        delivery = session.get_one(DeliveryRow, message.delivery_id)
        assert from_json(Verdicts, delivery.verdicts) == PROVEN


def test_what_proves_no_more_changes_nothing(office: Office, invoice_id: str) -> None:
    judge_source(office, invoice_id, Verdicts())
    assert office.invoice(invoice_id).reception is Reception.TO_ACCEPT
    assert "message.judged" not in office.events()


def test_a_person_who_was_there_first_has_decided(office: Office, invoice_id: str) -> None:
    with office.database.write() as session:
        accept(session, session.get_one(InvoiceRow, invoice_id), "Anne")
    judge_source(office, invoice_id, PROVEN)
    assert office.invoice(invoice_id).reception is Reception.ACCEPTED
    assert office.work(office.invoice(invoice_id).document_id).status is WorkStatus.DONE


def test_one_that_a_person_corrected_waits_for_him(office: Office, invoice_id: str) -> None:
    with office.database.write() as session:
        correct(session, session.get_one(InvoiceRow, invoice_id), {FieldName.NUMBER: "X"}, "Anne")
        work = claim(session, office.invoice(invoice_id).document_id)
        leases.finish(session, leases.held(session, work))
    judge_source(office, invoice_id, PROVEN)
    assert office.invoice(invoice_id).reception is Reception.TO_ACCEPT


def test_a_dossier_that_asks_about_every_invoice_is_asked_once(office: Office) -> None:
    invoice_id = office.filed()
    judge_source(office, invoice_id, PROVEN)
    assert office.invoice(invoice_id).reception is Reception.TO_ACCEPT
    judge_source(office, invoice_id, INFECTED)
    assert office.work(office.invoice(invoice_id).document_id).status is WorkStatus.DUE


@pytest.mark.parametrize(
    ("verdicts", "shown", "domain"),
    [
        (PROVEN, "a@Acme.example", "acme.example"),
        (PROVEN, "a@evil.example", None),
        (PROVEN, None, None),
        (Verdicts(), "a@acme.example", None),
        (
            Verdicts(authenticated_domain="xn--caf-dma.example"),
            "a@café.example",
            "xn--caf-dma.example",
        ),
    ],
)
def test_evidence_is_what_was_proven_of_whom_people_see(
    office: Office, invoice_id: str, verdicts: Verdicts, shown: str | None, domain: str | None
) -> None:
    message = judge_source(office, invoice_id, verdicts)
    with office.database.write() as session:
        row = session.get_one(MessageRow, message.id)
        row.header = row.header | {"header_from": shown}
        session.add(row)
    evidence = loaded(office, office.invoice(invoice_id).document_id).inputs.evidence
    assert evidence.authenticated_domain == domain
    assert not evidence.has_malware


def test_evidence_of_scanners(office: Office, invoice_id: str) -> None:
    document_id = office.invoice(invoice_id).document_id
    judge_source(office, invoice_id, UNSEEN)
    assert loaded(office, document_id).inputs.evidence.open_points[-1] is Reason.NOT_ANALYSED
    judge_source(office, invoice_id, INFECTED)
    evidence = loaded(office, document_id).inputs.evidence
    assert (evidence.has_malware, evidence.open_points) == (True, ())


def test_who_is_silent_later_takes_nothing_back(office: Office, invoice_id: str) -> None:
    clean = ScanVerdict("clamd", ScanResult.CLEAN)
    judge_source(office, invoice_id, replace(PROVEN, scans=(clean,)))
    message = judge_source(office, invoice_id, UNSEEN)
    with office.database.read() as session:
        stored = session.get_one(DeliveryRow, message.delivery_id).verdicts
    assert from_json(Verdicts, stored) == replace(PROVEN, scans=(clean,))
    message = judge_source(office, invoice_id, INFECTED)
    with office.database.read() as session:
        stored = session.get_one(DeliveryRow, message.delivery_id).verdicts
    assert from_json(Verdicts, stored) == replace(PROVEN, scans=INFECTED.scans)


def test_a_mail_is_claimed_once_and_comes_back(office: Office) -> None:
    message = office.message(office.mail())
    with office.database.write() as session:
        row = session.get_one(DeliveryRow, message.delivery_id)
        row.judge_at = NOW
        session.add(row)
    with office.database.write() as session:
        assert claim_unjudged(session, NOW - timedelta(seconds=1), 9) == []
        (due,) = claim_unjudged(session, NOW, 9)
        assert (due.delivery_id, due.tries) == (message.delivery_id, 1)
    with office.database.write() as session:
        assert claim_unjudged(session, NOW, 9) == []
        (due,) = claim_unjudged(session, NOW + timedelta(hours=1), 9)
        assert due.tries == 2
    assert utc_now() > NOW
