"""What trust is bound to: accounts, senders, rules, decisions, duplicates; customers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.domain.duplicate import Likeness
from storage.domain.obligation import SizeClass
from storage.domain.sender_role import SenderRole
from storage.domain.state import Reception
from storage.domain.supplier import AccountStatus, BlockScope
from storage.models.columns import Instant, enum_column, json_column

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_INDICES = {"supplier": "merged_into_id", "invoice": "customer_id"}


def upgrade() -> None:
    """Go to this revision."""
    for table, columns in _new_columns().items():
        for column in columns:
            op.add_column(table, column)
        op.create_index(op.f(f"ix_{table}_{_INDICES[table]}"), table, [_INDICES[table]])
    _create_partners()
    _create_decisions()
    _create_rules()
    _create_mappings()


def downgrade() -> None:
    """Go back to the revision before."""
    for table in (
        "import_mapping",
        "registered_sender",
        "rule",
        "duplicate",
        "decision",
        "customer",
        "supplier_sender",
        "supplier_account",
    ):
        op.drop_table(table)
    for table, columns in _new_columns().items():
        op.drop_index(op.f(f"ix_{table}_{_INDICES[table]}"), table)
        for column in columns:
            op.drop_column(table, column.name)


def _new_columns() -> dict[str, tuple[sa.Column[Any], ...]]:
    """Return the columns that are added, by table."""
    return {
        "supplier": (
            sa.Column("other_names", json_column(), nullable=False, server_default="[]"),
            sa.Column("country", sa.String(), nullable=True),
            sa.Column("size_class", enum_column(SizeClass), nullable=True),
            sa.Column("contact", sa.String(), nullable=True),
            sa.Column("notes", sa.String(), nullable=False, server_default=""),
            sa.Column("defaults", json_column(), nullable=False, server_default="{}"),
            sa.Column("sender_domains", json_column(), nullable=False, server_default="[]"),
            sa.Column("sender_addresses", json_column(), nullable=False, server_default="[]"),
            sa.Column("amount_ceiling", sa.String(), nullable=True),
            sa.Column("trusted_until", sa.Date(), nullable=True),
            sa.Column(
                "block_scope",
                enum_column(BlockScope),
                nullable=False,
                server_default=BlockScope.REJECT.value,
            ),
            sa.Column("merged_into_id", sa.String(), nullable=True),
        ),
        "invoice": (
            sa.Column("customer_id", sa.String(), nullable=True),
            sa.Column("flags", json_column(), nullable=False, server_default="[]"),
            sa.Column("defaults", json_column(), nullable=False, server_default="{}"),
            sa.Column("tags", json_column(), nullable=False, server_default="[]"),
            sa.Column("assigned_to", sa.String(), nullable=True),
        ),
    }


def _owned(table: str, *, needs_dossier: bool = True) -> tuple[sa.schema.SchemaItem, ...]:
    """Return the columns of what belongs to a dossier of a firm."""
    keys = (("firm_id", "firm"), ("dossier_id", "dossier"))
    return (
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.String(), nullable=not needs_dossier),
        *(
            sa.ForeignKeyConstraint([key], [f"{to}.id"], name=op.f(f"fk_{table}_{key}_{to}"))
            for key, to in keys
        ),
    )


def _refer(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _index(table: str, *columns: str) -> None:
    for column in ("firm_id", "dossier_id", *columns):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_partners() -> None:
    op.create_table(
        "supplier_account",
        sa.Column("id", sa.String(), nullable=False),
        *_owned("supplier_account"),
        sa.Column("supplier_id", sa.String(), nullable=False),
        sa.Column("iban", sa.String(), nullable=False),
        sa.Column("status", enum_column(AccountStatus), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("brought_by", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        _refer("supplier_account", "supplier_id", "supplier"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_account")),
        sa.UniqueConstraint(
            "supplier_id", "iban", name=op.f("uq_supplier_account_supplier_id_iban")
        ),
    )
    _index("supplier_account", "document_id")
    op.create_table(
        "supplier_sender",
        sa.Column("supplier_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        *_owned("supplier_sender"),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("authenticated", sa.Integer(), nullable=False),
        sa.Column("first_at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        _refer("supplier_sender", "supplier_id", "supplier"),
        sa.PrimaryKeyConstraint("supplier_id", "address", name=op.f("pk_supplier_sender")),
    )
    _index("supplier_sender")
    op.create_table(
        "customer",
        sa.Column("id", sa.String(), nullable=False),
        *_owned("customer"),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("other_names", json_column(), nullable=False),
        sa.Column("siren", sa.String(), nullable=True),
        sa.Column("vat_id", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("defaults", json_column(), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.String(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        *(
            sa.UniqueConstraint("dossier_id", key, name=op.f(f"uq_customer_dossier_id_{key}"))
            for key in ("number", "siren", "vat_id")
        ),
    )
    _index("customer", "merged_into_id")


def _create_decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.String(), nullable=False),
        *_owned("decision"),
        sa.Column("invoice_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reception", enum_column(Reception), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reasons", json_column(), nullable=False),
        sa.Column("inputs", json_column(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _refer("decision", "invoice_id", "invoice"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    _index("decision", "invoice_id")
    op.create_table(
        "duplicate",
        sa.Column("id", sa.String(), nullable=False),
        *_owned("duplicate"),
        sa.Column("invoice_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("likeness", enum_column(Likeness), nullable=False),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        _refer("duplicate", "invoice_id", "invoice"),
        _refer("duplicate", "other_id", "invoice"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate")),
        sa.UniqueConstraint(
            "invoice_id", "other_id", name=op.f("uq_duplicate_invoice_id_other_id")
        ),
    )
    _index("duplicate", "invoice_id", "other_id")


def _create_rules() -> None:
    op.create_table(
        "rule",
        sa.Column("id", sa.String(), nullable=False),
        *_owned("rule", needs_dossier=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("conditions", json_column(), nullable=False),
        sa.Column("action", json_column(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
    )
    _index("rule")
    op.create_table(
        "registered_sender",
        sa.Column("id", sa.String(), nullable=False),
        *_owned("registered_sender"),
        sa.Column("role", enum_column(SenderRole), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registered_sender")),
        sa.UniqueConstraint(
            "dossier_id", "role", "value", name=op.f("uq_registered_sender_dossier_id_role_value")
        ),
    )
    _index("registered_sender")


def _create_mappings() -> None:
    op.create_table(
        "import_mapping",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("firm_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("columns", json_column(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        _refer("import_mapping", "firm_id", "firm"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint(
            "firm_id", "fingerprint", name=op.f("uq_import_mapping_firm_id_fingerprint")
        ),
    )
    op.create_index(op.f("ix_import_mapping_firm_id"), "import_mapping", ["firm_id"])
