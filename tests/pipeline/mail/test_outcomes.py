"""Outcomes: one table of parts as they are sent, and what becomes of each."""

import hashlib
from dataclasses import replace

import pytest

from pipeline.mail.outcomes import judge
from pipeline.mail.walker import Leaf
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from tests.pipeline.mail.mails import PDF, XML, ZIP, png

NOTHING = Leaf("2", None, "application/octet-stream", "", None, b"something")
ATTACHED = replace(NOTHING, disposition="attachment", raw_name="fichier.bin")
PHOTO = png(2400, 3200, 90_000)
LOGO = png(120, 60, 4_000)
HTML = b"<html><p>Bonjour</html>"


def sent(declared: str, data: bytes, name: str | None = None, disposition: str = "") -> Leaf:
    return replace(NOTHING, declared=declared, data=data, raw_name=name, disposition=disposition)


BODY, PICTURE, TYPE = Reason.BODY_TEXT, Reason.INLINE_IMAGE, Reason.ATTACHMENT_TYPE
MISMATCH = Reason.CONTENT_MISMATCH
IGNORED: list[tuple[Leaf, Reason]] = [
    (sent("text/plain", b"Bonjour"), BODY),
    (sent("text/plain", b""), BODY),
    (sent("text/plain", b"Bonjour", disposition="inline"), BODY),
    (sent("text/html", HTML), BODY),
    (sent("text/html", b'<?xml version="1.0"?><html/>'), BODY),
    (sent("text/plain", b"From: a\nTo: b\n\nforwarded by hand"), BODY),
    (sent("image/png", LOGO, "image001.png", "inline"), PICTURE),
    (sent("image/png", LOGO, "logo.png", "attachment"), PICTURE),
    (replace(sent("image/png", png(700, 300)), content_id="<a@b>"), PICTURE),
    (sent("image/gif", b"GIF89a\x01\0\x01\0"), PICTURE),
    (sent("application/pgp-signature", b"x", "signature.asc"), Reason.SIGNATURE),
    (sent("application/pkcs7-signature", b"x", "smime.p7s", "attachment"), Reason.SIGNATURE),
    (sent("application/x-pkcs7-signature", b"x", "smime.p7s"), Reason.SIGNATURE),
    (sent("text/calendar", b"BEGIN:VCALENDAR"), Reason.CALENDAR),
    (sent("application/applefile", b"\0\5\x16\7", "f.pdf.rsrc"), Reason.SYSTEM_FILE),
    (sent("application/ics", b"BEGIN:VCALENDAR", "rdv.ics", "attachment"), Reason.CALENDAR),
    (sent("message/delivery-status", b"Action: failed"), Reason.DSN),
    (sent("message/disposition-notification", b"x"), Reason.DSN),
    (sent("text/rfc822-headers", b"From: a"), Reason.DSN),
    (replace(sent("application/pdf", PDF, "f.pdf", "attachment"), returned=True), Reason.DSN),
    (replace(ATTACHED, reason=Reason.UNPACKED), Reason.UNPACKED),
    (replace(ATTACHED, reason=Reason.SIGNATURE), Reason.SIGNATURE),
    (replace(ATTACHED, reason=Reason.SIGNATURE_INVALID), Reason.SIGNATURE_INVALID),
    (replace(ATTACHED, reason=Reason.SYSTEM_FILE), Reason.SYSTEM_FILE),
]
DOCUMENTS = [
    sent("application/pdf", PDF, "Facture.pdf", "attachment"),
    sent("application/pdf", PDF),
    sent("application/octet-stream", PDF, "Facture.pdf"),
    sent("image/jpeg", PDF, "facture.jpg"),
    sent("text/plain", PDF),
    sent("application/pgp-signature", PDF),
    replace(sent("application/pdf", PDF), sound=False),
    replace(sent("application/pdf", PDF), encrypted=True),
    replace(sent("application/pdf", PDF), cut=True),
    sent("image/png", PHOTO, "IMG_0042.png", "attachment"),
    sent("image/png", PHOTO, "IMG_0042.png", "inline"),
    replace(sent("image/png", png(700, 300), disposition="attachment"), content_id="<a@b>"),
    sent("application/octet-stream", b"II*\0", "fax.tif"),
    sent("text/xml", XML, "facture.xml", "attachment"),
    sent("application/octet-stream", XML),
]
HELD: list[tuple[Leaf, Reason]] = [
    (sent("application/pdf", b"", "vide.pdf"), Reason.EMPTY_ATTACHMENT),
    (sent("text/plain", b"", "vide.txt"), Reason.EMPTY_ATTACHMENT),
    (sent("application/pdf", HTML), MISMATCH),
    (sent("application/octet-stream", ZIP, "Facture.PDF "), MISMATCH),
    (sent("text/plain", b"perdu", "facture.pdf"), MISMATCH),
    (sent("application/pdf", PHOTO, "facture.pdf"), MISMATCH),
    (sent("application/pdf", XML, "facture.pdf"), MISMATCH),
    (sent("application/pgp-signature", b"x", "facture.pdf"), MISMATCH),
    (sent("application/zip", ZIP, "factures.zip"), TYPE),
    (sent("application/ms-tnef", b"\x78\x9f\x3e\x22", "winmail.dat"), TYPE),
    (sent("application/pkcs7-mime", b"0\x82", "smime.p7m"), TYPE),
    (sent("application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "f.doc"), TYPE),
    (sent("text/plain", b"Bonjour", disposition="attachment"), TYPE),
    (sent("image/svg+xml", b"<svg xmlns='a'>" + bytes(20_000), "f.svg", "attachment"), TYPE),
    (sent("text/plain", b"MZ"), TYPE),
    (ATTACHED, TYPE),
    (replace(ATTACHED, sound=False), Reason.UNKNOWN_ENCODING),
    (replace(ATTACHED, sound=False, raw_name="f.pdf"), Reason.UNKNOWN_ENCODING),
    (replace(NOTHING, encrypted=True), Reason.ENCRYPTED_MAIL),
    (sent("text/plain", b"-----BEGIN PGP MESSAGE-----"), Reason.ENCRYPTED_MAIL),
    (sent("message/partial", b"x"), Reason.MESSAGE_PARTIAL),
    (sent("message/partial", PDF), Reason.MESSAGE_PARTIAL),
    (sent("message/external-body", b""), Reason.EXTERNAL_BODY),
    (sent("multipart/mixed", b"no parts"), Reason.MALFORMED_MIME),
    (sent("application/pdf", b"MZ", "facture.pdf"), TYPE),
    (sent("text/xml", b'<?xml version="1.0"?><!DOCTYPE r []><r/>'), Reason.XML_DOCTYPE),
    (sent("text/xml", "<!DOCTYPE r []><r/>".encode("utf-16")), Reason.XML_DOCTYPE),
    (replace(sent("application/pdf", PDF[:20]), cut=True), Reason.PDF_DAMAGED),
    (replace(ATTACHED, reason=Reason.ARCHIVE_BOMB), Reason.ARCHIVE_BOMB),
    (replace(sent("application/pdf", PDF), reason=Reason.TNEF_MALFORMED), Reason.TNEF_MALFORMED),
]


@pytest.mark.parametrize(("leaf", "reason"), IGNORED)
def test_ignored(leaf: Leaf, reason: Reason) -> None:
    part = judge(leaf)
    assert (part.outcome, part.reason) == (PartOutcome.IGNORED, reason)


@pytest.mark.parametrize("leaf", DOCUMENTS)
def test_documents(leaf: Leaf) -> None:
    part = judge(leaf)
    assert (part.outcome, part.reason) == (PartOutcome.DOCUMENT, None)


@pytest.mark.parametrize(("leaf", "reason"), HELD)
def test_held(leaf: Leaf, reason: Reason) -> None:
    part = judge(leaf)
    assert (part.outcome, part.reason) == (PartOutcome.HELD, reason)


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (PDF, PartOutcome.DOCUMENT),
        (LOGO, PartOutcome.DOCUMENT),
        (XML, PartOutcome.DOCUMENT),
        (b"BEGIN:VCALENDAR", PartOutcome.HELD),
        (b"Bonjour", PartOutcome.HELD),
        (b"", PartOutcome.HELD),
    ],
)
def test_a_file_that_a_person_chose_is_never_ignored(data: bytes, outcome: PartOutcome) -> None:
    assert judge(sent("text/plain", data), uploaded=True).outcome is outcome


def test_a_part_tells_content_not_claims() -> None:
    assert judge(sent("image/jpeg", PDF, "../facture.jpg")) == Part(
        path="2",
        name="facture.pdf",
        media_type="application/pdf",
        size=len(PDF),
        sha256=hashlib.sha256(PDF).hexdigest(),
        outcome=PartOutcome.DOCUMENT,
    )
    assert judge(ATTACHED).media_type == "application/octet-stream"
