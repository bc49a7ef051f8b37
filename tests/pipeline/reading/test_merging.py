"""Words of two engines become one set."""

from dataclasses import replace

import pytest

from pipeline.reading.merging import is_sure, merged
from pipeline.reading.neural import RecognisedLine
from pipeline.reading.ocr import Recognised

BOX = (100.0, 50.0, 400.0, 80.0)


def line(text: str, confidence: float = 0.95, turned: int = 0) -> RecognisedLine:
    return RecognisedLine(text, BOX, confidence, turned)


def words(*texts: str, confidence: float = 0.9, gap: int = 12) -> tuple[Recognised, ...]:
    """Return words side by side in the box, each as wide as its letters."""
    letters = sum(map(len, texts))
    width = (300 - gap * (len(texts) - 1)) / letters
    left, placed = 100.0, []
    for text in texts:
        right = left + width * len(text)
        placed.append(Recognised(text, round(left), 55, round(right), 76, confidence))
        left = right + gap
    return tuple(placed)


def texts(found: tuple[Recognised, ...]) -> list[str]:
    return [word.text for word in found]


def test_digits_are_those_of_the_stronger_engine() -> None:
    assert texts(merged((line("N° F0349835"),), (), words("N°", "F6349835"))) == ["N°", "F0349835"]


def test_where_both_read_the_same_a_space_that_one_missed_is_kept() -> None:
    found = merged((line("TextilesInternational"),), (), words("Textiles", "International"))
    assert texts(found) == ["Textiles", "International"]


def test_a_value_begins_behind_the_colon_of_its_label() -> None:
    assert texts(merged((line("Nº:2026-17 10:30"),), (), ())) == ["Nº:", "2026-17", "10:30"]


def test_words_that_both_engines_read_are_agreed() -> None:
    found = merged((line("N° F0349835 Date"),), (), words("N°", "F6349835", "Daté"))
    # « N° » is so short that it may be the rest of something.
    assert [word.agreed for word in found] == [False, False, True]


def test_a_gap_too_narrow_for_a_space_is_none() -> None:
    assert texts(merged((line("LED"),), (), words("LE", "D", gap=1))) == ["LED"]


def test_a_gap_between_words_that_are_unsure_is_none() -> None:
    found = merged((line("LED"),), (), words("LE", "D", confidence=0.3))
    assert texts(found) == ["LED"]


@pytest.mark.parametrize(
    ("stronger", "other", "wanted"),
    [
        ("Hôtel", "Hotel", "Hôtel"),
        ("Cháteau", "Château", "Château"),
        ("Elec", "Élec", "Élec"),
        ("Montais", "Montais", "Montais"),
    ],
)
def test_an_accent_of_french_is_kept(stronger: str, other: str, wanted: str) -> None:
    assert texts(merged((line(stronger),), (), words(other))) == [wanted]


def test_large_and_small_letters_differ() -> None:
    assert texts(merged((line("SARL"),), (), words("sarl"))) == ["SARL"]


def test_two_engines_that_agree_are_as_sure_as_the_surer() -> None:
    (word,) = merged((line("Total", 0.99),), (), words("Total", confidence=0.5))
    assert word.confidence == 0.99
    assert (word.left, word.right) == (100, 400)


def test_a_line_that_only_the_stronger_engine_saw() -> None:
    found = merged((line("SIRET 535 835"),), (), ())
    assert texts(found) == ["SIRET", "535", "835"]
    assert found[0].left == 100
    assert found[2].right == 400
    assert found[0].right < found[1].left


@pytest.mark.parametrize(("confidence", "kept"), [(0.9, ["x1"]), (0.4, [])])
def test_what_only_tesseract_saw_is_kept_where_it_is_sure(
    confidence: float, kept: list[str]
) -> None:
    assert texts(merged((), (), (Recognised("x1", 500, 50, 520, 80, confidence),))) == kept


def test_lines_that_were_not_read_again_keep_all_words() -> None:
    assert texts(merged((), (BOX,), words("de", "retard", confidence=0.4))) == ["de", "retard"]


@pytest.mark.parametrize(("turned", "first_is_lower"), [(90, True), (270, False)])
def test_print_that_runs_along_the_edge(turned: int, first_is_lower: bool) -> None:
    found = merged(
        (RecognisedLine("SIRET 535835888", (10, 100, 30, 900), 0.9, turned),),
        (),
        (Recognised("lL", 12, 300, 28, 320, 0.9),),
    )
    assert texts(found) == ["SIRET", "535835888"]
    assert (found[0].top > found[1].top) is first_is_lower
    assert {(word.left, word.right) for word in found} == {(10, 30)}


def test_a_line_is_sure_where_all_of_it_was_read_surely() -> None:
    assert is_sure(BOX, words("Total", "TTC", confidence=0.97))
    assert not is_sure(BOX, words("Total", "TTC", confidence=0.8))
    assert not is_sure(BOX, words("Total", "TTC", confidence=0.97)[:1])
    assert not is_sure(BOX, ())


def test_what_the_stronger_engine_saw_before_is_no_second_witness() -> None:
    before = tuple(replace(word, alone=True) for word in words("Factu", "re"))
    (word,) = merged((line("Facture"),), (), before)
    assert (word.text, word.agreed, word.alone) == ("Facture", False, True)
