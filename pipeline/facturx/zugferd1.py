"""Give a ZUGFeRD 1.0 invoice the element names of today's CII.

In: the root of a ``CrossIndustryDocument``. Out: a copy whose elements have the names that
`pipeline.facturx.cii` looks for. It is only good for reading: it keeps its old namespace and is
valid by neither schema.
Standard: ZUGFeRD 1.0, which was built on an earlier draft of UN/CEFACT CII.
"""

from copy import deepcopy

from lxml import etree

from pipeline.facturx.xml import Element

_NAMES = {
    "SpecifiedExchangedDocumentContext": "ExchangedDocumentContext",
    "HeaderExchangedDocument": "ExchangedDocument",
    "SpecifiedSupplyChainTradeTransaction": "SupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement": "ApplicableHeaderTradeAgreement",
    "ApplicableSupplyChainTradeDelivery": "ApplicableHeaderTradeDelivery",
    "ApplicableSupplyChainTradeSettlement": "ApplicableHeaderTradeSettlement",
    "SpecifiedSupplyChainTradeAgreement": "SpecifiedLineTradeAgreement",
    "SpecifiedSupplyChainTradeDelivery": "SpecifiedLineTradeDelivery",
    "SpecifiedSupplyChainTradeSettlement": "SpecifiedLineTradeSettlement",
    "ApplicablePercent": "RateApplicablePercent",
}
_SUMMATION = "SpecifiedTradeSettlementMonetarySummation"
_SUMMATIONS = {
    "ApplicableHeaderTradeSettlement": "SpecifiedTradeSettlementHeaderMonetarySummation",
    "SpecifiedLineTradeSettlement": "SpecifiedTradeSettlementLineMonetarySummation",
}


def as_cii(root: Element) -> Element:
    """Return a renamed copy of a ZUGFeRD 1.0 invoice; the original stays as it is."""
    copy = deepcopy(root)
    for element in copy.iter("{*}*"):
        name = etree.QName(element)
        local = _NAMES.get(name.localname, name.localname)
        if local == _SUMMATION:
            # Its parent comes first in document order, so it has its new name already.
            parent = element.getparent()
            above = "" if parent is None else etree.QName(parent).localname
            local = _SUMMATIONS.get(above, local)
        if local != name.localname:
            element.tag = f"{{{name.namespace}}}{local}"
    return copy
