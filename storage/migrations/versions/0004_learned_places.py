"""Places that were learned by people's corrections."""

import sqlalchemy as sa
from alembic import op

from storage.models.columns import Instant, json_column

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "learned_place",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.Column("place", json_column(), nullable=False),
        sa.Column("invoices", json_column(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("taught_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_learned_place_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"], ["firm.id"], name=op.f("fk_learned_place_firm_id_firm")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_place")),
        sa.UniqueConstraint(
            "dossier_id", "seller", "field", name=op.f("uq_learned_place_dossier_id_seller_field")
        ),
    )
    for column in ("firm_id", "dossier_id"):
        op.create_index(op.f(f"ix_learned_place_{column}"), "learned_place", [column])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table("learned_place")
