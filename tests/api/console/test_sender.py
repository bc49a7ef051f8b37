"""The message page says who sent a mail, and on what evidence."""

import pytest

from api.console.text import typeset
from storage.domain.sender_wording import GROUNDS, RESULTS, SCANS
from storage.domain.verdicts import Ground, Result, ScanResult, Verdicts
from tests.api.conftest import House
from tests.api.console.conftest import ENGLISH, Browser
from tests.api.seed import Seed
from tests.api.test_verdicts import INNER, VERDICTS, judged


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_shows_the_judgement(
    browser: Browser, seed: Seed, house: House, language: str
) -> None:
    if language == "en":
        browser.client.headers["Accept-Language"] = ENGLISH
    message_id = seed.mail(house.first)
    judged(seed, message_id)
    page = browser.get(f"/messages/{message_id}").text
    french = (
        typeset("Envoyé par acme.example, prouvé par signature DKIM."),
        "le domaine demande reject",
        "En attente du DNS",
        "Non analysé",
        "prochaine vérification",
    )
    english = (
        "Sent by acme.example, proven by a DKIM signature.",
        "the domain asks for reject",
        "Waiting for the DNS",
        "Not analysed",
        "next check",
    )
    for words in french if language == "fr" else english:
        assert words in page, words
    assert "s1, rsa-sha256" in page
    assert "<script" not in page


def test_nobody_is_said_to_be_proven_who_is_not(browser: Browser, seed: Seed, house: House) -> None:
    message_id = seed.mail(house.first)
    assert "Expéditeur non vérifié" in browser.get(f"/messages/{message_id}").text
    judged(seed, message_id, Verdicts(spf=VERDICTS.spf))
    page = browser.get(f"/messages/{message_id}").text
    assert typeset("L'expéditeur n'est pas authentifié") in page
    assert "Envoyé par" not in page


def test_what_came_attached_whole_is_shown_apart(
    browser: Browser, seed: Seed, house: House
) -> None:
    message_id = seed.mail(house.first)
    judged(seed, message_id, INNER)
    page = browser.get(f"/messages/{message_id}").text
    assert "DKIM, message transféré" in page
    assert "DMARC, message transféré" in page
    assert typeset(GROUNDS[Ground.BODY_CHANGED][0]) in page
    assert "<script" not in page


def test_every_word_is_there() -> None:
    assert (set(GROUNDS), set(RESULTS), set(SCANS)) == (set(Ground), set(Result), set(ScanResult))
