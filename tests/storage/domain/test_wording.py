"""Every reason can be told to a person, in French and in English."""

import pytest

from storage.domain.reason import Reason
from storage.domain.wording import sentences


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_in_both_languages(reason: Reason) -> None:
    french, english = sentences(reason)
    assert french != english
    for sentence in (french, english):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not sentence.endswith("..")
        assert sentence == sentence.strip()


@pytest.mark.parametrize("reason", Reason)
def test_what_it_is_about_stands_before_the_full_stop(reason: Reason) -> None:
    for sentence in sentences(reason.about("BR-CO-15")):
        assert sentence.endswith(" (BR-CO-15).")


@pytest.mark.parametrize("reason", Reason)
def test_codes_are_snake_case_as_named(reason: Reason) -> None:
    assert reason.value == reason.name.lower()
