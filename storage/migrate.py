"""Bring a database to the newest form of the tables. Safe to run again, and by several at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database

_FOLDER = Path(__file__).with_name("migrations")
_LOCK = 0x7661675F6D696772
"""Key of PostgreSQL's advisory lock; on SQLite the write transaction is the lock."""


def migrate(database: Database) -> None:
    """Run the migrations that are missing, in one transaction.

    Raises:
        TransientError: The database did not answer.
    """
    with database.write() as session:
        connection = session.connection()
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        command.upgrade(configured(connection), "head")


def is_migrated(database: Database) -> bool:
    """Tell whether the tables have their newest form.

    Raises:
        TransientError: The database did not answer.
    """
    with database.read() as session:
        current = MigrationContext.configure(session.connection()).get_current_revision()
    return current == ScriptDirectory(str(_FOLDER)).get_current_head()


def configured(connection: Connection) -> Config:
    """Return Alembic's configuration for our migrations over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
