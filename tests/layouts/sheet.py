"""One page in the making: prints facts and keeps account of what it printed.

In: ``Facts``, a ``Style`` and a seeded ``Random``. Out: pieces of HTML, and ``printed``: for every
field of the truth the texts that the page shows. ``visible`` of the truth is made from it, so a
layout cannot claim what it does not print.
"""

import base64
import io
import re
from datetime import date
from decimal import Decimal
from html import escape
from random import Random
from typing import TypeVar

from PIL import Image, ImageDraw, ImageFont

from tests.layouts import formats
from tests.layouts.facts import Facts, Line, VatRow
from tests.layouts.formats import Style
from tests.layouts.parties import COUNTRIES, Party
from tests.layouts.wording import WORDING

T = TypeVar("T")
_EURO = re.compile("euros?|EUR|€")


class Sheet:
    """Facts on their way to paper.

    Attributes:
        facts: What may be printed.
        style: How.
        rng: For choices of the layout.
        printed: Field name to the texts printed for it.
    """

    def __init__(self, facts: Facts, style: Style, rng: Random) -> None:
        self.facts = facts
        self.style = style
        self.rng = rng
        self.printed: dict[str, list[str]] = {}
        self._words: dict[str, str] = {}

    def pick(self, *options: T) -> T:
        return self.rng.choice(options)

    def maybe(self, chance: float = 0.5) -> bool:
        return self.rng.random() < chance

    def say(self, key: str) -> str:
        """Return the document's word for something, in its language, as HTML."""
        return escape(self._word(key))

    def _word(self, key: str) -> str:
        if key not in self._words:
            words = WORDING[self.facts.profile.dialect or self.facts.profile.lang]
            own = f"{key}_credit"
            credit = self.facts.type_code == "381" and own in words
            self._words[key] = self.rng.choice(words[own if credit else key])
        return self._words[key].replace("{c}", self.facts.profile.currency)

    def show(self, field: str, text: str) -> str:
        """Print a text for a field of the truth."""
        self.printed.setdefault(field, []).append(text)
        return f'<span class="v">{escape(text)}</span>'

    def title(self) -> str:
        key = {"381": "credit", "386": "deposit"}.get(self.facts.type_code, "invoice")
        return self.show("type_code", self._word(key))

    def number(self) -> str:
        return self.show("number", self.facts.number)

    def date_of(self, field: str = "issue_date") -> str:
        value: date = getattr(self.facts, field)
        return self.show(field, self.day(value))

    def day(self, value: date) -> str:
        """Print a date that is not in the truth."""
        return formats.day(self.style, value)

    def amount(self, value: Decimal, bare: bool = True) -> str:
        """Print an amount that is not in the truth; negative on some credit notes."""
        signed = -value if self.facts.negative else value
        if bare:
            return formats.number(self.style, signed)
        return formats.money(self.style, signed, self.facts.profile.currency)

    def total(self, field: str, bare: bool = False) -> str:
        """Print a total of the truth, with the issuer's form of currency unless ``bare``."""
        text = self.amount(getattr(self.facts, field), bare)
        code = self.facts.profile.currency
        if formats.SIGNS[code] in text or code in text:
            self.show("currency", text)
        return self.show(field, text)

    def currency_note(self) -> str:
        """Print in what currency the amounts are; the wordings name the euro."""
        text, currency = self._word("currency"), self.facts.profile.currency
        return self.show("currency", text if currency == "EUR" else _EURO.sub(currency, text))

    def rate(self, value: Decimal) -> str:
        return formats.rate(self.style, value)

    def party(self, who: str) -> Party:
        party: Party = getattr(self.facts, who)
        return party

    def name(self, who: str) -> str:
        return self.show(f"{who}.name", self.party(who).name)

    def siren(self, who: str) -> str:
        siren = self.party(who).siren
        return self.show(f"{who}.siren", self._grouped(siren, 3)) if siren else ""

    def siret(self, who: str) -> str:
        """Print a SIRET, which shows the SIREN, too."""
        party = self.party(who)
        if not party.siret:
            return ""
        self.show(f"{who}.siren", self._grouped(party.siren, 3))
        return self.show(f"{who}.siret", self._grouped(party.siret, 3, 3, 3, 5))

    def vat_id(self, who: str) -> str:
        return self.show(f"{who}.vat_id", self.vat_text(self.party(who).vat_id))

    def vat_text(self, value: str) -> str:
        if value.startswith("CHE"):
            return f"CHE-{value[3:6]}.{value[6:9]}.{value[9:12]} {value[12:]}"
        if value.startswith("BE") and self.style.grouped_ids:
            return f"BE {value[2:6]}.{value[6:9]}.{value[9:]}"
        return self._grouped(value, 2, 2, 3) if value.startswith("FR") else value

    def iban(self) -> str:
        grouped = formats.groups_of(self.facts.iban, 4)
        return self.show("iban", grouped if self.style.grouped_iban else self.facts.iban)

    def bic(self) -> str:
        return self.show("bic", self.facts.bic)

    def country(self, who: str) -> str:
        country = self.party(who).country
        name = COUNTRIES[self.facts.profile.lang].get(country, country)
        return self.show(f"{who}.country", name)

    def _grouped(self, text: str, *sizes: int) -> str:
        return formats.groups_of(text, *sizes) if self.style.grouped_ids else text

    def cell(self, line: Line, column: str) -> str:
        """Print one cell of a line; its total counts as showing the line."""
        match column:
            case "qty":
                text = formats.quantity(self.style, line.quantity)
            case "price" | "price_gross":
                text = self._price(line)
            case "disc":
                text = self.rate(line.discount) if line.discount else ""
            case "rate":
                text = self.rate(line.rate)
            case "delivery":
                text = self.day(self.facts.delivery_date)
            case "total" | "total_gross":
                text = self.show("lines", self.amount(line.total))
            case _:
                text = escape({"name": line.name, "ref": line.reference, "unit": line.unit}[column])
        return text

    def _price(self, line: Line) -> str:
        places = max(2, -int(line.unit_price.as_tuple().exponent))
        price = -line.unit_price if self.facts.negative else line.unit_price
        return formats.number(self.style, price, places)

    def vat_row(self, row: VatRow) -> tuple[str, str, str]:
        """Print rate, basis and VAT of one rate; a single row is the total, too."""
        text = self.rate(row.rate), self.amount(row.basis), self.amount(row.amount)
        for part in text:
            self.show("vat_breakdown", part)
        if len(self.facts.vat) == 1:
            self.show("total_vat", text[2])
        return text

    def logo(self, text: str, colour: str, serif: bool = False) -> str:
        """Draw a text as a picture, as logos are: no text layer holds it."""
        face = ImageFont.truetype(
            "LiberationSerif-Italic.ttf" if serif else "LiberationSans-Bold.ttf", 64
        )
        left, top, right, bottom = face.getbbox(text)
        picture = Image.new("RGB", (int(right - left) + 20, int(bottom - top) + 20), "white")
        ImageDraw.Draw(picture).text((10 - left, 10 - top), text, fill=colour, font=face)
        file = io.BytesIO()
        picture.save(file, "PNG")
        data = base64.b64encode(file.getvalue()).decode()
        return f'<img class="logo" src="data:image/png;base64,{data}">'
