"""Invoices that lie in something else arrive all the same, and everybody sees where they lay."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.e2e.installation import Installation, everything, wait_until_quiet
from tests.e2e.mails import SUPPLIER, sample
from tests.pipeline.mail.containers.made import compound, outlook, signed, tnef, tnef_file, zipped
from tests.pipeline.mail.forwards import GMAIL
from tests.pipeline.mail.mails import (
    Attached,
    forwarded,
    mail,
    multipart,
    part,
    pdf,
    text,
    with_crlf,
)

Row = dict[str, Any]

INVOICE = sample("facturx_en16931.pdf")
ENTITY = multipart(text(), pdf(data=INVOICE), boundary="s")
ENTITY_BYTES = "\n".join(ENTITY.fields).encode() + b"\n\n" + ENTITY.body
SENDER = "compta@acme.example"


def _file(name: str, data: bytes, declared: str = "application/octet-stream") -> Attached:
    return part(
        data, f"Content-Type: {declared}", f'Content-Disposition: attachment; filename="{name}"'
    )


MAILS: dict[str, tuple[Attached, list[str], list[str]]] = {
    "zip": (
        multipart(text(), _file("juin.zip", zipped(("a/juin.pdf", INVOICE), ("b.exe", b"MZ")))),
        ["attachment_type"],
        ["1 body_text", "2 unpacked", "2.1 document", "2.2 attachment_type"],
    ),
    "zip in zip": (
        multipart(text(), _file("a.zip", zipped(("b.zip", zipped(("juin.pdf", INVOICE)))))),
        [],
        ["1 body_text", "2 unpacked", "2.1 unpacked", "2.1.1 document"],
    ),
    "winmail": (
        multipart(text(), _file("winmail.dat", tnef(tnef_file("juin.pdf", INVOICE)))),
        [],
        ["1 body_text", "2 unpacked", "2.1 document"],
    ),
    "outlook": (
        multipart(text(), _file("juin.msg", compound(outlook(("juin.pdf", INVOICE))))),
        [],
        ["1 body_text", "2 unpacked", "2.1 body_text", "2.2 document"],
    ),
    "signed": (
        _file("smime.p7m", signed(ENTITY_BYTES), "application/pkcs7-mime; smime-type=signed-data"),
        [],
        ["1 unpacked", "1.1.1 body_text", "1.1.2 document"],
    ),
    "forwarded": (
        multipart(text(), forwarded(mail(ENTITY))),
        [],
        ["1 body_text", "2.1 body_text", "2.2 document"],
    ),
    "quoted": (
        multipart(text(GMAIL.format("De")), pdf(data=INVOICE)),
        [],
        ["1 body_text", "2 document"],
    ),
    "bomb": (
        multipart(text(), _file("b.zip", zipped(("a.pdf", bytes(20_000_000))))),
        ["archive_bomb"],
        ["1 body_text", "2 archive_bomb"],
    ),
}
"""Content, reasons of the message, and what becomes of each part, by the subject of the mail."""


@pytest.fixture(scope="module")
def world(installation: Installation) -> Iterator[tuple[httpx.Client, dict[str, Row]]]:
    firm = installation.add_firm("Cabinet des emballages")
    dossier = installation.add_dossier(firm, "900000019")
    with installation.client(firm) as client, installation.smtp() as smtp:
        for name, (content, *_) in MAILS.items():
            raw = mail(content).replace(
                b"Subject: Facture F-2026-0042", f"Subject: {name}".encode(), 1
            )
            smtp.sendmail(SUPPLIER, [dossier.purchase], with_crlf(raw))
        wait_until_quiet(client, len(MAILS), seconds=120)
        rows = everything(client, "messages")
        yield client, {row["subject"]: client.get(f"messages/{row['id']}").json() for row in rows}


@pytest.mark.parametrize("name", MAILS)
def test_every_part_of_it_has_its_end(
    world: tuple[httpx.Client, dict[str, Row]], name: str
) -> None:
    _, reasons, parts = MAILS[name]
    message = world[1][name]
    assert message["status"] == ("held" if reasons else "accepted")
    assert [reason["code"] for reason in message["reasons"]] == reasons
    assert [f"{p['path']} {p['reason'] or p['outcome']}" for p in message["parts"]] == parts


@pytest.mark.parametrize("name", sorted(MAILS.keys() - {"bomb"}))
def test_the_invoice_in_it_is_filed(world: tuple[httpx.Client, dict[str, Row]], name: str) -> None:
    client, messages = world
    (document_id,) = {p["document_id"] for p in messages[name]["parts"] if p["document_id"]}
    assert client.get(f"documents/{document_id}").json()["status"] == "ready"
    original = client.get(f"documents/{document_id}/original").content
    assert original.replace(b"\r\n", b"\n") == INVOICE.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(("name", "path"), [("forwarded", "2"), ("quoted", "1")])
def test_who_forwarded_what_is_told(
    world: tuple[httpx.Client, dict[str, Row]], name: str, path: str
) -> None:
    (inner,) = world[1][name]["forwarded"]
    assert (inner["path"], inner["quoted"]) == (path, name == "quoted")
    assert (inner["header_from"], inner["name"]) == (SENDER, "Compta ACME")
    assert world[1]["zip"]["forwarded"] == []
