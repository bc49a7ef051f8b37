"""The journal: what people and programs decided, written in the transaction that does it."""

from typing import Any, Protocol

from sqlmodel import Session

from storage.clock import utc_now
from storage.ids import new_id
from storage.models.journal import JournalRow


class Noted(Protocol):
    """What something can be done to: a row of a dossier, or of a firm."""

    @property
    def id(self) -> str:
        """Of the object."""

    @property
    def firm_id(self) -> str:
        """Of the firm whose journal tells it."""

    @property
    def dossier_id(self) -> str | None:
        """Of the dossier that it belongs to; None where it belongs to the whole firm."""


def note(
    session: Session,
    row: Noted,
    actor: str,
    action: str,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write down that somebody did something to an object.

    Args:
        session: An open write transaction.
        row: What it was done to.
        actor: A person's name, or ``key:KEY_ID``.
        action: As in `JournalRow.action`.
        detail: As in `JournalRow.detail`.
    """
    session.add(
        JournalRow(
            id=new_id("jou"),
            firm_id=row.firm_id,
            dossier_id=row.dossier_id,
            object_id=row.id,
            actor=actor,
            action=action,
            detail=detail,
            at=utc_now(),
        )
    )
