"""Letters that were drawn one by one become words; words stay as they are."""

from collections.abc import Iterable

import pytest

from pipeline.reading.letters import Character, Group, put_together

SIZE = 10.0


def groups(text: str, spacing: float = 0.0, left: float = 50.0) -> list[Group]:
    """Return a group for each letter, half as wide as high; a space is a gap of 0.3 of the height.

    Args:
        text: On one line.
        spacing: Between letters, of their height.
        left: Where it begins.
    """
    single = []
    for character in text:
        if character == " ":
            left += 0.3 * SIZE
            continue
        single.append([Character(character, left, 100, left + SIZE / 2, 110, False, False)])
        left += SIZE / 2 + spacing * SIZE
    return single


def joined(characters: Iterable[Group]) -> Group:
    return [character for group in characters for character in group]


def texts(found: list[Group]) -> list[str]:
    return ["".join(character.text for character in group) for group in found]


@pytest.mark.parametrize("spacing", [0.25, 0.4, 0.6])
def test_letters_with_room_between_them(spacing: float) -> None:
    found = groups("TOTAL", spacing) + groups("TTC", spacing, 50 + 5 * (0.5 + spacing) * SIZE + 9)
    assert texts(put_together(found)) == ["TOTAL", "TTC"]


def test_the_amount_beside_them_stays_a_word() -> None:
    amount = joined(groups("200,00", left=300))
    found = put_together([*groups("FACTURE", 0.3), amount])
    assert texts(found) == ["FACTURE", "200,00"]
    assert found[1] is amount


def test_letters_in_shuffled_order() -> None:
    single = groups("NET A PAYER 12,50")
    assert texts(put_together(single[::2] + single[1::2])) == ["NET", "A", "PAYER", "12,50"]


def test_letters_drawn_from_right_to_left() -> None:
    assert texts(put_together([joined(reversed(groups("TOTAL")))])) == ["TOTAL"]


def test_letters_drawn_twice_count_once() -> None:
    again = groups("TVA", left=50.3)
    assert texts(put_together([*groups("TVA"), *again])) == ["TVA"]


@pytest.mark.parametrize("words", [["1", "à", "3", "€"], ["2", "x", "5"], ["N", "°", "7", ":"]])
def test_short_words_in_a_row_stay_words(words: list[str]) -> None:
    assert texts(put_together(groups(" ".join(words)))) == words


def test_a_column_that_runs_into_the_next_one_stays_as_it_is() -> None:
    first, second = groups("4123456000014"), groups("Zitrone", left=50 + 12.2 * SIZE / 2)
    assert texts(put_together([joined([*first, *second])])) == ["4123456000014Zitrone"]
