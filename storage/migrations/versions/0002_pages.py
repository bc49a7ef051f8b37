"""Pages: their pictures and words, derived files, versions of invoices, the journal."""

import sqlalchemy as sa
from alembic import op

from storage.models.columns import Instant, json_column

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    # Not as a batch: on SQLite that makes the table anew, and rows refer to the old one.
    for column in (
        sa.Column("kind_reason", json_column(), nullable=True),
        sa.Column("pdf_sha256", sa.String(), nullable=True),
        sa.Column("words_sha256", sa.String(), nullable=True),
        sa.Column("derived", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("profile", sa.String(32), nullable=True),
        sa.Column("facturx_reasons", json_column(), nullable=False, server_default="[]"),
    ):
        op.add_column("document", column)
    op.create_index(op.f("ix_part_document_id"), "part", ["document_id"], unique=False)
    op.create_table(
        "page",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("image_sha256", sa.String(), nullable=False),
        sa.Column("large_sha256", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_page_document_id_document")
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_page")),
    )
    op.create_table(
        "invoice_version",
        sa.Column("invoice_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", json_column(), nullable=False),
        sa.Column("xml_sha256", sa.String(), nullable=True),
        sa.Column("facturx_sha256", sa.String(), nullable=True),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_version_invoice_id_invoice")
        ),
        sa.PrimaryKeyConstraint("invoice_id", "version", name=op.f("pk_invoice_version")),
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("object_id", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("detail", json_column(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_journal_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_journal_firm_id_firm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_object_id"), ["object_id"], unique=False)
    _fill()


def _fill() -> None:
    """Give what is there already its profile and its filed version."""
    document = sa.table("document", sa.column("id"), sa.column("profile", sa.String()))
    work = sa.table("work", sa.column("object_id"), sa.column("facts", json_column()))
    profile = sa.select(work.c.facts["profile"].as_string()).where(
        work.c.object_id == document.c.id
    )
    op.execute(document.update().values(profile=profile.scalar_subquery()))
    op.execute(
        "INSERT INTO invoice_version"
        " (invoice_id, version, content, xml_sha256, facturx_sha256, created_at)"
        " SELECT invoice.id, invoice.version, content, xml_sha256, facturx_sha256,"
        " invoice.created_at"
        " FROM invoice JOIN document ON document.id = invoice.document_id"
        " WHERE reception IS NOT NULL"
    )


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table("journal")
    op.drop_table("invoice_version")
    op.drop_table("page")
    op.drop_index(op.f("ix_part_document_id"), table_name="part")
    for name in (
        "facturx_reasons",
        "profile",
        "derived",
        "words_sha256",
        "pdf_sha256",
        "kind_reason",
    ):
        op.drop_column("document", name)
