"""Rows of a table of suppliers or customers, and what becomes of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Problem(StrEnum):
    """What is the matter with a row."""

    NAME_MISSING = "name_missing"
    INVALID_VALUE = "invalid_value"
    REPEATED = "repeated"
    TAKEN = "taken"
    MERGED = "merged"
    TRUSTED_IDENTITY = "trusted_identity"
    CHECK_FAILED = "check_failed"
    NOT_IMPORTED = "not_imported"
    ACCOUNT_PENDING = "account_pending"


STOPPING = frozenset(
    {
        Problem.NAME_MISSING,
        Problem.INVALID_VALUE,
        Problem.REPEATED,
        Problem.TAKEN,
        Problem.MERGED,
        Problem.TRUSTED_IDENTITY,
    }
)
"""Those for which a row is refused; with the others it is taken."""

PROBLEMS: Mapping[Problem, tuple[str, str]] = {
    Problem.NAME_MISSING: ("Le nom manque.", "The name is missing."),
    Problem.INVALID_VALUE: (
        "Une valeur n'a pas la forme attendue.",
        "A value has not the form that is asked for.",
    ),
    Problem.REPEATED: (
        "Le même numéro, SIREN, n° de TVA ou nom figure sur une ligne précédente.",
        "The same number, SIREN, VAT id or name stands in an earlier row.",
    ),
    Problem.TAKEN: (
        "Le numéro, le SIREN ou le n° de TVA est celui d'un autre.",
        "The number, the SIREN or the VAT id is another one's.",
    ),
    Problem.MERGED: (
        "Il a été fusionné avec un autre.",
        "It was merged into another one.",
    ),
    Problem.TRUSTED_IDENTITY: (
        "L'identifiant d'un fournisseur de confiance ne se change que sur sa fiche.",
        "The identifier of a trusted supplier is changed on its sheet only.",
    ),
    Problem.CHECK_FAILED: (
        "Un identifiant ne passe pas son contrôle ; il est gardé et signalé.",
        "An identifier fails its check; it is kept and marked.",
    ),
    Problem.NOT_IMPORTED: (
        "Ce qui touche à la confiance et à la liste noire n'est jamais importé.",
        "What concerns trust and the blacklist is never imported.",
    ),
    Problem.ACCOUNT_PENDING: (
        "Un nouvel IBAN attend la confirmation d'une autre personne.",
        "A new IBAN waits for somebody else's confirmation.",
    ),
}
"""French and English, by problem."""


@dataclass(frozen=True)
class TableRow:
    """A row of a table.

    Attributes:
        position: As a spreadsheet counts it: 1 is the heading.
        texts: Its cells by the name of their column in `storage.domain.partner_table`.
    """

    position: int
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Planned:
    """What becomes of a row.

    Attributes:
        position: As in `TableRow`.
        outcome: What.
        problems: With the value or column that each is about; may be empty.
        partner_id: Whom it changes; None for a new one and where it is refused.
        changes: Values that change, as they are stored; ``ibans`` are those that are new.
    """

    position: int
    outcome: Outcome
    problems: tuple[tuple[Problem, str], ...] = ()
    partner_id: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
