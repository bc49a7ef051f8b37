"""Columns of a table of suppliers or customers: what each holds, how it is written, how it is read.

A column that trust hangs on is written only: a table never makes anybody trusted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Shown = str | Decimal | date | None

_BREAKS = re.compile(r"\s*[|\n]\s*")
_ACCOUNT_BREAKS = re.compile(r"\s*[|;,\n]\s*")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: What it is called by programs: a value's name, or ``default.`` and a key.
        french: Its heading.
        english: The same.
        others: Other headings that people give it.
        is_read: Whether an import takes it.
    """

    name: str
    french: str
    english: str
    others: tuple[str, ...] = ()
    is_read: bool = True


COLUMNS: Sequence[Column] = (
    Column("number", "Numéro", "Number", ("N°", "Code", "Code fournisseur", "Supplier number")),
    Column(
        "name", "Nom", "Name", ("Raison sociale", "Nom de l'entreprise", "Fournisseur", "Company")
    ),
    Column("other_names", "Autres noms", "Other names", ("Alias", "Nom commercial", "Enseigne")),
    Column("siren", "SIREN", "SIREN", ("N° SIREN", "SIRET", "N° SIRET", "Registration number")),
    Column(
        "vat_id",
        "N° de TVA",
        "VAT id",
        ("TVA", "TVA intracommunautaire", "N° TVA intracom", "VAT number"),
    ),
    Column("country", "Pays", "Country", ("Code pays", "Country code")),
    Column("ibans", "IBAN", "IBAN", ("RIB", "Compte bancaire", "Bank account", "IBANs")),
    Column("contact", "Contact", "Contact", ("E-mail", "Courriel", "Téléphone", "Phone")),
    Column("notes", "Notes", "Notes", ("Commentaire", "Remarques", "Comment", "Remarks")),
    Column("default.account", "Compte par défaut", "Default account", ("Compte", "Account")),
    Column(
        "default.cost_centre",
        "Centre de coûts par défaut",
        "Default cost centre",
        ("Centre de coûts", "Analytique", "Cost centre", "Cost center"),
    ),
    Column("default.tag", "Étiquette par défaut", "Default tag", ("Étiquette", "Tag")),
    Column(
        "default.payment_terms",
        "Délai de paiement par défaut",
        "Default payment terms",
        ("Délai de paiement", "Conditions de paiement", "Payment terms"),
    ),
    Column("trusted", "De confiance (non importé)", "Trusted (not imported)", is_read=False),
    Column("blocked", "Liste noire (non importé)", "Blacklist (not imported)", is_read=False),
    Column(
        "sender_domains",
        "Domaines liés (non importé)",
        "Bound domains (not imported)",
        is_read=False,
    ),
    Column(
        "sender_addresses",
        "Adresses liées (non importé)",
        "Bound addresses (not imported)",
        is_read=False,
    ),
    Column("amount_ceiling", "Plafond TTC (non importé)", "Ceiling (not imported)", is_read=False),
    Column(
        "trusted_until",
        "Confiance jusqu'au (non importé)",
        "Trusted until (not imported)",
        is_read=False,
    ),
)

CUSTOMER_COLUMNS: Sequence[Column] = [
    column for column in COLUMNS if column.is_read and column.name != "ibans"
]
"""Those of a table of customers."""


def shown(name: str, values: Mapping[str, Any]) -> Shown:
    """Return what a column holds of a supplier or customer.

    Args:
        name: The column's.
        values: The partner's, by name; ``ibans`` as a list of texts.
    """
    if name.startswith("default."):
        return str(values["defaults"].get(name.removeprefix("default."), ""))
    value = values[name]
    if name == "amount_ceiling":
        return Decimal(value) if value else None
    if isinstance(value, bool):
        return "oui" if value else ""
    if isinstance(value, list):
        return " | ".join(value)
    return value if isinstance(value, date) else value or ""


def read(name: str, text: str) -> Any:
    """Return what a cell says, as `storage.domain.partner` takes it; it is not empty."""
    if name == "ibans":
        return list(filter(None, _ACCOUNT_BREAKS.split(text)))
    if name == "other_names":
        return list(filter(None, _BREAKS.split(text)))
    if name == "siren" and text.isdecimal() and len(text) < 9:
        # A spreadsheet takes it for a number and drops the zeros that it begins with.
        return text.zfill(9)
    return text
