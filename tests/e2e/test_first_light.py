"""The whole way of a letter, from outside, in both modes.

Twelve mails and an upload go in; each message and each part has to end in exactly one terminal
state with its reason, fields have to equal the XML, bytes those that were sent.
"""

import smtplib
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.e2e.installation import Dossier, Installation, everything
from tests.e2e.mails import SUPPLIER, mail, sample, truth, variant
from tests.e2e.world import Row, World, populate
from tests.servers import wait_for


@pytest.fixture(scope="module")
def world(installation: Installation) -> Iterator[World]:
    firm = installation.add_firm("Cabinet")
    with installation.client(firm) as client:
        yield populate(installation, firm, client)


def codes(row: Row) -> list[str]:
    return [reason["code"] for reason in row["reasons"]]


def plain_values(invoice: Row, expected: Row) -> Row:
    """Return of an invoice what its truth file speaks of, in that file's form."""
    values: Row = {
        name: {key: invoice[name][key] for key in value} if isinstance(value, dict) else None
        for name, value in expected.items()
    }
    for name in expected:
        if name not in invoice:
            values[name] = invoice["fields"].get(name, {}).get("value")
        elif name in {"vat_breakdown", "lines"}:
            values[name] = [
                {key: row[key] for key in wanted}
                for wanted, row in zip(expected[name], invoice[name], strict=True)
            ]
        elif values[name] is None:
            values[name] = invoice[name]
    return values


def test_an_unknown_address_is_refused(installation: Installation, world: World) -> None:
    raw = mail("SIREN999999998@mg.firm.example", subject="unknown")
    with installation.smtp() as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        smtp.sendmail(SUPPLIER, ["SIREN999999998@mg.firm.example"], raw)
    ((code, text),) = refusal.value.recipients.values()
    assert code == 550
    assert text.startswith(b"5.1.1 ")


@pytest.mark.parametrize(
    ("name", "status", "reasons", "parts"),
    [
        ("one", "accepted", [], ["ignored body_text", "document"]),
        ("two", "accepted", [], ["ignored body_text", "document", "document"]),
        ("both dossiers", "accepted", [], ["ignored body_text", "document"]),
        ("both dossiers/2", "accepted", [], ["ignored body_text", "document"]),
        (
            "logo",
            "accepted",
            [],
            ["ignored body_text", "ignored body_text", "ignored inline_image", "document"],
        ),
        ("no attachment", "ignored", ["no_document"], ["ignored body_text"]),
        ("invalid", "accepted", [], ["ignored body_text", "document"]),
        ("two xml", "accepted", [], ["ignored body_text", "document"]),
        ("plain", "accepted", [], ["ignored body_text", "document"]),
        ("large", "accepted", [], ["ignored body_text", "document"]),
        ("text", "held", ["content_mismatch"], ["ignored body_text", "held content_mismatch"]),
        ("sale", "accepted", [], ["ignored body_text", "document"]),
    ],
)
def test_every_part_has_its_outcome(
    world: World, name: str, status: str, reasons: list[str], parts: list[str]
) -> None:
    message = world.messages[name]
    assert (message["status"], codes(message)) == (status, reasons)
    outcomes = [f"{p['outcome']} {p['reason'] or ''}".strip() for p in message["parts"]]
    assert outcomes == parts
    for part in message["parts"]:
        assert (part["document_id"] is not None) is (part["outcome"] == "document")


def test_there_is_no_other_message(world: World) -> None:
    assert len(world.messages) == len(world.sent) + 1


@pytest.mark.parametrize(
    ("name", "samples"),
    [
        ("one", ["facturx_en16931"]),
        ("two", ["facturx_basicwl", "facturx_credit_note"]),
        ("both dossiers", ["facturx_en16931"]),
        ("both dossiers/2", ["facturx_en16931"]),
        ("logo", ["facturx_basicwl"]),
        ("large", ["facturx_en16931"]),
        ("sale", ["facturx_sale"]),
    ],
)
def test_a_valid_invoice_is_filed_with_the_values_of_its_xml(
    world: World, name: str, samples: list[str]
) -> None:
    assert [d["status"] for d in world.documents(name)] == ["ready"] * len(samples)
    invoices = world.invoices(name)
    for invoice, expected in zip(invoices, map(truth, samples), strict=True):
        assert plain_values(invoice, expected) == expected
        assert (invoice["reception"], invoice["accounting"]) == ("to_accept", None)
        assert codes(invoice)[0] == "every_invoice"
        assert {f["source"] for f in invoice["fields"].values()} == {"facturx_xml"}


def test_of_several_files_with_one_number_at_most_one_is_above_suspicion(world: World) -> None:
    suspected = [
        "duplicate_suspected" in codes(invoice)
        for name in ("one", "both dossiers", "large")
        for invoice in world.invoices(name)
    ]
    assert suspected.count(True) >= 2
    (alone,) = world.invoices("both dossiers/2")
    assert codes(alone)[0] == "every_invoice"
    assert not {code for code in codes(alone) if code.startswith("duplicate_")}


def test_levels_say_what_is_proven_and_what_the_page_confirms(world: World) -> None:
    (invoice,) = world.invoices("one")
    levels = {name: field["level"] for name, field in invoice["fields"].items()}
    assert levels["total_with_vat"] == levels["total_vat"] == "proven"
    assert levels["seller.siren"] == levels["iban"] == "proven"
    assert levels["number"] == levels["issue_date"] == "corroborated"
    assert invoice["fields"]["number"]["boxes"]
    assert levels["currency"] == "read"


def test_an_invalid_invoice_is_held_with_every_broken_rule(world: World) -> None:
    (document,) = world.documents("invalid")
    (invoice,) = world.invoices("invalid")
    assert document["status"] == "held"
    assert set(codes(document)) == {"rule_broken"}
    assert "BR-CO-15" in [reason["about"] for reason in document["reasons"]]
    assert invoice["reception"] is None
    assert invoice["reasons"] == document["reasons"]
    expected = truth("facturx_invalid")
    assert plain_values(invoice, expected) == expected
    answer = world.client.post(f"invoices/{invoice['id']}/accept")
    assert answer.status_code == 409
    assert "rule_broken" in answer.text


def test_what_cannot_be_read_is_held_without_an_invoice(world: World) -> None:
    (document,) = world.documents("two xml")
    assert (document["status"], codes(document)) == ("held", ["facturx_ambiguous"])
    assert document["invoice_id"] is None
    answer = world.client.get(f"documents/{document['id']}/facturx")
    assert answer.status_code == 404
    assert "facturx_ambiguous" in answer.text


def test_a_page_that_says_little_is_filed_without_a_facturx(world: World) -> None:
    (document,) = world.documents("plain")
    (invoice,) = world.invoices("plain")
    assert (document["status"], invoice["reception"]) == ("ready", "to_accept")
    assert (invoice["number"], invoice["total_with_vat"]) == ("2026-7", "12.00")
    assert invoice["total_without_vat"] is None
    answer = world.client.get(f"documents/{document['id']}/facturx")
    assert answer.status_code == 404
    assert "no_facturx" in answer.text


def test_the_same_mail_twice_is_one_message_and_one_document(world: World) -> None:
    assert world.messages["one"]["times_received"] == 2
    (document,) = world.documents("one")
    assert len(document["sources"]) == 1


def test_neither_dossier_sees_the_other_ones_address(world: World) -> None:
    assert world.messages["both dossiers"]["rcpt_to"] == [world.first.purchase.upper()]
    assert world.messages["both dossiers/2"]["rcpt_to"] == [world.second.purchase]


def test_bytes_are_those_that_were_sent(world: World) -> None:
    (document,) = world.documents("one")
    for kind in ("original", "facturx"):
        answer = world.client.get(f"documents/{document['id']}/{kind}")
        assert answer.content == sample("facturx_en16931.pdf")
    xml = world.client.get(f"documents/{document['id']}/xml").content
    assert b"PC-2026-0117" in xml


def upload(world: World, dossier: Dossier, pdf: bytes) -> Row:
    """Upload a new file and return its document once that is done."""
    path = f"dossiers/{dossier.id}/documents"
    answer = world.client.post(path, params={"direction": "purchase"}, content=pdf)
    assert answer.status_code == 201, answer.text
    return document_of(world, answer.json()["id"])


def document_of(world: World, message_id: str) -> Row:
    """Return the one document of a message, once it is done."""
    wait_for(lambda: not is_busy(world, f"messages/{message_id}"), message_id)
    message = world.client.get(f"messages/{message_id}").json()
    (document_id,) = (p["document_id"] for p in message["parts"] if p["document_id"])
    wait_for(lambda: not is_busy(world, f"documents/{document_id}"), document_id)
    document: Row = world.client.get(f"documents/{document_id}").json()
    return document


def is_busy(world: World, path: str) -> bool:
    return bool(world.client.get(path).json()["status"] == "processing")


def mailed(installation: Installation, world: World, raw: bytes) -> Row:
    """Mail something new to the first dossier and return its document once that is done."""
    before = {message["id"] for message in everything(world.client, "messages")}
    with installation.smtp() as smtp:
        smtp.sendmail(SUPPLIER, [world.first.purchase], raw)

    def arrived() -> list[str]:
        return [m["id"] for m in everything(world.client, "messages") if m["id"] not in before]

    wait_for(lambda: bool(arrived()), "the mail")
    return document_of(world, arrived()[0])


def test_an_upload_goes_the_same_way(world: World) -> None:
    pdf = variant(sample("facturx_basicwl.pdf"), "upload")
    path = f"dossiers/{world.second.id}/documents"
    answer = world.client.post(path, params={"direction": "purchase"}, content=pdf)
    assert answer.status_code == 201, answer.text
    document = document_of(world, answer.json()["id"])
    message = world.client.get(f"messages/{answer.json()['id']}").json()
    assert answer.headers["location"].endswith(f"/api/v1/messages/{message['id']}")
    assert (message["channel"], message["status"]) == ("upload", "accepted")
    again = world.client.post(path, params={"direction": "purchase"}, content=pdf)
    assert (again.status_code, again.json()["duplicate_of"]) == (200, message["id"])
    invoice = world.client.get(f"invoices/{document['invoice_id']}").json()
    assert invoice["number"] == truth("facturx_basicwl")["number"]
    assert [source["channel"] for source in invoice["sources"]] == ["upload"]


def test_the_same_document_by_mail_and_by_upload_is_filed_once(
    installation: Installation, world: World
) -> None:
    pdf = variant(sample("facturx_en16931.pdf"), "by mail and by upload")
    by_mail = mailed(installation, world, mail(world.first.purchase, ("f.pdf", pdf)))
    by_upload = upload(world, world.first, pdf)
    assert by_upload["id"] == by_mail["id"]
    assert [source["channel"] for source in by_upload["sources"]] == ["mail", "upload"]
    documents = everything(world.client, "documents", dossier=world.first.id)
    assert [d["id"] for d in documents if d["sha256"] == by_mail["sha256"]] == [by_mail["id"]]


def test_an_accounting_program_accepts_retrieves_and_acknowledges(world: World) -> None:
    document = upload(world, world.second, variant(sample("facturx_basicwl.pdf"), "retrieve"))
    path = f"invoices/{document['invoice_id']}"
    acknowledgement = {"version": 1, "external_ref": "ACH-1"}
    assert world.client.post(f"{path}/acknowledge", json=acknowledgement).status_code == 409
    assert world.client.post(f"{path}/accept").json()["accounting"] == "to_retrieve"
    waiting = everything(world.client, "invoices", accounting="to_retrieve")
    assert [i["id"] for i in waiting] == [document["invoice_id"]]
    for _ in range(2):
        answer = world.client.post(f"{path}/acknowledge", json=acknowledgement)
        assert (answer.status_code, answer.json()["accounting"]) == (200, "retrieved")
    assert everything(world.client, "invoices", accounting="to_retrieve") == []
    older = {"version": 0, "external_ref": "ACH-1"}
    assert world.client.post(f"{path}/acknowledge", json=older).status_code == 409


def test_trust_alone_accepts_nothing_and_a_block_rejects(
    installation: Installation, world: World
) -> None:
    dossier = installation.add_dossier(world.firm, "552100554")
    pdf = sample("facturx_credit_note.pdf")
    upload(world, dossier, pdf)
    (supplier,) = everything(world.client, "suppliers", dossier=dossier.id)
    assert supplier["siren"] == truth("facturx_credit_note")["seller"]["siren"]
    policy = {"reception_policy": "except_trusted"}
    world.client.patch(f"dossiers/{dossier.id}", json=policy).raise_for_status()
    for marks, status, reception, reason in (
        ({"trusted": True}, "ready", "to_accept", "iban_unknown"),
        ({"trusted": False, "blocked": True}, "rejected", None, "supplier_blocked"),
    ):
        world.client.patch(f"suppliers/{supplier['id']}", json=marks).raise_for_status()
        document = upload(world, dossier, variant(pdf, reason))
        assert document["status"] == status
        invoice = world.client.get(f"invoices/{document['invoice_id']}").json()
        assert reason in codes(invoice)
        assert invoice["reception"] == reception


def test_the_feed_tells_of_every_change_in_order(world: World) -> None:
    events: list[Row] = []
    after = 0
    while True:
        page = world.client.get("feed", params={"after": after, "limit": 7}).json()
        if not page["data"]:
            break
        events += page["data"]
        after = page["next_cursor"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    filed = Counter(e["object_id"] for e in events if e["type"] == "invoice.filed")
    assert set(filed.values()) == {1}
    ready = [i for i in everything(world.client, "invoices") if i["reception"] is not None]
    assert set(filed) == {i["id"] for i in ready}


def test_nothing_is_left_over(installation: Installation, world: World) -> None:
    status = installation.command("status")
    assert status["spool"] == {"messages": 0, "bytes": 0}
    assert status["work"]["parked"] == status["messages"]["failed"] == 0
    verified = installation.command("verify")
    assert verified["missing"] == verified["changed"] == []
