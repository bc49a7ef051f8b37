"""Bare XML from its part to the Factur-X that is handed on: through every stage, in each syntax."""

from dataclasses import replace
from pathlib import Path

import facturx
import pikepdf
import pytest

from pipeline.facturx.bare import business_of
from pipeline.facturx.business_values import Business
from pipeline.facturx.business_writer import convert as convert_syntax
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.validation import validate_file
from pipeline.offline import is_readable
from pipeline.stage import (
    FACTURX,
    ORIGINAL,
    PART,
    PDF,
    VIEW,
    WORDS,
    XML,
    DocumentFacts,
    Documents,
    Hold,
    MessageFacts,
    Next,
    Outcome,
    Work,
)
from pipeline.stages import check, convert, extract, normalise, read, sort
from storage.domain.field import Level, Source
from storage.domain.invoice import FieldName, Profile
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind
from tests.fakes import NoTools

SAMPLES = Path(__file__).parents[2] / "samples"
_PROFILE = b"urn:cen.eu:en16931:2017"
_PEPPOL = _PROFILE + b"#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
_XRECHNUNG = _PROFILE + b"#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"


@pytest.fixture(autouse=True)
def _work_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _cii(name: str = "facturx_en16931") -> bytes:
    xml = find_invoice_xml(SAMPLES / f"{name}.pdf").xml
    assert xml is not None
    return xml


def _ubl(name: str = "facturx_en16931") -> bytes:
    business = business_of(_cii(name))
    assert isinstance(business, Business)
    return convert_syntax(business)


def _sorted(xml: bytes, channel: str = "mail") -> tuple[Part, dict[str, str], DocumentFacts]:
    """Run the stages of the message plan over one part."""
    Path("part").write_bytes(xml)
    part = Part("1", "a.xml", "application/xml", len(xml), "0" * 64, PartOutcome.DOCUMENT)
    files = {PART: "part"}
    for stage in (normalise, read):
        outcome = stage.run(Work(channel=channel, part=part, files=files), NoTools())
        assert isinstance(outcome, Next)
        assert isinstance(outcome.facts, Part)
        part, files = outcome.facts, {**files, **outcome.files}
    named = {f"{role}:1": name for role, name in files.items()}
    ended = sort.run(Work(message=MessageFacts(parts=(part,)), files=named), NoTools())
    assert isinstance(ended, Documents)
    return part, files, ended.documents[0].facts


def _through(xml: bytes, known: Work | None = None) -> tuple[Outcome, Work]:
    """Run all stages until one does not go on, with what is known besides."""
    _, files, facts = _sorted(xml)
    files = {ORIGINAL: "part", **{role: files[role] for role in (PDF, WORDS) if role in files}}
    work = replace(known or Work(), document=facts, files=files)
    outcome: Outcome = Next(facts)
    for stage in (extract, check, convert):
        outcome = stage.run(work, NoTools())
        if not isinstance(outcome, Next):
            break
        assert isinstance(outcome.facts, DocumentFacts)
        work = replace(work, document=outcome.facts, files={**work.files, **outcome.files})
    return outcome, work


@pytest.mark.parametrize(
    ("xml", "is_derived", "kind"),
    [
        (_cii(), False, DocumentKind.INVOICE),
        (_cii().replace(_PROFILE, _XRECHNUNG), True, DocumentKind.INVOICE),
        (_ubl(), True, DocumentKind.INVOICE),
        (_ubl().replace(_PROFILE, _PEPPOL), True, DocumentKind.INVOICE),
        (_ubl("facturx_credit_note"), True, DocumentKind.CREDIT_NOTE),
    ],
    ids=["cii", "xrechnung", "ubl", "peppol", "credit note"],
)
def test_it_goes_the_whole_way(xml: bytes, is_derived: bool, kind: DocumentKind) -> None:
    outcome, work = _through(xml)
    assert isinstance(outcome, Next)
    facts = work.document
    assert (facts.kind, facts.profile, facts.derived) == (kind, Profile.EN16931, is_derived)
    assert facts.facturx_reasons == ()
    assert Path(work.files[XML]).read_bytes() == xml
    assert facts.invoice is not None
    fields = facts.invoice.fields
    assert {field.source for field in fields.values()} == {Source.FACTURX_XML}
    assert fields[FieldName.TOTAL_WITH_VAT].level is Level.PROVEN
    assert fields[FieldName.NUMBER].level is Level.READ  # its view is no witness
    made = Path(work.files[FACTURX])
    assert validate_file(made).valid
    name, embedded = facturx.get_facturx_xml_from_pdf(made.read_bytes(), check_xsd=True)
    assert name == "factur-x.xml"
    assert (embedded == xml) is not is_derived
    with pikepdf.open(made) as pdf:
        assert len(pdf.pages) == facts.pages


def _paid_in(days: int, reference: str) -> bytes:
    """Return the sample, of 3 November with its due date on 3 December, with terms of payment."""
    terms = f"<cac:PaymentTerms><cbc:Note>Paiement à {days} jours</cbc:Note></cac:PaymentTerms>"
    code = b"<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>"
    named = code + f"<cbc:PaymentID>{reference}</cbc:PaymentID>".encode()
    return (
        _ubl()
        .replace(b"<cac:TaxTotal>", terms.encode() + b"<cac:TaxTotal>", 1)
        .replace(code, named, 1)
    )


_POINTS = {Reason.NUMBER_ONE_WITNESS, Reason.DATE_ONE_WITNESS}


@pytest.mark.parametrize(
    ("xml", "known", "points"),
    [
        (_ubl(), Work(), _POINTS),
        (_ubl(), Work(subject="Facture PC-2026-0117"), {Reason.DATE_ONE_WITNESS}),
        (_ubl(), Work(subject="Facture PC-2026-0118"), _POINTS),
        (_cii(), Work(file_name="PC_2026_0117.xml"), {Reason.DATE_ONE_WITNESS}),
        (_paid_in(30, "PC-2026-0117"), Work(), set()),
        (_paid_in(31, "PC-2026-0118"), Work(), _POINTS),
    ],
    ids=["nothing", "subject", "another", "file name", "terms and reference", "others"],
)
def test_what_comes_with_it_is_a_second_witness(
    xml: bytes, known: Work, points: set[Reason]
) -> None:
    outcome, work = _through(xml, known)
    assert isinstance(outcome, Next)
    assert set(work.document.open_points) == points


def test_of_a_hybrid_only_its_page_is_a_second_witness() -> None:
    Path("in.pdf").write_bytes((SAMPLES / "facturx_en16931.pdf").read_bytes())
    outcome = extract.run(
        Work(files={ORIGINAL: "in.pdf"}, subject="Facture PC-2026-0117"), NoTools()
    )
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, DocumentFacts)
    assert outcome.facts.invoice is not None
    assert outcome.facts.invoice.fields[FieldName.NUMBER].witnesses == ()


def test_a_mail_shows_pictures_of_its_view_but_no_words() -> None:
    part, files, _ = _sorted(_cii())
    assert part.problem is None
    assert WORDS not in files
    assert {"page-1", "page-large-1"} <= set(files)
    assert Path(files["page-1"]).stat().st_size


def test_a_mere_file_needs_no_pictures() -> None:
    _, files, _ = _sorted(_cii(), "file")
    assert set(files) == {PART, PDF, VIEW}


def test_what_breaks_a_rule_is_held_with_it() -> None:
    outcome, _ = _through(_ubl().replace(b">380<", b">999<"))
    assert isinstance(outcome, Hold)
    assert any("BR-CL-01" in str(reason) for reason in outcome.reasons)


def test_other_xml_is_held() -> None:
    outcome, _ = _through(b'<?xml version="1.0"?><a/>')
    assert outcome == Hold((Reason.XML_UNKNOWN,), DocumentFacts(problem=Reason.XML_UNKNOWN))


@pytest.mark.parametrize(
    ("content", "readable"),
    [
        (_cii(), True),
        (_ubl(), True),
        (b'<?xml version="1.0"?>' + b"<!-- licence -->" * 500 + _ubl()[38:], True),
        ((SAMPLES / "zugferd_1.xml").read_bytes(), True),
        (b'<?xml version="1.0"?><project xmlns="x"/>', False),
    ],
    ids=["cii", "ubl", "comments first", "zugferd 1", "another"],
)
def test_files_are_taken_by_their_root(content: bytes, readable: bool) -> None:
    Path("a").write_bytes(content)
    assert is_readable(Path("a")) is readable
