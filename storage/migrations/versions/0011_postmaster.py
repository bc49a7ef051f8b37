"""Mail for postmaster, which waits for the operator."""

import sqlalchemy as sa
from alembic import op

from storage.models.columns import Instant, json_column

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "postmaster_delivery",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("mail_from", sa.String(), nullable=False),
        sa.Column("rcpt_to", json_column(), nullable=False),
        sa.Column("client", json_column(), nullable=False),
        sa.Column("raw_sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postmaster_delivery")),
        sa.UniqueConstraint("receipt", name=op.f("uq_postmaster_delivery_receipt")),
    )


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table("postmaster_delivery")
