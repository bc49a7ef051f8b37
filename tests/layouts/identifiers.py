"""Random identifiers whose check digits are right.

In: a seeded ``Random``. Out: SIREN, SIRET, VAT numbers, IBAN and BIC as strings without spaces.
Check digits are python-stdnum's; where it can only check, the rule stands here.
"""

import string
from random import Random

from stdnum import iban, luhn
from stdnum.ch import uid
from stdnum.es import ccc
from stdnum.ie import vat as irish_vat
from stdnum.iso7064 import mod_11_10
from stdnum.lu import tva as luxembourg_vat

_BBAN = {
    "FR": "10n13n",
    "DE": "18n",
    "IT": "1a22n",
    "NL": "4a10n",
    "CH": "17n",
    "GB": "4a14n",
    "IE": "4a14n",
    "LU": "16n",
}
"""Form of a country's account numbers: how many digits (n) or letters (a)."""


def digits(rng: Random, count: int) -> str:
    """Return so many random digits, the first one not 0."""
    return str(rng.randint(1, 9)) + "".join(rng.choices(string.digits, k=count - 1))


def letters(rng: Random, count: int) -> str:
    """Return so many random capital letters."""
    return "".join(rng.choices(string.ascii_uppercase, k=count))


def _with_luhn(body: str) -> str:
    return f"{body}{luhn.calc_check_digit(body)}"


def make_siren(rng: Random) -> str:
    return _with_luhn(rng.choice("3456789") + digits(rng, 7))


def make_siret(rng: Random, siren: str) -> str:
    return _with_luhn(siren + f"000{rng.randint(1, 9)}{rng.choice('123456')}"[:4])


def french_vat(siren: str) -> str:
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02}{siren}"


def make_vat_id(rng: Random, country: str) -> str:
    """Return a VAT number of a country other than France; check digits where they are simple."""
    return country + _VAT_BODIES[country](rng)


def _belgian_vat(rng: Random) -> str:
    body = "0" + digits(rng, 7)
    return f"{body}{97 - int(body) % 97:02}"


def _italian_vat(rng: Random) -> str:
    return _with_luhn(digits(rng, 7) + "012")


def _luxembourg_vat(rng: Random) -> str:
    body = digits(rng, 6)
    return f"{body}{luxembourg_vat.calc_check_digits(body)}"


def _british_vat(rng: Random) -> str:
    body = digits(rng, 7)
    total = sum(int(d) * w for d, w in zip(body, range(8, 1, -1), strict=True))
    return f"{body}{97 - total % 97:02}"


def _german_vat(rng: Random) -> str:
    body = digits(rng, 8)
    return f"{body}{mod_11_10.calc_check_digit(body)}"


def _dutch_vat(rng: Random) -> str:
    while True:
        body = digits(rng, 8)
        check = sum(int(d) * w for d, w in zip(body, range(9, 1, -1), strict=True)) % 11
        if check < 10:
            return f"{body}{check}B0{rng.randint(1, 3)}"


def _spanish_vat(rng: Random) -> str:
    body = digits(rng, 7)
    return f"{rng.choice('AB')}{_with_luhn(body)}"


def _irish_vat(rng: Random) -> str:
    body = digits(rng, 7)
    return f"{body}{irish_vat.calc_check_digit(f'{body}H')}H"


def _swiss_vat(rng: Random) -> str:
    while True:
        body = digits(rng, 8)
        check = uid.calc_check_digit(body)
        if len(check) == 1:
            return f"E{body}{check}TVA"


_VAT_BODIES = {
    "BE": _belgian_vat,
    "CH": _swiss_vat,
    "DE": _german_vat,
    "ES": _spanish_vat,
    "GB": _british_vat,
    "IE": _irish_vat,
    "IT": _italian_vat,
    "LU": _luxembourg_vat,
    "NL": _dutch_vat,
}


def make_iban(rng: Random, country: str) -> str:
    """Return an IBAN whose mod 97 is right, and the national check digits of FR, BE, ES, too."""
    if country in _NATIONAL:
        bban = _NATIONAL[country](rng)
    else:
        form = _BBAN[country].removesuffix("n")
        alpha, _, numeric = form.rpartition("a")
        bban = letters(rng, int(alpha or 0)) + digits(rng, int(numeric))
    return f"{country}{iban.calc_check_digits(f'{country}00{bban}')}{bban}"


def _french_bban(rng: Random) -> str:
    bank, branch, account = digits(rng, 5), digits(rng, 5), digits(rng, 11)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    return f"{bank}{branch}{account}{key:02}"


def _belgian_bban(rng: Random) -> str:
    body = rng.choice(("001", "310", "363", "732", "750")) + digits(rng, 7)
    return f"{body}{int(body) % 97 or 97:02}"


def _spanish_bban(rng: Random) -> str:
    bank, account = digits(rng, 8), digits(rng, 10)
    return f"{bank}{ccc.calc_check_digits(f'{bank}00{account}')}{account}"


_NATIONAL = {"FR": _french_bban, "BE": _belgian_bban, "ES": _spanish_bban}


def make_bic(rng: Random, country: str) -> str:
    place = rng.choice(("PP", "2X", "P1", "2A", "LI", "RP"))
    return letters(rng, 4) + country + place + rng.choice(("", "", "XXX", digits(rng, 3)))
