"""Registered forwarders: a channel, and never a supplier's authentication."""

from dataclasses import replace
from typing import Any

import pytest

from storage.actions.judge import judge
from storage.actions.senders import register_sender, remove_sender
from storage.actions.sort import Sorted, sort
from storage.actions.trust import propose
from storage.codec import from_json, reasons_to_json, to_json
from storage.domain.decision import Inputs, decide
from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.sender_role import SenderRole
from storage.domain.state import MessageStatus, Reception
from storage.domain.verdicts import (
    DkimVerdict,
    DmarcVerdict,
    Ground,
    InnerVerdict,
    Result,
    Standing,
    Verdicts,
)
from storage.models.document import SourceRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import DeliveryRow, MessageRow, PartRow
from storage.models.rule import RegisteredSenderRow
from storage.models.supplier import SupplierSenderRow
from storage.queries.blobs import named_blobs
from storage.queries.documents import sources_of
from storage.shared_domains import shared_domains
from tests.storage.office import NOW, Office, a_part, claim
from tests.storage.trusting import (
    DOMAIN,
    Mail,
    add_acme,
    approve_due,
    arrive,
    codes,
    decision,
    proven_invoice,
)

SHA = "c" * 64
CLIENT = "patron@client.example"
ATTACHED = {"path": "2", "header_from": f"Billing@{DOMAIN}", "sha256": SHA}
FORWARD = Mail(CLIENT, "client.example", {"forwarded": [ATTACHED]})
PROVEN = InnerVerdict(
    SHA,
    (DkimVerdict(Result.PASS, Ground.SIGNATURE_HOLDS, DOMAIN, "s1", "rsa-sha256", aligned=True),),
    DmarcVerdict(Result.PASS, Ground.ALIGNED, DOMAIN),
    DOMAIN,
)
CHANGED = InnerVerdict(
    SHA,
    (DkimVerdict(Result.FAIL, Ground.BODY_CHANGED, DOMAIN),),
    DmarcVerdict(Result.FAIL, Ground.NOT_ALIGNED, DOMAIN),
)


def register(office: Office, value: str = CLIENT) -> str:
    with office.database.write() as session:
        dossier = session.get_one(DossierRow, office.dossier_id)
        row = register_sender(
            session,
            dossier,
            role=SenderRole.FORWARDER,
            value=value,
            shared=shared_domains(),
            actor="Anne",
            now=NOW,
        )
        return row.id


def forwarded(
    office: Office,
    mail: Mail = FORWARD,
    inner: InnerVerdict | None = PROVEN,
    path: str = "2.1",
    number: str = "F-1",
) -> str:
    """Bring a document that came in a part, of a mail of which so much was judged."""
    document_id = arrive(office, proven_invoice(number), mail)
    with office.database.write() as session:
        source = sources_of(session, [document_id])[document_id][0]
        session.get_one(SourceRow, (document_id, source.id)).part_path = path
        delivery = session.get_one(DeliveryRow, source.delivery_id)
        verdicts = from_json(Verdicts, delivery.verdicts)
        delivery.verdicts = to_json(replace(verdicts, inner=(inner,) if inner else ()))
        session.add(delivery)
    return document_id


def test_a_forward_of_a_mail_that_still_proves_itself_is_accepted(office: Office) -> None:
    add_acme(office)
    register(office)
    row = approve_due(office, forwarded(office))
    assert (row.reception, codes(row)) == (Reception.ACCEPTED, ["trusted"])
    stored = decision(office, row.id)
    inputs = from_json(Inputs, stored.inputs)
    assert reasons_to_json(decide(inputs).reasons) == stored.reasons
    assert inputs.evidence.inner is not None
    assert inputs.evidence.inner.standing is Standing.PROVEN
    assert inputs.forwarders == {CLIENT}


def also(**other: Any) -> Mail:
    return replace(FORWARD, header={"forwarded": [ATTACHED, other]})


@pytest.mark.parametrize(
    ("mail", "inner", "path", "code"),
    [
        (FORWARD, CHANGED, "2.1", "forwarded_changed"),
        (FORWARD, None, "2.1", "forwarded_unjudged"),
        (FORWARD, replace(PROVEN, sha256="d" * 64), "2.1", "forwarded_unjudged"),
        (
            FORWARD,
            replace(PROVEN, authenticated_domain="evil.example"),
            "2.1",
            "forwarded_unproven",
        ),
        (replace(FORWARD, domain=None), PROVEN, "2.1", "forwarder_unproven"),
        (replace(FORWARD, domain="evil.example"), PROVEN, "2.1", "forwarder_unproven"),
        (replace(FORWARD, header_from="x@client.example"), PROVEN, "2.1", "forwarder_unregistered"),
        # What the document is read from does not lie in the mail that was judged.
        (FORWARD, PROVEN, "3", "mail_forwarded"),
        (FORWARD, PROVEN, "21.1", "mail_forwarded"),
        # That mail forwards another one itself.
        (also(path="2.2", sha256=None), PROVEN, "2.1", "mail_forwarded"),
        (also(path="2.1", quoted=True), PROVEN, "2.1", "mail_forwarded"),
        (also(path="2.1", header_from="a@b.example"), PROVEN, "2.1.1", "mail_forwarded"),
        # Kept in an earlier version, or quoted: nothing could be judged.
        (
            replace(FORWARD, header={"forwarded": [{"path": "2"}]}),
            PROVEN,
            "2.1",
            "mail_forwarded",
        ),
    ],
)
def test_what_a_forward_does_not_prove(
    office: Office, mail: Mail, inner: InnerVerdict | None, path: str, code: str
) -> None:
    add_acme(office)
    register(office)
    row = approve_due(office, forwarded(office, mail, inner, path))
    assert row.reception is Reception.TO_ACCEPT
    assert codes(row) == [code, "sender_unproven"]


def test_another_mail_beside_does_no_harm(office: Office) -> None:
    add_acme(office)
    register(office)
    mail = also(path="1", quoted=True, header_from="a@b.example")
    assert approve_due(office, forwarded(office, mail)).reception is Reception.ACCEPTED


@pytest.mark.parametrize(("path", "code"), [("2.2", "trusted"), ("3", "mail_forwarded")])
def test_the_xml_that_it_is_read_from_lies_in_it_too(office: Office, path: str, code: str) -> None:
    add_acme(office)
    register(office)
    document_id = forwarded(office)
    with office.database.write() as session:
        message = sources_of(session, [document_id])[document_id][0]
        session.add(
            PartRow(
                message_id=message.id,
                path=path,
                position=9,
                name="facture.xml",
                media_type="application/xml",
                size=1,
                sha256="e" * 64,
                outcome=PartOutcome.ANNEX,
                reason=Reason.TWIN,
                document_id=document_id,
            )
        )
    assert codes(approve_due(office, document_id))[0] == code


def test_an_imitation_is_told_of_the_mail_inside(office: Office) -> None:
    add_acme(office)
    register(office)
    alike = ATTACHED | {"header_from": "a@acme-facturation.example"}
    mail = replace(FORWARD, header={"forwarded": [alike]})
    row = approve_due(office, forwarded(office, mail))
    assert {"code": "sender_look_alike", "about": DOMAIN} in row.reasons


def test_who_is_no_forwarder_any_more_brings_no_proof(office: Office) -> None:
    add_acme(office)
    sender_id = register(office)
    with office.database.write() as session:
        remove_sender(session, session.get_one(RegisteredSenderRow, sender_id), "Anne")
    assert "forwarder_unregistered" in codes(approve_due(office, forwarded(office)))


def test_what_is_judged_later_has_the_invoice_approved_again(office: Office) -> None:
    add_acme(office)
    register(office)
    document_id = forwarded(office, inner=None)
    assert codes(approve_due(office, document_id))[0] == "forwarded_unjudged"
    with office.database.read() as session:
        message = sources_of(session, [document_id])[document_id][0]
    for verdict, code in ((CHANGED, "forwarded_changed"), (PROVEN, "trusted")):
        with office.database.write() as session:
            judge(session, message.delivery_id, Verdicts(inner=(verdict,)), None)
        assert codes(approve_due(office, document_id))[0] == code
    with office.database.read() as session:
        delivery = session.get_one(DeliveryRow, message.delivery_id)
        kept = from_json(Verdicts, delivery.verdicts)
    assert kept.authenticated_domain == "client.example", "who forwarded it is not forgotten"
    assert kept.after(Verdicts()).inner == kept.inner == (PROVEN,)
    assert Verdicts(inner=(CHANGED,)).after(kept).inner == (PROVEN,), "and proven once is proven"


def test_a_forwarder_is_no_sender_of_the_supplier(office: Office) -> None:
    supplier_id = add_acme(office)
    register(office)
    approve_due(office, forwarded(office))
    with office.database.read() as session:
        assert session.get(SupplierSenderRow, (supplier_id, CLIENT)) is None


def test_trust_from_a_forward_binds_who_wrote_the_mail_inside(office: Office) -> None:
    add_acme(office, trusted=False, sender_domains=[])
    register(office)
    row = approve_due(office, forwarded(office))
    stranger = approve_due(office, forwarded(office, inner=CHANGED, number="F-2"))
    with office.database.read() as session:
        proposal = propose(session, session.get_one(InvoiceRow, row.id))
        assert (proposal.sender_domain, proposal.sender_address) == (DOMAIN, None)
        proposal = propose(session, session.get_one(InvoiceRow, stranger.id))
        assert Reason.SENDER_UNPROVEN in proposal.missing


@pytest.mark.parametrize(
    ("shown", "registered", "direction", "is_asked"),
    [
        (CLIENT, CLIENT, Direction.PURCHASE, True),
        ("Patron@CLIENT.example", "client.example", Direction.PURCHASE, True),
        ("autre@client.example", CLIENT, Direction.PURCHASE, False),
        (None, CLIENT, Direction.PURCHASE, False),
        (CLIENT, CLIENT, Direction.SALE, False),
    ],
)
def test_an_attached_mail_is_asked_about_where_a_registered_forwarder_seems_to_bring_it(
    office: Office, shown: str | None, registered: str, direction: Direction, *, is_asked: bool
) -> None:
    register(office, registered)
    message_id = office.mail(direction)
    with office.database.write() as session:
        message = session.get_one(MessageRow, message_id)
        delivery = session.get_one(DeliveryRow, message.delivery_id)
        delivery.verdicts = to_json(Verdicts())
        header = {"header_from": shown, "forwarded": [ATTACHED]}
        result = Sorted(MessageStatus.IGNORED, [], header, (a_part(),), ())
        sort(session, claim(session, message_id), result, NOW)
        assert delivery.judge_at == (NOW if is_asked else None)
    with office.database.read() as session:
        assert (office.firm_id, SHA) in set(named_blobs(session)), "verified with the others"
