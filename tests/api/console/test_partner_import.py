"""The page that tries and takes in a table of suppliers, and the downloads."""

import re
from typing import Any

import httpx
import pytest

from api.tables.reading import read_table
from api.tables.writing import TableFormat, write_table
from storage.models.supplier import SupplierRow
from storage.queries.partners import everybody
from tests.api.conftest import House
from tests.api.console.conftest import Browser
from tests.api.seed import Seed

TABLE = [["Raison sociale", "SIREN", "Prix"], ["Lenoir", "552100554", "9"], ["", "732829320", ""]]


def names(seed: Seed, house: House) -> list[str]:
    with seed.database.read() as session:
        return [row.name for row in everybody(session, SupplierRow, house.first.id)]


def sent(browser: Browser, house: House, file: bytes = b"", **fields: Any) -> httpx.Response:
    files = {"file": ("table.csv", file)} if file else {"x": ("", b"")}
    data = {"csrf": browser.token(), "dossier": house.first.id, "act": "try"} | fields
    return browser.client.post("/suppliers/import", data=data, files=files)


def table(form: TableFormat = TableFormat.CSV) -> bytes:
    return write_table(form, "Test", TABLE)


def kept(page: str) -> dict[str, Any]:
    """Return what the second step's form carries on."""
    found = re.search(r'name="content" value="([^"]+)"', page)
    assert found
    chosen = re.findall(r'name="(column\.\d+)".*?</select>', page, re.DOTALL)
    assert len(chosen) == 3
    return {"content": found[1], "column.0": "name", "column.1": "siren", "column.2": "-"}


@pytest.mark.parametrize("form", list(TableFormat))
def test_a_table_is_tried_then_taken_in(
    browser: Browser, seed: Seed, house: House, form: TableFormat
) -> None:
    page = sent(browser, house, table(form))
    assert page.status_code == 200
    for words in ("Essai", "Le nom manque.", "Ligne refusée", "Lenoir", "Ne pas lire"):
        assert words in page.text, words
    assert "<script" not in page.text
    assert names(seed, house) == []
    fields = kept(page.text)
    refused = sent(browser, house, act="import", **fields)
    assert refused.status_code == 422
    assert "des lignes sont refusées" in refused.text
    assert names(seed, house) == []
    done = sent(browser, house, act="import", skip="yes", **fields)
    assert "Import terminé" in done.text
    assert names(seed, house) == ["Lenoir"]


def test_the_annotated_table_is_downloaded(browser: Browser, house: House) -> None:
    fields = kept(sent(browser, house, table()).text)
    answer = sent(browser, house, act="annotated", **fields)
    assert "attachment" in answer.headers["content-disposition"]
    assert [row[3] for row in read_table(answer.content)] == ["Statut", "Créé", "Refusé"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 x", "ne peut pas être lu"),
        (b"%PDF\0", "ni un XLSX"),
        (b"A;B\nx;y\n", "Aucune colonne ne dit"),
        (b"x" * (3 << 20), "trop grand"),
    ],
)
def test_what_is_no_table_is_said(
    browser: Browser, house: House, content: bytes, words: str
) -> None:
    answer = sent(browser, house, content)
    assert answer.status_code == 422
    assert words in answer.text


def test_downloads(browser: Browser, house: House) -> None:
    for path in (f"export?dossier={house.first.id}&format=ods", "template?format=xlsx"):
        answer = browser.get(f"/suppliers/{path}")
        assert "attachment" in answer.headers["content-disposition"]
        assert read_table(answer.content)[0][1] == "Nom"
    assert "Modèle vide" in browser.get("/suppliers/import").text


def test_a_stranger_and_a_forger_get_nothing(
    browser: Browser, strangers: Browser, nobodys: Browser, seed: Seed, house: House
) -> None:
    assert sent(strangers, house, table()).status_code == 404
    strangers.get(f"/suppliers/export?dossier={house.first.id}", 404)
    assert sent(browser, house, table(), csrf="0" * 64).status_code == 403
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert browser.client.post("/suppliers/import", headers=headers).status_code == 403
    nobodys.client.cookies.clear()
    assert nobodys.client.get("/suppliers/import").status_code == 401
    assert names(seed, house) == []
