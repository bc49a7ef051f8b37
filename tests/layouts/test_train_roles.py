"""What the fit of roles is made of: who is who on a page, and what is chosen without the seller."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading import roles
from pipeline.reading.odds import models_in
from tests.layouts import role_basis
from tests.layouts.train import as_text
from tests.layouts.train_roles import Paper, fit_roles, paper_of
from tests.pipeline.reading.papers import INVOICE, a_sheet

SELLER, BUYER = "732829320", "123456782"
TRUTH: dict[str, Any] = {"seller": {"siren": SELLER}, "buyer": {"siren": BUYER}}


def a_paper(*more: str) -> Paper:
    paper = paper_of(a_sheet(*INVOICE, *more), TRUTH, "1.pdf", "a")
    assert paper
    return paper


def test_the_truth_says_who_is_who() -> None:
    known = {p.group.key: (p.sells, p.buys) for p in a_paper("RCS Lyon 552 100 554").persons}
    assert known == {SELLER: (True, False), BUYER: (False, True), "552100554": (False, False)}


def test_a_page_that_its_buyer_wrote_teaches_nothing() -> None:
    assert paper_of(a_sheet(*INVOICE, "Autofacturation"), TRUTH, "1.pdf", "a") is None


def test_a_truth_without_identifiers_teaches_nothing() -> None:
    assert paper_of(a_sheet(*INVOICE), {"seller": {"name": "Ateliers"}}, "1.pdf", "a") is None


def test_what_is_chosen_without_the_seller_is_wrong() -> None:
    third = a_paper("Capital de 9 000 € - RCS Lyon 552 100 554")
    papers = [replace(third, document=f"{n}.pdf", family=str(n % 4)) for n in range(40)]
    choice = fit_roles(papers)["choice"]
    assert (choice["examples"], choice["wrong_examples"]) == (80, 40)
    assert choice["first_choices"] == 40  # the others taught what the third one is
    assert choice["first_choices_certain_but_wrong"] == 0


def test_a_page_without_an_identifier_of_its_seller_teaches_what_is_wrong() -> None:
    truth = {"seller": {"siren": "552100554"}, "buyer": {"siren": BUYER}}
    silent = paper_of(a_sheet(*INVOICE), truth, "1.pdf", "a")
    assert silent
    papers = [replace(silent, document=f"s{n}.pdf", family=f"s{n % 4}") for n in range(20)]
    papers += [replace(a_paper(), document=f"{n}.pdf", family=str(n % 4)) for n in range(20)]
    choice = fit_roles(papers)["choice"]
    assert choice["wrong_examples"] == 20
    assert choice["first_choices"] == 40
    assert choice["first_choices_certain_but_wrong"] == 0


def test_what_is_shipped_is_what_the_script_writes() -> None:
    assert as_text(fit_roles(role_basis.kept())) == roles.FILE.read_text(encoding="utf-8")


def test_what_is_kept_is_seen_by_the_reader_of_today() -> None:
    seen = a_paper().persons[0].traits
    assert list(role_basis.kept()[0].persons[0].traits) == list(seen)
    assert list(models_in(roles.FILE)["seller"].weights) == list(seen)


def test_kept_papers_are_the_same_papers(tmp_path: Path) -> None:
    papers = [a_paper("Capital de 9 000 € - RCS Lyon 552 100 554")]
    for name in ("1.gz", "2.gz"):
        role_basis.keep(papers, tmp_path / name)
    assert (tmp_path / "1.gz").read_bytes() == (tmp_path / "2.gz").read_bytes()
    before, after = papers[0].persons, role_basis.kept(tmp_path / "1.gz")[0].persons
    assert [(p.sells, p.buys) for p in after] == [(p.sells, p.buys) for p in before]
    for one, other in zip(after, before, strict=True):
        assert one.traits == pytest.approx(other.traits, abs=0.0001)
