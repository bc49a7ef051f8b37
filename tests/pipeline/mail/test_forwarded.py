"""Forwarded mails: the supplier's mail inside is found, the forwarder is known as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.forwarded import forwarded_mails
from pipeline.mail.quoted import Quoted, forwarded_in
from pipeline.mail.walker import take_apart
from pipeline.stage import InnerMail
from tests.effort import assert_cheap
from tests.pipeline.mail.containers.made import compound, outlook
from tests.pipeline.mail.forwards import (
    CLIENT,
    FORWARDS,
    GMAIL,
    NAME,
    ORIGINAL,
    OUTLOOK,
    OUTLOOK_MAC,
    SUBJECT,
    SUPPLIER,
)
from tests.pipeline.mail.mails import (
    PDF,
    forwarded,
    mail,
    multipart,
    part,
    pdf,
    plain,
    text,
    with_crlf,
)


def mails_in(raw: bytes) -> tuple[InnerMail, ...]:
    return forwarded_mails(take_apart(raw))


@pytest.mark.parametrize("crlf", [False, True], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", FORWARDS)
def test_supplier_and_forwarder_are_told_apart(name: str, *, crlf: bool) -> None:
    forward = FORWARDS[name]
    taken = take_apart(with_crlf(forward.raw) if crlf else forward.raw)
    (inner,) = forwarded_mails(taken)
    assert (inner.header_from, inner.name, inner.subject) == (SUPPLIER, NAME, SUBJECT)
    assert inner.quoted is forward.quoted
    assert CLIENT in taken.fields.first("from")
    (invoice,) = [leaf for leaf in taken.leaves if leaf.data.replace(b"\r\n", b"\n") == PDF]
    assert invoice.path.startswith(f"{inner.path}.") is not forward.quoted


def test_a_mail_that_is_not_forwarded_has_none() -> None:
    assert mails_in(ORIGINAL) == ()


def test_what_a_delivery_notice_returns_is_not_forwarded() -> None:
    status = plain(b"Action: failed\n", "Content-Type: message/delivery-status")
    report = multipart(text(), status, forwarded(ORIGINAL), kind="report", boundary="r")
    assert mails_in(mail(report)) == ()


@pytest.mark.parametrize("subject", ["RE: Facture", "Facture", "Re : TR: x", ""])
def test_what_a_reply_quotes_is_not_forwarded(subject: str) -> None:
    assert forwarded_in(OUTLOOK, subject) == []


@pytest.mark.parametrize(
    "subject", ["TR: x", "FW:x", "Fwd : x", "[EXTERNE] TR : x", "WG: x", "I: x"]
)
def test_what_the_subject_says_is_forwarded_is(subject: str) -> None:
    (found,) = forwarded_in(OUTLOOK, subject)
    assert found == Quoted(SUPPLIER, NAME, SUBJECT, "lundi 2 novembre 2026 09:12")


@pytest.mark.parametrize("subject", ["RE: x", "x", "Re: TR: x"])
def test_words_that_a_reply_attributes_are_not_forwarded(subject: str) -> None:
    text = OUTLOOK_MAC.format("Le 02/11/2026 09:12,", "a écrit ")
    assert forwarded_in(text, subject) == []
    (found,) = forwarded_in(text, "TR : x")
    assert found == Quoted(SUPPLIER, NAME, "x", "02/11/2026 09:12")


def test_a_mail_that_was_forwarded_twice_has_both() -> None:
    outer = GMAIL.format("De").replace(SUPPLIER, "assistante@client.example")
    outer = outer.replace("Subject: Facture", "Subject: Fwd: Facture")
    found = forwarded_in(outer + OUTLOOK, "Fwd: x")
    assert [one.address for one in found] == ["assistante@client.example", SUPPLIER]


def test_what_a_forwarded_reply_quotes_is_not_forwarded() -> None:
    outer = GMAIL.format("De").replace("Subject: Facture", "Subject: RE: Facture")
    assert len(forwarded_in(outer + OUTLOOK, "Fwd: x")) == 1


def test_mails_within_mails() -> None:
    inner = mail(multipart(text(GMAIL.format("De")), pdf(), boundary="i"))
    raw = mail(multipart(text("Voir."), forwarded(inner), forwarded(ORIGINAL), boundary="o"))
    assert [(one.path, one.quoted) for one in mails_in(raw)] == [
        ("2", False),
        ("2.1", True),
        ("3", False),
    ]


def test_a_file_of_outlook_is_a_forwarded_mail() -> None:
    headers = "From: Compta ACME <compta@acme.example>\r\nSubject: Facture\r\n\r\n"
    inner = compound(outlook(("F.pdf", PDF), headers=headers))
    raw = mail(multipart(text(), part(inner, 'Content-Type: application/x; name="F.msg"')))
    assert mails_in(raw) == (InnerMail("2", False, SUPPLIER, NAME, "Facture"),)


@pytest.mark.parametrize(
    "body",
    [
        "Bonjour,\nDate : 12/11/2026\nObjet : facture\nMontant : 12 €\n",
        "From: here to there\nI went.\n",
        "De : nous\n\n\n\nDate : hier\n\n\n\nObjet : rien\n",
    ],
)
def test_a_text_with_labels_is_no_forwarded_mail(body: str) -> None:
    assert forwarded_in(body, "Fwd: x") == []


@pytest.mark.parametrize(
    ("sender", "address", "name"),
    [
        ("Compta <a@b.example>", "a@b.example", "Compta"),
        ("a@b.example", "a@b.example", None),
        ("a@b.example <a@b.example>", "a@b.example", None),
        ("'Compta' [mailto:a@b.example]", "a@b.example", "Compta"),
        ("Compta ACME", None, "Compta ACME"),
        ("a@b.example, c@d.example", None, "a@b.example, c@d.example"),
        ("Compta (a@b.example)", "a@b.example", "Compta"),
        ("*Compta* <a@b.example>", "a@b.example", "Compta"),
    ],
)
def test_the_sender_of_a_quoted_mail(sender: str, address: str | None, name: str | None) -> None:
    (found,) = forwarded_in(GMAIL.format("De").replace(f"{NAME} <{SUPPLIER}>", sender), "")
    assert (found.address, found.name) == (address, name)


COSTLY = {
    "labels": "From: a\nDate: b\nSubject: c\n" * 50_000,
    "tags": "<" * 600_000,
    "styles": "<style>" * 100_000,
    "colons": ":" * 600_000,
    "run together": "Forwarded message " + "From:" * 100_000,
    "attributed": ("On " + "1:11 " * 100 + "<a@b.example" + "\n") * 1_000,
    "stars": "*" * 600_000 + "\n" + "> " * 300_000,
    "addresses": "From: " + "a@" * 300_000 + "\nDate: x\nTo: y\n",
    "entities": "&" * 600_000,
}


@pytest.mark.parametrize("name", COSTLY)
@pytest.mark.parametrize("declared", ["plain", "html"])
def test_the_time_is_bounded(name: str, declared: str) -> None:
    content = plain(COSTLY[name].encode(), f"Content-Type: text/{declared}; charset=punycode")
    raw = mail(content, "Subject: Fwd: x")
    assert len(mails_in(raw)) <= 10
    assert_cheap(lambda: mails_in(raw), 75)


@given(st.text(), st.text(max_size=20))
def test_no_text_makes_it_fail(body: str, subject: str) -> None:
    forwarded_in(body, subject)
    forwarded_in(OUTLOOK[: len(body)] + body + OUTLOOK[len(body) :], f"TR: {subject}")
