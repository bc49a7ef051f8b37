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
    op.add_column("delivery", sa.Column("judge_at", Instant(), nullable=True))
    op.add_column(
        "delivery", sa.Column("judge_tries", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_index(op.f("ix_delivery_judge_at"), "delivery", ["judge_at"])
    with op.batch_alter_table("delivery") as table:
        table.alter_column("judge_tries", server_default=None)


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index(op.f("ix_delivery_judge_at"), "delivery")
    with op.batch_alter_table("delivery") as table:
        table.drop_column("judge_tries")
        table.drop_column("judge_at")
