"""Countries of addresses: by name in eight languages, by postcode, else the usual one."""

import pytest

from pipeline.reading.countries import country_named, country_of


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("france", "FR"),
        ("59800 lille, france", "FR"),
        ("75011 paris france", "FR"),
        ("land: deutschland", "DE"),
        ("pays-bas", "NL"),
        ("verenigd koninkrijk", "GB"),
        ("06000 nice, de", "DE"),
        ("air france", None),
        ("10125 torino (to)", None),
        ("rue de belgique", None),
    ],
)
def test_a_country_stands_alone_or_behind_a_town(text: str, country: str | None) -> None:
    assert country_named(text) == country


@pytest.mark.parametrize(
    ("address", "country"),
    [
        (("am muhlbach 7", "d-80331 munchen"), "DE"),
        (("kundenstr. 15", "de 13351 berlin"), "DE"),
        (("mill lane 2", "london se1 9gf"), "GB"),
        (("kerkstraat 171", "1017 pt amsterdam"), "NL"),
        (("via roma 1", "10125 torino (to)"), "IT"),
        (("12 rue haute", "31000 toulouse cedex 2"), "FR"),
        (("grand parade 1", "cork t12 x8pr"), "IE"),
        (("12 rue haute", "35000 rennes"), "ES"),
        (("12 rue haute", "3500 rennes"), None),
    ],
)
def test_a_postcode_tells_the_country_or_is_of_the_usual_one(
    address: tuple[str, ...], country: str | None
) -> None:
    assert country_of(address, "ES") == country
