"""What was judged of a mail's sender, later than the mail was stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from storage import feed
from storage.actions.approve_again import approve_again
from storage.codec import from_json, to_json
from storage.domain.approval import ReceptionPolicy
from storage.domain.mailbox import Direction
from storage.domain.verdicts import ScanResult, Verdicts
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.message import DeliveryRow, MessageRow
from storage.queries.documents import documents_of, sources_of
from storage.queries.messages import messages_of, unjudged
from storage.queries.senders import unjudged_inner

_CLEAN = ScanResult.CLEAN
CLAIMED = timedelta(minutes=10)
"""How long a claimed mail is left to whoever judges it."""


@dataclass(frozen=True)
class Unjudged:
    """A mail that is to be judged again; as `storage.models.message.DeliveryRow`."""

    delivery_id: str
    firm_id: str
    raw_sha256: str
    mail_from: str
    client: Mapping[str, Any]
    received_at: datetime
    tries: int
    verdicts: Verdicts | None = None
    """What was said of it."""
    inner: tuple[str, ...] = ()
    """SHA-256 of the mails attached to it that are to be judged as well."""


def claim_unjudged(session: Session, now: datetime, most: int) -> list[Unjudged]:
    """Take mails whose verdicts are open and due, the longest due first; nobody else gets them."""
    claimed = []
    for row in unjudged(session, now, most):
        verdicts = _verdicts(row)
        row.judge_at = now + CLAIMED
        row.judge_tries += 1
        session.add(row)
        claimed.append(
            Unjudged(
                row.id,
                row.firm_id,
                row.raw_sha256,
                row.mail_from,
                row.client,
                row.received_at,
                row.judge_tries,
                verdicts if row.verdicts else None,
                unjudged_inner(session, row, verdicts),
            )
        )
    return claimed


def judge(
    session: Session, delivery_id: str, verdicts: Verdicts, judge_at: datetime | None
) -> None:
    """Keep what was judged; where that proves more than before, invoices are approved once more.

    Args:
        session: An open write transaction.
        delivery_id: Of the mail.
        verdicts: All of them.
        judge_at: When to ask again; None: never.
    """
    row = session.get_one(DeliveryRow, delivery_id, with_for_update=True)
    before = _verdicts(row)
    verdicts = verdicts.after(before)
    row.verdicts = to_json(verdicts)
    # What was attached to it may have been found meanwhile; then it is due for that already.
    if judge_at is not None or not unjudged_inner(session, row, verdicts):
        row.judge_at = judge_at
    session.add(row)
    if _weight(before) == _weight(verdicts):
        return
    for message in messages_of(session, row.id):
        feed.announce(session, "message.judged", message)
        for document in documents_of(session, message.id):
            _approve_again(session, message, document, has_malware=verdicts.has_malware)


def ask_about_inner(session: Session, message: MessageRow, now: datetime) -> None:
    """Have the mails judged that came attached whole, where who forwards them is registered.

    Args:
        session: An open write transaction.
        message: A row of that transaction, just taken apart.
        now: The present instant.
    """
    row = session.get_one(DeliveryRow, message.delivery_id, with_for_update=True)
    # Where nobody was asked about the mail, nobody is about what it holds.
    if row.verdicts is not None and unjudged_inner(session, row, _verdicts(row)):
        row.judge_at = now
        session.add(row)


def _verdicts(row: DeliveryRow) -> Verdicts:
    return from_json(Verdicts, row.verdicts) if row.verdicts else Verdicts()


def _weight(verdicts: Verdicts) -> object:
    """Return what an approval depends on."""
    return (
        verdicts.authenticated_domain,
        {(scan.scanner, scan.result) for scan in verdicts.scans if scan.result != _CLEAN},
        {(one.sha256, one.standing) for one in verdicts.inner},
    )


def _approve_again(
    session: Session, message: MessageRow, document: DocumentRow, *, has_malware: bool
) -> None:
    """Make the last stage of a document due once more, where that can change what was decided.

    Only the source that first brought a document counts.
    """
    dossier = session.get_one(DossierRow, document.dossier_id)
    is_sale = document.direction is Direction.SALE
    asks_always = dossier.reception_policy is ReceptionPolicy.EVERY_INVOICE and not is_sale
    first = sources_of(session, [document.id])[document.id][0]
    if first.id == message.id and (has_malware or not asks_always):
        approve_again(session, document)
