"""The page of a locked document asks for its password; flags and the PDF to look at are shown."""

from pathlib import Path

from storage.queries.passwords import passwords_of
from tests.api.conftest import House
from tests.api.console.conftest import ENGLISH, Browser
from tests.api.locked import file_password, flagged, locked, vault
from tests.api.seed import Seed

PASSWORD = "Geheim 17!"  # noqa: S105


def test_a_password_is_given_and_the_document_goes_on(
    browser: Browser, seed: Seed, house: House, tmp_path: Path
) -> None:
    made = locked(seed, house.first)
    path = f"/documents/{made.document_id}"
    page = browser.get(path).text
    for words in ("Mot de passe requis", "Mot de passe du fichier", 'type="password"'):
        assert words in page, words
    answer = browser.post(f"{path}/password", password=PASSWORD, label="Morvan")
    assert answer.headers["location"] == path
    assert PASSWORD not in browser.get(path).text
    assert 'type="password"' not in browser.get(path).text
    with seed.database.read() as session:
        assert passwords_of(session, vault(tmp_path), house.first.id) == (PASSWORD,)


def test_what_is_no_password_is_told_and_not_repeated(
    browser: Browser, seed: Seed, house: House
) -> None:
    path = f"/documents/{locked(seed, house.first).document_id}"
    long = "x" * 128
    page = browser.post(f"{path}/password", password=long, label="", status=422).text
    assert "pas pu être gardé" in page.replace("’", "'")
    assert long not in page
    browser.client.headers["Accept-Language"] = ENGLISH
    page = browser.post(f"{path}/password", password="", label="", status=422).text
    assert "could not be kept" in page


def test_passwords_are_listed_by_name_and_deleted(
    browser: Browser, strangers: Browser, seed: Seed, house: House
) -> None:
    id_ = file_password(seed, house.first)
    page = browser.get(f"/file-passwords?dossier={house.first.id}").text
    assert "Morvan" in page
    assert "s3cret" not in page
    assert "Aucun mot de passe ici" in strangers.get("/file-passwords").text
    strangers.post(f"/file-passwords/{id_}/delete", status=404)
    answer = browser.post(f"/file-passwords/{id_}/delete")
    page = browser.get(answer.headers["location"]).text
    assert "Mot de passe supprimé." in page
    assert "Morvan" not in page


def test_a_stranger_gives_none(strangers: Browser, seed: Seed, house: House) -> None:
    made = locked(seed, house.first)
    strangers.post(f"/documents/{made.document_id}/password", password=PASSWORD, status=404)


def test_a_stranger_looks_at_nothing(strangers: Browser, seed: Seed, house: House) -> None:
    made = flagged(seed, house.first, view=b"%PDF- a harmless copy")
    strangers.get(f"/documents/{made.document_id}/view", status=404)


def test_flags_and_the_pdf_to_look_at_are_shown(browser: Browser, seed: Seed, house: House) -> None:
    active = {"code": "pdf_active_content", "about": "javascript"}
    made = flagged(seed, house.first, active, view=b"%PDF- a harmless copy")
    page = browser.get(f"/invoices/{made.invoice_id}").text
    assert "javascript" in page
    assert f'href="/documents/{made.document_id}/view"' in page
    view = browser.get(f"/documents/{made.document_id}/view")
    assert view.content == b"%PDF- a harmless copy"
    assert view.headers["content-disposition"].startswith("attachment")
    assert view.headers["content-security-policy"] == "default-src 'none'; sandbox"
