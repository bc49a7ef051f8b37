"""Read an electronic invoice as the tree of its terms, in either syntax.

In: the root of a CII or of a UBL 2.1 invoice or credit note, valid or not. Out: every term of
EN 16931 with its value as written (dates as ISO 8601), in its groups; and what else the XML says,
for that a view shows it and a conversion names it.
Standards: EN 16931-1, EN 16931-3-2, EN 16931-3-3.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.facturx.business_terms import (
    Entry,
    Operator,
    Place,
    Step,
    Syntax,
    Test,
    whole_invoice,
)
from pipeline.facturx.xml import Element, text_of

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "id": ("schemeID",),
    "object": ("schemeID",),
    "quantity": ("unitCode",),
    "binary": ("mimeCode", "filename"),
    "class": ("listID", "listVersionID"),
}
"""By kind of value, the attributes that belong to it."""

CURRENCIES = ("BT-5", "BT-6")
TIME_CODES = {"5": "3", "29": "35", "72": "432"}
"""BT-8 in CII (UNTDID 2475) and the same in UBL (UNTDID 2005)."""
_NOTE = re.compile(r"#([A-Z]{3})#(.*)", re.DOTALL)
_ZONE = re.compile(r"(?<=\d-\d\d)(?:Z|[+-]\d\d:\d\d)$")
"""Where in the world a date of UBL holds, which no term of EN 16931 has."""
_NAMESPACES = {
    Syntax.CII: "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:",
    Syntax.UBL_INVOICE: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-",
    Syntax.UBL_CREDIT_NOTE: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-",
}


@dataclass(frozen=True)
class Value:
    """One term.

    Attributes:
        entry: Which.
        text: Without white space around it; a date as ISO 8601 where it is eight digits.
        attributes: Those of `ATTRIBUTES` that it has.
        origin: The element that it was read from; None where it was not read.
    """

    entry: Entry
    text: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    origin: Element | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Group:
    """One group, or the whole invoice.

    Attributes:
        entry: Which.
        members: Its terms and groups, in the order of the table; at least one.
        origin: As of `Value`.
    """

    entry: Entry
    members: tuple["Value | Group", ...]
    origin: Element | None = field(default=None, compare=False, repr=False)

    def value(self, name: str) -> str:
        """Return a term of this very group, "" where it has none."""
        values = (it for it in self.members if isinstance(it, Value))
        return next((it.text for it in values if it.entry.name == name), "")

    def groups(self, name: str) -> list["Group"]:
        """Return the groups of a name of this very group."""
        return [it for it in self.members if isinstance(it, Group) and it.entry.name == name]

    def terms(self, above: str = "") -> Iterator[tuple[str, str]]:
        """Yield all terms below it: ``BG-4/BG-5/BT-40`` and its value with its attributes."""
        for it in self.members:
            path = f"{above}{it.entry.name}"
            if isinstance(it, Group):
                yield from it.terms(f"{path}/")
            else:
                yield path, " ".join((it.text, *(f"{k}={v}" for k, v in it.attributes.items())))


@dataclass(frozen=True)
class Business:
    """What an XML says.

    Attributes:
        syntax: Of the XML.
        invoice: All terms of EN 16931.
        rest: What else it says: names from the root and the text.
    """

    syntax: Syntax
    invoice: Group
    rest: tuple[tuple[str, str], ...]


def syntax_of(root: Element) -> Syntax | None:
    """Return the syntax of an XML by its root; None where it is no such invoice."""
    name = etree.QName(root)
    for syntax, namespace in _NAMESPACES.items():
        if name.localname == syntax and (name.namespace or "").startswith(namespace):
            return syntax
    return None


def read_business(root: Element, syntax: Syntax) -> Business:
    """Read all terms."""
    reader = _Reader(syntax, _currencies(root, syntax))
    invoice = reader.group(whole_invoice(), root)
    return Business(syntax, invoice or Group(whole_invoice(), ()), tuple(reader.rest(root)))


def _currencies(root: Element, syntax: Syntax) -> dict[str, str]:
    """Return BT-5 and BT-6, on which it depends what an amount is."""
    reader = _Reader(syntax, {})
    entries = [entry for entry in whole_invoice().children if entry.name in CURRENCIES]
    found = {e.name: v.text for e in entries for v in reader.values(e, root)}
    if found.get("BT-6") == found.get("BT-5"):
        found.pop("BT-6", None)
    return found


@dataclass
class _Reader:
    """Reads one document, and remembers which elements it has taken."""

    syntax: Syntax
    currencies: Mapping[str, str]
    taken: set[Element] = field(default_factory=set)

    def group(self, entry: Entry, element: Element) -> Group | None:
        members: list[Value | Group] = []
        for child in entry.children:
            if child.kind == "note" and self.syntax is not Syntax.CII:
                members += self._notes(child, element)
            elif child.is_group:
                members += self._groups(child, element)
            else:
                members += self.values(child, element)
        return Group(entry, tuple(members), element) if members else None

    def _groups(self, entry: Entry, element: Element) -> Iterator[Group]:
        found = [it for it, _ in self._found(entry, element)]
        for it in found if entry.is_many else found[:1]:
            group = self.group(entry, it)
            if group:
                yield group

    def _notes(self, entry: Entry, element: Element) -> Iterator[Group]:
        """Yield the notes of UBL, each a text that begins with its subject."""
        subject, content = entry.children
        for it, _ in self._found(entry, element):
            self.taken.add(it)
            coded = _NOTE.fullmatch(_text(it))
            members = [Value(subject, coded[1], origin=it)] if coded else []
            text = coded[2].strip() if coded else _text(it)
            members += [Value(content, text, origin=it)] if text else []
            if members:
                yield Group(entry, tuple(members), it)

    def values(self, entry: Entry, element: Element) -> Iterator[Value]:
        first: str | None = None
        for it, attribute in self._found(entry, element):
            text = (it.get(attribute) or "").strip() if attribute else _text(it)
            text = self._as_term(entry.kind, text)
            if not text or (first is not None and not entry.is_many and text != first):
                continue
            if not attribute:
                self.taken.update((it, *it.iterdescendants()))
            if first is None or entry.is_many:
                yield Value(entry, text, self._attributes(entry.kind, it), it)
            first = text

    def _attributes(self, kind: str, element: Element) -> dict[str, str]:
        found = {name: element.get(name, "") for name in ATTRIBUTES.get(kind, ())}
        if kind == "object" and self.syntax is Syntax.CII:
            for code in element.itersiblings("{*}ReferenceTypeCode"):
                self.taken.add(code)
                found["schemeID"] = _text(code)
        return {name: text for name, text in found.items() if text}

    def _as_term(self, kind: str, text: str) -> str:
        if kind == "date":
            text = _ZONE.sub("", text)
            return re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", text, flags=re.ASCII)
        if kind == "time_code" and self.syntax is not Syntax.CII:
            return next((cii for cii, ubl in TIME_CODES.items() if ubl == text), text)
        return text

    def _found(self, entry: Entry, element: Element) -> Iterator[tuple[Element, str]]:
        """Yield the elements where a term or group stands, and the attribute if it is one."""
        for place in entry.places(self.syntax):
            last = place.steps[-1].name
            attribute = last[1:] if last.startswith("@") else ""
            for it in self._at(place, element):
                yield it, attribute

    def _at(self, place: Place, element: Element) -> list[Element]:
        found = [element]
        for step in place.steps:
            if not step.name.startswith("@"):
                found = [it for parent in found for it in self._children(parent, step)]
        return found

    def _children(self, parent: Element, step: Step) -> Iterator[Element]:
        for it in (parent,) if step.name == "." else parent.iterchildren(f"{{*}}{step.name}"):
            if all(holds(test, it, self.currencies) for test in step.tests):
                self.taken.update(tested for test in step.tests for tested in looked_at(test, it))
                yield it

    def rest(self, root: Element) -> Iterator[tuple[str, str]]:
        for it in root.iterdescendants("{*}*"):
            text = (it.text or "").strip()
            if text and it not in self.taken:
                names = [etree.QName(up).localname for up in (*reversed([*it.iterancestors()]), it)]
                yield "/".join(names[1:]), text


def holds(test: Test, element: Element, variables: Mapping[str, str]) -> bool:
    """Tell whether a test holds of an element."""
    if test.operator is Operator.WRITTEN:
        return True
    found = [_tested(test, it) for it in looked_at(test, element)]
    if test.operator is Operator.ABSENT:
        return not found
    value = resolved(test.value, variables)
    if test.operator is Operator.IS:
        return value is not None and value in found
    return value is None or value not in found


def resolved(text: str, variables: Mapping[str, str]) -> str | None:
    """Return a value of the table with ``$BT-5`` replaced; None where that is not known."""
    return variables.get(text[1:]) if text.startswith("$") else text


def looked_at(test: Test, element: Element) -> list[Element]:
    """Return the elements that a test looks at, or whose attribute it looks at."""
    names = [f"{{*}}{name}" for name in test.path if not name.startswith("@")]
    return element.findall("/".join(names)) if names else [element]


def _tested(test: Test, element: Element) -> str | None:
    last = test.path[-1]
    return element.get(last[1:]) if last.startswith("@") else text_of(element)


def _text(element: Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()
