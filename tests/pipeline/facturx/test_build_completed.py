"""The derived XML: lines that are completed, and the earlier invoice of a credit note."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.facturx.build import build
from pipeline.facturx.mentions import Mentions
from pipeline.facturx.notes import origin_of
from pipeline.facturx.preceding import Preceding
from storage.domain.invoice import Profile
from tests.pipeline.facturx.invoices import LINES, PURCHASE, N, an_invoice

HALF = replace(LINES[0], quantity=None)


def test_a_line_with_a_total_alone_is_one_lump_sum() -> None:
    lump = replace(LINES[0], quantity=None, unit_price=None)
    built = build(an_invoice(lines=(lump, *LINES[1:])), PURCHASE)
    assert built.profile is Profile.EN16931
    assert built.xml is not None
    assert b'<ram:BilledQuantity unitCode="LS">1</ram:BilledQuantity>' in built.xml


def test_a_price_that_is_not_printed_is_what_the_total_makes() -> None:
    without = tuple(replace(line, unit_price=None) for line in LINES)
    expected, built = build(an_invoice(), PURCHASE), build(an_invoice(lines=without), PURCHASE)
    assert built.xml == expected.xml


def test_a_quantity_that_is_missing_beside_a_price_is_not_made_up() -> None:
    built = build(an_invoice(lines=(HALF, *LINES[1:])), PURCHASE)
    assert built.profile is Profile.BASIC_WL


@pytest.mark.parametrize(
    ("type_code", "preceding", "profile"),
    [
        ("381", Preceding("EARLIER/7", date(2026, 1, 31)), Profile.EN16931),
        ("384", Preceding("EARLIER/7", date(2026, 1, 31)), Profile.EN16931),
        ("381", Preceding("EARLIER/7"), Profile.BASIC_WL),
        ("381", None, Profile.BASIC_WL),
        ("386", None, Profile.EN16931),
    ],
)
def test_a_credit_note_names_the_invoice_that_it_is_about(
    type_code: str, preceding: Preceding | None, profile: Profile
) -> None:
    invoice = an_invoice({N.TYPE_CODE: type_code})
    built = build(invoice, PURCHASE, Mentions(preceding=preceding))
    assert built.profile is profile
    assert (b"EARLIER/7" in (built.xml or b"")) is (preceding is not None)
    assert ("facture antérieure".encode() in (built.xml or b"")) is (preceding is not None)


def test_an_amount_due_that_was_only_computed_is_not_said_to_be_proven() -> None:
    for values, is_said in (({N.AMOUNT_DUE: None}, True), ({}, False)):
        built = build(an_invoice(values), PURCHASE)
        assert built.known is not None
        said = " ".join(origin_of(built.known, Profile.EN16931))
        assert ("net à payer" in said) is is_said
