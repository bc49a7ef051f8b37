"""Page against XML over whole files: one field changed in the XML, or painted over on the page."""

from collections.abc import Mapping
from pathlib import Path

import facturx
import pytest

from pipeline.offline import Answer, Job, read_files
from storage.domain.invoice import FieldName
from storage.domain.page import Box
from storage.domain.reason import Reason, ReasonAbout
from tests.layouts.hybrids import overpainted
from tests.samples.make_samples import SAMPLES, make_hybrid, make_xml

pytestmark = pytest.mark.xdist_group("hybrids")

N = FieldName
HONEST = [sample for sample in SAMPLES if sample.error == 0]
PAPER = SAMPLES[0]
IN_XML = {
    N.NUMBER: (">PC-2026-0117<", ">PC-2026-0171<"),
    N.ISSUE_DATE: (">20261103</udt", ">20261113</udt"),
    N.DUE_DATE: (">20261203</udt", ">20270103</udt"),
    N.SELLER_SIREN: ('"0002">111222337', '"0002">732829320'),
    N.SELLER_VAT_ID: ("FR21111222337", "FR44732829320"),
    N.TOTAL_WITH_VAT: ("GrandTotalAmount>1", "GrandTotalAmount>9"),
    N.IBAN: (PAPER.seller.iban, "FR7630006000011234567890189"),
}
PAINTED = {
    N.NUMBER: "PC-2026-0171",
    N.IBAN: "FR7630006000011234567890189",
    N.TOTAL_WITH_VAT: "954.81",
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Answer]:
    """Read honest hybrids, and others of the first one with one field changed."""
    folder: Path = tmp_path_factory.mktemp("hybrids")
    files = {sample.name: make_hybrid(sample) for sample in HONEST}
    xml = make_xml(PAPER).decode()
    for name, (old, new) in IN_XML.items():
        assert old in xml
        changed = xml.replace(old, new).encode()
        files[f"xml {name}"] = facturx.generate_from_binary(
            files[PAPER.name], changed, check_xsd=False, check_schematron=False
        )
    return _read(folder, files)


@pytest.fixture(scope="module")
def painted(
    answers: Mapping[str, Answer], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Answer]:
    boxes = {name: _boxes(answers[PAPER.name], name) for name in PAINTED}
    files = {
        name.value: overpainted(make_hybrid(PAPER), boxes[name], text)
        for name, text in PAINTED.items()
    }
    return _read(tmp_path_factory.mktemp("painted"), files)


def _read(folder: Path, files: Mapping[str, bytes]) -> Mapping[str, Answer]:
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return {it.file.stem: it for it in read_files([Job(folder / f"{n}.pdf") for n in files])}


def _boxes(answer: Answer, name: FieldName) -> tuple[Box, ...]:
    assert answer.facts is not None
    assert answer.facts.invoice is not None
    return answer.facts.invoice.fields[name].boxes


def _differs(answer: Answer) -> set[FieldName]:
    assert answer.facts is not None
    return set(answer.facts.page_differs)


@pytest.mark.parametrize("name", [sample.name for sample in HONEST])
def test_an_honest_one(name: str, answers: Mapping[str, Answer]) -> None:
    assert _differs(answers[name]) == set()


@pytest.mark.parametrize("name", IN_XML)
def test_one_field_of_the_xml_is_another(name: FieldName, answers: Mapping[str, Answer]) -> None:
    answer = answers[f"xml {name}"]
    assert _differs(answer) == {name}
    assert answer.facts is not None
    assert Reason.FIELD_CONTRADICTED.about(name.value) in answer.facts.open_points


@pytest.mark.parametrize("name", PAINTED)
def test_the_picture_counts(name: FieldName, painted: Mapping[str, Answer]) -> None:
    """The words of the page still say what the XML says."""
    answer = painted[name.value]
    assert name in _differs(answer)
    assert answer.facts is not None
    layers = [it for it in answer.facts.open_points if isinstance(it, ReasonAbout)]
    assert Reason.TEXT_LAYER_DIFFERS in {it.reason for it in layers}


def test_accounts_of_the_page_stand_beside_those_of_the_xml(
    painted: Mapping[str, Answer], answers: Mapping[str, Answer]
) -> None:
    shown = _accounts(painted[N.IBAN.value])
    assert shown >= {PAPER.seller.iban, PAINTED[N.IBAN]}
    assert _accounts(answers[PAPER.name]) == {PAPER.seller.iban}


def _accounts(answer: Answer) -> set[str]:
    assert answer.facts is not None
    assert answer.facts.invoice is not None
    return set(answer.facts.invoice.accounts)
