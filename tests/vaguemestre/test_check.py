"""``check``: valid, invalid, and what is no invoice at all."""

from pathlib import Path

import pikepdf
import pytest

from tests.e2e.mails import SAMPLES
from tests.vaguemestre.conftest import Run


def test_a_valid_invoice(run: Run, home: Path) -> None:
    answer = run("check", SAMPLES / "facturx_en16931.pdf", "--json")
    assert answer.status == 0
    assert set(answer.json) == {"valid", "profile", "findings"}
    assert (answer.json["valid"], answer.json["profile"]) == (True, "en16931")
    assert not [f for f in answer.json["findings"] if f["severity"] == "fatal"]
    assert not home.exists()


def test_an_invalid_invoice(run: Run) -> None:
    answer = run("check", SAMPLES / "facturx_invalid.pdf", "--json")
    assert answer.status == 1
    assert answer.json["valid"] is False
    for finding in answer.json["findings"]:
        assert set(finding) == {"rule", "severity", "location", "message", "field", "fr", "en"}
        assert finding["severity"] in {"fatal", "warning"}
    assert "BR-CO-15" in {finding["rule"] for finding in answer.json["findings"]}


def test_for_people(run: Run) -> None:
    valid = run("check", SAMPLES / "facturx_en16931.pdf")
    assert valid.stdout.startswith("valid  ")
    invalid = run("check", SAMPLES / "facturx_invalid.pdf")
    assert invalid.status == 1
    assert invalid.stdout.startswith("NOT VALID  ")
    assert "BR-CO-15" in invalid.stdout
    assert "Le total TTC (BT-112) n'est pas le total HT" in invalid.stdout
    assert "The total with VAT (BT-112) is not the total" in invalid.stdout


def test_a_page_that_says_something_else(run: Run) -> None:
    with pikepdf.open(SAMPLES / "facturx_en16931.pdf") as pdf:
        (page,) = pdf.pages
        content = page.Contents.read_bytes()
        assert b"PC-2026-0117" in content
        page.Contents = pdf.make_stream(content.replace(b"PC-2026-0117", b"PC-2026-0171"))
        pdf.save("other.pdf")
    answer = run("check", "other.pdf", "--json")
    assert answer.status == 0  # the XML is valid
    (finding,) = (f for f in answer.json["findings"] if f["rule"].startswith("own-page"))
    assert (finding["rule"], finding["severity"]) == ("own-page-number", "warning")
    assert finding["field"] == "number"
    assert finding["message"] == "number, XML PC-2026-0117 ≠ page PC-2026-0171"
    alone = run("check", "other.pdf", "--json", "--xml-only")
    assert not [f for f in alone.json["findings"] if f["rule"].startswith("own-page")]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.txt", b"hello", "xml_damaged"),
        ("a.xml", b"", "xml_damaged"),
        ("a.xml", b"<html/>", "xml_unknown"),
        ("a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "xml_doctype"),
        ("a.pdf", b"no PDF", "pdf_damaged"),
    ],
)
def test_what_is_no_invoice(run: Run, name: str, content: bytes, rule: str) -> None:
    Path(name).write_bytes(content)
    answer = run("check", name, "--json")
    assert answer.status == 1
    assert (answer.json["valid"], answer.json["profile"]) == (False, None)
    assert [finding["rule"] for finding in answer.json["findings"]] == [rule]


def test_a_pdf_without_an_invoice(run: Run) -> None:
    answer = run("check", SAMPLES / "plain.pdf", "--json")
    assert answer.status == 1
    assert [f["rule"] for f in answer.json["findings"]] == ["not_yet_readable"]


@pytest.mark.parametrize("name", ["missing.pdf", "."])
def test_what_is_no_file(run: Run, name: str) -> None:
    answer = run("check", name, "--json")
    assert (answer.status, answer.stdout) == (2, "")
    assert "Traceback" not in answer.stderr
