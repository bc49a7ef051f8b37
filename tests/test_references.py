"""Every RFC, term and rule that the code cites is one that exists, and is cited the one way.

The lists stand in `tests/references`: whoever cites something new looks it up and adds it there.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_packaging import PACKAGES, ROOT

LISTS = ROOT / "tests" / "references"

# A citation may be broken over two lines, also of a comment.
_GAP = r"(?:[ \t]|\n[ \t]*(?:#[ \t]*)?)+"
_RFC = re.compile(rf"\bRFC{_GAP}(\d+)\b")
_TERM = re.compile(r"\b(B[TG]-\d+)\b")
_RULE = re.compile(r"\b(BR-(?:[A-Z]+-)*\d+(?:-\d+)?)\b")
_OTHER_WAYS = re.compile(
    rf"\bRFC-?\d+|\bRFC{_GAP}\d+,?{_GAP}(?i:sec(?:tion|\.))"
    r"|\bB[TG][ _]?\d+\b|\bBR[ _][A-Z]{1,3}[ _]\d+\b"
)


def listed(name: str) -> set[str]:
    """Return the first word of every line of a list that is not a comment."""
    lines = (LISTS / name).read_text().splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


RFCS, TERMS, RULES = listed("rfc.txt"), listed("en16931.txt"), listed("rules.txt")


def wrong_citations(text: str) -> Iterator[tuple[int, str]]:
    """Yield line, 1-based, and text of what is not in the lists or not in the one form."""
    for pattern, known in ((_RFC, RFCS), (_TERM, TERMS), (_RULE, RULES)):
        for found in pattern.finditer(text):
            if found[1] not in known:
                yield _line(text, found), " ".join(found[0].split())
    for found in _OTHER_WAYS.finditer(text):
        yield _line(text, found), f"{' '.join(found[0].split())} (cite: RFC 5321 §4.1, BT-1, BR-1)"


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_the_code_cites_what_exists() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {citation}"
        for path in sources()
        for line, citation in wrong_citations(path.read_text())
    ]
    assert not wrong, "not in tests/references:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "RFC 5321 §4.5.3.1.8 and RFC 9110",
        "BT-30, BG-25/BT-129, BR-CO-15, BR-FR-05, BR-54-1, all of BR-FR",
        "# RFC\n    # 5321",
        "PREFIX_BT = 1; message/rfc822; HTTP 404",
    ],
)
def test_good_citations(text: str) -> None:
    assert list(wrong_citations(text)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("RFC 99999", 1),
        ("\n\nsee RFC 821", 3),
        ('"""As in RFC\n    12345."""', 1),
        ("# RFC\n# 12345", 1),
        ("RFC5321", 1),
        ("RFC-5321", 1),
        ("RFC 5321, section 4", 1),
        ("\nBT-4", 2),
        ("BT-999", 1),
        ("BG-33", 1),
        ("BG25", 1),
        ("BR-CO-99", 1),
        ("BR-FR-99", 1),
    ],
)
def test_wrong_citations(text: str, line: int) -> None:
    assert [at for at, _ in wrong_citations(text)] == [line]


@pytest.mark.parametrize("name", ["rfc.txt", "en16931.txt", "rules.txt"])
def test_the_lists_name_nothing_twice(name: str) -> None:
    lines = (LISTS / name).read_text().splitlines()
    assert len(listed(name)) == len([line for line in lines if line and not line.startswith("#")])
