"""``password``: kept from the standard input, listed without themselves, deleted."""

import io

import pytest

from tests.vaguemestre.conftest import Dossier, Run


def test_a_password_is_kept_listed_and_deleted(
    dossier: Dossier, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Geheim 17!\n"))
    kept = run("password", "add", "--dossier", dossier.id, "--label", "Morvan", "--json")
    assert kept.json["label"] == "Morvan"
    listed = run("password", "list", "--dossier", dossier.id, "--json")
    assert listed.json == {"passwords": [kept.json]}
    assert "Geheim" not in kept.stdout + kept.stderr + listed.stdout + listed.stderr
    assert run("password", "remove", kept.json["id"]).status == 0
    assert run("password", "list", "--dossier", dossier.id, "--json").json == {"passwords": []}
    run("password", "remove", kept.json["id"]).refused(1)


def test_an_unknown_dossier_and_no_password(
    dossier: Dossier, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    run("password", "add", "--dossier", dossier.id).refused(1)
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n"))
    run("password", "add", "--dossier", "dos_none").refused(1)
