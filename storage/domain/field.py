"""A field of an invoice with what is known about it: level, source and places on the page."""

from dataclasses import dataclass, field
from enum import StrEnum

from storage.domain.page import Box


class Level(StrEnum):
    """How far a value can be relied on (design, "Levels of a field")."""

    CONFIRMED = "confirmed"
    PROVEN = "proven"
    CORROBORATED = "corroborated"
    READ = "read"
    GUESSED = "guessed"
    CONTRADICTED = "contradicted"


class Source(StrEnum):
    """Where a value came from."""

    FACTURX_XML = "facturx_xml"
    PDF_TEXT = "pdf_text"
    OCR = "ocr"
    SUPPLIER = "supplier"
    USER = "user"


@dataclass(frozen=True)
class Field:
    """One value with its level, source and boxes.

    Attributes:
        value: Canonical text: ISO 8601 date, decimal string, identifier without spaces.
        level: How far it can be relied on.
        source: Where it came from.
        boxes: Where it stands on the pages; empty for a value of the embedded XML.
    """

    value: str
    level: Level
    source: Source
    boxes: tuple[Box, ...] = field(default=())
