"""The journal: who decided or corrected what, and when."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class JournalRow(SQLModel, table=True):
    """One act of a person or a program. Rows are only ever added."""

    __tablename__ = "journal"

    id: str = Field(primary_key=True)
    """Sorts by age."""
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str | None = Field(default=None, foreign_key="dossier.id")
    """Null where it was done to something of the whole firm."""
    object_id: str = Field(index=True)
    actor: str
    """A person's name, or ``key:KEY_ID`` for a program."""
    action: str
    """``accept``, ``refuse``, ``correct`` or ``acknowledge``; ``learn`` and ``forget`` a place; of
    a document ``split``, ``keep_whole``, ``join``, ``kind`` and ``annex``; ``keep_password`` and
    ``forget_password`` of files; ``add_supplier``, ``change_supplier``, ``merge_supplier``,
    ``import_supplier``, the same of a ``customer``, and ``enter_account``.
    ``forget_password`` of files; of a supplier ``confirm_account``, ``refuse_account``, ``trust``;
    ``add_rule``, ``change_rule``, ``remove_rule``; ``register_sender`` and ``remove_sender``.
    """
    detail: dict[str, Any] | None = Field(default=None, sa_type=json_column())
    """``version``, and of a refusal ``reason``, of an acknowledgement ``external_ref``, of a
    correction ``fields``: ``{NAME: {"old": VALUE, "new": VALUE}}``, null for "absent", of a
    learned or forgotten place ``field`` and ``label``; of sorting ``pages`` and ``documents``, or
    ``old`` and ``new``; of a supplier ``fields`` as of a correction.
    """
    at: datetime = Field(sa_type=Instant)
