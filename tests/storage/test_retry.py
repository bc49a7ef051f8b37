"""Parked work is taken up again where it stopped."""

from datetime import timedelta

import pytest

from storage.actions import lease
from storage.actions.fail import park
from storage.actions.retry import retry, retry_failed
from storage.domain.errors import ConflictError, NotFoundError
from storage.domain.state import DocumentStatus, MessageStatus, WorkStatus
from tests.storage.office import NOW, Office, claim

LATER = NOW + timedelta(hours=1)


def parked(office: Office, object_id: str) -> str:
    with office.database.write() as session:
        row = lease.held(session, claim(session, object_id))
        row.attempts = row.failures = 3
        park(session, row, "It died.")
    return object_id


def test_one_message(office: Office) -> None:
    message_id, other = parked(office, office.mail()), parked(office, office.mail())
    with office.database.write() as session:
        retry(session, message_id, LATER)
    row = office.work(message_id)
    assert (row.status, row.stage, row.next_at) == (WorkStatus.DUE, "unpack", LATER)
    assert (row.attempts, row.failures) == (0, 0)
    message = office.message(message_id)
    assert (message.status, message.reasons) == (MessageStatus.PROCESSING, [])
    assert office.work(other).status is WorkStatus.PARKED


def test_one_document_goes_on_at_its_stage(office: Office) -> None:
    document_id = parked(office, office.described())
    assert office.get_document(document_id).status is DocumentStatus.FAILED
    with office.database.write() as session:
        retry(session, document_id, LATER)
    assert (office.work(document_id).status, office.work(document_id).stage) == (
        WorkStatus.DUE,
        "approve",
    )
    document = office.get_document(document_id)
    assert (document.status, document.reasons) == (DocumentStatus.PROCESSING, [])


def test_all(office: Office) -> None:
    failed = [parked(office, office.mail()), parked(office, office.document())]
    office.mail()
    with office.database.write() as session:
        assert sorted(retry_failed(session, LATER)) == sorted(failed)
    assert {office.work(object_id).status for object_id in failed} == {WorkStatus.DUE}
    with office.database.write() as session:
        assert retry_failed(session, LATER) == []


def test_what_is_not_parked_or_not_there(office: Office) -> None:
    message_id = office.mail()
    with office.database.write() as session:
        with pytest.raises(ConflictError):
            retry(session, message_id, LATER)
        with pytest.raises(NotFoundError):
            retry(session, "msg_none", LATER)
    assert office.work(message_id).next_at == NOW
