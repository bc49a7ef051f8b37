"""The derived Factur-X as a whole: what it says of itself, and when there is none."""

import io
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from pipeline.facturx import derive as derive_module
from pipeline.facturx.derive import Derived, derive
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.validation import validate_file
from pipeline.reading.words import Page, Word
from storage.domain.field import Level, Source
from storage.domain.invoice import FieldName, Invoice, Profile
from storage.domain.reason import Reason, ReasonAbout
from tests.pipeline.facturx import pages
from tests.pipeline.facturx.invoices import PURCHASE, SHA256, N, a_credit_note, an_invoice

PAGE = pages.drawn(pages.written())
WITHOUT_LINES = an_invoice(lines=())
WITHOUT_ROWS = an_invoice(rows=())
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def _derived(
    invoice: Invoice, received: bytes = PAGE, words: tuple[Page, ...] = ()
) -> tuple[bytes, Derived]:
    derived = derive(received, words, invoice, PURCHASE)
    assert derived.pdf is not None
    return derived.pdf, derived


def _xmp(content: bytes) -> dict[str, str]:
    """Return the text of each property of the XMP, by its name without namespace."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = etree.fromstring(pdf.Root.Metadata.read_bytes())
    return {
        etree.QName(element).localname: "".join(map(str, element.itertext())).strip()
        for description in root.iter(f"{_RDF}Description")
        for element in description
    }


@pytest.mark.parametrize(
    ("invoice", "profile", "level", "relationship"),
    [
        (an_invoice(), Profile.EN16931, "EN 16931", "/Alternative"),
        (WITHOUT_LINES, Profile.BASIC_WL, "BASIC WL", "/Data"),
        (WITHOUT_ROWS, Profile.MINIMUM, "MINIMUM", "/Data"),
    ],
)
def test_profile_xmp_and_relationship_agree(
    tmp_path: Path, invoice: Invoice, profile: Profile, level: str, relationship: str
) -> None:
    content, derived = _derived(invoice)
    path = tmp_path / "factur-x.pdf"
    path.write_bytes(content)
    validation = validate_file(path)
    assert (validation.valid, validation.profile, derived.profile) == (True, profile, profile)
    assert find_invoice_xml(path).xml == derived.xml
    xmp = _xmp(content)
    assert (xmp["ConformanceLevel"], xmp["DocumentType"]) == (level, "INVOICE")
    assert (xmp["DocumentFileName"], xmp["part"], xmp["conformance"]) == ("factur-x.xml", "3", "B")
    with pikepdf.open(path) as pdf:
        (associated,) = pdf.Root.AF.as_list()
        assert str(associated.AFRelationship) == relationship
        assert list(pdf.attachments) == ["factur-x.xml"]


@pytest.mark.parametrize(
    ("invoice", "levels", "read"),
    [
        (WITHOUT_LINES, {}, None),
        (WITHOUT_LINES, {N.NUMBER: Level.READ, N.BIC: Level.READ}, "numéro"),
        (WITHOUT_ROWS, {N.IBAN: Level.READ, N.DUE_DATE: Level.READ}, None),
        (WITHOUT_ROWS, {N.TOTAL_VAT: Level.READ}, "total TVA"),
        (an_invoice(), {N.BIC: Level.READ}, "BIC, lignes"),
    ],
)
def test_the_xmp_says_from_what_by_what_and_what_was_only_read(
    invoice: Invoice, levels: Mapping[FieldName, Level], read: str | None
) -> None:
    leveled = an_invoice(levels=levels, rows=invoice.vat_breakdown, lines=invoice.lines)
    content, _ = _derived(leveled)
    xmp, program = _xmp(content), f"Vaguemestre {version('vaguemestre')}"
    assert xmp["source"] == f"urn:sha256:{SHA256}"
    assert xmp["CreatorTool"] == program
    assert f"dérivé par {program} du document d'origine (SHA-256 {SHA256})" in xmp["description"]
    listed = re.findall("Valeurs lues sans preuve : ([^.]*)", xmp["description"])
    assert listed == ([read] if read else [])


def test_the_title_says_what_it_is() -> None:
    content, _ = _derived(a_credit_note())
    assert _xmp(content)["title"] == "Toitures Vauquelin : avoir F-2026-17"


@pytest.mark.parametrize(
    ("received", "words"),
    [(PAGE, ()), (pages.scanned(), pages.words_of_scan())],
    ids=["text", "scan"],
)
def test_the_same_input_gives_the_same_bytes(received: bytes, words: tuple[Page, ...]) -> None:
    first, second = (_derived(an_invoice(), received, words)[0] for _ in range(2))
    assert first == second


def test_the_text_of_the_page_stays() -> None:
    content, derived = _derived(an_invoice())
    assert pages.text_of(content) == pages.text_of(PAGE)
    assert derived.reasons == ()


def test_a_scan_can_be_searched() -> None:
    content, derived = _derived(an_invoice(), pages.scanned(), pages.words_of_scan())
    assert [len(pages.places_of(content, word.text)) for word in pages.WORDS] == [
        len(word.text) for word in pages.WORDS
    ]
    assert derived.reasons == ()


def test_pages_that_became_pictures_are_told() -> None:
    received = pages.changed(PAGE, lambda pdf: pdf.pages[0].contents_add(b" zz "))
    content, derived = _derived(an_invoice(), received)
    assert derived.reasons == (Reason.PAGE_RASTERISED,)
    assert "Les pages sont des images" in _xmp(content)["description"]


def test_mentions_come_from_the_words() -> None:
    sentence = "Pas d'escompte pour paiement anticipé."
    words = [
        Word(text, 0.1 + at * 0.12, 0.5, 0.11, 0.01) for at, text in enumerate(sentence.split())
    ]
    page = Page(1, 595, 842, Source.PDF_TEXT, words=tuple(words))
    _, derived = _derived(an_invoice(), PAGE, (page,))
    assert sentence.encode() in (derived.xml or b"")


def test_what_the_original_carried_is_not_carried_on() -> None:
    armed = pages.changed(PAGE, pages.arm)
    content, _ = _derived(an_invoice(), armed)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert list(pdf.attachments) == ["factur-x.xml"]
        assert not [item for item in pdf.objects if "JavaScript" in repr(item)]


@pytest.mark.parametrize(
    "received",
    [pages.encrypted("secret"), b"%PDF-", b""],
    ids=["encrypted", "cut", "empty"],  # encrypted bytes differ each time
)
def test_a_pdf_that_cannot_be_converted_gives_none_and_every_reason(received: bytes) -> None:
    derived = derive(received, (), an_invoice(levels={N.IBAN: Level.GUESSED}), PURCHASE)
    assert derived == Derived(
        reasons=(Reason.TERM_LEFT_OUT.about("iban"), Reason.PDF_NOT_CONVERTIBLE)
    )


def test_without_an_xml_there_is_no_file() -> None:
    derived = derive(PAGE, (), an_invoice(levels={N.NUMBER: Level.GUESSED}), PURCHASE)
    assert derived == Derived(reasons=(Reason.NO_FACTURX.about("number"),))


def test_a_file_that_no_longer_holds_its_xml_is_not_handed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forget(pdf: pikepdf.Pdf, **_: object) -> None:
        """Embed nothing."""

    monkeypatch.setattr(derive_module, "embed", forget)
    derived = derive(PAGE, (), an_invoice(), PURCHASE)
    assert derived == Derived(reasons=(ReasonAbout(Reason.NO_FACTURX, "pdf"),))
