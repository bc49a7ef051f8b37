"""Terms of EN 16931: the table, reading, writing, converting both ways, and the view."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline.facturx.bare import business_of, xml_to_embed
from pipeline.facturx.business_terms import Entry, Syntax, all_entries, whole_invoice
from pipeline.facturx.business_values import (
    ATTRIBUTES,
    Business,
    Group,
    Value,
    read_business,
    syntax_of,
)
from pipeline.facturx.business_writer import convert, write_business
from pipeline.facturx.cii import read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.validation import validate
from pipeline.facturx.view import page_of, view_of
from pipeline.facturx.xml import Element, parse_xml
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "samples"
HYBRIDS = ("facturx_en16931", "facturx_basicwl", "facturx_credit_note", "facturx_sale")
OF_QUANTITIES = {"BT-130", "BT-150"}
"""Terms that stand in the table as attributes of another."""


def _every_term(entry: Entry, fixed: dict[str, str]) -> Group:
    """Return a group with all that may be in it, what may be there twice being there twice."""
    return Group(entry, tuple(_members(entry, fixed)))


def _members(entry: Entry, fixed: dict[str, str]) -> Iterator[Value | Group]:
    for child in entry.children:
        for time in ("1", "2") if child.is_many else ("1",):
            if child.is_group:
                yield _every_term(child, fixed)
            else:
                text = fixed.get(child.name) or _value(child, time)
                names = ATTRIBUTES.get(child.kind, ())
                yield Value(child, text, {name: f"{child.name}-{name}" for name in names})


def _value(entry: Entry, time: str) -> str:
    digits = entry.name.removeprefix("BT-")
    return {
        "date": f"20{int(digits) % 90 + 10}-0{time}-11",
        "type": "380",
        "time_code": "29",
        "account": "FR7630006000011234567890189",
        "binary": "QUJD",
    }.get(entry.kind, f"{digits}.{time}" if entry.kind != "text" else f"{entry.name} {time}")


FIXED = {"BT-5": "EUR", "BT-6": "CHF", "BT-21": "AAB"}
FULL = _every_term(whole_invoice(), FIXED)
FULL_CREDIT = _every_term(whole_invoice(), {**FIXED, "BT-3": "381"})


def _terms(root: Element, syntax: Syntax) -> list[tuple[str, str]]:
    return list(read_business(root, syntax).invoice.terms())


def _business(name: str) -> tuple[bytes, Business]:
    xml = find_invoice_xml(SAMPLES / f"{name}.pdf").xml
    assert xml is not None
    business = business_of(xml)
    assert isinstance(business, Business)
    return xml, business


def _invoice(xml: bytes) -> Invoice:
    root = parse_xml(xml)
    assert not isinstance(root, Reason)
    reading = read_invoice(root)
    assert not isinstance(reading, Reason)
    return reading.invoice


def test_the_table_has_every_term_and_group_once() -> None:
    listed = (ROOT / "tests" / "references" / "en16931.txt").read_text(encoding="utf-8")
    expected = set(re.findall(r"^(B[TG]-\d+)\b", listed, re.MULTILINE))
    names = [entry.name for entry in all_entries()]
    assert len(names) == len(set(names))
    assert expected - OF_QUANTITIES - {"BG-17", "BG-18", "BG-19"} == set(names)
    assert all(all(entry.labels) for entry in all_entries())


@pytest.mark.parametrize(
    ("syntax", "invoice"),
    [
        (Syntax.CII, FULL),
        (Syntax.UBL_INVOICE, FULL),
        (Syntax.UBL_CREDIT_NOTE, FULL_CREDIT),
    ],
)
def test_every_term_is_written_and_read_again(syntax: Syntax, invoice: Group) -> None:
    root = write_business(invoice, syntax)
    again = read_business(parse_again(root), syntax)
    assert list(again.invoice.terms()) == list(invoice.terms())
    assert again.rest == ()


def parse_again(root: Element) -> Element:
    parsed = parse_xml(etree.tostring(root))
    assert not isinstance(parsed, Reason)
    return parsed


@pytest.mark.parametrize("invoice", [FULL, FULL_CREDIT])
def test_every_term_survives_both_conversions(invoice: Group) -> None:
    there = convert(Business(Syntax.CII, invoice, ()))
    business = business_of(there)
    assert isinstance(business, Business)
    assert business.syntax is not Syntax.CII
    back = business_of(convert(business))
    assert isinstance(back, Business)
    assert back.syntax is Syntax.CII
    assert list(back.invoice.terms()) == list(invoice.terms())


@pytest.mark.parametrize("name", HYBRIDS)
def test_a_sample_is_the_same_invoice_in_ubl(name: str) -> None:
    xml, business = _business(name)
    ubl = convert(business)
    other = business_of(ubl)
    assert isinstance(other, Business)
    kept = dict(other.invoice.terms())
    assert dict(business.invoice.terms()) == kept
    assert _invoice(ubl) == _invoice(xml)
    if name != "facturx_basicwl":  # UBL demands lines
        assert validate(ubl).valid


def test_a_credit_note_has_a_root_of_its_own_in_ubl() -> None:
    _, business = _business("facturx_credit_note")
    root = parse_xml(convert(business))
    assert not isinstance(root, Reason)
    assert syntax_of(root) is Syntax.UBL_CREDIT_NOTE


def test_a_gross_price_alone_gets_the_discount_that_ubl_demands() -> None:
    root = write_business(_only(FULL, {"BT-5", "BT-126", "BT-146", "BT-148"}), Syntax.UBL_INVOICE)
    terms = dict(_terms(root, Syntax.UBL_INVOICE))
    assert terms["BG-25/BG-29/BT-147"] == "2.0"


def _only(group: Group, names: set[str]) -> Group:
    members = (_only(it, names) if isinstance(it, Group) else it for it in group.members)
    kept = [
        it for it in members if (it.members if isinstance(it, Group) else it.entry.name in names)
    ]
    return Group(group.entry, tuple(kept))


def test_what_no_term_says_is_told() -> None:
    xml, _ = _business("facturx_en16931")
    more = xml.replace(b"</ram:TypeCode>", b"</ram:TypeCode><ram:Odd>x</ram:Odd>", 1)
    business = business_of(more)
    assert isinstance(business, Business)
    assert business.rest == (("ExchangedDocument/Odd", "x"),)
    assert "Odd" in page_of(business)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (b"<a/>", Reason.XML_UNKNOWN),
        (b"<Invoice/>", Reason.XML_UNKNOWN),
        (b"<a", Reason.XML_DAMAGED),
        (b"<!DOCTYPE a><a/>", Reason.XML_DOCTYPE),
    ],
)
def test_what_is_no_invoice(xml: bytes, reason: Reason) -> None:
    assert business_of(xml) is reason


def test_zugferd_1_is_an_invoice_too() -> None:
    business = business_of((SAMPLES / "zugferd_1.xml").read_bytes())
    assert isinstance(business, Business)
    assert business.invoice.value("BT-1") == "4711"


def test_the_view_shows_every_term_in_two_languages() -> None:
    page = page_of(Business(Syntax.CII, FULL, ()))
    for path, value in FULL.terms():
        name = path.rpartition("/")[2]
        assert f"<small>{name}</small>" in page, name
        if name != "BT-125":
            assert re.split(r" \w+=", value)[0] in page, name
    for entry in all_entries():
        if not entry.is_group:
            assert f"{html.escape(entry.labels[0])} <i>{html.escape(entry.labels[1])}</i>" in page


def test_hostile_text_stays_text_and_nothing_is_fetched() -> None:
    bad = '<img src="file:///etc/passwd"><script>alert(1)</script>'
    business = Business(Syntax.CII, _every_term(whole_invoice(), {**FIXED, "BT-1": bad}), ())
    assert "<img" not in page_of(business)
    assert "<script" not in page_of(business)
    assert view_of(business).startswith(b"%PDF-")


def test_a_cii_of_a_facturx_profile_is_embedded_as_it_came() -> None:
    xml, business = _business("facturx_en16931")
    assert xml_to_embed(xml, business, "0" * 64) == xml


def test_ubl_is_embedded_as_cii_that_says_from_where() -> None:
    _, business = _business("facturx_en16931")
    ubl = convert(business)
    other = business_of(ubl)
    assert isinstance(other, Business)
    cii = xml_to_embed(ubl, other, "f" * 64)
    assert b"SHA-256 " + b"f" * 64 in cii
    assert validate(cii).valid
    assert _invoice(cii).value(FieldName.NUMBER) == _invoice(ubl).value(FieldName.NUMBER)
