"""The currency of an invoice (BT-5): the one that is printed, or the seller's.

In: a sheet, and the country of the seller (BT-40). Out: the field.
Rules: directive 2006/112/EC, art. 230: VAT is stated in the currency of the seller's country, so
where no other is named the amounts are in it.
"""

from dataclasses import replace

from pipeline.reading.lines import Sheet
from pipeline.reading.values import currencies_in
from storage.domain.field import Field, Level, Witness
from storage.domain.invoice import FieldName

_EURO = frozenset({
    "AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PT", "SI", "SK",
})  # fmt: skip
"""Countries whose currency is the euro."""


def find_currency(sheet: Sheet, country: Field | None) -> dict[FieldName, Field]:
    """Return the first currency that is printed; without one, the euro where it is the seller's."""
    for line in sheet.lines:
        for found in currencies_in(line.folded):
            boxes = line.boxes(found.start, found.end)
            field = Field(found.code, Level.READ, line.page.source, boxes, (Witness.LABEL,))
            return {FieldName.CURRENCY: field}
    if country is None or country.level is Level.GUESSED or country.value not in _EURO:
        return {}
    return {FieldName.CURRENCY: replace(country, value="EUR", witnesses=(Witness.KINSHIP,))}
