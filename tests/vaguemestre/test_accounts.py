"""``firm``, ``dossier`` and ``key``: answers to the letter, refusals in one sentence."""

import re

import pytest

from storage.database import Database
from storage.domain.scopes import DOSSIER_SCOPES, FIRM_SCOPES
from storage.models.firm import ApiKeyRow
from tests.vaguemestre.conftest import SIREN, Dossier, Run


def a_dossier(firm: str, siren: str = SIREN) -> tuple[str, ...]:
    return ("dossier", "add", "--firm", firm, "--name", "Boulangerie Été", "--siren", siren)


def test_a_firm(database: Database, run: Run) -> None:
    answer = run("firm", "add", "Cabinet Été", "--json")
    assert answer.status == 0
    assert answer.stderr == ""
    assert set(answer.json) == {"id", "name"}
    assert re.fullmatch(r"fir_[0-9a-f]{32}", answer.json["id"])
    assert answer.json["name"] == "Cabinet Été"
    assert "Cabinet Été" in answer.stdout


def test_a_firm_for_people(database: Database, run: Run) -> None:
    assert re.fullmatch(
        r"fir_[0-9a-f]{32}  Cabinet Martin\n", run("firm", "add", "Cabinet Martin").stdout
    )


def test_a_dossier(firm: str, run: Run) -> None:
    answer = run(*a_dossier(firm), "--json")
    assert answer.status == 0
    assert set(answer.json) == {"id", "addresses"}
    assert re.fullmatch(r"dos_[0-9a-f]{32}", answer.json["id"])
    assert answer.json["addresses"] == {
        "purchase": "SIREN123456782@mg.firm.example",
        "sale": "SIREN123456782@out.mg.firm.example",
    }


def test_a_dossier_for_people(firm: str, run: Run) -> None:
    shown = run(*a_dossier(firm), "--address", "boulangerie").stdout
    assert "purchases: boulangerie@mg.firm.example\n" in shown
    assert "sales:     boulangerie@out.mg.firm.example\n" in shown


def test_a_second_dossier_with_the_same_siren(firm: str, dossier: Dossier, run: Run) -> None:
    sentence = run(*a_dossier(firm), "--json").refused(1)
    assert "SIREN123456782@mg.firm.example is taken" in sentence
    (free,) = re.findall(r"--address ([\w-]+)", sentence)
    again = run(*a_dossier(firm), "--address", free, "--json")
    assert again.status == 0
    assert again.json["addresses"]["purchase"] == f"{free}@mg.firm.example"
    assert again.json["id"] != dossier.id


def test_a_refused_dossier_leaves_nothing(firm: str, dossier: Dossier, run: Run) -> None:
    other = run("firm", "add", "Autre", "--json").json["id"]
    run(*a_dossier(other), "--json").refused(1)
    assert run(*a_dossier(other), "--address", "autre", "--json").status == 0
    assert run("key", "add", "--firm", other, "--dossier", dossier.id).status == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--siren", "123456789"), "123456789 is not a SIREN"),
        (("--siren", "12345678"), "12345678 is not a SIREN"),
        (("--siren", SIREN, "--address", "a@b"), "a@b cannot be the left side"),
        (("--siren", SIREN, "--address", "a+b"), "a+b cannot be the left side"),
    ],
)
def test_a_wrong_dossier(firm: str, run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    refused = run("dossier", "add", "--firm", firm, "--name", "D", *arguments, "--json")
    assert sentence in refused.refused(1)


def test_a_dossier_of_no_firm(database: Database, run: Run) -> None:
    assert "There is no firm fir_0" in run(*a_dossier("fir_0"), "--json").refused(1)


def scopes_of(database: Database, key_id: str) -> tuple[str, ...]:
    with database.read() as session:
        row = session.get(ApiKeyRow, key_id)
        assert row is not None
        return tuple(row.scopes)


def test_a_key_of_a_firm_may_do_everything(firm: str, database: Database, run: Run) -> None:
    answer = run("key", "add", "--firm", firm, "--json")
    assert answer.status == 0
    assert set(answer.json) == {"id", "secret"}
    assert re.fullmatch(r"key_[0-9a-f]{32}", answer.json["id"])
    assert re.fullmatch(r"vgm_[\w-]{43}", answer.json["secret"])
    assert scopes_of(database, answer.json["id"]) == FIRM_SCOPES


def test_a_key_of_a_dossier(firm: str, dossier: Dossier, database: Database, run: Run) -> None:
    key = run("key", "add", "--firm", firm, "--dossier", dossier.id, "--json").json
    assert scopes_of(database, key["id"]) == DOSSIER_SCOPES


def test_a_key_with_chosen_scopes(firm: str, database: Database, run: Run) -> None:
    chosen = ("--scope", "invoices:read", "--scope", "documents:write")
    key = run("key", "add", "--firm", firm, *chosen, "--json").json
    assert scopes_of(database, key["id"]) == ("invoices:read", "documents:write")


def test_a_key_cannot_have_a_scope_of_another_level(firm: str, dossier: Dossier, run: Run) -> None:
    add = ("key", "add", "--firm", firm)
    assert "invoices:eat" in run(*add, "--scope", "invoices:eat").refused(1)
    of_firms = run(*add, "--dossier", dossier.id, "--scope", "dossiers:write")
    assert "dossiers:write" in of_firms.refused(1)


def test_a_key_to_what_is_not_there(firm: str, run: Run) -> None:
    assert "There is no firm fir_0" in run("key", "add", "--firm", "fir_0").refused(1)
    refused = run("key", "add", "--firm", firm, "--dossier", "dos_0")
    assert "There is no dossier dos_0" in refused.refused(1)
