"""People, login links and sessions."""

import sqlalchemy as sa
from alembic import op

from storage.models.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_person_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("firm_id", "name", name=op.f("uq_person_firm_id_name")),
    )
    op.create_index(op.f("ix_person_firm_id"), "person", ["firm_id"], unique=False)
    _create_secret_table(
        "login_link",
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
    )
    _create_secret_table(
        "web_session",
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
    )


def _create_secret_table(name: str, *columns: sa.Column[object]) -> None:
    """Make a table whose rows are known by the hash of a secret of one person."""
    op.create_table(
        name,
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f(f"fk_{name}_firm_id_firm")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{name}_person_id_person")
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f(f"pk_{name}")),
    )
    for column in ("firm_id", "person_id"):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)


def downgrade() -> None:
    """Go back to the revision before."""
    for table in ("web_session", "login_link", "person"):
        op.drop_table(table)
