"""Letters and digits that look alike are told apart by their places and the check digits."""

import pytest

from pipeline.reading.look_alikes import mended_ibans, mended_sirens, mended_vat_ids


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("N° TVA FRO7889765640", "FR07889765640"),
        ("TVA FROS672298106 - APE", "FR05672298106"),
        ("P.IVA 1T43083310128", "IT43083310128"),
        ("P.IVA IT 43O833IO128", "IT43083310128"),
        ("BTW-ID NL853172572803", "NL853172572B03"),
        ("BTW-ID NL8531725S2B03", None),
        ("TVA FRO7889765641", None),
        ("TVA FR07889765640", None),
        ("FROBISSOLISZO", None),
    ],
)
def test_vat_ids(text: str, value: str | None) -> None:
    assert [found for found, _, _ in mended_vat_ids(text)] == ([value] if value else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("IBAN IT84 0628 0715 6055 2318 5713 898", "IT84O6280715605523185713898"),
        ("IBAN : FR76 1338 7106 8799 8292 37OO 6O1 BIC", "FR7613387106879982923700601"),
        ("IBAN NL30 KW8L 2439 O482 16", "NL30KWBL2439048216"),
        ("IBAN : FR76 1338 7106 8799 8292 3700 602", None),
        ("IBAN : FR76 1338 7106 8799 8292 3700 6012", None),
    ],
)
def test_accounts(text: str, value: str | None) -> None:
    assert [found for found, _, _ in mended_ibans(text)] == ([value] if value else [])


def test_sirens_bear_a_label() -> None:
    text = "SIRET 67229810600O77 - 672298IO6"
    found = [value for value, _, _ in mended_sirens(text, lambda at: text[:at].endswith("SIRET "))]
    assert found == ["67229810600077"]
