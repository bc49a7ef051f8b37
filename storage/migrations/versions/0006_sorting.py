"""Sorting that a person can change: proposals, documents that others stand for, annexes."""

import sqlalchemy as sa
from alembic import op

from storage.models.columns import json_column

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    # Not as a batch: on SQLite that makes the table anew, and rows refer to the old one.
    for column in (
        sa.Column("proposal", json_column(), nullable=False, server_default="[]"),
        sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("annex_of_id", sa.String(), nullable=True),
    ):
        op.add_column("document", column)
    op.create_index(op.f("ix_document_annex_of_id"), "document", ["annex_of_id"])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index(op.f("ix_document_annex_of_id"), "document")
    for column in ("annex_of_id", "withdrawn", "proposal"):
        op.drop_column("document", column)
