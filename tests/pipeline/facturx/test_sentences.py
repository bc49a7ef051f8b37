"""Sentences: every rule of the rule sets has one in French and one in English."""

import re
from collections.abc import Iterator

import pytest
from lxml import etree

from pipeline.facturx import container, own_rules
from pipeline.facturx.schematron import RuleSet, standards_folder
from pipeline.facturx.sentences import sentences_of
from pipeline.facturx.validation import Finding, Severity
from storage.domain.reason import Reason

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_FRENCH = re.compile(r"\b(?:[Ll]es?|[Ll]a|du|une?|des|est|cette|pas|doit|manque)\b|[éèà]|[dn]'")
_ENGLISH = re.compile(r"\b(?:the|is|a|an|of|no|more|missing)\b", re.IGNORECASE)


def _rules(rule_set: RuleSet) -> Iterator[tuple[str, str]]:
    tree = etree.parse(str(standards_folder() / rule_set))
    for element in tree.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        names = [a for a in element.iter(f"{_XSL}attribute") if a.get("name") == "id"]
        rule = "".join(str(text) for name in names for text in name.itertext()).strip()
        message = element.find(f"{_SVRL}text")
        assert message is not None
        text = " ".join("".join(str(part) for part in message.itertext()).split())
        yield element.get("id") or rule or "not-used", text


@pytest.mark.parametrize("rule_set", RuleSet)
def test_every_official_rule_has_both(rule_set: RuleSet) -> None:
    found = list(_rules(rule_set))
    assert len(found) > 50
    for rule, message in found:
        french, english = sentences_of(rule, message)
        for sentence in (french, english):
            assert sentence.endswith("."), (rule, sentence)
            assert "{" not in sentence, (rule, sentence)
            assert len(sentence) < 300, (rule, sentence)
        assert _FRENCH.search(french), (rule, french)
        assert not _FRENCH.search(english), (rule, english)
        assert "n'est pas respectée" not in french, (rule, message)


_OWN = {
    *(it for it in vars(own_rules).values() if isinstance(it, str) and it.startswith("own-")),
    *("xsd", "profile", "unchecked", "unnamed", "order-x", container.XMP),
    *("xmp-damaged", "xmp-missing", "xmp-file-name", "xmp-pdfa"),
    *("af-missing", "af-unlisted", "af-relationship", "af-media-type"),
    *("own-page-iban", "own-page-layer", "own-page-unread"),
}


@pytest.mark.parametrize("rule", sorted(_OWN))
def test_so_has_every_rule_of_our_own(rule: str) -> None:
    french, english = Finding(rule, Severity.WARNING, "", "1 ≠ 2").sentences
    assert _FRENCH.search(french)
    assert _ENGLISH.search(english)
    assert rule not in french


def test_a_reason_has_the_sentences_of_reasons() -> None:
    french, english = Finding(Reason.FACTURX_AMBIGUOUS, Severity.FATAL, "", "").sentences
    assert "XML" in french
    assert french != english


@pytest.mark.parametrize(
    ("rule", "message", "french"),
    [
        ("BR-FXEXT-CO-14", "", "Le total de la TVA (BT-110) n'est pas la somme de la ventilation"),
        (
            "FX-SCH-A-000229",
            "[BR-G-09]-The VAT …",
            "La TVA de la catégorie G, exportation (BT-117)",
        ),
        ("BR-FR-05_BT-22_PMT", "", "Une mention obligatoire manque dans les notes (BG-1) : indem"),
        (
            "xsd",
            "Element '{urn:x}Name': It is not expected.",
            "L'élément Name n'est pas à sa place",
        ),
        ("BR-FR-99_BT-1", "BT-1, BG-4", "La règle BR-FR-99_BT-1 n'est pas respectée : numéro de"),
    ],
)
def test_what_it_says(rule: str, message: str, french: str) -> None:
    assert sentences_of(rule, message)[0].startswith(french)


def test_what_a_stranger_wrote_is_not_a_form() -> None:
    french, english = sentences_of("FX-SCH-A-1", f"Value of '{{Terme}}{{x}}{'y' * 9000}")
    assert len(french) < 300
    assert len(english) < 300
