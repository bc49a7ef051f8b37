"""The container: what is wrong with attachment and XMP, one thing at a time."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from pipeline.facturx.container import check
from pipeline.facturx.embedded import Container, Embedded, find_invoice_xml
from pipeline.facturx.validation import Severity, validate_file
from storage.domain.invoice import Profile
from tests.pipeline.facturx.pdfs import file_spec, flate, name_tree, new_pdf

SAMPLES = Path(__file__).parents[2] / "samples"
GOOD = Container("factur-x.xml", "Data", "text/xml", True, True, "3", "factur-x.xml")
EN = Embedded(pages=1, xml=b"<a/>", xmp_level="EN 16931", container=GOOD)


def _rules(found: Embedded, profile: Profile | None = Profile.EN16931) -> list[str]:
    return [rule for rule, _ in check(found, profile)]


def test_a_good_one() -> None:
    assert _rules(EN) == []


@pytest.mark.parametrize(
    ("container", "rule"),
    [
        (replace(GOOD, is_associated=False), "af-missing"),
        (replace(GOOD, is_listed=False), "af-unlisted"),
        (replace(GOOD, relationship=""), "af-relationship"),
        (replace(GOOD, relationship="Unspecified"), "af-relationship"),
        (replace(GOOD, media_type=""), "af-media-type"),
        (replace(GOOD, pdfa="2"), "xmp-pdfa"),
        (replace(GOOD, xmp_name="zugferd-invoice.xml"), "xmp-file-name"),
        (replace(GOOD, is_xmp_damaged=True), "xmp-damaged"),
    ],
)
def test_one_thing_is_wrong(container: Container, rule: str) -> None:
    assert _rules(replace(EN, container=container)) == [rule]


def test_an_xmp_that_says_nothing() -> None:
    assert _rules(replace(EN, xmp_level=None)) == ["xmp-missing"]


@pytest.mark.parametrize("relationship", ["Source", "Alternative"])
def test_what_is_no_whole_invoice_can_be_data_only(relationship: str) -> None:
    found = replace(EN, container=replace(GOOD, relationship=relationship))
    assert _rules(found) == []
    lower = replace(found, xmp_level="BASIC WL")
    assert _rules(lower, Profile.BASIC_WL) == ["af-relationship"]


def test_the_level_counts_also_where_there_is_no_xml() -> None:
    found = Embedded(pages=1, xmp_level="no thing")
    assert _rules(found, None) == ["xmp"]
    assert _rules(replace(found, xmp_level="BASIC"), None) == []


@pytest.mark.parametrize("name", ["facturx_en16931", "facturx_basicwl", "facturx_credit_note"])
def test_the_samples_have_a_good_one_apart_from_pdfa(name: str) -> None:
    found = find_invoice_xml(SAMPLES / f"{name}.pdf").container
    assert found == replace(GOOD, pdfa=found.pdfa)


def test_how_a_file_hangs_in_the_pdf(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    with new_pdf() as pdf:
        spec = file_spec("Factur-X.xml", flate(pdf, b"<a/>"))
        pdf.Root.AF = Array([spec])
        pdf.save(path)
    found = find_invoice_xml(path)
    assert found.xml == b"<a/>"
    assert found.container == Container(name="Factur-X.xml", is_associated=True)


@pytest.mark.parametrize("name", ["order-x.xml", "ORDER-X.xml"])
def test_an_order_is_noted_as_one(name: str, tmp_path: Path) -> None:
    path = tmp_path / "order.pdf"
    with new_pdf() as pdf:
        pdf.Root.Names = name_tree([(name, file_spec(name, flate(pdf, b"<a/>")))])
        pdf.save(path)
    assert find_invoice_xml(path).is_order
    assert [f.rule for f in validate_file(path).findings] == ["order-x"]


def test_a_container_alone_makes_no_file_invalid(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    with pikepdf.open(SAMPLES / "facturx_en16931.pdf") as pdf:
        del pdf.Root.AF
        pdf.save(path)
    result = validate_file(path)
    assert result.valid
    assert {f.rule for f in result.findings if f.severity is Severity.WARNING} >= {"af-missing"}
