"""The feed of changes: what a transaction announces gets its number just before the commit.

The number comes from one counter row per firm. Its lock is held until the commit, so numbers
follow commit order and a rollback gives its numbers back: who has read up to a number has missed
nothing before it.
"""

from typing import Protocol

from sqlalchemy import update
from sqlmodel import Session, col

from storage.clock import utc_now
from storage.models.feed import FeedEventRow, FeedHeadRow

_PENDING = "feed"


class Announced(Protocol):
    """What an event can be about: a row of a dossier. One without versions is at its first."""

    @property
    def id(self) -> str:
        """Of the object."""

    @property
    def firm_id(self) -> str:
        """Of the firm whose feed tells it."""

    @property
    def dossier_id(self) -> str:
        """Of the dossier that it belongs to."""


def announce(session: Session, event: str, row: Announced) -> None:
    """Add an event such as ``invoice.accepted`` to the transaction. It is numbered at its end."""
    session.info.setdefault(_PENDING, []).append(
        FeedEventRow(
            firm_id=row.firm_id,
            seq=0,
            type=event,
            dossier_id=row.dossier_id,
            object_id=row.id,
            version=getattr(row, "version", 1),
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
