"""Tables, one module per aggregate. Importing this package makes them all known to `metadata`."""

from sqlmodel import SQLModel

from storage.models import (
    address,
    customer,
    decision,
    document,
    duplicate,
    feed,
    firm,
    importing,
    invoice,
    journal,
    learning,
    message,
    outgoing,
    password,
    person,
    postmaster,
    program,
    rule,
    supplier,
    work,
)

__all__ = [
    "address",
    "customer",
    "decision",
    "document",
    "duplicate",
    "feed",
    "firm",
    "importing",
    "invoice",
    "journal",
    "learning",
    "message",
    "metadata",
    "outgoing",
    "password",
    "person",
    "postmaster",
    "program",
    "rule",
    "supplier",
    "work",
]

metadata = SQLModel.metadata
