"""Tables, one module per aggregate. Importing this package makes them all known to `metadata`."""

from sqlmodel import SQLModel

from storage.models import (
    address,
    document,
    feed,
    firm,
    invoice,
    journal,
    learning,
    message,
    password,
    person,
    postmaster,
    program,
    supplier,
    work,
)

__all__ = [
    "address",
    "document",
    "feed",
    "firm",
    "invoice",
    "journal",
    "learning",
    "message",
    "metadata",
    "password",
    "person",
    "postmaster",
    "program",
    "supplier",
    "work",
]

metadata = SQLModel.metadata
