"""File names: found in any of the forms that senders use, and harmless once cleaned."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.fields import parse_content
from pipeline.mail.names import MAX_NAME_BYTES, clean_name, raw_name
from tests.effort import assert_cheap


@pytest.mark.parametrize(
    ("disposition", "content", "name"),
    [
        ('attachment; filename="Facture 12.pdf"', "", "Facture 12.pdf"),
        ("attachment; filename=Facture 12.pdf", "", "Facture 12.pdf"),
        ("attachment; filename=Facture(1).pdf; size=3", "", "Facture(1).pdf"),
        ('attachment; filename="a;b.pdf"; size=3', "", "a;b.pdf"),
        (r'attachment; filename="dit \"bon\".pdf"', "", 'dit "bon".pdf'),
        ("attachment", 'application/pdf; name="nom.pdf"', "nom.pdf"),
        ('attachment; filename="un.pdf"', 'application/pdf; name="deux.pdf"', "un.pdf"),
        ('attachment; filename=""', 'application/pdf; name="deux.pdf"', "deux.pdf"),
        ("attachment; filename*=utf-8''n%C2%B0%2042.pdf", "", "n° 42.pdf"),
        ("attachment; filename=x.pdf; filename*=utf-8'fr'%C3%A9t%C3%A9.pdf", "", "été.pdf"),
        ("attachment; filename*=iso-8859-1''%E9t%E9.pdf", "", "été.pdf"),
        ("attachment; filename*=no-such''%C3%A9.pdf", "", "é.pdf"),
        ("attachment; filename*=facture%201.pdf", "", "facture 1.pdf"),
        (
            "attachment; filename*1*=%E9 2.pdf; filename*0*=iso-8859-1'fr'Soci%E9t",
            "",
            "Sociét\xe9 2.pdf",
        ),
        ('attachment; filename*0="long "; filename*1="name.pdf"', "", "long name.pdf"),
        ("attachment; filename*0*=utf-8''a%20; filename*1=100%25.pdf", "", "a 100%25.pdf"),
        ('attachment; filename="=?UTF-8?B?w6l0w6k=?= =?UTF-8?Q?_42=2Epdf?="', "", "été 42.pdf"),
        ('attachment; filename="=?UTF-8?B?ww==?= =?UTF-8?B?qS5wZGY=?="', "", "é.pdf"),
        ('attachment; filename="=?UTF-8?B?w?= x"', "", "=?UTF-8?B?w?= x"),
        ('attachment; filename="=?no-such?Q?=E9.pdf?="', "", "é.pdf"),
        (b'attachment; filename="Soci\xc3\xa9t\xc3\xa9.pdf"', "", "Société.pdf"),
        (b'attachment; filename="Soci\xe9t\xe9.pdf"', "", "Société.pdf"),
        ("attachment; filename=a\ud800.pdf", "", "a?.pdf"),
        ("attachment", "application/pdf", None),
    ],
)
def test_a_name_is_found_and_decoded(
    disposition: str | bytes, content: str, name: str | None
) -> None:
    if isinstance(disposition, bytes):
        disposition = disposition.decode("ascii", "surrogateescape")
    assert raw_name(parse_content(disposition), parse_content(content)) == name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Facture.pdf", "Facture.pdf"),
        ("../../etc/cron.d/facture.pdf", "facture.pdf"),
        (r"..\..\Windows\facture.pdf", "facture.pdf"),
        (r"C:\temp\facture.pdf", "facture.pdf"),
        ("/etc/passwd", "passwd"),
        ("C:facture.pdf", "C_facture.pdf"),
        ("..", None),
        (".", None),
        ("", None),
        (" . / ", None),
        ("???", None),
        ("\u202e\u2066", None),
        (".htaccess", "htaccess"),
        ("facture.pdf. . ", "facture.pdf"),
        ("facture.pdf\0.exe", "facture.pdf.exe"),
        ("facture\r\nX-Injected: yes.pdf", "facture X-Injected_ yes.pdf"),
        ("fac\x1b[31mture.pdf", "fac[31mture.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"),
        ('a"b|c?d*e.pdf', "a_b_c_d_e.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("e\u200d\u0301.pdf", "é.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con", "_con"),
        ("lpt1.tar.gz", "_lpt1.tar.gz"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("CONTRAT.pdf", "CONTRAT.pdf"),
        ("\ud800.pdf", "pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("é" * 300 + ".pdf", "é" * 58 + ".pdf"),
        ("a." + "b" * 300, "a." + "b" * 118),
    ],
)
def test_a_cleaned_name(sent: str, shown: str | None) -> None:
    assert clean_name(sent) == shown


def test_a_name_of_marks_upon_marks_takes_no_time() -> None:
    sent = "a" + "\u0315\u0327" * 200_000 + ".pdf"
    assert str(clean_name(sent)).endswith(".pdf")
    assert_cheap(lambda: clean_name(sent), 75)


NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('/\\.:<>"|?* \0\r\n\u202e\u2028\u0301\u0345\uff0f\ud800CONcon1'),
    ),
    max_size=200,
)
RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\.|\s|$)", re.IGNORECASE)


@given(NASTY)
def test_any_name_comes_out_harmless(sent: str) -> None:
    shown = clean_name(sent)
    if shown is None:
        return
    assert 0 < len(shown.encode("utf-8")) <= MAX_NAME_BYTES
    assert not set(shown) & set('<>:"/\\|?*')
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in shown)
    assert unicodedata.is_normalized("NFC", shown)
    assert shown == shown.strip(". ")
    assert not RESERVED.match(shown)
    assert clean_name(shown) == shown


@given(NASTY, NASTY)
def test_no_parameter_makes_the_reader_fail(disposition: str, content: str) -> None:
    raw_name(parse_content(f"attachment; {disposition}"), parse_content(f"a/b; name={content}"))
