"""Tables of suppliers and customers: read back unchanged, tried, taken in as a whole, hostile."""

import csv
import io
import json
import zipfile
from typing import Any

import httpx
import pytest

from api.tables.mapping import propose
from api.tables.reading import read_table
from api.tables.safe_text import escape, unescape
from api.tables.writing import TableFormat, write_table
from storage.domain.errors import InputError
from storage.domain.partner_table import COLUMNS
from storage.models.importing import ImportMappingRow
from storage.models.supplier import SupplierRow
from storage.queries.partners import everybody
from tests.api.conftest import House, key
from tests.api.seed import SIREN, Seed
from tests.api.test_suppliers import IBAN, added

FORMS = list(TableFormat)
HEADING = ["Numéro", "Nom", "SIREN", "IBAN"]
NASTY = ["=cmd|'/c calc'!A0", "@SUM(1)", "+33 1 23", "-12,50 €", "'=1+1", "''@x", "'quoted'"]
NASTY += ["\uff1dx", "a;b\nc", "Plein  d'espaces", '<b>&"', "é"]


def table(*rows: list[str], form: TableFormat = TableFormat.CSV) -> bytes:
    return write_table(form, "Test", rows)


def sent(
    client: httpx.Client,
    house: House,
    content: bytes,
    *,
    mapping: list[str | None] | None = None,
    secret: str | None = None,
    **query: Any,
) -> httpx.Response:
    data = {"mapping": json.dumps(mapping)} if mapping else {}
    return client.post(
        "/api/v1/suppliers/import",
        params={"dossier": house.first.id} | query,
        files={"file": ("table", content)},
        data=data,
        headers=key(secret) if secret else {},
    )


def suppliers(seed: Seed, house: House) -> list[SupplierRow]:
    with seed.database.read() as session:
        return list(everybody(session, SupplierRow, house.first.id))


def exported(client: httpx.Client, house: House, form: TableFormat, **query: str) -> bytes:
    params = {"dossier": house.first.id, "format": form.value} | query
    answer = client.get("/api/v1/suppliers/export", params=params)
    assert answer.status_code == 200
    assert f"fournisseurs.{form}" in answer.headers["content-disposition"]
    return answer.content


@pytest.mark.parametrize("form", FORMS)
def test_an_export_taken_in_again_changes_nothing(
    client: httpx.Client, seed: Seed, house: House, form: TableFormat
) -> None:
    for position, name in enumerate(NASTY):
        added(
            client,
            house,
            name=name,
            other_names=["Autre | nom", name],
            notes=f"{name}\nligne",
            contact=name,
            ibans=[IBAN, "DE89370400440532013000"] if position else [],
            defaults={"account": "0606", "other": "stays"},
            amount_ceiling="1234.50" if position else None,
            trusted_until="2027-12-31",
            sender_domains=["acme.example", "acme.fr"],
            trusted=bool(position),
        )
    added(client, house, siren="012345678", vat_id="FR12", number="0007", blocked=True)
    before = suppliers(seed, house)
    content = exported(client, house, form)
    for dry in (True, False):
        shown = sent(client, house, content, dry_run=dry).json()
        assert (shown["unchanged"], shown["updated"], shown["created"]) == (len(before), 0, 0)
        assert shown["problems"] == []
        assert {column["ground"] for column in shown["columns"]} == {"heading"}
    assert suppliers(seed, house) == before


@pytest.mark.parametrize("form", FORMS)
def test_the_template_is_one_row_and_changes_nothing(
    client: httpx.Client, seed: Seed, house: House, form: TableFormat
) -> None:
    params = {"format": form.value, "language": "en"}
    content = client.get("/api/v1/suppliers/template", params=params).content
    assert read_table(content)[0][:3] == ["Number", "Name", "Other names"]
    assert sent(client, house, content).json()["rows"] == 0
    assert suppliers(seed, house) == []


@pytest.mark.parametrize("text", NASTY)
def test_what_looks_like_a_formula_is_text_both_ways(text: str) -> None:
    assert unescape(escape(text)) == text
    assert not escape(text).startswith(("=", "+", "-", "@", "\uff1d"))


@pytest.mark.parametrize("form", [TableFormat.XLSX, TableFormat.ODS])
def test_no_cell_of_a_workbook_is_a_formula(form: TableFormat) -> None:
    with zipfile.ZipFile(io.BytesIO(table(["x"], *([text] for text in NASTY), form=form))) as kept:
        for name in kept.namelist():
            content = kept.read(name)
            assert b"<f>" not in content
            assert b"table:formula" not in content
            assert b'Target="http' not in content or name.endswith(".rels") is False


def test_a_dry_run_groups_problems_and_writes_nothing(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    added(client, house, siren=SIREN, trusted=True)
    added(client, house, siren="732829320")
    before = suppliers(seed, house)
    rows = [
        HEADING,
        ["", "Neuf", "", IBAN],
        ["FOUR-001", "Acmé", "552100554", ""],
        ["FOUR-001", "", "732829320", ""],
        ["", "", "", "FR76 !!"],
        ["", "", "", ""],
        ["", "Bad id", "123456789", ""],
        ["", "neuf SARL", "", ""],
        ["F" * 50, "Long", "", ""],
    ]
    shown = sent(client, house, table(*rows), dry_run=True).json()
    problems = {group["kind"]: group["rows"] for group in shown["problems"]}
    assert problems == {
        "name_missing": [5],
        "invalid_value": [5, 9],
        "repeated": [8],
        "taken": [4],
        "trusted_identity": [3, 4],
        "check_failed": [7],
        "account_pending": [2],
    }
    assert (shown["rows"], shown["created"], shown["refused"]) == (7, 2, 5)
    assert suppliers(seed, house) == before
    answer = sent(client, house, table(*rows))
    assert (answer.status_code, answer.json()["code"]) == (422, "rows-refused")
    assert suppliers(seed, house) == before
    done = sent(client, house, table(*rows), skip_invalid=True).json()
    assert {name: done[name] for name in ("created", "updated", "unchanged", "refused")} == {
        name: shown[name] for name in ("created", "updated", "unchanged", "refused")
    }
    assert [s.name for s in suppliers(seed, house)][2:] == ["Neuf", "Bad id"]
    assert [s.number for s in suppliers(seed, house)][2:] == ["FOUR-003", "FOUR-004"]


def test_no_table_makes_anybody_trusted_or_confirms_an_account(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    known = added(client, house, name="Acmé")
    heading = [column.french for column in COLUMNS]
    row = dict.fromkeys(heading, "")
    row |= {"Numéro": "FOUR-001", "IBAN": IBAN, "De confiance (non importé)": "oui"}
    row |= {"Domaines liés (non importé)": "evil.example", "Plafond TTC (non importé)": "9"}
    shown = sent(client, house, table(heading, list(row.values()))).json()
    assert shown["updated"] == 1
    assert {group["kind"] for group in shown["problems"]} == {"not_imported", "account_pending"}
    after = client.get(f"/api/v1/suppliers/{known['id']}").json()
    assert (after["trusted"], after["sender_domains"], after["amount_ceiling"]) == (False, [], None)
    assert [(a["iban"], a["status"]) for a in after["ibans"]] == [(IBAN, "pending")]
    assert after["ibans"][0]["brought_by"].startswith("key:")


@pytest.mark.parametrize("form", FORMS)
def test_the_annotated_table_says_what_became_of_each_row(
    client: httpx.Client, house: House, form: TableFormat
) -> None:
    content = table(HEADING, ["", "Neuf", "", ""], ["", "", "552100554", ""], form=form)
    answer = sent(client, house, content, annotated=form.value, language="en", skip_invalid=True)
    rows = read_table(answer.content)
    assert rows[0] == [*HEADING, "Status", "Detail"]
    assert [row[4] for row in rows[1:]] == ["Created", "Refused"]
    assert rows[2][5] == "The name is missing."


def test_a_mapping_is_proposed_given_and_saved_for_the_firm(
    client: httpx.Client, seed: Seed, house: House
) -> None:
    rows = [["Société fournisseuse", "Rem.", "Truc"], ["Lenoir", "Lu", SIREN]]
    mapping: list[str | None] = ["name", "notes", "siren"]
    unknown = sent(client, house, table(["A", "B"], ["x", "y"]))
    assert (unknown.status_code, unknown.json()["code"]) == (422, "columns-unknown")
    proposed = sent(client, house, table(*rows), dry_run=True).json()["columns"]
    assert [(c["field"], c["ground"]) for c in proposed][2] == ("siren", "content")
    narrow = sent(client, house, table(*rows), mapping=mapping, secret=house.first.secret)
    assert narrow.json()["created"] == 1
    with seed.database.read() as session:
        assert session.get(ImportMappingRow, "x") is None
    again = sent(client, house, table(*rows), dry_run=True).json()["columns"]
    assert {c["ground"] for c in again} != {"saved"}
    sent(client, house, table(*rows), mapping=mapping)
    saved = sent(client, house, table(*rows), dry_run=True).json()["columns"]
    assert [(c["field"], c["ground"]) for c in saved] == [(name, "saved") for name in mapping]
    for wrong in (["name"], ["name", "name", "siren"], ["name", "price", None]):
        answer = sent(client, house, table(*rows), mapping=wrong)  # type: ignore[arg-type]
        assert answer.json()["code"] == "mapping-unfit"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Raison sociale", "name"),
        ("RAISON SOCIALE *", "name"),
        ("N° TVA intracommunautaire", "vat_id"),
        ("Supplier number", "number"),
        ("N° SIRET", "siren"),
        ("Ibans", "ibans"),
        ("Courriel", "contact"),
        ("Prix", None),
        ("", None),
    ],
)
def test_headings_are_known_in_two_languages(heading: str, name: str | None) -> None:
    (column,) = propose([[heading], [""]], COLUMNS)
    assert column.name == name


def _zip(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


def far_away() -> bytes:
    """Return a workbook whose second cell stands in the last row and column there is."""
    plain = table(["Nom"], ["x"], form=TableFormat.XLSX)
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain)) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                assert b'r="2"' in content
                content = content.replace(b'r="A2"', b'r="XFD1048576"')
                content = content.replace(b'<row r="2"', b'<row r="1048576"')
            archive.writestr(name, content)
    return kept.getvalue()


def repeated() -> bytes:
    """Return an ODS whose one cell stands for a billion."""
    plain = table(["Nom"], ["x"], form=TableFormat.ODS)
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain)) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            content = source.read(name).replace(
                b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="1000000" '
            )
            content = content.replace(
                b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">'
            )
            archive.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"", {"table-empty"}),
        (b"\n\n", {"table-empty"}),
        (b"%PDF\0", {"table-unknown"}),
        (b"PK\x03\x04 not a zip", {"table-damaged"}),
        (_zip(x=b"y"), {"table-damaged"}),
        (_zip(**{"xl/workbook.xml": b"<a>" * 30_000_000}), {"table-too-large"}),
        (_zip(**{f"m{n}": b"" for n in range(600)}), {"table-too-large"}),
        (b"a;" * 200, {"table-too-large"}),
        (b"x\n" * 5002, {"table-too-large"}),
        (b"x" * 6000, {"table-too-large"}),
        (b'"' + b"x" * 200_000, {"table-too-large", "table-damaged"}),
        (b"x" * (6 << 20), {"table-too-large"}),
        (far_away(), {"table-damaged", "table-too-large"}),
        (repeated(), {"table-damaged", "table-too-large"}),
    ],
    ids=[  # an archive tells when it was made
        *("empty", "lines", "pdf", "no-zip", "other-zip", "inflated", "members", "columns"),
        *("rows", "cell", "quoted", "bytes", "far-away", "repeated"),
    ],
)
def test_hostile_tables_are_refused(content: bytes, codes: set[str]) -> None:
    with pytest.raises(InputError) as refused:
        read_table(content)
    assert refused.value.code in codes


def test_tables_of_other_programs_are_read(client: httpx.Client, house: House) -> None:
    windows = "Nom,SIREN\r\nÉtablissements Lenoir,12345678\r\n".encode("cp1252")
    shown = sent(client, house, windows).json()
    assert shown["created"] == 1
    (row,) = client.get("/api/v1/suppliers").json()["data"]
    assert (row["name"], row["siren"]) == ("Établissements Lenoir", "012345678")
    plain = list(
        csv.reader(
            io.StringIO(exported(client, house, TableFormat.CSV).decode("utf-8-sig")), delimiter=";"
        )
    )
    assert plain[1][1] == "Établissements Lenoir"


def test_a_form_without_a_table_is_refused(client: httpx.Client, house: House) -> None:
    params = {"dossier": house.first.id}
    answer = client.post("/api/v1/suppliers/import", params=params, data={"x": "y"})
    assert (answer.status_code, answer.json()["code"]) == (422, "one-file-needed")


def test_a_foreign_dossier_has_no_tables(client: httpx.Client, house: House) -> None:
    params = {"dossier": house.foreign.id}
    assert client.get("/api/v1/suppliers/export", params=params).status_code == 404
    assert sent(client, house, table(HEADING), dossier=house.foreign.id).status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_customers_have_tables_too(
    client: httpx.Client, seed: Seed, house: House, form: TableFormat
) -> None:
    path = "/api/v1/customers"
    for name in NASTY:
        added(client, house, path, name=name, notes=name, defaults={"tag": name})
    params = {"dossier": house.first.id, "format": form.value}
    content = client.get(f"{path}/export", params=params).content
    assert not {"IBAN", "Plafond TTC (non importé)"} & set(read_table(content)[0])
    rows = [["Nom", "SIREN", "IBAN"], ["Lenoir", "552100554", IBAN], ["", SIREN, ""]]
    assert "Nom" in read_table(client.get(f"{path}/template", params={"format": "csv"}).content)[0]
    shown: Any = None
    for table_in, created, unchanged in ((content, 0, len(NASTY)), (table(*rows), 1, 0)):
        query = {"dossier": house.first.id, "skip_invalid": "true"}
        answer = client.post(f"{path}/import", params=query, files={"file": ("a", table_in)})
        shown = answer.json()
        assert (shown["created"], shown["unchanged"]) == (created, unchanged)
    assert shown["columns"][2]["field"] is None
    last = client.get(path, params={"q": "Lenoir"}).json()["data"][0]
    assert (last["number"], last["siren"]) == (f"CLI-{len(NASTY) + 1:03d}", "552100554")
    assert suppliers(seed, house) == []
