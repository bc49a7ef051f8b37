"""Alembic's entry: runs the migrations over the connection that `migrate` hands in."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Enum
from sqlmodel.sql.sqltypes import AutoString

from storage.models import metadata
from storage.models.columns import Instant


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types the short way into a new revision."""
    if kind != "type":
        return False
    match item:
        case AutoString():
            return "sa.String()"
        case Enum():
            return f"sa.String({item.length})"
        case Instant():
            return "Instant()"
        case JSON():
            return "json_column()"
        case _:
            return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
