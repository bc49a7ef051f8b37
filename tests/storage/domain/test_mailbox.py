"""Addresses: case, tags, hosts, and which left sides a mailbox may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.mailbox import (
    Address,
    Direction,
    default_local_part,
    host_for,
    is_local_part,
    parse_address,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SIREN123456782@mg.Example.FR", Address("siren123456782", "", "mg.example.fr")),
        ("siren1+Tag+More@mg.example.fr.", Address("siren1", "Tag+More", "mg.example.fr")),
        ("a@b@mg.example.fr", Address("a@b", "", "mg.example.fr")),
        (" a@b ", Address("a", "", "b")),
        ("a+@b", Address("a", "", "b")),
        ("+tag@b", None),
        ("@b", None),
        ("a@", None),
        ("a@.", None),
        ("a", None),
        ("", None),
    ],
)
def test_parse(text: str, expected: Address | None) -> None:
    assert parse_address(text) == expected


@given(st.from_regex(r"\A[A-Za-z0-9.-]{1,20}\Z"), st.text(st.characters(codec="ascii"), max_size=9))
def test_tag_and_case_never_change_the_mailbox(local: str, tag: str) -> None:
    tagged = parse_address(f"{local.swapcase()}+{tag}@MG.example.fr")
    assert tagged is not None
    assert tagged.mailbox == f"{local.lower()}@mg.example.fr"
    assert tagged.tag == tag


@pytest.mark.parametrize(
    ("direction", "host"),
    [(Direction.PURCHASE, "mg.example.fr"), (Direction.SALE, "out.mg.example.fr")],
)
def test_each_direction_has_a_host(direction: Direction, host: str) -> None:
    assert host_for(direction, "Example.FR") == host


def test_default_left_side() -> None:
    assert default_local_part("123456782") == "SIREN123456782"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("SIREN123456782", True),
        ("client-2.paris", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("a+b", False),
        ("a@b", False),
        ("a b", False),
        ("a\n", False),
        ("a\0", False),
        (".a", False),
        ("a.", False),
        ("a..b", False),
        ("é", False),
        ('"a"', False),
        ("", False),
        ("Postmaster", False),
        ("postmaster2", True),
    ],
)
def test_left_sides(text: str, is_one: bool) -> None:
    assert is_local_part(text) is is_one
