"""Firms' own domains, and further addresses of mailboxes."""

import sqlalchemy as sa
from alembic import op

from storage.models.address import AliasKind
from storage.models.columns import Instant, enum_column

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "domain",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("purchase_host", sa.String(), nullable=False),
        sa.Column("sale_host", sa.String(), nullable=False),
        sa.Column("challenge", sa.String(), nullable=False),
        sa.Column("verified_at", Instant(), nullable=True),
        sa.Column("served_purchase", sa.String(), nullable=True),
        sa.Column("served_sale", sa.String(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_domain_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain")),
        sa.UniqueConstraint("firm_id", "name", name=op.f("uq_domain_firm_id_name")),
        sa.UniqueConstraint("served_purchase", name=op.f("uq_domain_served_purchase")),
        sa.UniqueConstraint("served_sale", name=op.f("uq_domain_served_sale")),
    )
    op.create_index(op.f("ix_domain_firm_id"), "domain", ["firm_id"])
    op.create_table(
        "alias",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("mailbox_id", sa.String(), nullable=False),
        sa.Column("kind", enum_column(AliasKind), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_alias_firm_id_firm")),
        sa.ForeignKeyConstraint(
            ["mailbox_id"], ["mailbox.id"], name=op.f("fk_alias_mailbox_id_mailbox")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("key", name=op.f("uq_alias_key")),
    )
    for column in ("firm_id", "mailbox_id"):
        op.create_index(op.f(f"ix_alias_{column}"), "alias", [column])
    op.add_column("mailbox", sa.Column("closed_at", Instant(), nullable=True))


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_column("mailbox", "closed_at")
    op.drop_table("alias")
    op.drop_table("domain")
