"""The feed of changes: what a transaction announces gets its number just before the commit.

The number comes from one counter row per firm. Its lock is held until the commit, so numbers
follow commit order and a rollback gives its numbers back: who has read up to a number has missed
nothing before it.
"""

from sqlalchemy import update
from sqlmodel import Session, col

from storage.clock import utc_now
from storage.models.feed import FeedEventRow, FeedHeadRow

_PENDING = "feed"


def announce(
    session: Session, event: str, *, firm_id: str, dossier_id: str, object_id: str, version: int = 1
) -> None:
    """Add an event such as ``invoice.accepted`` to the transaction. It is numbered at its end."""
    session.info.setdefault(_PENDING, []).append(
        FeedEventRow(
            firm_id=firm_id,
            seq=0,
            type=event,
            dossier_id=dossier_id,
            object_id=object_id,
            version=version,
            at=utc_now(),
        )
    )


def number_events(session: Session) -> None:
    """Number and store what was announced: the last statements of a transaction.

    Firms are taken in one order, so that two transactions over the same firms cannot block each
    other.
    """
    pending: list[FeedEventRow] = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    now = utc_now()
    for firm_id in sorted({row.firm_id for row in pending}):
        rows = [row for row in pending if row.firm_id == firm_id]
        head = session.execute(
            update(FeedHeadRow)
            .where(col(FeedHeadRow.firm_id) == firm_id)
            .values(head=col(FeedHeadRow.head) + len(rows))
            .returning(col(FeedHeadRow.head))
        ).scalar_one()
        for seq, row in enumerate(rows, start=head - len(rows) + 1):
            row.seq = seq
            row.at = now
            session.add(row)
    session.flush()
