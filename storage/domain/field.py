"""A field of an invoice with what is known about it: level, source and places on the page."""

from dataclasses import dataclass, field, replace
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


class Witness(StrEnum):
    """What speaks for a value and its role; levels follow from witnesses and checks."""

    LABEL = "label"
    """A label beside, above or before the value on the page."""
    SECOND_LABEL = "second_label"
    """Another place on the page with a label of its own."""
    TITLE = "title"
    """The title of the page, such as « Facture n° 12 » or « Avoir »."""
    FILE_NAME = "file_name"
    SUBJECT = "subject"
    """The subject of the mail."""
    PAYMENT_REFERENCE = "payment_reference"
    TERMS = "terms"
    """Terms of payment: issue date and days make the due date."""
    CERTAINTY = "certainty"
    """All that is seen around the value: a score that was calibrated on layouts kept apart."""
    VAT_TABLE = "vat_table"
    """Rows of the VAT table add up to it."""
    SUM = "sum"
    """Other labelled amounts add up to it."""
    LINES = "lines"
    """The invoice lines add up to it."""
    CHECK_DIGITS = "check_digits"
    KINSHIP = "kinship"
    """Another identifier of the same party contains it, such as the SIREN in a VAT id."""
    DOSSIER = "dossier"
    """It is the dossier's own."""
    XML = "xml"
    """The embedded XML says the same."""
    PAGE = "page"
    """The page shows what the XML says."""
    LEARNED = "learned"
    """It stands where a person showed it on an earlier invoice of the same supplier."""


@dataclass(frozen=True)
class Candidate:
    """A value that was found too, but not chosen.

    Attributes:
        value: As in `Field`.
        boxes: Where it stands on the pages.
    """

    value: str
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Field:
    """One value with its level, source and boxes.

    Attributes:
        value: Canonical text: ISO 8601 date, decimal string, identifier without spaces.
        level: How far it can be relied on.
        source: Where it came from.
        boxes: Where it stands on the pages; empty for a value that only the XML has.
        witnesses: What speaks for it, without repetition.
        candidates: The values that it beat, the better first; at most a few.
        certainty: Log odds that the value has its role, less the bound from which they are a
            witness; None where nobody computed them.
    """

    value: str
    level: Level
    source: Source
    boxes: tuple[Box, ...] = field(default=())
    witnesses: tuple[Witness, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    certainty: float | None = None

    def without(self, *witnesses: Witness) -> "Field":
        """Return it with these witnesses left out."""
        return replace(self, witnesses=tuple(w for w in self.witnesses if w not in witnesses))
