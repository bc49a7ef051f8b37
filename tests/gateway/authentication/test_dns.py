"""Questions to servers that are right, wrong and silent."""

import pytest

from gateway.authentication.dns import (
    QUESTIONS,
    TXT_BYTES,
    Allowance,
    Lookups,
    Servers,
    SilentError,
    TooManyError,
)
from gateway.authentication.spf import judge_spf
from storage.domain.verdicts import Ground, Result
from tests.gateway.nameserver import BROKEN, LIE, SILENT, NameServer, txt


def test_answers_are_kept() -> None:
    with NameServer({"a.example": txt("x", "y" * 3000)}) as server:
        servers = Servers((server.address,))
        for _ in range(3):
            assert sorted(Lookups(servers).texts("A.example.")) == [b"x", b"y" * 3000]
            assert Lookups(servers).texts("absent.example") == []
        asked = [name for name, _ in server.asked]
    assert asked.count("absent.example") == 1
    assert asked.count("a.example") <= 2, "once by UDP, once by TCP since it is long"


@pytest.mark.parametrize("kind", [SILENT, BROKEN, LIE])
def test_no_proper_answer_is_none_for_now(kind: str) -> None:
    with NameServer({"a.example": kind, "b.example": txt("x")}) as server:
        lookups = Lookups(Servers((server.address,)), seconds=0.3)
        with pytest.raises(SilentError):
            lookups.texts("a.example")
        verdict = judge_spf(
            Lookups(Servers((server.address,)), 0.3), "192.0.2.1", "x@a.example", "h"
        )
        assert (verdict.result, verdict.ground) == (Result.TEMPERROR, Ground.DNS_SILENT)
        assert Lookups(Servers((server.address,))).texts("b.example") == [b"x"]


def test_a_silent_server_is_left_alone_for_a_while() -> None:
    now = [0.0]
    with NameServer({f"{n}.example": SILENT for n in range(9)} | {"b.example": txt("x")}) as server:
        servers = Servers((server.address,), clock=lambda: now[0])
        for n in range(9):
            with pytest.raises(SilentError):
                Lookups(servers, seconds=0.05).texts(f"{n}.example")
        assert len({name for name, _ in server.asked}) == 4
        with pytest.raises(SilentError):
            Lookups(servers).texts("b.example")
        now[0] = 21.0
        assert Lookups(servers).texts("b.example") == [b"x"]


def test_an_allowance_that_is_used_up_lets_through_what_is_known() -> None:
    with NameServer({"a.example": txt("x"), "b.example": txt("y")}) as server:
        servers = Servers((server.address,))
        Lookups(servers).texts("a.example")
        lookups = Lookups(servers, allowance=Allowance(0.0))
        assert lookups.texts("a.example") == [b"x"]
        with pytest.raises(SilentError):
            lookups.texts("b.example")


def test_a_mail_asks_so_much_and_no_more() -> None:
    with NameServer({}) as server:
        lookups = Lookups(Servers((server.address,)))
        for _ in range(QUESTIONS):
            lookups.texts("a.example")
        with pytest.raises(TooManyError):
            lookups.texts("a.example")


@pytest.mark.parametrize("name", ["", ".", "a..b", "a" * 64, "a." * 130, "é.example", "\\"])
def test_what_is_no_name_has_no_records(name: str) -> None:
    with NameServer({}) as server:
        assert Lookups(Servers((server.address,))).texts(name) == []


def test_a_monstrous_record_is_none() -> None:
    with NameServer({"a.example": txt("x" * (TXT_BYTES + 1))}) as server:
        assert Lookups(Servers((server.address,))).texts("a.example") == []
