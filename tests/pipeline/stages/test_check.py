"""Checking: what goes on with levels and open points, and what is held with every broken rule."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.facturx.embedded import find_invoice_xml
from pipeline.reading.context import context_of
from pipeline.reading.fields import read_fields
from pipeline.reading.words import load_words, save_words
from pipeline.stage import ORIGINAL, WORDS, XML, DocumentFacts, Hold, Next, Outcome
from pipeline.stages import extract
from pipeline.stages.check import run
from pipeline.wire import decode, encode
from storage.domain.field import Level
from storage.domain.invoice import FieldName
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.siren import Siren
from tests.builders import a_work
from tests.fakes import NoTools
from tests.pipeline.reading.papers import INVOICE, a_page

SAMPLES = Path(__file__).parents[2] / "samples"
ONE_WITNESS = (Reason.NUMBER_ONE_WITNESS, Reason.DATE_ONE_WITNESS)


@pytest.fixture(autouse=True)
def _work_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _check(name: str) -> Outcome:
    work = replace(a_work(), files={ORIGINAL: str(SAMPLES / f"{name}.pdf")})
    extracted = extract.run(work, NoTools())
    assert isinstance(extracted, Next)
    assert isinstance(extracted.facts, DocumentFacts)
    files = {**work.files, **extracted.files}
    return run(replace(work, files=files, document=extracted.facts), NoTools())


def _sample_xml() -> str:
    xml = find_invoice_xml(SAMPLES / "facturx_en16931.pdf").xml
    assert xml is not None
    return xml.decode()


def _check_xml(*changes: tuple[str, str]) -> Outcome:
    text = _sample_xml()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    Path("in.xml").write_text(text, encoding="utf-8")
    return run(replace(a_work(), files={XML: "in.xml"}), NoTools())


@pytest.mark.parametrize(
    "name",
    ["facturx_en16931", "facturx_basicwl", "facturx_credit_note", "facturx_sale", "zugferd_1"],
)
def test_a_valid_hybrid_goes_on(name: str) -> None:
    outcome = _check(name)
    assert isinstance(outcome, Next)
    facts = outcome.facts
    assert isinstance(facts, DocumentFacts)
    assert facts.open_points == ONE_WITNESS
    assert facts.pages == 1
    assert facts.invoice is not None
    assert facts.invoice.fields[FieldName.TOTAL_WITH_VAT].level is Level.PROVEN
    assert facts.invoice.fields[FieldName.NUMBER].level is Level.READ


def test_an_invalid_one_is_held_with_levels() -> None:
    outcome = _check("facturx_invalid")
    assert isinstance(outcome, Hold)
    (reason,) = outcome.reasons
    assert isinstance(reason, ReasonAbout)
    assert (reason.reason, reason.about) == (Reason.RULE_BROKEN, "BR-CO-15")
    assert reason.detail.startswith("[BR-CO-15]")
    assert outcome.facts is not None
    assert outcome.facts.invoice is not None
    levels = outcome.facts.invoice.fields
    assert levels[FieldName.TOTAL_WITH_VAT].level is Level.CONTRADICTED
    assert levels[FieldName.SELLER_SIREN].level is Level.PROVEN


def _about(cause: Cause) -> str:
    return cause.about if isinstance(cause, ReasonAbout) else cause.value


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ([("PMT", "AAI"), ("AAB", "AAI")], {"BR-FR-05_BT-22_PMT", "BR-FR-05_BT-22_AAB"}),
        ([("ram:InvoiceCurrencyCode", "ram:Currency")], {"xsd"}),
        ([("urn:cen.eu:en16931:2017", "urn:nobody")], {"profile"}),
    ],
)
def test_every_broken_rule_is_a_reason(changes: list[tuple[str, str]], rules: set[str]) -> None:
    outcome = _check_xml(*changes)
    assert isinstance(outcome, Hold)
    assert {_about(reason) for reason in outcome.reasons} == rules
    assert len(set(outcome.reasons)) == len(outcome.reasons)


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ((">12</ram:BilledQuantity>", ">13</ram:BilledQuantity>"), "lines"),
        (("Pas d'escompte pour paiement anticipé.", " "), "note AAB"),
        (("FR21111222337", "FR22111222337"), "seller.vat_id"),
        (("FR7699999000011234567890152", "FR7699999000011234567890153"), "iban"),
    ],
)
def test_what_only_we_object_to_is_an_open_point(change: tuple[str, str], subject: str) -> None:
    outcome = _check_xml(change)
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    contradicted = [cause for cause in outcome.facts.open_points if cause not in ONE_WITNESS]
    assert [_about(cause) for cause in contradicted] == [subject]
    assert set(outcome.facts.open_points) >= set(ONE_WITNESS)


@pytest.mark.parametrize(
    ("content", "rule"), [(b"<a", "xml_damaged"), (b"<Order/>", "xml_unknown")]
)
def test_xml_that_cannot_be_read_keeps_the_facts(content: bytes, rule: str) -> None:
    Path("in.xml").write_bytes(content)
    facts = DocumentFacts(pages=2)
    outcome = run(replace(a_work(), files={XML: "in.xml"}, document=facts), NoTools())
    assert isinstance(outcome, Hold)
    assert [_about(reason) for reason in outcome.reasons] == [rule]
    assert outcome.facts == facts


def test_the_xmp_of_the_original_counts() -> None:
    Path("in.xml").write_text(_sample_xml(), encoding="utf-8")
    original = str(SAMPLES / "facturx_basicwl.pdf")
    outcome = run(replace(a_work(), files={ORIGINAL: original, XML: "in.xml"}), NoTools())
    assert isinstance(outcome, Hold)
    assert [_about(reason) for reason in outcome.reasons] == ["xmp"]


def test_a_correction_is_not_overwritten() -> None:
    first = _check_xml()
    assert isinstance(first, Next)
    assert isinstance(first.facts, DocumentFacts)
    invoice = first.facts.invoice
    assert invoice is not None
    number = replace(invoice.fields[FieldName.NUMBER], value="X-1", level=Level.CONFIRMED)
    corrected = replace(invoice, fields={**invoice.fields, FieldName.NUMBER: number})
    work = replace(a_work(), files={XML: "in.xml"}, document=DocumentFacts(invoice=corrected))
    outcome = run(work, NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.invoice is not None
    assert outcome.facts.invoice.fields[FieldName.NUMBER] == number
    assert outcome.facts.open_points == (Reason.DATE_ONE_WITNESS,)
    again = run(replace(work, document=replace(outcome.facts, derived=True)), NoTools())
    assert again == Next(replace(outcome.facts, derived=True))


def of_words(*lines: str, name: str = "facturx_en16931") -> DocumentFacts:
    """Check a sample whose page has these lines."""
    save_words((a_page(*lines),), Path("words.json"))
    work = replace(a_work(), files={ORIGINAL: str(SAMPLES / f"{name}.pdf"), WORDS: "words.json"})
    extracted = extract.run(work, NoTools())
    assert isinstance(extracted, Next)
    assert isinstance(extracted.facts, DocumentFacts)
    files = {**work.files, **extracted.files}
    checked = run(replace(work, files=files, document=extracted.facts), NoTools())
    assert isinstance(checked, Next)
    assert isinstance(checked.facts, DocumentFacts)
    return checked.facts


def test_what_the_page_shows_too_is_corroborated() -> None:
    facts = of_words("Facture n° PC-2026-0117", "Merci de votre confiance")
    assert facts.invoice is not None
    number = facts.invoice.fields[FieldName.NUMBER]
    assert (number.level, len(number.boxes)) == (Level.CORROBORATED, 1)
    assert facts.open_points == (Reason.DATE_ONE_WITNESS,)


def test_another_number_on_the_page_contradicts_the_xml() -> None:
    facts = of_words("Facture n° PC-2026-0999")
    assert facts.invoice is not None
    assert facts.invoice.fields[FieldName.NUMBER].level is Level.CONTRADICTED
    assert Reason.FIELD_CONTRADICTED.about("number") in facts.open_points


def test_a_page_that_shows_something_else_than_its_text_layer_stays_open() -> None:
    pages = (a_page(*INVOICE), replace(a_page("Annexe", number=2), differs=True))
    save_words(pages, Path("words.json"))
    own = replace(a_work(), own_siren=Siren("123456782"), files={WORDS: "words.json"})
    invoice = read_fields(pages, context_of(own))
    outcome = run(replace(own, document=DocumentFacts(invoice=invoice)), NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.open_points == (Reason.TEXT_LAYER_DIFFERS.about("page 2"),)


def test_so_does_one_that_came_with_xml() -> None:
    save_words((replace(a_page("Facture n° PC-2026-0117"), differs=True),), Path("words.json"))
    Path("in.xml").write_text(_sample_xml(), encoding="utf-8")
    outcome = run(replace(a_work(), files={XML: "in.xml", WORDS: "words.json"}), NoTools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert Reason.TEXT_LAYER_DIFFERS.about("page 1") in outcome.facts.open_points


def test_a_person_has_the_last_word_on_what_the_page_says() -> None:
    facts = of_words("Facture n° PC-2026-0999")
    assert facts.invoice is not None
    assert facts.invoice.fields[FieldName.TOTAL_VAT].level is Level.PROVEN
    number = replace(facts.invoice.fields[FieldName.NUMBER], level=Level.CONFIRMED, witnesses=())
    fields = facts.invoice.fields | {FieldName.NUMBER: number}
    Path("in.xml").write_text(_sample_xml(), encoding="utf-8")
    outcome = run(
        replace(
            a_work(),
            files={XML: "in.xml", WORDS: "words.json"},
            document=replace(facts, invoice=replace(facts.invoice, fields=fields)),
        ),
        NoTools(),
    )
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.open_points == (Reason.DATE_ONE_WITNESS,)


def test_a_page_that_proves_itself_is_judged_by_its_words() -> None:
    save_words((a_page(*INVOICE),), Path("words.json"))
    own = replace(a_work(), own_siren=Siren("123456782"), own_name="Cabinet Exemple")
    invoice = read_fields(load_words(Path("words.json")), context_of(own))
    outcome = run(
        replace(own, files={WORDS: "words.json"}, document=DocumentFacts(invoice=invoice)),
        NoTools(),
    )
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.open_points == ()


def test_where_a_corrected_value_stands_is_a_lesson() -> None:
    save_words((a_page(*INVOICE),), Path("words.json"))
    own = replace(a_work(), own_siren=Siren("123456782"))
    invoice = read_fields((a_page(*INVOICE),), context_of(own))
    number = replace(invoice.fields[FieldName.NUMBER], level=Level.CONFIRMED)
    for fields, taught in (
        (invoice.fields, []),
        (invoice.fields | {FieldName.NUMBER: number}, [FieldName.NUMBER]),
    ):
        facts = DocumentFacts(invoice=replace(invoice, fields=fields))
        outcome = run(replace(own, files={WORDS: "words.json"}, document=facts), NoTools())
        assert isinstance(outcome, Next)
        assert isinstance(outcome.facts, DocumentFacts)
        assert outcome.facts.lessons is not None
        assert [lesson.field for lesson in outcome.facts.lessons] == taught
        assert decode(encode(outcome)) == outcome
