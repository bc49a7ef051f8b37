"""A person in a browser, from the printed link to the accounting software's next poll.

Chromium opens the pages as they are, under their own content security policy; anything that it
complains of fails the test.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import running_browser
from tests.e2e.installation import Installation
from tests.e2e.mails import SUPPLIER, halves, mail, pages_of, sample

SECONDS = 60
pytestmark = pytest.mark.xdist_group("browser")


@dataclass(frozen=True)
class Demo:
    """``run --demo``, and what it printed.

    Attributes:
        installation: Runs.
        link: Lets one person in, once.
        client: With the demo firm's key.
        address: For purchases.
    """

    installation: Installation
    link: str
    client: httpx.Client
    address: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    installation = Installation(tmp_path_factory.mktemp("demo"))
    try:
        installation.start("--demo")
        greeting = (installation.home / "run.out").read_text()
        (link,) = re.findall(r"http://\S+/login/\S+", greeting)
        (secret,) = set(re.findall(r"vgm_[\w-]+", greeting))
        (address,) = set(re.findall(r"SIREN\d+@mg\.\S+", greeting))
        headers = {"Authorization": f"Bearer {secret}"}
        with httpx.Client(
            base_url=f"{installation.url}/api/v1/", headers=headers, timeout=30
        ) as client:
            yield Demo(installation, link, client, address)
    finally:
        installation.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def signed_in(demo: Demo, chromium: Browser) -> Iterator[Path]:
    """Follow the link that was printed; keep the browser's state for all tests."""
    context = chromium.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(demo.link)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("À traiter")
    state = demo.installation.home / "browser.json"
    context.storage_state(path=state)
    context.close()
    yield state
    state.unlink()


@pytest.fixture
def page(demo: Demo, chromium: Browser, signed_in: Path) -> Iterator[Page]:
    """Yield a page of a signed-in person, which must have no complaint at the end."""
    context = chromium.new_context(
        locale="fr-FR", storage_state=signed_in, base_url=demo.installation.url
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    # That the answer to a form was a refusal is no complaint.
    assert [words for words in complaints if "with a status of 422" not in words] == []


def send(demo: Demo, name: str) -> str:
    """Mail a sample to the demo dossier; return the id of its invoice once it waits."""
    before = {row["id"] for row in demo.client.get("invoices").json()["data"]}
    raw = mail(demo.address, (name, sample(f"pages/{name}")), subject=f"Facture {name}")
    with demo.installation.smtp() as smtp:
        smtp.sendmail(SUPPLIER, [demo.address], raw)

    def arrived() -> str | None:
        rows = demo.client.get("invoices", params={"reception": "to_accept"}).json()["data"]
        return next((row["id"] for row in rows if row["id"] not in before), None)

    found: str = poll(arrived)
    return found


def poll(ask: Any) -> Any:
    """Ask until there is an answer."""
    deadline = time.monotonic() + SECONDS
    while not (answer := ask()):
        assert time.monotonic() < deadline, "no answer"
        time.sleep(0.1)
    return answer


def test_a_correction_and_an_acceptance_reach_the_next_poll(demo: Demo, page: Page) -> None:
    invoice_id = send(demo, "text.pdf")
    read = demo.client.get(f"invoices/{invoice_id}").json()

    page.goto("/")
    page.get_by_role("link", name=read["seller"]["name"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(read["seller"]["name"])
    picture = page.get_by_role("link", name="Page 1, ouvrir en grand").get_by_role("img")
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 1000
    number = page.get_by_label("Numéro", exact=True)
    expect(number).to_have_value(read["number"])

    number.fill("F-CORRIGEE-1")
    page.get_by_role("textbox", name="IBAN").fill("FR00")
    number.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été enregistré")
    expect(number).to_have_value("F-CORRIGEE-1")
    expect(page.get_by_role("textbox", name="IBAN")).to_have_value("FR00")

    page.get_by_role("textbox", name="IBAN").fill("FR76 3000 6000 0112 3456 7890 189")
    page.get_by_role("button", name="Enregistrer les corrections").click()
    expect(page.get_by_text("Correction enregistrée")).to_be_visible()
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text("Facture acceptée.")).to_be_visible()
    expect(page.get_by_role("button", name="Accepter")).to_have_count(0)

    def retrieved() -> Any:
        rows = demo.client.get("invoices", params={"accounting": "to_retrieve"}).json()["data"]
        return [row for row in rows if row["id"] == invoice_id]

    (row,) = poll(retrieved)
    assert (row["version"], row["number"], row["reception"]) == (2, "F-CORRIGEE-1", "accepted")
    fields = demo.client.get(f"invoices/{invoice_id}").json()["fields"]
    assert (fields["number"]["level"], fields["number"]["source"]) == ("confirmed", "user")
    assert fields["iban"]["value"] == "FR7630006000011234567890189"
    xml = demo.client.get(f"documents/{row['document_id']}/xml").text
    assert "F-CORRIGEE-1" in xml
    done = {"version": 2, "external_ref": "ACH-1"}
    assert demo.client.post(f"invoices/{invoice_id}/acknowledge", json=done).status_code == 200
    page.reload()
    expect(page.get_by_text("confirmé", exact=True).first).to_be_visible()
    expect(page.get_by_text("par Démonstration").first).to_be_visible()


def test_the_page_of_what_is_processed_looks_again_by_itself(demo: Demo, page: Page) -> None:
    invoice_id = send(demo, "works.pdf")
    page.goto(f"/invoices/{invoice_id}")
    page.get_by_label("Numéro", exact=True).fill("F-2")
    page.get_by_role("button", name="Enregistrer les corrections").click()
    expect(page.get_by_label("Numéro", exact=True)).to_have_value("F-2")
    expect(page.get_by_role("button", name="Enregistrer les corrections")).to_be_visible(
        timeout=SECONDS * 1000
    )


def test_an_upload_and_a_refusal_by_keyboard_alone(demo: Demo, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "exempt.pdf"
    file.write_bytes(sample("pages/exempt.pdf"))
    page.goto("/upload")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_role("button", name="Déposer").press("Enter")
    expect(page.get_by_text("Fichier reçu.")).to_be_visible()
    link = page.get_by_role("link", name="exempt.pdf", exact=True)
    expect(link).to_be_visible(timeout=SECONDS * 1000)
    link.press("Enter")
    refuse = page.locator("summary", has_text="Refuser")
    expect(refuse).to_be_visible(timeout=SECONDS * 1000)
    refuse.press("Enter")
    page.get_by_label("En vos mots").first.press_sequentially("Déjà payée.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Facture refusée.")).to_be_visible()
    expect(page.locator(".decision")).to_contain_text("Déjà payée.")
    refused = demo.client.get("invoices", params={"reception": "refused"}).json()["data"]
    assert refused[0]["reasons"][0]["about"] == "Déjà payée."


def test_a_focused_field_lights_its_place_on_the_page(demo: Demo, page: Page) -> None:
    invoice_id = send(demo, "trade.pdf")
    page.goto(f"/invoices/{invoice_id}")
    box = page.locator(".box-of-total-with-vat").first
    width = "element => getComputedStyle(element).strokeWidth"
    assert box.evaluate(width) == "1px"
    page.get_by_role("textbox", name="Total TTC").focus()
    assert box.evaluate(width) == "3px"


@pytest.mark.parametrize("width", [1440, 720, 390, 320])
def test_nothing_is_cut_at_any_width(demo: Demo, page: Page, width: int) -> None:
    """720 pixels are a common window at 200 %, 320 one at 400 % (WCAG 2.2, 1.4.10)."""
    page.set_viewport_size({"width": width, "height": 900})
    rows = demo.client.get("invoices").json()["data"] or [{"id": send(demo, "food.pdf")}]
    messages = demo.client.get("messages").json()["data"]
    paths = ["/", "/invoices", "/messages", "/upload", "/suppliers", "/suppliers/import"]
    suppliers = poll(lambda: demo.client.get("suppliers").json()["data"])
    paths += ["/suppliers/new", f"/suppliers/{suppliers[0]['id']}"]
    paths += [f"/invoices/{rows[0]['id']}", f"/messages/{messages[0]['id']}"]
    for path in paths:
        page.goto(path)
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide == 0, path


def test_a_proposal_is_taken_and_undone(demo: Demo, page: Page) -> None:
    raw = mail(demo.address, ("lot.pdf", pages_of("facturx_en16931", "pages/text")), subject="Lot")
    with demo.installation.smtp() as smtp:
        smtp.sendmail(SUPPLIER, [demo.address], raw)

    def document(**wanted: Any) -> Any:
        rows = demo.client.get("documents", params={"limit": 100}).json()["data"]
        return next((r for r in rows if all(r[k] == v for k, v in wanted.items())), None)

    whole = poll(lambda: document(name="lot.pdf", status="held"))
    page.goto(f"/documents/{whole['id']}")
    expect(page.get_by_text("semble contenir 2 factures")).to_be_visible()
    page.get_by_role("button", name="Séparer ainsi").click()
    expect(page.get_by_text("Tri enregistré")).to_be_visible()
    second = poll(lambda: document(name="lot.pdf", first_page=2, status="ready"))
    accept = page.get_by_role("button", name="Accepter")
    expect(accept).to_be_visible(timeout=SECONDS * 1000)  # the page looks again by itself
    page.goto(f"/documents/{second['id']}")
    page.get_by_role("button", name="Rejoindre au document d’avant").click()
    expect(page.get_by_text("Tri enregistré")).to_be_visible()
    again = poll(lambda: document(id=whole["id"], status="ready"))
    assert (again["withdrawn"], again["proposal"]) == (False, [])
    expect(accept).to_be_visible(timeout=SECONDS * 1000)
    expect(page.get_by_text("Réunie").first).to_be_visible()


def test_a_supplier_is_entered_and_a_table_taken_in(demo: Demo, page: Page, tmp_path: Path) -> None:
    page.goto("/suppliers")
    page.get_by_role("link", name="Ajouter").click()
    page.get_by_label("Nom", exact=True).fill("Lenoir SARL")
    page.get_by_label("SIREN").fill("552 100 554")
    page.get_by_label("Nouveaux IBAN").fill("FR76 3000 6000 0112 3456 7890 189")
    page.get_by_label("Domaines liés").fill("lenoir.example")
    page.get_by_role("button", name="Ajouter").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lenoir SARL")
    expect(page.locator(".timeline", has_text="à confirmer")).to_be_visible()

    table = tmp_path / "fournisseurs.csv"
    table.write_text("Raison sociale;SIREN\nLenoir;552100554\nNeuf;=1+1\nGris;\n")
    page.goto("/suppliers/import")
    page.get_by_label("Fichier").set_input_files(table)
    page.get_by_role("button", name="Essayer").click()
    expect(page.get_by_text("Ligne refusée")).to_be_visible()
    page.get_by_label("Laisser de côté").check()
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_text("Import terminé.")).to_be_visible()
    shown = demo.client.get("suppliers", params={"q": "Lenoir"}).json()["data"]
    assert [(row["name"], row["siren"]) for row in shown] == [("Lenoir", "552100554")]
    assert demo.client.get("suppliers", params={"q": "Gris"}).json()["data"][0]["draft"] is False
    with page.expect_download() as saved:
        page.get_by_role("button", name="Exporter").click()
    assert saved.value.suggested_filename == "fournisseurs.xlsx"


def test_two_files_of_one_invoice_are_joined_and_taken_apart(demo: Demo, page: Page) -> None:
    upper, lower = halves("pages/works")
    raw = mail(demo.address, ("verso.pdf", lower), ("recto.pdf", upper), subject="Recto verso")
    with demo.installation.smtp() as smtp:
        smtp.sendmail(SUPPLIER, [demo.address], raw)

    def documents(*statuses: str) -> list[Any]:
        rows = demo.client.get("documents", params={"limit": 100}).json()["data"]
        names = {"recto.pdf", "verso.pdf"}
        found = [r for r in rows if r["name"] in names and not r["withdrawn"]]
        return sorted((r for r in found if r["status"] in statuses), key=lambda r: str(r["name"]))

    poll(lambda: len(documents("ready", "held")) == 2)
    front, back = documents("ready", "held")
    page.goto(f"/documents/{back['id']}")
    page.get_by_label("recto.pdf").fill("1")
    page.get_by_label("verso.pdf").fill("2")
    page.get_by_role("button", name="Réunir").click()
    expect(page.get_by_text("Tri enregistré")).to_be_visible()
    expect(page.get_by_text("Réuni de ces fichiers")).to_be_visible()
    (whole,) = poll(lambda: documents("ready"))
    assert (whole["pages"], whole["joined_from"]) == (2, [front["id"], back["id"]])
    apart = page.get_by_role("button", name="Séparer de nouveau ces fichiers")
    expect(apart).to_be_visible(timeout=SECONDS * 1000)
    apart.click()
    expect(page.get_by_text("Tri enregistré")).to_be_visible()
    living = documents("processing", "ready", "held")
    assert [row["id"] for row in living] == [front["id"], back["id"]]


def test_files_are_saved_and_never_shown(demo: Demo, page: Page) -> None:
    invoice_id = send(demo, "deposit.pdf")
    page.goto(f"/invoices/{invoice_id}")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Original reçu").click()
    assert saved.value.suggested_filename == "deposit.pdf"
    assert Path(saved.value.path()).read_bytes() == sample("pages/deposit.pdf")
    page.get_by_role("link", name="Page 1, ouvrir en grand").click()
    large = page.get_by_role("img", name="Page 1 sur 1")
    assert large.evaluate("image => image.complete && image.naturalWidth") > 1000


def test_signing_out_closes_the_door(demo: Demo, chromium: Browser) -> None:
    firm_id = demo.installation.command("firm", "add", "Autre cabinet")["id"]
    login = ("login", "--firm", firm_id, "--as", "Éric")
    context = chromium.new_context(locale="en-GB", base_url=demo.installation.url)
    page = context.new_page()
    page.goto(demo.installation.command(*login)["url"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("To review")
    expect(page.get_by_text("Nothing to review.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.go_back()
    page.reload()
    expect(page.get_by_text("Nothing to review.")).to_have_count(0)
    context.close()
