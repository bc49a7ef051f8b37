"""``read`` and ``convert``."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.facturx.embedded import find_invoice_xml
from tests.e2e.mails import SAMPLES, sample, truth
from tests.pipeline.facturx.pages import drawn, written
from tests.vaguemestre.conftest import Run

PAGES = SAMPLES / "pages"
BUYER = truth("pages/text")["buyer"]
OWN = ("--own-siren", BUYER["siren"], "--own-name", BUYER["name"], "--direction", "purchase")
pytestmark = pytest.mark.usefixtures("home")


def lines(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def folder_of(tmp_path: Path, **files: bytes) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    return folder


def test_a_page_is_read_in_the_promised_form(run: Run) -> None:
    read = run("read", str(PAGES / "text.pdf"), *OWN, "--json").json
    expected = truth("pages/text")
    names = "file pages kind fields vat_breakdown lines checks auto_file seconds"
    assert set(read) == set(names.split())
    assert (read["pages"], read["kind"]) == (1, "invoice")
    number = read["fields"]["number"]
    assert (number["value"], number["source"]) == (expected["number"], "pdf_text")
    (box,) = number["boxes"]
    assert set(box) == {"page", "x", "y", "w", "h"}
    assert box["page"] == 1
    assert 0 < box["x"] < box["x"] + box["w"] < 1
    assert read["fields"]["total_with_vat"]["value"] == expected["total_with_vat"]
    rates = {(row["rate"], row["amount"]) for row in read["vat_breakdown"]}
    assert rates == {(row["rate"], row["amount"]) for row in expected["vat_breakdown"]}


def test_a_bad_file_is_a_line_and_does_not_end_the_run(run: Run, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, a_pdf=b"%PDF-1.7\nbroken", b_pdf=sample("pages/text.pdf"), c_txt=b"no invoice"
    )
    done = run("read", str(folder), "--json")
    assert done.status == 0
    broken, good = lines(done.stdout)
    assert [row["code"] for row in broken["checks"]] == ["pdf_damaged"]
    assert "damaged" in broken["error"]
    assert "error" not in good
    assert broken["auto_file"] is False
    assert good["fields"]["number"]["value"] == truth("pages/text")["number"]


def test_where_nothing_can_be_read_it_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nbroken")
    done = run("read", str(tmp_path / "a.pdf"), "--json")
    assert done.status == 1
    assert lines(done.stdout)[0]["error"]


def test_a_folder_without_pages_is_refused(run: Run, tmp_path: Path) -> None:
    run("read", str(folder_of(tmp_path, a_txt=b"text"))).refused(1)


def test_an_own_siren_that_is_none_is_refused(run: Run) -> None:
    run("read", str(PAGES / "text.pdf"), "--own-siren", "123456789").refused(1)


def test_a_folder_is_converted_to_files_of_the_same_names(run: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_pdf=sample("pages/text.pdf"), b_pdf=b"%PDF-1.7\nbroken")
    out = tmp_path / "out"
    made, refused = lines(run("convert", str(folder), "-o", str(out), *OWN, "--json").stdout)
    assert [file.name for file in out.iterdir()] == ["a.pdf"]
    assert (made["facturx"], made["derived"]) == (str(out / "a.pdf"), True)
    assert "total_with_vat" in made["proven"]
    assert refused["facturx"] is None
    validation = run("check", str(out / "a.pdf"), "--json").json
    assert (validation["valid"], validation["profile"]) == (True, made["profile"])


def test_people_are_told_the_profile_or_what_stood_in_the_way(run: Run, tmp_path: Path) -> None:
    nobody = drawn(written(text="FACTURE N° 17 du 3 novembre 2026, net à payer : 1 175,00 €"))
    folder = folder_of(tmp_path, a_pdf=sample("pages/text.pdf"), b_pdf=nobody)
    made, none = run("convert", str(folder), "-o", str(tmp_path / "out"), *OWN).stdout.splitlines()
    assert made.endswith("en16931")
    assert "no_facturx seller.siren" in none


def test_received_hybrids_are_passed_on_as_they_are(run: Run, tmp_path: Path) -> None:
    hybrids = {
        "facturx_basicwl.pdf": "basicwl",
        "facturx_credit_note.pdf": "en16931",
        "facturx_en16931.pdf": "en16931",
        "zugferd_1.pdf": "zugferd-1.0",
    }
    out = tmp_path / "out"
    files = [str(SAMPLES / name) for name in hybrids]
    done = lines(run("convert", *files, "-o", str(out), "--json").stdout)
    assert {Path(row["facturx"]).name: row["profile"] for row in done} == hybrids
    assert not any(row["derived"] for row in done)
    for name in hybrids:
        assert (out / name).read_bytes() == sample(name)


def test_files_of_one_name_get_a_file_each(run: Run, tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path), tmp_path / "out"
    for name in ("a.pdf", "a.PDF", "b/a.pdf"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(sample("facturx_en16931.pdf"))
    done = run("convert", str(folder), "-o", str(out), "--json")
    assert done.status == 0
    made = sorted(file.name for file in out.iterdir())
    assert made == ["a-2.pdf", "a.pdf", "a.pdf.pdf"]


def test_originals_are_not_written_over(run: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a_pdf=sample("pages/text.pdf"))
    run("convert", str(folder), "-o", str(folder)).refused(1)
    run("convert", str(folder / "a.pdf"), "-o", str(folder / "a.pdf")).refused(1)
    assert (folder / "a.pdf").read_bytes() == sample("pages/text.pdf")


def test_nothing_to_convert_is_exit_status_1(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7\nbroken")
    assert run("convert", str(file), "-o", str(tmp_path / "o.pdf")).status == 1


def test_xml_is_written_in_the_other_syntax_and_back(run: Run, tmp_path: Path) -> None:
    cii, ubl, again = (tmp_path / name for name in ("cii.xml", "ubl.xml", "again.xml"))
    cii.write_bytes(find_invoice_xml(SAMPLES / "facturx_credit_note.pdf").xml or b"")
    there = run("convert", str(cii), "-o", str(ubl), "--json")
    assert there.json == {"file": str(cii), "syntax": "CreditNote", "lost": []}
    assert run("convert", str(ubl), "-o", str(again)).stdout == f"CrossIndustryInvoice  {again}\n"
    first, last = (run("read", str(file), "--json").json["fields"] for file in (cii, again))
    assert first == last


def test_xml_that_is_no_invoice_is_not_converted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a/>")
    run("convert", str(tmp_path / "a.xml"), "-o", str(tmp_path / "b.xml")).refused(1)
    assert not (tmp_path / "b.xml").exists()
