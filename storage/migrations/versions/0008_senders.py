"""When a sender is judged again whose verdicts are open."""

import sqlalchemy as sa
from alembic import op

from storage.models.columns import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    # Not as a batch: on SQLite that makes the table anew, and rows refer to the old one.
    op.add_column("delivery", sa.Column("judge_at", Instant(), nullable=True))
    op.add_column(
        "delivery", sa.Column("judge_tries", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_index(op.f("ix_delivery_judge_at"), "delivery", ["judge_at"])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index(op.f("ix_delivery_judge_at"), "delivery")
    for column in ("judge_tries", "judge_at"):
        op.drop_column("delivery", column)
