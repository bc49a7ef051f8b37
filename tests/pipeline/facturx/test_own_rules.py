"""What only our own rules object to."""

import pytest

from pipeline.facturx.own_rules import EMPTY_NOTE, LINE_TOTAL, SUBJECTS, check
from pipeline.facturx.xml import parse_xml
from storage.domain.reason import Reason
from tests.samples.make_samples import SAMPLES, make_xml

VALID = make_xml(SAMPLES[0]).decode()
QUANTITY = '<ram:BilledQuantity unitCode="C62">12</ram:BilledQuantity>'
PRICE = "<ram:ChargeAmount>7.45</ram:ChargeAmount>"
SETTLED = "<ram:SpecifiedTradeSettlementLineMonetarySummation>"
ALLOWANCE = (
    "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>{charge}"
    "</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>7.45</ram:ActualAmount>"
    "</ram:SpecifiedTradeAllowanceCharge>"
)


def _with(*changes: tuple[str, str]) -> str:
    text = VALID
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def _quantity(number: str) -> tuple[str, str]:
    return QUANTITY, QUANTITY.replace(">12<", f">{number}<")


def _entry(charge: str) -> tuple[str, str]:
    return SETTLED, ALLOWANCE.format(charge=charge) + SETTLED


def _note(text: str) -> tuple[str, str]:
    return "Pas d'escompte pour paiement anticipé.", text


PER_HUNDRED = (PRICE, PRICE.replace("7.45", "745") + "<ram:BasisQuantity>100</ram:BasisQuantity>")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (VALID, []),
        (_with(_quantity("13")), [LINE_TOTAL]),
        (_with(_quantity("12.001")), []),
        (_with(_quantity("12.003")), [LINE_TOTAL]),
        (_with((QUANTITY, "")), []),
        (_with(PER_HUNDRED), []),
        (_with(_quantity("13"), _entry("false")), []),
        (_with(_quantity("11"), _entry("true")), []),
        (_with(_quantity("11"), _entry("1")), []),
        (_with(_quantity("11"), _entry("false")), [LINE_TOTAL]),
        (_with(_note(" ")), [EMPTY_NOTE]),
        (_with(_note("Néant.")), []),
    ],
)
def test_oddities(text: str, rules: list[str]) -> None:
    root = parse_xml(text.encode())
    assert not isinstance(root, Reason)
    found = list(check(root))
    assert [rule for rule, _, _ in found] == rules
    assert all(location.startswith("/rsm:CrossIndustryInvoice/") for _, location, _ in found)
    assert SUBJECTS.keys() >= {rule for rule, _, _ in found}
