"""Hybrid invoices of generated layouts, honest ones and ones with a single field changed.

In: a document of a layout, its printed page, and a seeded ``Random``. Out: PDFs with a Factur-X
inside (BASIC WL, made by the factur-x library from what the layout was given). A field is changed
in the XML, in the words of the page, or on its picture only: there the page's text still says what
the XML says, and another value is painted over it.
"""

import html
import io
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import facturx
import pikepdf
from PIL import Image, ImageDraw, ImageFont

from storage.domain.invoice import AMOUNTS, DATES, FieldName
from storage.domain.page import Box
from tests.layouts.identifiers import french_vat, make_iban, make_siren, make_siret, make_vat_id
from tests.layouts.page import Document

TAMPERED = (
    FieldName.NUMBER,
    FieldName.ISSUE_DATE,
    FieldName.DUE_DATE,
    FieldName.TOTAL_WITHOUT_VAT,
    FieldName.TOTAL_VAT,
    FieldName.TOTAL_WITH_VAT,
    FieldName.SELLER_SIREN,
    FieldName.SELLER_SIRET,
    FieldName.SELLER_VAT_ID,
    FieldName.IBAN,
)
"""Fields that are changed, as far as the page shows them."""

_NIL = re.compile(rb' xsi:nil="[a-z]+"')
_MENTIONS = {
    "PMD": "Pénalités de retard : trois fois le taux d'intérêt légal.",
    "PMT": "Indemnité forfaitaire pour frais de recouvrement : 40 euros.",
    "AAB": "Pas d'escompte pour paiement anticipé.",
}
"""Notes (BG-1) that French rules demand."""
_FONT = "LiberationSans-Regular.ttf"
_DPI = 300


def value_in(truth: dict[str, Any], name: FieldName) -> str | None:
    """Return the value of a field in a truth."""
    group, _, key = name.value.partition(".")
    found: str | None = truth[group][key] if key else truth[group]
    return found


def other_value(rng: Random, name: FieldName, value: str) -> str | None:
    """Return another value of the same form, check digits included; None where there is none."""
    if name in DATES:
        return (date.fromisoformat(value) + timedelta(days=rng.choice((1, 7, -9, 30)))).isoformat()
    if name in AMOUNTS:
        return f"{int(value[0]) % 9 + 1}{value[1:]}" if value[0] not in "-0" else None
    kind = name.value.rpartition(".")[2]
    make = _IDENTIFIERS.get(kind, _other_digit)
    return make(rng, value)


def _other_vat_id(rng: Random, value: str) -> str:
    is_french = value.startswith("FR")
    return french_vat(make_siren(rng)) if is_french else make_vat_id(rng, value[:2])


def _other_digit(rng: Random, text: str) -> str | None:
    places = [index for index, character in enumerate(text) if character.isdigit()]
    if not places:
        return None
    place = rng.choice(places)
    digit = str((int(text[place]) + rng.randint(1, 8)) % 10)
    return f"{text[:place]}{digit}{text[place + 1 :]}"


_IDENTIFIERS: dict[str, Callable[[Random, str], str | None]] = {
    "iban": lambda rng, value: make_iban(rng, value[:2]),
    "siren": lambda rng, value: make_siren(rng),
    "siret": lambda rng, value: make_siret(rng, value[:9]),
    "vat_id": _other_vat_id,
}


def changed(truth: dict[str, Any], name: FieldName, value: str) -> dict[str, Any]:
    """Return a truth with another value of one field."""
    other = deepcopy(truth)
    group, _, key = name.value.partition(".")
    if key:
        other[group][key] = value
    else:
        other[group] = value
    return other


def make_xml(truth: dict[str, Any]) -> bytes:
    """Return a CII of profile BASIC WL that says what a truth says."""
    terms: dict[str, Any] = {
        "BT-1": truth["number"].replace(" ", ""),  # BR-FR-02 allows no spaces
        "BT-2": date.fromisoformat(truth["issue_date"]),
        "BT-3": truth["type_code"],
        "BT-5": truth["currency"],
        "BT-23": "B1",
        "BG-1": [{"BT-21": subject, "BT-22": text} for subject, text in _MENTIONS.items()],
        "BG-4": _party(truth["seller"]),
        "BG-7": _party(truth["buyer"]),
        "BG-23": [_vat_row(row) for row in truth["vat_breakdown"]],
        "BT-106": float(truth["total_without_vat"]),
        "BT-109": float(truth["total_without_vat"]),
        "BT-110": float(truth["total_vat"]),
        "BT-112": float(truth["total_with_vat"]),
        "BT-115": float(truth["amount_due"]),
    }
    if truth["due_date"]:
        terms["BT-9"] = date.fromisoformat(truth["due_date"])
    if any(row["category"] == "K" for row in truth["vat_breakdown"]):
        terms["BT-72"] = date.fromisoformat(truth["issue_date"])
        buyer = truth["buyer"]
        terms["BG-13"] = {"name": buyer["name"], "country_code": buyer["country"]}
    paid = Decimal(truth["total_with_vat"]) - Decimal(truth["amount_due"])
    if paid:  # or kept back until later, for which there is no term
        terms["BT-113"] = float(paid)
    if truth["iban"]:
        terms |= {"BT-81": "30", "BT-84": truth["iban"]}
    xml: bytes = facturx.generate_cii_xml(
        terms, level="basicwl", check_xsd=False, check_schematron=False
    )
    # factur-x marks the empty delivery as nil, which no XSD of Factur-X allows.
    return _NIL.sub(b"", xml)


def _party(party: dict[str, Any]) -> dict[str, Any]:
    terms = {"name": party["name"], "country_code": party["country"]}
    if party["siret"]:
        terms["identifiers"] = {"0009": party["siret"]}
    if party["siren"]:
        terms |= {"legal_identifier": party["siren"], "legal_identifier_schemeid": "0002"}
    address = (party["siren"], "0225") if party["siren"] else ("post@example.org", "EM")
    terms |= dict(zip(("einvoicing_addr", "einvoicing_addr_schemeid"), address, strict=True))
    if party["vat_id"]:
        terms["vat_identifier"] = party["vat_id"]
    return terms


def _vat_row(row: dict[str, Any]) -> dict[str, Any]:
    category = row["category"] or "S"
    return {
        **({"BT-120": "Exonération de TVA"} if category not in "SZ" else {}),
        "BT-116": float(row["basis"]),
        "BT-117": float(row["amount"]),
        "BT-118": category,
        **({} if category == "O" else {"BT-119": float(row["rate"] or 0)}),
    }


def make_hybrid(pdf: bytes, truth: dict[str, Any]) -> bytes:
    """Return a PDF with the XML of a truth inside."""
    hybrid: bytes = facturx.generate_from_binary(
        pdf, make_xml(truth), flavor="factur-x", level="basicwl", check_xsd=False
    )
    return hybrid


def reprinted(document: Document, name: FieldName, value: str) -> str | None:
    """Return the page's HTML with another value wherever a field stands; None where it does not.

    Args:
        document: As its layout made it.
        name: The field.
        value: Another one, as in the truth; it is written as the page writes the first one.
    """
    old = value_in(document.truth, name)
    texts = [text for text in document.printed.get(name.value, []) if text]
    if old is None or not texts:
        return None
    page = document.html
    for text in texts:
        new = _rewritten(text, old, value)
        if new is None or html.escape(text) not in page:
            return None
        page = page.replace(html.escape(text), html.escape(new))
    return page


def _rewritten(text: str, old: str, new: str) -> str | None:
    """Write a value as a text writes another one, character by character; None where it differs."""
    kept = [index for index, character in enumerate(text) if character.isalnum()]
    if re.sub(r"[\W_]", "", text) != re.sub(r"[\W_]", "", old):
        return None
    fresh = re.sub(r"[\W_]", "", new)
    if len(fresh) != len(kept):
        return None
    characters = list(text)
    for index, character in zip(kept, fresh, strict=True):
        characters[index] = character
    return "".join(characters)


def overpainted(pdf: bytes, boxes: Sequence[Box], text: str) -> bytes:
    """Return a PDF on which a picture of another text covers the boxes; its words are as before.

    Args:
        pdf: The printed page.
        boxes: Where the field stands.
        text: What is painted there.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for box in boxes:
            page = opened.pages[box.page - 1]
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            width, height = right - left, top - bottom
            place = pikepdf.Rectangle(
                left + box.x * width,
                top - (box.y + box.h) * height,
                left + (box.x + box.w) * width,
                top - box.y * height,
            )
            page.add_overlay(_picture(opened, text, box.w * width, box.h * height), place)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def _picture(pdf: pikepdf.Pdf, text: str, width: float, height: float) -> pikepdf.Object:
    """Return a form that shows black words on white, so many points wide and high."""
    size = round(width / 72 * _DPI), round(height / 72 * _DPI)
    image = Image.new("L", size, 255)
    font = ImageFont.truetype(_FONT, round(size[1] * 0.8))
    while font.getlength(text) > size[0] and font.size > 6:
        font = ImageFont.truetype(_FONT, font.size - 1)
    ImageDraw.Draw(image).text((0, size[1] // 2), text, fill=0, font=font, anchor="lm")
    picture = pdf.make_stream(
        image.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )
    return pdf.make_stream(
        f"{width} 0 0 {height} 0 0 cm /P Do".encode(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, width, height],
        Resources={"/XObject": {"/P": picture}},
    )
