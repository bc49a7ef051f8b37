"""Unpacking: a message becomes parts and files, whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from pipeline.mail.forwarded import MOST_WHOLE
from pipeline.mail.verdict import status_of
from pipeline.stage import RAW, MessageFacts, MessageHeader, Next, Tools, Work
from pipeline.stages.unpack import run
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import MessageStatus
from tests.effort import assert_cheap
from tests.pipeline.mail.containers.made import compound, outlook, zipped
from tests.pipeline.mail.mails import (
    PDF,
    ZIP,
    Attached,
    forwarded,
    mail,
    multipart,
    part,
    pdf,
    plain,
    png,
    text,
    with_crlf,
)
from tests.pipeline.mail.test_walker import COSTLY

INVOICE = mail(multipart(text(), pdf()))
LOGO = png(16, 16, 400)
DOCUMENT, HELD, IGNORED = PartOutcome.DOCUMENT, PartOutcome.HELD, PartOutcome.IGNORED


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(autouse=True)
def work_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "within" / "work"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def unpack(
    raw: bytes, channel: str = "mail", name: str | None = None
) -> tuple[MessageFacts, dict[str, bytes]]:
    """Run the stage and return its facts with the files that it names, by role."""
    Path("incoming").write_bytes(raw)
    work = Work(channel=channel, file_name=name, files={RAW: "incoming"})
    outcome = run(work, Tools())
    assert isinstance(outcome, Next)
    assert isinstance(outcome.facts, MessageFacts)
    assert run(work, Tools()) == outcome
    return outcome.facts, {role: Path(file).read_bytes() for role, file in outcome.files.items()}


@pytest.mark.parametrize("channel", ["mail", "file"])
@pytest.mark.parametrize("crlf", [False, True], ids=["LF", "CRLF"])
def test_a_mail_becomes_parts_and_files(channel: str, *, crlf: bool) -> None:
    logo = part(LOGO, "Content-Type: image/png", "Content-Disposition: inline")
    archive = part(ZIP, 'Content-Type: application/zip; name="a.zip"')
    raw = mail(multipart(text(), pdf("../Facture.pdf"), logo, archive))
    facts, files = unpack(with_crlf(raw) if crlf else raw, channel)
    assert [(p.path, p.name, p.outcome, p.reason) for p in facts.parts] == [
        ("1", None, IGNORED, Reason.BODY_TEXT),
        ("2", "Facture.pdf", DOCUMENT, None),
        ("3", None, IGNORED, Reason.INLINE_IMAGE),
        ("4", "a.zip", HELD, Reason.CONTAINER_DAMAGED),
    ]
    assert files == {sha256(data): data for data in (PDF, LOGO, ZIP)}
    assert facts.header == MessageHeader(
        header_from="compta@acme.example",
        subject="Facture F-2026-0042",
        message_id="<m1@acme.example>",
    )
    assert facts.reasons == ()


def test_every_part_but_the_text_has_its_file() -> None:
    report = multipart(
        text("Non remis."),
        plain(b"Action: failed\n", "Content-Type: message/delivery-status"),
        forwarded(INVOICE),
        kind="report",
        boundary="r",
    )
    facts, files = unpack(mail(multipart(report, pdf("vide.pdf", b""), boundary="o")))
    assert {p.sha256 for p in facts.parts if p.reason is not Reason.BODY_TEXT} == set(files)
    assert [p.reason for p in facts.parts if p.outcome is IGNORED] == [
        Reason.BODY_TEXT,
        Reason.DSN,
        Reason.DSN,
        Reason.DSN,
    ]
    assert files[sha256(b"")] == b""


def test_a_mail_that_came_attached_whole_is_kept_as_it_is() -> None:
    """Its signatures are judged over these bytes. An upload proves no sender anyway."""
    nested = mail(multipart(text(), forwarded(INVOICE), pdf(), boundary="n"))
    zipped_mail = part(zipped(("a.eml", INVOICE + b"x")), 'Content-Type: a/b; name="a.zip"')
    raw = mail(multipart(text(), forwarded(nested), zipped_mail, boundary="o"))
    facts, files = unpack(raw)
    kept = {mail.path: mail.sha256 for mail in facts.header.forwarded}
    assert kept == {"2": sha256(nested), "2.2": None, "3.1": sha256(INVOICE + b"x")}
    assert files[sha256(nested)] == nested
    facts, files = unpack(raw, "upload", "a.eml")
    assert [mail.sha256 for mail in facts.header.forwarded] == [None] * 3
    assert sha256(nested) not in files


def test_of_many_attached_mails_only_some_are_kept() -> None:
    inner = [forwarded(mail(text(f"{number}"))) for number in range(MOST_WHOLE + 3)]
    facts, files = unpack(mail(multipart(*inner, boundary="o")))
    assert sum(mail.sha256 is not None for mail in facts.header.forwarded) == MOST_WHOLE
    assert len(files) == MOST_WHOLE


def test_the_same_content_twice_is_two_parts_and_one_file() -> None:
    facts, files = unpack(mail(multipart(text(), pdf("a.pdf"), pdf("b.pdf"))))
    assert [p.name for p in facts.parts] == [None, "a.pdf", "b.pdf"]
    assert list(files) == [sha256(PDF)]


@pytest.mark.parametrize(
    ("content", "reason", "status"),
    [
        (multipart(*[text()] * 201), Reason.MIME_TOO_MANY_PARTS, MessageStatus.HELD),
        (multipart(*[pdf()] * 51), Reason.TOO_MANY_ATTACHMENTS, MessageStatus.HELD),
        (
            Attached((f"Content-Type: a/b{'; c=d' * 101}",), b""),
            Reason.HEADER_TOO_LARGE,
            MessageStatus.REJECTED,
        ),
    ],
)
def test_a_broken_cap_leaves_no_part(
    content: Attached, reason: Reason, status: MessageStatus
) -> None:
    facts, files = unpack(mail(content))
    assert (facts.parts, facts.reasons, files) == ((), (reason,), {})
    assert status_of(facts) == (status, (reason,))


def test_of_a_mail_with_two_senders_no_document_is_made() -> None:
    facts, files = unpack(mail(multipart(text(), pdf()), "From: patron@client.example"))
    assert [(p.outcome, p.reason) for p in facts.parts] == [
        (IGNORED, Reason.BODY_TEXT),
        (HELD, Reason.FROM_REPEATED),
    ]
    assert files == {sha256(PDF): PDF}
    assert status_of(facts) == (MessageStatus.REJECTED, (Reason.FROM_REPEATED,))


@pytest.mark.parametrize(
    "sender", [b"a@b.example, c@d.example", b"a@b.example\0.evil", b"personne"]
)
def test_a_document_from_nobody_in_particular_waits_for_a_person(sender: bytes) -> None:
    raw = INVOICE.replace(b"Compta ACME <compta@acme.example>", sender)
    facts, _ = unpack(raw)
    assert facts.parts[-1].outcome is DOCUMENT
    assert status_of(facts) == (MessageStatus.HELD, (Reason.SENDER_AMBIGUOUS,))


def test_an_empty_file_is_nobodys_concern_beside_a_document() -> None:
    facts, _ = unpack(mail(multipart(text(), pdf(), pdf("vide.pdf", b""))))
    assert [(p.outcome, p.reason) for p in facts.parts[1:]] == [
        (DOCUMENT, None),
        (IGNORED, Reason.EMPTY_ATTACHMENT),
    ]
    alone, _ = unpack(mail(multipart(text(), pdf("vide.pdf", b""))))
    assert alone.parts[1].outcome is HELD


@pytest.mark.parametrize(
    ("content", "field", "reason"),
    [
        ("Je suis absent.", "Auto-Submitted: auto-replied", Reason.AUTO_SUBMITTED),
        ("Je suis absent.", "Precedence: auto_reply", Reason.AUTO_SUBMITTED),
        ("Je suis absent.", "Auto-Submitted: no", Reason.NO_DOCUMENT),
        ("Facture 12, total TTC 1 200,00 €", "X-Mailer: x", Reason.HTML_ONLY),
        ("Facture 12, total TTC à venir", "X-Mailer: x", Reason.NO_DOCUMENT),
        ("Nous vous devons 12,00 €", "X-Mailer: x", Reason.NO_DOCUMENT),
    ],
)
def test_a_mail_without_document_says_what_it_is(content: str, field: str, reason: Reason) -> None:
    facts, files = unpack(mail(text(content), field))
    status, reasons = status_of(facts)
    is_letter = reason is Reason.HTML_ONLY
    assert reasons == ((reason.about("1"),) if is_letter else (reason,))
    assert status is (MessageStatus.HELD if is_letter else MessageStatus.IGNORED)
    (part,) = facts.parts
    assert (part.outcome, part.reason) == (
        (HELD, Reason.HTML_ONLY) if is_letter else (IGNORED, Reason.BODY_TEXT)
    )
    assert (part.sha256 in files) is is_letter


def test_of_two_texts_that_are_the_same_invoice_the_html_is_shown() -> None:
    words = "Facture 12, total TTC 1 200,00 €"
    raw = mail(multipart(text(words), a_page(words), kind="alternative"))
    facts, _ = unpack(raw)
    assert [part.outcome for part in facts.parts] == [IGNORED, HELD]


def test_an_automatic_answer_that_quotes_an_invoice_bothers_nobody() -> None:
    words = "Facture 12, total TTC 1 200,00 €"
    facts, _ = unpack(mail(text(words), "Auto-Submitted: auto-replied"))
    assert status_of(facts)[0] is MessageStatus.IGNORED
    assert [part.outcome for part in facts.parts] == [IGNORED]


def a_page(content: str) -> Attached:
    return plain(content.encode(), "Content-Type: text/html; charset=utf-8")


LINK = "https://factures.example/telecharger?id=7&k=v"


@pytest.mark.parametrize(
    ("body", "link"),
    [
        (f"Votre facture est disponible ici :\n{LINK}.", LINK),
        ("Ihre Rechnung: https://x.example/7 (PDF)", "https://x.example/7"),
        ("Votre facture arrive. Désabonnement : https://x.example/unsubscribe", None),
        ("Bonjour, voir https://x.example/download", None),
        ("Votre facture arrive demain.", None),
    ],
)
def test_a_link_in_place_of_an_invoice(body: str, link: str | None) -> None:
    facts, _ = unpack(mail(text(body)))
    reason = Reason.LINK_ONLY.about(link) if link else Reason.NO_DOCUMENT
    assert status_of(facts) == (MessageStatus.IGNORED, (reason,))


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_a_link_in_html(quote: str) -> None:
    address = LINK.replace("&", "&amp;")
    page = (
        f"<p>Votre facture</p><a href={quote}https://x.example/cgv{quote}>CGV</a>"
        f"<a class=b href={quote}{address}{quote}><b>Télécharger</b></a>"
    )
    facts, _ = unpack(mail(a_page(page)))
    assert status_of(facts)[1] == (Reason.LINK_ONLY.about(LINK),)


def test_the_header_is_known_though_the_parts_are_not() -> None:
    facts, _ = unpack(mail(multipart(*[pdf()] * 201)))
    assert facts.header.header_from == "compta@acme.example"


def test_a_mail_of_bare_crs_is_held() -> None:
    facts, _ = unpack(INVOICE.replace(b"\n", b"\r"))
    assert facts.reasons == (Reason.MALFORMED_MIME,)


@pytest.mark.parametrize("channel", ["upload", "internal"])
@pytest.mark.parametrize("name", ["../F-12.pdf", r"C:\factures\F-12.pdf"])
def test_an_uploaded_file_is_one_part(name: str, channel: str) -> None:
    facts, files = unpack(PDF, channel, name)
    assert [(p.path, p.name, p.media_type, p.outcome) for p in facts.parts] == [
        ("1", "F-12.pdf", "application/pdf", DOCUMENT)
    ]
    assert facts.header == MessageHeader()
    assert files == {sha256(PDF): PDF}


@pytest.mark.parametrize(
    ("raw", "name", "paths", "outcome"),
    [
        (INVOICE, "facture.eml", ["1", "2"], DOCUMENT),
        (INVOICE, "facture", ["1", "2"], DOCUMENT),
        (b"\xef\xbb\xbf" + INVOICE, None, ["1", "2"], DOCUMENT),
        (PDF, "facture.eml", ["1"], DOCUMENT),
        (b"From a@b Sun Nov  1 10:00:00 2026\n" + INVOICE, "factures.mbox", ["1"], HELD),
        (LOGO, "ticket.png", ["1"], DOCUMENT),
        (ZIP, "factures.zip", ["1"], HELD),
        (b"", "vide.pdf", ["1"], HELD),
        (b"Bonjour", None, ["1"], HELD),
    ],
)
def test_an_uploaded_mail_is_walked_and_nothing_else_is(
    raw: bytes, name: str | None, paths: list[str], outcome: PartOutcome
) -> None:
    facts, _ = unpack(raw, "upload", name)
    assert [p.path for p in facts.parts] == paths
    assert facts.parts[-1].outcome is outcome


@pytest.mark.parametrize("name", COSTLY)
def test_the_time_of_the_whole_stage_is_bounded(name: str) -> None:
    Path("incoming").write_bytes(COSTLY[name])
    assert_cheap(lambda: run(Work(files={RAW: "incoming"}), Tools()), 600)


def test_an_uploaded_archive_is_opened() -> None:
    facts, files = unpack(zipped(("a/F.pdf", PDF), ("petit ticket.png", LOGO)), "upload", "a.zip")
    assert [(p.path, p.name, p.outcome, p.reason) for p in facts.parts] == [
        ("1", "a.zip", IGNORED, Reason.UNPACKED),
        ("1.1", "F.pdf", DOCUMENT, None),
        ("1.2", "petit ticket.png", DOCUMENT, None),
    ]
    assert {sha256(PDF), sha256(LOGO)} < set(files)


def test_an_uploaded_mail_of_outlook_is_a_mail() -> None:
    headers = "From: ACME <compta@acme.example>\r\nSubject: Facture\r\n\r\n"
    facts, _ = unpack(compound(outlook(("F.pdf", PDF), headers=headers)), "upload", "Facture.msg")
    assert [(p.path, p.outcome, p.reason) for p in facts.parts] == [
        ("1", IGNORED, Reason.UNPACKED),
        ("1.1", IGNORED, Reason.BODY_TEXT),
        ("1.2", DOCUMENT, None),
    ]
    (inner,) = facts.header.forwarded
    assert (inner.path, inner.header_from) == ("1", "compta@acme.example")


def test_no_name_leads_out_of_the_work_directory(work_directory: Path) -> None:
    names = ["../../x.pdf", "/tmp/x.pdf", "..\\x.pdf", "..", "%2e%2e%2fx.pdf"]  # noqa: S108
    unpack(mail(multipart(text(), *[pdf(name, PDF + name.encode()) for name in names])))
    written = {path.name for path in work_directory.iterdir()} - {"incoming"}
    assert written == {sha256(PDF + name.encode()) for name in names}
    assert list(work_directory.parent.parent.rglob("*.pdf")) == []


def test_accounts_in_the_texts_of_a_mail_are_noted() -> None:
    html = part(b"<p>IBAN&nbsp;: DE89 3704 <b>0044</b> 0532 0130 00</p>", "Content-Type: text/html")
    raw = mail(multipart(text("Payer sur FR76 3000 6000 0112 3456 7890 189"), html, pdf()))
    facts, _ = unpack(raw)
    assert set(facts.header.accounts) == {"FR7630006000011234567890189", "DE89370400440532013000"}
    facts, _ = unpack(mail(multipart(text("IBAN : FR76 3000 6000 0112 3456 7890 188"), pdf())))
    assert facts.header.accounts == ()
    assert facts.header.unclear_accounts == ("FR7630006000011234567890188",)
