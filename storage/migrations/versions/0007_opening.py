"""What opening a document's file told, the copy to look at, and a dossier's passwords."""

import sqlalchemy as sa
from alembic import op

from storage.models.columns import Instant, json_column

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("document", sa.Column("view_sha256", sa.String(), nullable=True))
    flags = sa.Column("flags", json_column(), nullable=False, server_default="[]")
    op.add_column("document", flags)
    op.create_table(
        "file_password",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_file_password_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"], ["firm.id"], name=op.f("fk_file_password_firm_id_firm")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_password")),
    )
    for column in ("firm_id", "dossier_id"):
        op.create_index(op.f(f"ix_file_password_{column}"), "file_password", [column])


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table("file_password")
    op.drop_column("document", "flags")
    op.drop_column("document", "view_sha256")
