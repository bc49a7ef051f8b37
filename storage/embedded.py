"""Where the embedded database lies; told apart from what opens it, which loads slowly."""

from pathlib import Path


def sqlite_url(home: Path) -> str:
    """Return the URL of the embedded database in a data directory."""
    return f"sqlite:///{home / 'vaguemestre.db'}"
