"""``ingest`` and ``unpack``."""

import hashlib
import json
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from zipfile import ZipFile

import pytest

from storage.database import Database
from storage.models.message import DeliveryRow, MessageRow
from tests.e2e.mails import SUPPLIER, mail, sample
from tests.vaguemestre.conftest import Dossier, Run

INVOICE = "facturx_en16931.pdf"


def write_mail(to: str, subject: str = "Facture") -> bytes:
    content = mail(to, ("f.pdf", sample(INVOICE)), subject=subject)
    Path("a.eml").write_bytes(content)
    return content


def test_a_mail_is_taken_in_once(dossier: Dossier, database: Database, run: Run) -> None:
    content = write_mail(dossier.purchase)
    ingest = ("ingest", "a.eml", "--to", dossier.purchase, "--mail-from", "<a@b.example>")
    first = run(*ingest, "--json")
    assert first.status == 0
    assert set(first.json) == {"id", "duplicate"}
    assert first.json["duplicate"] is False
    assert run(*ingest, "--json").json == {"id": first.json["id"], "duplicate": True}
    assert run(*ingest).stdout == f"{first.json['id']}  received before\n"
    with database.read() as session:
        message = session.get(MessageRow, first.json["id"])
        assert message is not None
        delivery = session.get(DeliveryRow, message.delivery_id)
    assert delivery is not None
    assert (message.mail_from, message.rcpt_to) == ("a@b.example", [dossier.purchase])
    assert (message.times_received, message.channel) == (3, "mail")
    assert delivery.raw_sha256 == hashlib.sha256(content).hexdigest()


def test_a_mail_to_both_addresses_is_two_messages(dossier: Dossier, run: Run) -> None:
    write_mail(dossier.purchase)
    to = ("--to", dossier.purchase, "--to", dossier.sale, "--to", dossier.purchase.upper())
    answers = [
        json.loads(line) for line in run("ingest", "a.eml", *to, "--json").stdout.split("\n")[:-1]
    ]
    assert len({answer["id"] for answer in answers}) == len(answers) == 2


@pytest.mark.parametrize("address", ["SIREN552100554@mg.firm.example", "nobody", ""])
def test_an_unknown_address(dossier: Dossier, home: Path, run: Run, address: str) -> None:
    write_mail(dossier.purchase)
    refused = run("ingest", "a.eml", "--to", dossier.purchase, "--to", address, "--json")
    assert f"Nobody here has the address {address}." in refused.refused(1)
    assert not list(home.glob("blobs/*/??/*"))


def test_a_mail_that_is_too_large(
    dossier: Dossier, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(write_mail(dossier.purchase))
    monkeypatch.setenv("VAGUEMESTRE_MAX_MESSAGE_SIZE", str(size - 1))
    refused = run("ingest", "a.eml", "--to", dossier.purchase)
    assert f"a.eml is larger than {size - 1} bytes." in refused.refused(1)
    monkeypatch.setenv("VAGUEMESTRE_MAX_MESSAGE_SIZE", str(size))
    assert run("ingest", "a.eml", "--to", dossier.purchase).status == 0


@pytest.mark.parametrize("end", [b"\r\n", b"\n"], ids=["CRLF", "LF"])
def test_unpack(run: Run, home: Path, end: bytes) -> None:
    pdf = sample(INVOICE)
    content = mail("a@b.example", ("Facture été.pdf", pdf), logo=sample("logo.png"))
    Path("a.eml").write_bytes(content.replace(b"\r\n", end))
    answer = run("unpack", "a.eml", "--json")
    assert answer.status == 0
    assert set(answer.json) == {"verdict", "reasons", "header_from", "forwarded", "parts"}
    assert answer.json["header_from"] == SUPPLIER
    assert answer.json["forwarded"] == []
    assert (answer.json["verdict"], answer.json["reasons"]) == ("accepted", [])
    parts = answer.json["parts"]
    for part in parts:
        assert list(part) == [
            *("path", "name", "media_type", "size", "sha256", "outcome", "reason"),
        ]
    (document,) = [part for part in parts if part["outcome"] == "document"]
    assert document["name"] == "Facture été.pdf"
    assert document["media_type"] == "application/pdf"
    assert document["size"] == len(pdf)
    assert document["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert document["reason"] is None
    others = {part["media_type"]: part for part in parts if part is not document}
    assert {part["outcome"] for part in others.values()} == {"ignored"}
    assert others["text/plain"]["reason"] == "body_text"
    assert others["image/png"]["reason"] == "inline_image"
    assert not home.exists()


def test_unpack_for_people(run: Run) -> None:
    Path("a.eml").write_bytes(mail("a@b.example", ("f.pdf", sample(INVOICE))))
    first, *parts = run("unpack", "a.eml").stdout.splitlines()
    assert first == "accepted"
    assert any("document" in part and part.endswith("f.pdf") for part in parts)


def test_unpack_tells_the_supplier_from_the_forwarder(run: Run) -> None:
    outer = EmailMessage(policy=SMTP)
    outer["From"] = "patron@client.example"
    outer["Subject"] = "Tr: Facture"
    outer.set_content("Pour le dossier.")
    inner = message_from_bytes(mail("x@y.example", ("f.pdf", sample(INVOICE))), policy=SMTP)
    outer.add_attachment(inner)
    Path("a.eml").write_bytes(outer.as_bytes())
    answer = run("unpack", "a.eml", "--json").json
    assert answer["header_from"] == "patron@client.example"
    (forwarded,) = answer["forwarded"]
    assert re.fullmatch("[0-9a-f]{64}", forwarded.pop("sha256"))
    assert [forwarded] == [
        {
            "path": "2",
            "quoted": False,
            "header_from": SUPPLIER,
            "name": None,
            "subject": "Facture",
            "date": None,
        }
    ]
    assert [part["path"] for part in answer["parts"] if part["outcome"] == "document"] == ["2.2"]
    assert f"forwards 2       {SUPPLIER}  Facture" in run("unpack", "a.eml").stdout


def test_unpack_of_an_archive(run: Run) -> None:
    with ZipFile("a.zip", "w") as archive:
        archive.writestr("juin/f.pdf", sample(INVOICE))
    parts = run("unpack", "a.zip", "--json").json["parts"]
    assert [(part["path"], part["name"], part["outcome"], part["reason"]) for part in parts] == [
        ("1", "a.zip", "ignored", "unpacked"),
        ("1.1", "f.pdf", "document", None),
    ]


def test_unpack_of_a_mail_without_documents(run: Run) -> None:
    Path("a.eml").write_bytes(mail("a@b.example"))
    answer = run("unpack", "a.eml", "--json").json
    assert answer["verdict"] == "ignored"
    assert [reason["code"] for reason in answer["reasons"]] == ["no_document"]


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 500, b"Content-Type: multipart/mixed\n\n"])
def test_unpack_of_anything(run: Run, content: bytes) -> None:
    Path("a.eml").write_bytes(content)
    answer = run("unpack", "a.eml", "--json")
    assert answer.status == 0
    assert answer.json["verdict"] in {"accepted", "ignored", "held", "rejected"}


def test_unpack_leaves_the_current_directory(run: Run, tmp_path: Path) -> None:
    Path("a.eml").write_bytes(mail("a@b.example"))
    run("unpack", "a.eml")
    assert Path.cwd() == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["a.eml"]
