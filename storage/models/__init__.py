"""Tables, one module per aggregate. Importing this package makes them all known to `metadata`."""

from sqlmodel import SQLModel

from storage.models import document, feed, firm, invoice, message, program, supplier, work

__all__ = [
    "document",
    "feed",
    "firm",
    "invoice",
    "message",
    "metadata",
    "program",
    "supplier",
    "work",
]

metadata = SQLModel.metadata
