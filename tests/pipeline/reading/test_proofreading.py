"""Characters are proven where both engines see the same."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.reading.neural import RecognisedLine
from pipeline.reading.ocr import Recognised, recognise
from pipeline.reading.paper import Picture
from pipeline.reading.proofreading import proofread
from tests.pipeline.reading.pictures_of_papers import DPI, as_picture, drawn

NUMBER = Recognised("F-2026-017", 329, 128, 500, 151, 0.8)
PLACE = (310.0, 120.0, 510.0, 160.0)


def page(*lines: str) -> Picture:
    picture: Picture = as_picture(drawn(lines)).min(axis=2)
    return picture


PAGE = page("FACTURE N° F-2026-017", "Date : 24/11/2026")


def read(word: Recognised, picture: Picture = PAGE) -> list[Recognised]:
    others = (Recognised("N°", 281, 128, 315, 151, 0.9),)
    found = proofread(picture, DPI, (*others, word), (PLACE,))
    assert found[: len(others)] == others
    return list(found[len(others) :])


@pytest.mark.parametrize("alone", [True, False])
def test_what_both_engines_see_is_agreed(alone: bool) -> None:
    (word,) = read(replace(NUMBER, alone=alone))
    assert word.text == "F-2026-017"
    assert word.agreed
    assert not word.alone
    assert word.confidence > NUMBER.confidence


def test_what_both_see_at_the_place_itself_replaces_what_was_read() -> None:
    (word,) = read(replace(NUMBER, text="F-2026-917"))
    assert (word.text, word.agreed) == ("F-2026-017", True)


def test_words_of_the_second_engine_do_not_prove_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{proofread.__module__}.third_look", lambda *_: "F-2026-O17")
    (alone,) = read(replace(NUMBER, alone=True))
    assert not alone.agreed
    (word,) = read(NUMBER)
    assert word.agreed


def test_where_the_engines_differ_the_stronger_one_counts_and_nothing_is_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{proofread.__module__}.third_look", lambda *_: "F-2026-917")
    (word,) = read(replace(NUMBER, text="F-2026-917"))
    assert (word.text, word.agreed) == ("F-2026-017", False)


def test_a_number_that_was_torn_at_a_joint_is_whole_again() -> None:
    parts = (
        replace(NUMBER, text="F-2026-", right=443, confidence=0.5),
        replace(NUMBER, text="017", left=446, confidence=0.5),
    )
    first = (NUMBER.left - 5.0, PLACE[1], 444.0, PLACE[3])
    (word,) = proofread(PAGE, DPI, parts, (first,))
    assert (word.text, word.agreed) == ("F-2026-017", True)


def test_a_part_of_what_was_read_replaces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{proofread.__module__}.third_look", lambda *_: "F-2026-0171")
    longer = replace(NUMBER, text="F-2026-0171")
    assert read(longer) == [longer]


def test_where_nothing_is_printed_nothing_is_proven() -> None:
    assert read(NUMBER, page("", "Date : 24/11/2026")) == [NUMBER]


@pytest.mark.parametrize(("others", "agreed"), [(("F-2026-",), True), ((), False)])
def test_what_is_short_is_agreed_where_no_other_print_stands_beside_it(
    others: tuple[str, ...], agreed: bool
) -> None:
    rest = replace(NUMBER, text="017", left=446)
    before = tuple(replace(NUMBER, text=text, right=443) for text in others)
    found = proofread(PAGE, DPI, (*before, rest), ((444.0, 120.0, 510.0, 160.0),))
    assert (found[-1].text, found[-1].agreed) == ("017", agreed)


@pytest.mark.parametrize(("number", "agreed"), [("12/01/2026-1", True), ("12/01/2026-I", False)])
def test_a_lone_one_is_agreed_where_its_shape_is_that_of_a_one(
    number: str, agreed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = page(f"FACTURE N° {number}", "IBAN FR11 1311 0111 4111")
    words = recognise(picture, DPI)
    row = min(words, key=lambda w: w.top).top
    last = max((w for w in words if w.top < row + 20), key=lambda w: w.right)
    seen = replace(last, text="12/01/2026-1")
    monkeypatch.setattr(f"{proofread.__module__}.third_look", lambda *_: seen.text)
    monkeypatch.setattr(
        f"{proofread.__module__}.line_at",
        lambda _, place: RecognisedLine(seen.text, place, 0.99),
    )
    others = tuple(w for w in words if w != last)
    place = (seen.left - 1.0, seen.top - 1.0, seen.right + 1.0, seen.bottom + 1.0)
    found = proofread(picture, DPI, (*others, seen), (place,))
    assert [w.agreed for w in found if w.text == seen.text] == [agreed]


@pytest.mark.parametrize(("printed", "agreed"), [("I48273", False), ("48273", True)])
def test_a_first_letter_that_was_taken_for_a_bar_leaves_the_rest_unproven(
    printed: str, agreed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = page(f"FACTURE N° {printed}")
    last = max(recognise(picture, DPI), key=lambda word: word.right)
    columns = picture[last.top : last.bottom, last.left : last.right].min(axis=0)
    inked = np.asarray(columns < 140, np.bool_)
    # Where a letter begins: behind ground, or at the edge.
    begins = np.flatnonzero(inked & ~np.r_[False, inked[:-1]])
    digits = last.left + int(begins[int(printed.startswith("I"))])
    seen = replace(last, text="48273", left=digits)
    monkeypatch.setattr(f"{proofread.__module__}.third_look", lambda *_: seen.text)
    monkeypatch.setattr(
        f"{proofread.__module__}.line_at",
        lambda _, place: RecognisedLine(seen.text, place, 0.99),
    )
    place = (seen.left - 1.0, seen.top - 1.0, seen.right + 1.0, seen.bottom + 1.0)
    (found,) = proofread(picture, DPI, (seen,), (place,))
    assert (found.text, found.agreed) == ("48273", agreed)
