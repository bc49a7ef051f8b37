"""Walking into containers: what lies in a file stands behind it, with its place."""

import pytest

from pipeline.mail.limits import MAX_MEMBERS
from pipeline.mail.walker import walk
from storage.domain.reason import Reason
from tests.pipeline.mail.containers.made import (
    BINARY,
    attribute,
    compound,
    enveloped,
    outlook,
    properties,
    signed,
    tnef,
    tnef_file,
    wide,
    zipped,
)
from tests.pipeline.mail.mails import (
    PDF,
    Attached,
    forwarded,
    mail,
    multipart,
    part,
    pdf,
    plain,
    text,
    with_crlf,
)

INVOICE = mail(multipart(text(), pdf()))


def _file(name: str, data: bytes, declared: str = "application/octet-stream") -> Attached:
    return part(
        data, f"Content-Type: {declared}", f'Content-Disposition: attachment; filename="{name}"'
    )


ENTITY = multipart(text(), pdf(), boundary="s")
ENTITY_BYTES = "\n".join(ENTITY.fields).encode() + b"\n\n" + ENTITY.body
IN_ZIP = zipped(("a/F.pdf", PDF))
INSIDE: dict[str, tuple[Attached, list[str]]] = {
    "zip": (_file("a.zip", IN_ZIP), ["1 unpacked", "1.1 F.pdf"]),
    "called PDF": (_file("a.pdf", IN_ZIP, "application/pdf"), ["1 unpacked", "1.1 F.pdf"]),
    "zip in zip": (
        _file("a.zip", zipped(("b.zip", IN_ZIP))),
        ["1 unpacked", "1.1 unpacked", "1.1.1 F.pdf"],
    ),
    "four zips deep": (
        _file("a.zip", zipped(("b.zip", zipped(("c.zip", zipped(("d.zip", IN_ZIP))))))),
        ["1 unpacked", "1.1 unpacked", "1.1.1 unpacked", "1.1.1.1 archive_too_deep"],
    ),
    "mail in zip": (
        _file("a.zip", zipped(("a.eml", INVOICE))),
        ["1 unpacked", "1.1.1", "1.1.2 Facture.pdf"],
    ),
    "zip in mail in zip": (
        _file("a.zip", zipped(("a.eml", mail(multipart(_file("b.zip", IN_ZIP)))))),
        ["1 unpacked", "1.1.1 unpacked", "1.1.1.1 F.pdf"],
    ),
    "winmail.dat": (
        _file("winmail.dat", tnef(tnef_file("F.pdf", PDF)), "application/ms-tnef"),
        ["1 unpacked", "1.1 F.pdf"],
    ),
    "signed": (
        _file("smime.p7m", signed(ENTITY_BYTES), "application/pkcs7-mime"),
        ["1 unpacked", "1.1.1", "1.1.2 Facture.pdf"],
    ),
    "signed file": (_file("F.pdf.p7m", signed(PDF)), ["1 unpacked", "1.1 F.pdf"]),
    "signed and changed": (
        _file("F.pdf.p7m", signed(PDF, of=b"x")),
        ["1 signature_invalid", "1.1 F.pdf"],
    ),
    "encrypted": (_file("smime.p7m", enveloped()), ["1 encrypted_mail"]),
    "Outlook": (
        _file("a.msg", compound(outlook(("F.pdf", PDF), inner=outlook(("G.pdf", PDF))))),
        ["1 unpacked", "1.1", "1.2 F.pdf", "1.3 unpacked", "1.3.1", "1.3.2 G.pdf"],
    ),
    "bomb": (_file("a.zip", zipped(("a.pdf", bytes(20_000_000)))), ["1 archive_bomb"]),
    "a fragment": (
        plain(IN_ZIP, "Content-Type: message/partial; id=a; number=1; total=2"),
        ["1"],
    ),
}


@pytest.mark.parametrize("name", INSIDE)
def test_what_lies_in_a_container_stands_behind_it(name: str) -> None:
    content, expected = INSIDE[name]
    leaves = walk(mail(multipart(content, boundary="o")))
    shown = [
        f"{leaf.path} {leaf.reason or (leaf.raw_name or '').rpartition('/')[2]}".strip()
        for leaf in leaves
    ]
    assert shown == expected


@pytest.mark.parametrize("declared", ["image/png\nx", "pdf", "a/" + "b" * 200, "a/b\0"])
def test_what_a_container_calls_a_type_is_one_or_does_not_count(declared: str) -> None:
    values = {0x370E: wide(declared), 0x3701: (BINARY, b"x")}
    winmail = tnef(attribute(0x9002, bytes(14)), attribute(0x9005, properties(values)))
    shown = walk(mail(multipart(_file("winmail.dat", winmail), boundary="o")))[1].declared
    assert shown in ("application/octet-stream", "a/b")


def test_all_containers_of_a_message_share_one_room() -> None:
    half = zipped(*[(f"{number}.pdf", b"") for number in range(MAX_MEMBERS // 2 + 1)])
    leaves = walk(mail(multipart(_file("a.zip", half), _file("b.zip", half))))
    assert [leaf.reason for leaf in leaves if leaf.reason] == [
        Reason.UNPACKED,
        Reason.ARCHIVE_TOO_MANY_MEMBERS,
    ]


@pytest.mark.parametrize("crlf", [False, True], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("of", "reason"), [(b"", Reason.SIGNATURE), (b"!", Reason.SIGNATURE_INVALID)]
)
def test_a_detached_signature_is_compared_with_what_it_signs(
    of: bytes, reason: Reason, *, crlf: bool
) -> None:
    entity = with_crlf(b"Content-Type: text/plain\n\nBonjour")
    signature = _file("smime.p7s", signed(None, of=entity + of), "application/pkcs7-signature")
    body = plain(b"Bonjour", "Content-Type: text/plain")
    raw = mail(multipart(body, signature, kind="signed"))
    assert walk(with_crlf(raw) if crlf else raw)[1].reason is reason


def test_what_a_report_returns_is_not_opened() -> None:
    inner = mail(multipart(_file("a.zip", IN_ZIP)))
    report = multipart(text(), forwarded(inner), kind="report", boundary="r")
    assert [leaf.path for leaf in walk(mail(report))] == ["1", "2.1"]
