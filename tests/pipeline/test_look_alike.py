"""Domains that imitate those of known suppliers, and 1,000 real ones that imitate none."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.look_alike import imitated

HERE = Path(__file__).parent
SUPPLIERS = (HERE / "supplier_domains.txt").read_text().split()
"""200 as small suppliers choose them; nobody's on purpose."""
REAL = (HERE / "real_domains.txt").read_text().split()
"""1,000 of firms that many suppliers' customers buy from."""

_LETTERS = dict(zip("aceiopsxyjhdklmnrtuvw0", "асеіорѕхујһԁκӏмпгтυνԝо", strict=True))
"""Cyrillic and Greek ones that look like Latin ones."""
_DIGITS = {"o": "0", "l": "1", "i": "1", "s": "5", "e": "3", "m": "rn", "w": "vv", "d": "cl"}
_AROUND = ("facturation", "compta", "paiement", "factures", "france", "groupe", "service", "pro")


def at_random(label: str, change: Callable[[str, int], str]) -> str:
    """Change a label at a place of its own, the first letter apart."""
    rng = random.Random(label)
    places = [n for n in range(1, len(label) - 1) if change(label, n) != label]
    return change(label, rng.choice(places)) if places else change(label, 0)


def swap(label: str, n: int) -> str:
    return label[:n] + label[n + 1] + label[n] + label[n + 2 :]


def drop(label: str, n: int) -> str:
    return label[:n] + label[n + 1 :]


def double(label: str, n: int) -> str:
    return label[: n + 1] + label[n:]


def foreign(label: str, n: int) -> str:
    return label[:n] + _LETTERS.get(label[n], label[n]) + label[n + 1 :]


def digit(label: str, n: int) -> str:
    return label[:n] + _DIGITS.get(label[n], label[n]) + label[n + 1 :]


def hyphen(label: str, n: int) -> str:
    return label.replace("-", "") if "-" in label else f"{label[: n + 1]}-{label[n + 1 :]}"


def accent(label: str, n: int) -> str:
    return (
        label[:n]
        + {"e": "é", "a": "à", "i": "ï", "o": "ö", "u": "ü"}.get(label[n], label[n])
        + label[n + 1 :]
    )


def variants(domain: str) -> Iterator[tuple[str, str]]:
    """Yield imitations of a domain, each with what was done."""
    label, _, suffix = domain.partition(".")
    for change in (swap, drop, double, foreign, digit, hyphen, accent):
        yield change.__name__, f"{at_random(label, change)}.{suffix}"
    word = random.Random(domain).choice(_AROUND)
    yield "suffix", f"{label}-{word}.{suffix}"
    yield "suffix without hyphen", f"{label}{word}.{suffix}"
    yield "prefix", f"{word}-{label}.{suffix}"
    yield "other suffix", f"{label}.{'com' if suffix != 'com' else 'fr'}"
    yield "suffix and top", f"{label}-{word}.{'com' if suffix != 'com' else 'net'}"
    if len(label) > 4:
        yield "below a stranger", f"{label}.{suffix}.securemail.example.org"


def as_mailed(domain: str) -> str:
    """Return a domain as a header's is compared: in A-labels."""
    return domain.encode("idna").decode() if not domain.isascii() else domain


def test_imitations_of_200_suppliers_are_told() -> None:
    known = frozenset(SUPPLIERS)
    assert len(known) == 200
    missed: dict[str, list[str]] = {}
    count = 0
    for domain in SUPPLIERS:
        for how, shown in variants(domain):
            if as_mailed(shown) in known:
                continue
            count += 1
            if imitated(as_mailed(shown), {domain}) is None:
                missed.setdefault(how, []).append(shown)
    told = 1 - sum(map(len, missed.values())) / count
    assert told >= 0.98, missed


def test_real_domains_imitate_none() -> None:
    assert len(set(REAL)) == 1000
    told = {domain: seen for domain in REAL if (seen := imitated(domain, SUPPLIERS))}
    assert len(told) < 5, told


@pytest.mark.parametrize(
    ("shown", "known", "told"),
    [
        ("acme.fr", "acme.fr", None),
        ("mail.acme.fr", "acme.fr", None),
        ("acme.co.uk", "acme.fr", "acme.fr"),
        ("acme.co.uk", "other.co.uk", None),
        ("xn--e1awd7f.com", "acme.fr", None),
        ("", "acme.fr", None),
        ("localhost", "acme.fr", None),
        ("x" * 300 + ".fr", "acme.fr", None),
        ("morvan.fr.mailer.example", "mail.morvan.fr", "morvan.fr"),
        ("rnorvan.fr", "morvan.fr", "morvan.fr"),
        ("sfa.fr", "sfr.fr", None),
        ("dupont.fr", "durand.fr", None),
    ],
)
def test_what_imitates_what(shown: str, known: str, told: str | None) -> None:
    assert imitated(shown, {known}) == told
