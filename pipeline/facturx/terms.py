"""Put an invoice into the terms of EN 16931 that factur-x writes as CII.

In: what is sure enough to be written, and the profile. Out: the dictionary of BT- and BG- keys,
which appear in this module only.
Standards: EN 16931, Factur-X 1.09, the French rules BR-FR.

Nothing is invented: what the rules demand and the page does not state refers to the original.
"""

from decimal import Decimal
from typing import Any

from pipeline.facturx.known import Known
from pipeline.facturx.notes import notes_of
from pipeline.facturx.parties import IN_ORIGINAL, Party
from pipeline.facturx.preceding import Preceding
from storage.domain.invoice import Profile, VatBreakdown

Terms = dict[str, Any]
"""Values by BT- or BG- key, as `facturx.generate_cii_xml` takes them."""

_EXEMPTIONS = {
    "E": f"Exonération de TVA : {IN_ORIGINAL}",
    "AE": "Autoliquidation",
    "K": "Livraison intracommunautaire",
    "G": "Exportation hors de l'Union européenne",
    "O": "Hors du champ d'application de la TVA",
}


def header_terms(known: Known, profile: Profile) -> Terms:
    """Return the terms of a BASIC WL invoice, without lines; its notes speak of the profile."""
    settlement: Terms = {"BT-9": known.due} if known.due else {"BT-20": f"Échéance : {IN_ORIGINAL}"}
    settlement |= _present(
        {
            "BT-73": known.period[0],
            "BT-74": known.period[1],
            "BT-81": known.means,
            "BT-84": known.iban,
        }
    )
    # Who stands outside VAT states no VAT id (BR-O-02).
    taxable = any(row.category != "O" for row in known.vat_rows)
    return {
        **({"BT-23": known.framework} if known.seller.is_french else {}),
        "BT-1": known.number,
        "BT-2": known.issued,
        "BT-3": known.type_code,
        "BT-5": known.currency,
        "BG-1": [_note(subject, text) for subject, text in notes_of(known, profile)],
        "BG-4": _seller_terms(known.seller, taxable),
        "BG-7": known.buyer.as_terms(taxable),
        **_present({"BT-12": known.contract, "BT-13": known.order, "BT-72": known.delivered}),
        **_destination_terms(known),
        "BG-23": [_vat_terms(row) for row in known.vat_rows],
        **settlement,
        **_preceding_terms(known.preceding),
        **_adjustment_terms(known),
        **_total_terms(known),
    }


def _destination_terms(known: Known) -> Terms:
    """Return the country that an intra-Community supply goes to: the buyer's (BR-IC-12)."""
    is_within = any(row.category == "K" for row in known.vat_rows)
    goes_abroad = known.buyer.country not in {"", known.seller.country}
    if not (is_within and goes_abroad):
        return {}
    return {"BG-13": {"name": known.buyer.stated_name, "country_code": known.buyer.country}}


def _preceding_terms(preceding: Preceding | None) -> Terms:
    if preceding is None:
        return {}
    return {"BG-3": [_present({"BT-25": preceding.number, "BT-26": preceding.issued})]}


def _seller_terms(seller: Party, taxable: bool) -> Terms:
    """Return the seller; one without VAT id is known to the tax office by its SIREN (BT-32).

    So it is under the franchise of CGI art. 293 B, and BR-E-02 asks for it.
    """
    terms = seller.as_terms(taxable)
    if taxable and seller.siren and not seller.vat_id:
        terms["tax_identifier"] = seller.siren
    return terms


def line_terms(known: Known, profile: Profile) -> Terms:
    """Return what an invoice with lines has besides: these, and the bank above BASIC."""
    has_bank = known.bic and known.iban and profile is not Profile.BASIC
    return {
        **({"BT-86": known.bic} if has_bank else {}),
        "BG-25": [
            {
                "BT-126": str(number),
                "BT-153": line.name,
                "BT-129": _plain(line.quantity),
                "BT-130": line.unit,
                "BT-146": _plain(line.price),
                "BT-151": line.category,
                **_rate("BT-152", line.category, line.rate),
                "BT-131": _money(line.total),
            }
            for number, line in enumerate(known.lines, 1)
        ],
    }


def _present(terms: Terms) -> Terms:
    return {term: value for term, value in terms.items() if value}


def _note(subject: str, text: str) -> Terms:
    return {"BT-22": text, **({"BT-21": subject} if subject else {})}


def _vat_terms(row: VatBreakdown) -> Terms:
    reason = row.exemption or _EXEMPTIONS.get(row.category)
    return {
        "BT-116": _money(row.basis),
        "BT-117": _money(row.amount),
        "BT-118": row.category,
        **_rate("BT-119", row.category, row.rate or Decimal(0)),
        **({"BT-120": reason} if reason and row.category in _EXEMPTIONS else {}),
    }


def _rate(term: str, category: str, rate: Decimal) -> Terms:
    return {} if category == "O" else {term: _plain(rate)}


def _adjustment_terms(known: Known) -> Terms:
    """Return allowances (BG-20) and charges (BG-21) with a reason (BR-33, BR-38)."""
    groups: dict[str, list[Terms]] = {"BG-20": [], "BG-21": []}
    for it in known.adjustments or ():
        reason = f"{'Frais' if it.is_charge else 'Remise'} : {IN_ORIGINAL}"
        terms = {
            "amount": _money(it.amount),
            "reason": reason,
            "vat_category_code": it.row.category,
            **_rate("vat_rate", it.row.category, it.row.rate or Decimal(0)),
        }
        groups["BG-21" if it.is_charge else "BG-20"].append(terms)
    return _present(groups)


def _total_terms(known: Known) -> Terms:
    totals = known.totals
    allowances, charges = (
        sum((it.amount for it in known.adjustments or () if it.is_charge is kind), Decimal(0))
        for kind in (False, True)
    )
    return {
        "BT-106": _money(totals.without_vat + allowances - charges),
        **({"BT-107": _money(allowances)} if allowances else {}),
        **({"BT-108": _money(charges)} if charges else {}),
        "BT-109": _money(totals.without_vat),
        "BT-110": _money(totals.vat),
        "BT-112": _money(totals.with_vat),
        **({"BT-113": _money(totals.prepaid)} if totals.prepaid else {}),
        **({"BT-114": _money(totals.rounding)} if totals.rounding else {}),
        "BT-115": _money(totals.due),
    }


def _money(amount: Decimal) -> str:
    return f"{amount + 0:.2f}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize() + 0:f}"
