"""One supplier or customer as its page shows it, and what its form says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.console.language import Language
from api.console.listing import Options
from api.console.rows import Row, Rows
from storage.domain.partner import Warned, warnings_of
from storage.models.customer import CustomerRow
from storage.models.firm import DossierRow
from storage.models.journal import JournalRow
from storage.models.supplier import SupplierAccountRow, SupplierRow, SupplierSenderRow
from storage.queries.accounts import accounts_of
from storage.queries.customers import invoices_of_customer
from storage.queries.dossiers import dossier_names
from storage.queries.journal import journal_of
from storage.queries.partners import everybody, merged_into, standing_for
from storage.queries.people import Visitor
from storage.queries.suppliers import invoices_of_supplier, same_firm_dossiers, senders_of

MOST_INVOICES = 20
DEFAULTS = ("account", "cost_centre", "tag", "payment_terms")
"""Default values that the form asks for; others stay as programs set them."""

_LINES = ("other_names", "sender_domains", "sender_addresses", "ibans")
_TEXTS = ("number", "name", "siren", "vat_id", "country", "contact", "notes")
_SUPPLIER_TEXTS = ("amount_ceiling", "trusted_until", "block_scope", "size_class")
_TICKS = ("trusted", "blocked")


@dataclass(frozen=True)
class PartnerView:
    """What the page shows.

    Attributes:
        row: As it is stored.
        dossier: The dossier's name.
        warnings: Identifiers that fail their check.
        accounts: With their history, the older first; none for a customer.
        senders: Who wrote for it; none for a customer.
        invoices: The newest ones.
        merged: Those that were merged into it.
        stands_for_it: The one that it was merged into.
        same_firm: Name of the firm's dossier that it is; empty for none.
        others: Those of its dossier that it can be merged into.
        history: What was done to it, the newest first.
    """

    row: SupplierRow | CustomerRow
    dossier: str
    warnings: list[Warned]
    accounts: Sequence[SupplierAccountRow]
    senders: Sequence[SupplierSenderRow]
    invoices: Sequence[Row]
    merged: Sequence[SupplierRow | CustomerRow]
    stands_for_it: SupplierRow | CustomerRow | None
    same_firm: str
    others: Options
    history: Sequence[JournalRow]


def view_partner(
    visitor: Visitor, row: SupplierRow | CustomerRow, language: Language
) -> PartnerView:
    """Gather what the page of a supplier or customer shows."""
    session = visitor.session
    is_supplier = isinstance(row, SupplierRow)
    accounts = accounts_of(session, row.id) if is_supplier else []
    found = (
        invoices_of_supplier(session, row.id, MOST_INVOICES)
        if is_supplier
        else invoices_of_customer(session, row.id, MOST_INVOICES)
    )
    ours = same_firm_dossiers(session, visitor.scope, [row.siren]) if row.siren else {}
    same_firm = ours.get(row.siren or "")
    others = [
        (other.id, f"{other.number} {other.name}")
        for other in everybody(session, type(row), row.dossier_id)
        if other.merged_into_id is None and other.id != row.id
    ]
    return PartnerView(
        row=row,
        dossier=dossier_names(session, visitor.scope, [row.dossier_id])[row.dossier_id],
        warnings=warnings_of(row.siren, row.vat_id, tuple(a.iban for a in accounts)),
        accounts=accounts,
        senders=senders_of(session, row.id) if is_supplier else [],
        invoices=Rows(visitor, language).of_invoices(found),
        merged=merged_into(session, row),
        stands_for_it=standing_for(session, row) if row.merged_into_id else None,
        same_firm=session.get_one(DossierRow, same_firm).name
        if same_firm and same_firm != row.dossier_id
        else "",
        others=others,
        history=list(reversed(journal_of(session, row.id))),
    )


def shown_values(row: SupplierRow | CustomerRow | None) -> dict[str, str]:
    """Return what the form of a partner holds, by the names of its inputs."""
    if row is None:
        return {"block_scope": "reject"}
    shown = {name: str(getattr(row, name) or "") for name in _TEXTS}
    shown["other_names"] = "\n".join(row.other_names)
    shown |= {f"default.{key}": row.defaults.get(key, "") for key in DEFAULTS}
    if isinstance(row, SupplierRow):
        shown |= {name: "\n".join(getattr(row, name)) for name in _LINES[1:3]}
        shown |= {name: str(getattr(row, name) or "") for name in _SUPPLIER_TEXTS}
        shown |= {name: "yes" for name in _TICKS if getattr(row, name)}
    return shown


def typed_values(form: Mapping[str, str], row: SupplierRow | CustomerRow | None) -> dict[str, Any]:
    """Return what a form says, as `storage.domain.partner` takes it; only what it has."""
    values: dict[str, Any] = {
        name: form[name] for name in (*_TEXTS, *_SUPPLIER_TEXTS) if name in form
    }
    if not values.get("number", "").strip():
        # A number that nobody typed is given, or stays.
        values.pop("number", None)
    if "trusted_until" in values:
        values["trusted_until"] = values["trusted_until"].strip() or None
    if "amount_ceiling" in values:
        values["amount_ceiling"] = values["amount_ceiling"].replace(" ", "").replace(",", ".")
    for name in _LINES:
        if name in form:
            values[name] = [line.strip() for line in form[name].splitlines() if line.strip()]
    if "sender_domains" in form:
        # A box that is not ticked is not sent: it stands beside this one.
        values |= {name: name in form for name in _TICKS}
    given = {key: form[f"default.{key}"] for key in DEFAULTS if f"default.{key}" in form}
    if given:
        values["defaults"] = (dict(row.defaults) if row else {}) | given
    return values
