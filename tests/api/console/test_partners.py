"""Pages of suppliers and customers: lists, the sheet with its history, changing, merging."""

from typing import Any

import pytest

from storage.domain.supplier import AccountStatus
from storage.models.supplier import SupplierRow
from storage.queries.accounts import accounts_by_supplier
from tests.api.conftest import House
from tests.api.console.conftest import ENGLISH, NAME, Browser
from tests.api.seed import SIREN, Seed

IBAN = "FR7630006000011234567890189"
CUSTOMER: dict[str, Any] = {
    "name": "Acmé SARL",
    "number": "",
    "siren": "123 456 782",
    "other_names": "",
}
SHEET = CUSTOMER | {
    "block_scope": "reject",
    "sender_domains": "acme.example",
    "sender_addresses": "",
}


def added(browser: Browser, house: House, kind: str = "suppliers", **fields: str) -> str:
    """Add a partner by the form; return the address of its page."""
    sheet = SHEET if kind == "suppliers" else CUSTOMER
    answer = browser.post(f"/{kind}/new", dossier=house.first.id, **(sheet | fields))
    return answer.headers["location"].partition("?")[0]


def row_of(seed: Seed, path: str) -> Any:
    with seed.database.read() as session:
        return session.get_one(SupplierRow, path.rpartition("/")[2])


def test_a_supplier_is_added_listed_and_shown(browser: Browser, seed: Seed, house: House) -> None:
    path = added(browser, house, ibans=f"{IBAN}\n", **{"default.account": "606400"})
    listed = browser.get(f"/suppliers?q=acm&dossier={house.first.id}").text
    assert f'href="{path}"' in listed
    assert "FOUR-001" in listed
    page = browser.get(f"{path}?done=partner_saved").text
    for words in ("Fiche enregistrée.", IBAN, "à confirmer", NAME, "acme.example", "606400"):
        assert words in page, words
    assert "<script" not in page
    assert "De confiance</span>" not in page


def test_what_is_typed_changes_the_sheet(browser: Browser, seed: Seed, house: House) -> None:
    path = added(browser, house)
    typed = SHEET | {"trusted": "yes", "amount_ceiling": "1 500,50", "trusted_until": "2027-12-31"}
    typed |= {"other_names": "Acme\nAcme Europe", "notes": "Lu.", "contact": "01 23 45 67 89"}
    typed |= {"size_class": "small"}
    browser.post(f"{path}/change", **typed)
    row = row_of(seed, path)
    assert (row.trusted, row.amount_ceiling, str(row.trusted_until)) == (
        *(True, "1500.50", "2027-12-31"),
    )
    assert row.size_class == "small"
    assert (row.other_names, row.number) == (["Acme", "Acme Europe"], "FOUR-001")
    page = browser.get(path).text
    for words in (
        "De confiance",
        "<ins>oui</ins>",
        "<ins>Acme, Acme Europe</ins>",
        "Modifié",
        'value="1500.50"',
    ):
        assert words in page, words
    answer = browser.post(f"{path}/change", **typed)
    assert answer.headers["location"].endswith("done=unchanged")
    browser.post(f"{path}/change", **SHEET)
    assert row_of(seed, path).trusted is False


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, 'href="#p-name"'),
        ({"sender_domains": "no domain"}, 'href="#p-sender_domains"'),
        ({"trusted_until": "31/12"}, "Confiance jusqu’au"),
        ({"trusted": "yes", "blocked": "yes"}, "à la fois de confiance et sur la liste noire"),
        ({"number": "FOUR-001"}, "Un autre a déjà ce numéro"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    browser: Browser, seed: Seed, house: House, fields: dict[str, Any], words: str
) -> None:
    added(browser, house)
    path = added(browser, house, siren="")
    before = row_of(seed, path)
    page = browser.post(
        f"{path}/change", 422, **(SHEET | {"siren": "", "notes": "Gardé ?"} | fields)
    ).text
    assert words in page
    assert "Gardé ?" in page
    assert "Rien n’a été enregistré" in page
    assert row_of(seed, path) == before


def test_a_draft_says_so_until_it_is_saved(browser: Browser, seed: Seed, house: House) -> None:
    filed = seed.filed(house.first)
    listed = browser.get("/suppliers").text
    assert "Brouillon" in listed
    with seed.database.read() as session:
        supplier_id = browser.get("/suppliers").text.split('href="/suppliers/sup_')[1][:32]
        row = session.get_one(SupplierRow, f"sup_{supplier_id}")
    page = browser.get(f"/suppliers/{row.id}").text
    assert "Brouillon, fait d’après une facture" in page
    assert f"/invoices/{filed.invoice_id}" in page
    browser.post(f"/suppliers/{row.id}/change", **(SHEET | {"siren": SIREN}))
    assert "Brouillon" not in browser.get(f"/suppliers/{row.id}").text


def test_a_merge_says_what_it_does_and_widens_no_trust(
    browser: Browser, seed: Seed, house: House
) -> None:
    one = added(browser, house, ibans=IBAN, trusted="yes")
    into = added(browser, house, name="Acme Europe", siren="", sender_domains="")
    with seed.database.write() as session:
        one_id = one.rpartition("/")[2]
        (account,) = accounts_by_supplier(session, [one_id])[one_id]
        account.status = AccountStatus.CONFIRMED
        session.add(account)
    page = browser.get(one).text
    assert "La confiance ne s’étend pas" in page
    answer = browser.post(f"{one}/merge", into=into.rpartition("/")[2])
    assert answer.headers["location"] == f"{into}?done=partners_merged"
    shown = browser.get(answer.headers["location"]).text
    for words in ("Fusion faite", "Fusionnés avec lui", IBAN, "à confirmer", "Acmé SARL"):
        assert words in shown, words
    assert row_of(seed, into).trusted is False
    old = browser.get(one).text
    assert "celui-ci en tient lieu" in old
    assert f'action="{one}/change"' not in old
    assert one not in browser.get("/suppliers").text
    assert (
        "Il a déjà été fusionné"
        in browser.post(f"{one}/merge", 422, into=into.rpartition("/")[2]).text
    )


def test_warnings_and_strangers_words_are_shown_as_text(
    browser: Browser, seed: Seed, house: House
) -> None:
    path = added(browser, house, name="<b>Acmé</b>", siren="123456789")
    page = browser.get(path).text
    assert "&lt;b&gt;Acmé&lt;/b&gt;" in page
    assert "<b>Acmé" not in page
    assert "123456789" in page
    assert "il ne trouve personne" in page


def test_customers_have_pages_too(browser: Browser, house: House) -> None:
    path = added(browser, house, "customers", name="Lenoir")
    browser.client.headers["Accept-Language"] = ENGLISH
    page = browser.get(path).text
    assert "CLI-001" in page
    assert "Trusted supplier" not in page
    assert "Lenoir" in browser.get("/customers").text
    browser.post(f"{path}/change", **(CUSTOMER | {"name": "Lenoir et fils"}))
    assert "Lenoir et fils" in browser.get(path).text
    browser.post(f"{path}/change", 422, **SHEET)


@pytest.mark.parametrize("kind", ["suppliers", "customers"])
def test_a_stranger_sees_and_changes_nothing(
    browser: Browser, strangers: Browser, nobodys: Browser, house: House, kind: str
) -> None:
    path = added(browser, house, kind)
    other = added(browser, house, kind, siren="")
    strangers.get(path, 404)
    strangers.post(f"{path}/change", 404, **SHEET)
    strangers.post(f"{path}/merge", 404, into=other.rpartition("/")[2])
    strangers.post(f"/{kind}/new", 404, dossier=house.first.id, **SHEET)
    assert path not in strangers.get(f"/{kind}?dossier={house.first.id}").text
    nobodys.client.cookies.clear()
    assert nobodys.client.get(path).status_code == 401


def test_the_history_of_an_account_names_who_and_which_document(
    browser: Browser, seed: Seed, house: House
) -> None:
    filed = seed.filed(house.first)
    path = added(browser, house, siren="", ibans=IBAN)
    with seed.database.write() as session:
        supplier_id = path.rpartition("/")[2]
        (account,) = accounts_by_supplier(session, [supplier_id])[supplier_id]
        account.document_id, account.status = filed.document_id, AccountStatus.CONFIRMED
        account.decided_by, account.decided_at = "Bruno", account.created_at
        session.add(account)
    page = browser.get(path).text
    assert f'href="/documents/{filed.document_id}"' in page
    assert "décidé par Bruno" in page
