"""In which country a party is: by the address under its name, wherever the name stands.

In: a sheet, a name. Out: ISO 3166-1 alpha-2. Addresses of the country that a paper comes from bear
no country: it is told by the language, and by what the seller's identifiers say.
"""

from collections.abc import Iterator

from pipeline.reading.countries import country_named, country_of
from pipeline.reading.lines import Sheet, fold
from pipeline.reading.name_texts import Name
from pipeline.reading.names import cells_below
from pipeline.reading.role_words import language_of

_LINES = 8
"""Under a name, in which its address ends."""
_BIG = ("FR", "DE", "ES", "IT")
"""Countries with postcodes of five digits, whose languages papers are written in."""


def country_at(sheet: Sheet, name: Name, usual: str | None) -> str | None:
    """Return the country of the address under or behind a name.

    Args:
        sheet: Where.
        name: Of the party; every place where it stands is looked at.
        usual: The country whose addresses bear no country here; None where nobody knows.
    """
    addresses = list(_addresses(sheet, name))
    for address in addresses:
        for text in address:
            if code := country_named(text):
                return code
    return next(filter(None, (country_of(address, usual) for address in addresses)), None)


def _addresses(sheet: Sheet, name: Name) -> Iterator[list[str]]:
    """Yield the cells of a name's addresses, the one at its chosen place first."""
    yield _address(sheet, name)
    wanted = fold(name.text)
    for line in sheet.lines:
        at = line.folded.find(wanted)
        if at >= 0 and line.index != name.line.index:
            span = line.span(at, at + len(wanted))
            yield _address(sheet, Name(name.text, line, span))


def _address(sheet: Sheet, name: Name) -> list[str]:
    stop = (name.line.folded + "\t").index("\t", name.span.start)
    behind = name.line.folded[name.span.end : stop].strip(" ,")
    below = [text for _, text in cells_below(sheet, name.span, _LINES)]
    return [behind, *below] if behind else below


def home_of(sheet: Sheet) -> str | None:
    """Return the country that a paper's language suggests; None where several are as likely."""
    country = (language_of(sheet.folded) or "").upper()
    return country if country in _BIG else None
