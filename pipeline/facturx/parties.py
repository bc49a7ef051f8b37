"""Say who sells and who buys, for the derived XML.

In: the fields of an invoice with their levels, and whose document it is. Out: seller and buyer.
The dossier is one of them: the buyer of a purchase, the seller of a sale, unless the page proves
another. What is only guessed or is contradicted says nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from storage.domain.field import Level
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.siren import Siren, parse_siren, parse_siret
from storage.domain.vat import VatId, siren_in

_UNUSABLE = frozenset({Level.GUESSED, Level.CONTRADICTED})
_SURE = frozenset({Level.CONFIRMED, Level.PROVEN, Level.CORROBORATED})
_LONGEST = 200
_SIREN_SIZE = 9
_SOURCES = {
    "name": (),
    "siren": ("siret", "vat_id"),
    "siret": (),
    "vat_id": (),
    "country": ("siren", "siret", "vat_id"),
}
"""Parts of a party, and those that imply one that the page does not state."""
_FRANCE = "FR"

IN_ORIGINAL = "voir le document d'origine."
"""What stands where the rules demand something that was not read on the page."""


@dataclass(frozen=True)
class Origin:
    """What the derived XML stands for: whose document, and which.

    Attributes:
        direction: Which way the invoice goes, seen from the dossier.
        own_name: Name of the dossier; empty where nobody knows it.
        own_siren: SIREN of the dossier; None if it has none.
        sha256: Of the original, in hexadecimal.
    """

    direction: Direction
    own_name: str
    own_siren: Siren | None
    sha256: str


@dataclass(frozen=True)
class Party:
    """Seller (BG-4) or buyer (BG-7); each value stands in the XML as it is, empty ones do not.

    Attributes:
        name: BT-27 or BT-44; where it is not sure, `stated_name` stands in its place.
        siren: BT-30 or BT-47, also the electronic address (BT-34, BT-49): in the French directory
            of recipients every company is addressed by its SIREN unless it wishes otherwise.
        siret: BT-29 or BT-46.
        vat_id: BT-31 or BT-48.
        country: BT-40 or BT-55, two capital letters.
        only_read: Which of these nothing but one reading of the page speaks for.
    """

    name: str = ""
    siren: str = ""
    siret: str = ""
    vat_id: str = ""
    country: str = ""
    only_read: frozenset[str] = frozenset()

    @property
    def is_french(self) -> bool:
        """Whether French rules ask something of it."""
        return self.country == _FRANCE

    @property
    def stated_name(self) -> str:
        """Its name; where that is not known, what identifies it, as every profile demands one."""
        if self.name:
            return self.name
        identifier = f"SIREN {self.siren}" if self.siren else self.vat_id
        return f"{identifier or 'Nom'} : {IN_ORIGINAL}"

    def as_terms(self, with_vat_id: bool) -> dict[str, Any]:
        """Return it as the dictionary of a party that factur-x takes."""
        terms: dict[str, Any] = {"name": self.stated_name, "country_code": self.country}
        if self.siret:
            terms["identifiers"] = {"0009": self.siret}
        if self.siren:
            terms |= {"legal_identifier": self.siren, "legal_identifier_schemeid": "0002"}
            terms |= {"einvoicing_addr": self.siren, "einvoicing_addr_schemeid": "0225"}
        if with_vat_id and self.vat_id:
            terms["vat_identifier"] = self.vat_id
        return terms


def usable(invoice: Invoice, name: FieldName) -> str:
    """Return a value that may stand in an XML, "" where there is none that is sure enough."""
    field = invoice.fields.get(name)
    return "" if field is None or field.level in _UNUSABLE else clean(field.value)


def is_left_out(invoice: Invoice, name: FieldName) -> bool:
    """Tell whether a field was found, but is too uncertain for an XML."""
    field = invoice.fields.get(name)
    return field is not None and field.level in _UNUSABLE


def clean(text: str, longest: int = _LONGEST) -> str:
    """Return hostile text as one line that XML can carry, cut to so many characters."""
    kept = "".join(char if char.isprintable() and char < "\ufffe" else " " for char in text)
    return " ".join(kept.split())[:longest].strip()


def parties_of(invoice: Invoice, origin: Origin) -> tuple[Party, Party]:
    """Return seller and buyer."""
    seller, buyer = _on_page(invoice, "seller"), _on_page(invoice, "buyer")
    if origin.direction is Direction.SALE:
        return _dossier(invoice, origin, seller, "seller"), buyer
    return seller, _dossier(invoice, origin, buyer, "buyer")


def _on_page(invoice: Invoice, role: str) -> Party:
    def value(part: str) -> str:
        return usable(invoice, FieldName(f"{role}.{part}"))

    siret = parse_siret(value("siret")) or ""
    vat_id = _vat_id(value("vat_id"))
    in_vat_id = siren_in(vat_id)
    siren = parse_siren(value("siren")) or siret[:_SIREN_SIZE] or in_vat_id or ""
    country = value("country") or (_FRANCE if siren else _country_of(vat_id))
    party = Party(
        name=value("name"),
        siren=siren,
        siret=siret if siret.startswith(siren) else "",
        vat_id=vat_id if in_vat_id in {None, siren} else "",
        country=country if re.fullmatch("[A-Z]{2}", country) else "",
    )
    return replace(party, only_read=frozenset(_only_read(invoice, role, party)))


def _only_read(invoice: Invoice, role: str, party: Party) -> Iterator[str]:
    """Yield the parts that rest on nothing but one reading; a SIREN or country may be implied."""
    for part, implied_by in _SOURCES.items():
        levels = (_level(invoice, role, source) for source in (part, *implied_by))
        known = next((level for level in levels if level not in {None, *_UNUSABLE}), None)
        if getattr(party, part) and known is Level.READ:
            yield part


def _vat_id(text: str) -> VatId:
    """Return a VAT id (BT-31, BT-48) of fair form; whether its check holds, its level has told."""
    text = re.sub(r"[ .-]", "", text).upper()
    return VatId(text if re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,13}", text, re.ASCII) else "")


def _country_of(vat_id: str) -> str:
    prefix = vat_id[:2]
    return {"EL": "GR", "XI": "GB"}.get(prefix, prefix)


def _dossier(invoice: Invoice, origin: Origin, page: Party, role: str) -> Party:
    """Return the dossier with what the page adds to it, or the other party that the page proves."""
    if page.siren != origin.own_siren and _is_sure(invoice, role, "siren"):
        return page
    known = clean(origin.own_name)
    name = page.name if _is_sure(invoice, role, "name") or not known else known
    doubts = page.only_read - ({"name"} if name == known else set())
    if origin.own_siren is None:
        return replace(page, name=name, only_read=doubts)
    if origin.own_siren == page.siren:
        country = page.country or _FRANCE
        return replace(page, name=name, country=country, only_read=doubts - {"siren", "country"})
    # The page names no company, or one that nothing proves: none of its identifiers is taken.
    return Party(name, origin.own_siren, country=_FRANCE, only_read=doubts & {"name"})


def _is_sure(invoice: Invoice, role: str, part: str) -> bool:
    return _level(invoice, role, part) in _SURE


def _level(invoice: Invoice, role: str, part: str) -> Level | None:
    field = invoice.fields.get(FieldName(f"{role}.{part}"))
    return field.level if field else None
