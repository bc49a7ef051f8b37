"""For which fields does a page say something else than the XML that came with it?

In: the fields of the XML, with `Witness.PAGE` where `confirm_by_page` found the value on the pages,
and the fields that were read of the pages, with levels. Out: the fields that differ. The pages are
what their picture shows: `pipeline.stages.read` has put what it recognised in the place of a text
layer that says otherwise.

A false alarm stops an honest invoice, a missed difference pays a thief. So a value that the pages
show nowhere is held against whatever the reader took for the field; one that they do show
somewhere, only against a reading that more than its own place speaks for.
"""

from collections.abc import Iterator

from pipeline.reading.lines import compact, sheet_of
from pipeline.reading.painted_over import painted_over
from pipeline.reading.printed import printed_otherwise
from pipeline.reading.printed_identifiers import other_identifiers, siren_in
from pipeline.reading.words import Page
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.iban import parse_iban
from storage.domain.invoice import AMOUNTS, CORE_TOTALS, DATES, FieldName, Invoice
from storage.domain.money import CENT, parse_amount

_DAYS = (FieldName.ISSUE_DATE, FieldName.DUE_DATE)
_SELLERS = (FieldName.SELLER_SIREN, FieldName.SELLER_SIRET, FieldName.SELLER_VAT_ID)
_BUYERS = (FieldName.BUYER_SIREN, FieldName.BUYER_SIRET, FieldName.BUYER_VAT_ID)
_IDENTIFIERS = (*_SELLERS, *_BUYERS)
_VAT_ID_OF = {
    FieldName.SELLER_SIREN: FieldName.SELLER_VAT_ID,
    FieldName.BUYER_SIREN: FieldName.BUYER_VAT_ID,
}
COMPARED = (
    FieldName.NUMBER,
    *_DAYS,
    *CORE_TOTALS,
    FieldName.AMOUNT_DUE,
    *_IDENTIFIERS,
    FieldName.IBAN,
)
"""The fields that are compared, in the order of the answer."""

_DIRECT_DEBITS = {"49", "59"}
"""Codes of UNTDID 4461."""
_WITNESSED = {Level.PROVEN, Level.CORROBORATED}
_CHECKS = {Witness.CHECK_DIGITS, Witness.KINSHIP}
_LEAST_NUMBER = 5
"""Characters of a number that has to stand on the pages: shorter ones are not looked for."""
_LOOK_ALIKE = str.maketrans("oilsbz", "011582")
"""Letters that look like digits when they were recognised, as these digits."""


def differing(xml: Invoice, page: Invoice, pages: tuple[Page, ...] = ()) -> dict[FieldName, str]:
    """Return what the pages say, for the fields for which it is something else than the XML says.

    Args:
        xml: Values of the XML, with `Witness.PAGE` where the pages show them. What a person
            ``confirmed`` differs from nothing.
        page: What was read of the pages, with levels.
        pages: The words of the pages.
    """
    found = dict(_differing(xml, page, pages))
    sheet = sheet_of(pages)
    further = (
        *printed_otherwise(xml, page, sheet),
        *other_identifiers(xml, sheet),
        *painted_over(xml, pages, COMPARED),
    )
    for name, value in further:
        if xml.fields[name].level is not Level.CONFIRMED:
            found[name] = found.get(name) or value
    without_vat, with_vat = FieldName.TOTAL_WITHOUT_VAT, FieldName.TOTAL_WITH_VAT
    if xml.value(without_vat) == xml.value(with_vat) is not None:
        for one, other in ((without_vat, with_vat), (with_vat, without_vat)):
            if one in found:  # without VAT one amount is printed for both
                found[other] = found.get(other) or found[one]
    return {name: found[name] for name in COMPARED if name in found}


def _differing(
    xml: Invoice, page: Invoice, pages: tuple[Page, ...]
) -> Iterator[tuple[FieldName, str]]:
    for name in COMPARED:
        stated, seen = xml.fields.get(name), page.fields.get(name)
        if stated is None or stated.level is Level.CONFIRMED:
            continue
        if name is FieldName.IBAN:
            if others := _accounts_elsewhere(xml, page, pages):
                yield name, others[0]
            continue
        if _is_nowhere(name, stated, seen, page):
            yield name, ""
        if seen is None or _is_same(name, stated, seen):
            continue
        if Witness.PAGE in stated.witnesses and not _is_part(name, stated, xml):
            differs = _outweighs(name, stated, seen, page)
        else:
            differs = _speaks(name, seen, xml) and not _is_of_another(name, seen, xml)
        if differs:
            yield name, seen.value


def _is_nowhere(name: FieldName, stated: Field, seen: Field | None, page: Invoice) -> bool:
    """Tell whether the pages lack a value that every invoice prints.

    Totals that others make, without standing anywhere themselves, were printed as something else;
    a number or an issue date is missing where all words are certain, and no other one was found.
    """
    if Witness.PAGE in stated.witnesses:
        return False
    if name in {FieldName.TOTAL_WITHOUT_VAT, FieldName.TOTAL_WITH_VAT}:
        return seen is not None and not seen.boxes and _is_same(name, stated, seen)
    is_typed = all(field.source is Source.PDF_TEXT for field in page.fields.values())
    if seen is not None or not is_typed or FieldName.TOTAL_WITH_VAT not in page.fields:
        return False
    if name is FieldName.ISSUE_DATE:  # other days show that the form of them is known
        return not DATES.isdisjoint(page.fields)
    return name is FieldName.NUMBER and len(compact(stated.value)) >= _LEAST_NUMBER


def _accounts_elsewhere(xml: Invoice, page: Invoice, pages: tuple[Page, ...]) -> list[str]:
    """Return the accounts that the pages have, where none of them is one of the XML's.

    Of several accounts any may be the one to pay to, unless a picture says otherwise than its text.
    By direct debit nobody pays to an account, and the pages may show the buyer's own.
    """
    seen = [account for account in page.accounts if parse_iban(account)]
    stated = {*xml.accounts, xml.value(FieldName.IBAN)}
    others = [account for account in seen if account not in stated]
    if xml.value(FieldName.PAYMENT_MEANS) in _DIRECT_DEBITS:
        return []
    is_replaced = any(it.differs for it in pages)
    return others if is_replaced or len(others) == len(seen) else []


def _is_of_another(name: FieldName, seen: Field, xml: Invoice) -> bool:
    """Tell whether an identifier is the other party's: then the right one was not recognised."""
    return name in _IDENTIFIERS and any(
        seen.value == xml.value(other) for other in _IDENTIFIERS if other is not name
    )


def _is_part(name: FieldName, stated: Field, xml: Invoice) -> bool:
    """Tell whether the pages show a SIREN only inside the same party's VAT id (« FR44 732829320 »).

    Beside it another SIREN may be printed, which is then what the pages say.
    """
    vat_id = xml.fields.get(_VAT_ID_OF[name]) if name in _VAT_ID_OF else None
    return vat_id is not None and any(
        one.page == other.page and other.holds_middle_of(one)
        for one in stated.boxes
        for other in vat_id.boxes
    )


def _is_same(name: FieldName, stated: Field, seen: Field) -> bool:
    if name in AMOUNTS:  # a credit note may print its amounts with a minus
        one, other = parse_amount(stated.value), parse_amount(seen.value)
        return one is not None and other is not None and abs(abs(one) - abs(other)) < CENT
    one_text, other_text = compact(stated.value), compact(seen.value)
    if name in {FieldName.SELLER_VAT_ID, FieldName.BUYER_VAT_ID}:
        # Without its country, or with the Swiss word for VAT behind it, it is still the same.
        longer, shorter = sorted((one_text, other_text), key=len, reverse=True)
        if shorter and shorter in {longer[2:], longer[:-3]}:
            return True
    if seen.source is Source.OCR:
        one_text, other_text = (t.translate(_LOOK_ALIKE) for t in (one_text, other_text))
    return one_text == other_text


def _speaks(name: FieldName, seen: Field, xml: Invoice) -> bool:
    """Tell whether what was read weighs more than a value that the pages show nowhere."""
    is_labelled = Witness.LABEL in seen.witnesses
    if name in _IDENTIFIERS:
        return seen.level is Level.PROVEN or _is_of_kin(name, seen, xml)
    if name in {FieldName.DUE_DATE, FieldName.AMOUNT_DUE}:  # these are also reckoned
        return is_labelled or seen.level is Level.PROVEN
    if name in AMOUNTS:
        return seen.level is not Level.GUESSED
    return seen.source is Source.PDF_TEXT or is_labelled or seen.level in _WITNESSED


def _is_of_kin(name: FieldName, seen: Field, xml: Invoice) -> bool:
    """Tell whether an identifier is the party's to which the XML gives another one of its kind.

    Middlemen print identifiers, too. It is the party's where it carries the SIREN of others that
    page and XML have, or stands on a line with one of them. Where the page shows none of those
    that the XML gives the party, it is another one's all the same.
    """
    party = name.value.partition(".")[0]
    kin = [
        xml.fields[it]
        for it in _IDENTIFIERS
        if it is not name and it.value.startswith(f"{party}.") and it in xml.fields
    ]
    shown = [field for field in kin if Witness.PAGE in field.witnesses]
    if not shown:  # a buyer's are often left out, and a middleman's stand beside its name
        is_checked = not _CHECKS.isdisjoint(seen.witnesses)
        return seen.source is Source.PDF_TEXT and is_checked and name in _SELLERS
    own = siren_in(seen.value)
    return any(
        (own is not None and siren_in(field.value) == own) or _is_beside(seen, field)
        for field in shown
    )


def _is_beside(one: Field, other: Field) -> bool:
    """Tell whether two values stand on one line."""
    return any(
        a.page == b.page and abs(a.y + a.h / 2 - b.y - b.h / 2) < min(a.h, b.h) / 2
        for a in one.boxes
        for b in other.boxes
    )


def _outweighs(name: FieldName, stated: Field, seen: Field, page: Invoice) -> bool:
    """Tell whether a reading weighs more than a value that stands somewhere on the pages, too."""
    if seen.level in _WITNESSED:
        return True
    others = (page.fields[it].value for it in page.fields if it is not name)
    return (
        name in {FieldName.NUMBER, *_DAYS}
        and Witness.LABEL in seen.witnesses
        and stated.value in others
    )
