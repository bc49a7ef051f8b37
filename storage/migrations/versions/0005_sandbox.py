"""How a worker confines stages, for those who ask whether all is well."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("program", sa.Column("sandbox", sa.String(), nullable=True))


def downgrade() -> None:
    """Go back to the revision before."""
    with op.batch_alter_table("program") as table:
        table.drop_column("sandbox")
