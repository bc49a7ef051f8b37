"""Documents whose pages come from several files: what each of those is joined in, and where."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("document", sa.Column("joined_in_id", sa.String(), nullable=True))
    op.add_column("document", sa.Column("joined_position", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_document_joined_in_id"), "document", ["joined_in_id"])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index(op.f("ix_document_joined_in_id"), "document")
    for column in ("joined_position", "joined_in_id"):
        op.drop_column("document", column)
