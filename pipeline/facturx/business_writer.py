"""Write the tree of an invoice's terms as CII or UBL, and convert one into the other.

In: the terms as `pipeline.facturx.business_values` reads them. Out: XML with all of them; what a
syntax demands and the terms do not tell is filled in without saying anything new where that can be.
Standards: EN 16931-3-2 (UBL 2.1), EN 16931-3-3 (CII D22B).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from pipeline.facturx.business_terms import Operator, Place, Step, Syntax, Test
from pipeline.facturx.business_values import (
    CURRENCIES,
    TIME_CODES,
    Business,
    Group,
    Value,
    holds,
    resolved,
)
from pipeline.facturx.element_order import put_in_order
from pipeline.facturx.xml import Element
from storage.domain.iban import parse_iban
from storage.domain.invoice import CREDIT_NOTES
from storage.domain.money import parse_amount

_CII = "urn:un:unece:uncefact:data:standard:"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_RSM = f"{_CII}CrossIndustryInvoice:100"
_RAM = f"{_CII}ReusableAggregateBusinessInformationEntity:100"
_UDT = f"{_CII}UnqualifiedDataType:100"
_QDT = f"{_CII}QualifiedDataType:100"
_CAC = f"{_UBL}CommonAggregateComponents-2"
_CBC = f"{_UBL}CommonBasicComponents-2"
_CII_MAP = {"rsm": _RSM, "ram": _RAM, "udt": _UDT, "qdt": _QDT}
_DATE_ELEMENTS = {
    "TaxPointDate": f"{{{_UDT}}}DateString",
    "FormattedIssueDateTime": f"{{{_QDT}}}DateTimeString",
}
"""Elements of CII that hold another element for their date than the others."""
_HEADERS = ("Agreement", "Delivery", "Settlement")
_NOT_DEFINED = "1"
"""UNTDID 4461 for a payment means that nobody named; UBL demands one."""


def write_business(
    invoice: Group, syntax: Syntax, origins: dict[Element, Element] | None = None
) -> Element:
    """Write an invoice; a UBL credit note only if its type code (BT-3) is of one.

    Args:
        invoice: Its terms.
        syntax: To be written.
        origins: Is told what each element of a term or group was read from.
    """
    currencies = {name: invoice.value(name) for name in CURRENCIES}
    writer = _Writer(syntax, currencies, {} if origins is None else origins)
    root = _new_root(syntax)
    writer.note_origin(invoice, root)
    writer.members(invoice, root)
    writer.complete(root)
    put_in_order(root, syntax)
    return root


def ubl_syntax_of(invoice: Group) -> Syntax:
    """Return the syntax of UBL for an invoice: its credit notes have a root of their own."""
    return Syntax.UBL_CREDIT_NOTE if invoice.value("BT-3") in CREDIT_NOTES else Syntax.UBL_INVOICE


def convert(business: Business) -> bytes:
    """Return the invoice in the other syntax: CII of UBL, UBL of CII."""
    is_cii = business.syntax is Syntax.CII
    target = ubl_syntax_of(business.invoice) if is_cii else Syntax.CII
    root = write_business(business.invoice, target)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _new_root(syntax: Syntax) -> Element:
    if syntax is Syntax.CII:
        return etree.Element(f"{{{_RSM}}}{syntax}", nsmap=_CII_MAP)
    own = f"{_UBL}{syntax}-2"
    names: dict[str | None, str] = {None: own, "cac": _CAC, "cbc": _CBC}
    return etree.Element(f"{{{own}}}{syntax}", nsmap=names)  # type: ignore[arg-type]


@dataclass
class _Writer:
    """Writes one document."""

    syntax: Syntax
    currencies: Mapping[str, str]
    origins: dict[Element, Element]

    def members(self, group: Group, element: Element) -> None:
        for it in group.members:
            places = it.entry.places(self.syntax)
            if isinstance(it, Value):
                self._value(it, self._place(it, places), element)
            elif it.entry.kind == "note" and self.syntax is not Syntax.CII:
                self._put(element, places[0], is_new=True).text = _note(it)
            else:
                many = it.entry.is_many
                target = self._put(element, places[0], is_new=many, is_leaf=False)
                self.note_origin(it, target)
                self.members(it, target)

    def note_origin(self, it: Value | Group, target: Element) -> None:
        """Note what the element of a term or group was read from."""
        if it.origin is not None:
            self.origins[target] = it.origin

    def _place(self, value: Value, places: tuple[Place, ...]) -> Place:
        """Return where a value stands, of several places that its syntax has for it."""
        if value.entry.kind == "account" and len(places) > 1:
            return places[0] if parse_iban(value.text) else places[1]
        if value.attributes and any(place.with_scheme for place in places):
            return next(place for place in places if place.with_scheme)
        return places[0]

    def _value(self, value: Value, place: Place, element: Element) -> None:
        target = self._put(element, place, is_new=value.entry.is_many)
        self.note_origin(value, target)
        last = place.steps[-1].name
        if last.startswith("@"):
            target.set(last[1:], value.text)
            return
        text = value.text
        if value.entry.kind == "time_code" and self.syntax is not Syntax.CII:
            text = TIME_CODES.get(text, text)
        if value.entry.kind == "date" and self.syntax is Syntax.CII:
            _write_date(target, text)
        else:
            target.text = text
        self._attributes(value, target)

    def _attributes(self, value: Value, target: Element) -> None:
        is_cii = self.syntax is Syntax.CII
        if value.entry.kind == "object" and is_cii:
            for code in value.attributes.values():
                parent = target.getparent()
                if parent is not None:
                    etree.SubElement(parent, f"{{{_RAM}}}ReferenceTypeCode").text = code
            return
        for name, text in value.attributes.items():
            target.set(name, text)
        if value.entry.kind == "amount" and not is_cii and self.currencies["BT-5"]:
            target.set("currencyID", self.currencies["BT-5"])

    def _put(
        self, element: Element, place: Place, *, is_new: bool, is_leaf: bool = True
    ) -> Element:
        """Return the element at a place; each step that leads nowhere makes one."""
        steps = [step for step in place.steps if not step.name.startswith("@")]
        for step in steps:
            # Of what there may be several, each begins anew where its path leaves its group;
            # a path from the root has its group's elements before.
            found = None if is_new and step is _repeated(steps) else self._find(element, step)
            if found is None:
                found = self._add(element, step.name, is_leaf=is_leaf and step is steps[-1])
            for test in step.tests:
                self._make_hold(test, found)
            element = found
        return element

    def _find(self, element: Element, step: Step) -> Element | None:
        if step.name == ".":
            return element
        for child in element.iterchildren(f"{{*}}{step.name}"):
            if all(holds(test, child, self.currencies) for test in step.tests):
                return child
        return None

    def _make_hold(self, test: Test, element: Element) -> None:
        if test.operator is Operator.ABSENT:
            return
        written = resolved(test.written, self.currencies)
        names = [name for name in test.path if not name.startswith("@")]
        for name in names:
            child = next(element.iterchildren(f"{{*}}{name}"), None)
            if child is None and not written:
                return
            if child is None:
                child = self._add(element, name, is_leaf=name == names[-1])
            element = child
        last = test.path[-1]
        if written and last.startswith("@"):
            element.set(last[1:], element.get(last[1:], written))
        elif written and not element.text:
            element.text = written

    def _add(self, parent: Element, name: str, *, is_leaf: bool) -> Element:
        if self.syntax is not Syntax.CII:
            return etree.SubElement(parent, f"{{{_CBC if is_leaf else _CAC}}}{name}")
        if name == "Indicator":
            return etree.SubElement(parent, f"{{{_UDT}}}{name}")
        return etree.SubElement(
            parent, f"{{{_RSM if parent.getparent() is None else _RAM}}}{name}"
        )  # fmt: skip

    def complete(self, root: Element) -> None:
        """Add what the syntax demands whatever the invoice says."""
        if self.syntax is Syntax.CII:
            steps = (Step("SupplyChainTradeTransaction"),)
            trade = self._put(root, Place(steps), is_new=False)
            for name in _HEADERS:
                header = Place((Step(f"ApplicableHeaderTrade{name}"),))
                self._put(trade, header, is_new=False)
            return
        for means in root.iterchildren("{*}PaymentMeans"):
            code = self._put(means, Place((Step("PaymentMeansCode"),)), is_new=False)
            code.text = code.text or _NOT_DEFINED
        for price in root.iterfind(".//{*}Price"):
            self._complete_price(price)

    def _complete_price(self, price: Element) -> None:
        """Add the discount (BT-147) to a gross price: what it is above the net one."""
        for allowance in price.iterchildren("{*}AllowanceCharge"):
            amount = self._put(allowance, Place((Step("Amount"),)), is_new=False)
            if not amount.text:
                net, gross = (
                    parse_amount(it.findtext(f"{{*}}{name}") or "") or Decimal(0)
                    for it, name in ((price, "PriceAmount"), (allowance, "BaseAmount"))
                )
                amount.text = f"{gross - net:f}"
                amount.set("currencyID", self.currencies["BT-5"])


def _repeated(steps: list[Step]) -> Step:
    """Return the step of a path that there may be several of: below the headers, the first one."""
    headers = ("SupplyChainTradeTransaction", "ApplicableHeaderTrade", "ExchangedDocument")
    shared = (*headers, "TaxTotal", "SpecifiedLineTrade")
    own = [step for step in steps if not step.name.startswith(shared)]
    return own[0] if own else steps[-1]


def _note(group: Group) -> str:
    subject, text = group.value("BT-21"), group.value("BT-22")
    return f"#{subject}#{text}" if subject else text


def _write_date(element: Element, text: str) -> None:
    name = etree.QName(element).localname
    child = etree.SubElement(element, _DATE_ELEMENTS.get(name, f"{{{_UDT}}}DateTimeString"))
    child.set("format", "102")
    child.text = text.replace("-", "")
