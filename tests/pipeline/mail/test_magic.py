"""Types by content, and the size of pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.magic import sniff, with_extension
from pipeline.mail.pictures import dimensions, is_ornament
from tests.pipeline.mail.mails import png

WORD = b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml" + b"." * 99 + b"word/document.xml"
ODT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04"
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(9) + b"\xff\xff\xc4\x00\x04\0\0"
    b"\xff\xc0\x00\x11\x08" + (1200).to_bytes(2, "big") + (800).to_bytes(2, "big") + bytes(10)
)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\0" * 1019 + b"%PDF-", "application/pdf"),
        (b"\0" * 1020 + b"%PDF-", None),
        (b"MZ" + b" %PDF-1.7", "application/x-msdownload"),
        (b"PK\x03\x04 %PDF-1.7", "application/zip"),
        (b"From: a\nTo: b\n\n%PDF-1.7", "message/rfc822"),
        (png(9, 9), "image/png"),
        (JPEG, "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"BM\1\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0", "image/bmp"),
        (b"BMW: notre facture du mois", None),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (ODT, "application/vnd.oasis.opendocument.text"),
        (b"PK\x05\x06" + bytes(18), "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
        (b'<?xml version="1.0"?><Invoice/>', "application/xml"),
        (b'\xef\xbb\xbf\n<?xml version="1.0"?><Invoice/>', "application/xml"),
        ('<?xml version="1.0"?><a/>'.encode("utf-16"), "application/xml"),
        (b'<rsm:CrossIndustryInvoice xmlns:rsm="urn:x">', "application/xml"),
        (b"<p>plain markup</p>", None),
        (b'<?xml version="1.0"?><svg xmlns="x">', "image/svg+xml"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', "text/html"),
        (b"BEGIN:VCALENDAR\r\n", "text/calendar"),
        (b"-----BEGIN PGP MESSAGE-----", "application/pgp-encrypted"),
        (b"Bonjour", None),
        (b"", None),
    ],
)
def test_a_type_is_told_by_its_content(data: bytes, media_type: str | None) -> None:
    assert sniff(data) == media_type


@pytest.mark.parametrize(
    ("data", "pixels"),
    [
        (png(640, 480), (640, 480)),
        (b"GIF89a" + b"\x80\x02\xe0\x01", (640, 480)),
        (JPEG, (800, 1200)),
        (JPEG[:30], None),
        (b"\x89PNG\r\n", None),
        (b"\xff\xd8" + b"\xff\xe0\x00\x02" * 5_000, None),
        (b"%PDF-1.7", None),
    ],
)
def test_pixels_are_read_from_the_header(data: bytes, pixels: tuple[int, int] | None) -> None:
    assert dimensions(data) == pixels


@pytest.mark.parametrize(
    ("data", "media_type", "inline", "ornament"),
    [
        (png(1240, 1754), "image/png", False, False),
        (png(1240, 1754, 14_999), "image/png", False, True),
        (png(1240, 249), "image/png", False, True),
        (png(249, 1754), "image/png", False, True),
        (png(250, 250), "image/png", False, False),
        (png(599, 2000), "image/png", True, True),
        (png(600, 800), "image/png", True, False),
        (b"RIFF\0\0\0\0WEBP" + bytes(20_000), "image/webp", True, False),
        (b"RIFF\0\0\0\0WEBP", "image/webp", False, True),
        (b"II*\0", "image/tiff", True, False),
        (JPEG[:30], "image/jpeg", False, False),
        (JPEG[:30], "image/jpeg", True, True),
        (b"<svg/>", "image/svg+xml", False, False),
        (png(50_000, 50_000, 500), "image/png", True, False),
    ],
)
def test_ornaments(data: bytes, media_type: str, *, inline: bool, ornament: bool) -> None:
    assert is_ornament(data, media_type, inline=inline) is ornament


@given(st.binary(), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG", b"GIF8", b"PK\x03\x04", b"<"]))
def test_no_content_makes_the_readers_fail(data: bytes, magic: bytes) -> None:
    sniff(magic + data)
    dimensions(magic + data)


@pytest.mark.parametrize(
    ("name", "media_type", "shown"),
    [
        ("facture.pdf", "application/pdf", "facture.pdf"),
        ("facture.PDF", "application/pdf", "facture.PDF"),
        ("facture.jpg", "application/pdf", "facture.pdf"),
        ("facture.pdf", "image/png", "facture.png"),
        ("facture.pdf.exe", "application/pdf", "facture.pdf"),
        ("passwd", "application/pdf", "passwd.pdf"),
        ("F-2026.04", "application/pdf", "F-2026.04.pdf"),
        (".pdf", "image/png", ".pdf.png"),
        ("scan.jpeg", "image/jpeg", "scan.jpeg"),
        ("a.bin", None, "a.bin"),
        ("a.odt", "application/zip", "a.odt"),
    ],
)
def test_a_name_ends_as_the_content_is(name: str, media_type: str | None, shown: str) -> None:
    assert with_extension(name, media_type) == shown
    assert with_extension(shown, media_type) == shown
