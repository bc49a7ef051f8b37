"""Show an electronic invoice that has no pages: a PDF of all that its XML says.

In: its terms, hostile text. Out: a PDF for people, labelled in French and English; every term has
its id, so that nothing has to be guessed. Nothing is fetched for it: neither file nor address.
The XML counts, not this view; it says so.
Standards: EN 16931-1.
"""

import html
import logging
from collections.abc import Iterator
from itertools import islice
from typing import NoReturn

import weasyprint
from PIL import ImageFile
from weasyprint.urls import URLFetcher

from pipeline.facturx.business_terms import whole_invoice
from pipeline.facturx.business_values import Business, Group, Value
from storage.domain.invoice import CREDIT_NOTES

# WeasyPrint switches this on for all of Pillow: half a photo would pass for a whole one.
ImageFile.LOAD_TRUNCATED_IMAGES = False

_MOST_LINES = 1_000
_MOST_REST = 500
_LONGEST = 2_000
"""Characters of one value that are shown."""
_COLUMNS = ("BT-126", "BT-153", "BT-129", "BT-146", "BT-151", "BT-152", "BT-131")
"""Terms of a line that stand in its row; the others stand below."""
_VAT_COLUMNS = ("BT-118", "BT-119", "BT-116", "BT-117", "BT-120", "BT-121")
_WIDE = "BT-153"
_MONEY = frozenset({"amount", "total_vat", "quantity", "percent"})
_NOTICE = (
    "Vue lisible d'une facture électronique : le fichier XML reçu fait seul foi.",
    "Readable view of an electronic invoice: only the XML file received counts.",
)
_REST = ("Autres données du fichier", "Further data of the file")
_STYLE = """
@page { size: A4; margin: 14mm 13mm 16mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 7pt sans-serif; } }
body { font: 8.5pt/1.35 "Liberation Sans", "DejaVu Sans", sans-serif; color: #111; }
h1 { font-size: 15pt; margin: 0 0 1mm; } h2 { font-size: 10pt; margin: 4mm 0 1mm; }
p { margin: 0 0 2mm; color: #444; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td, th { border-bottom: 0.4pt solid #bbb; padding: 0.7mm 1mm; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap; }
th { font-weight: normal; color: #444; width: 38%; }
thead th { width: auto; } thead .wide { width: 34%; }
.n { text-align: right; } i { color: #666; } small { color: #888; font-size: 6.5pt; }
.below td { padding-left: 8mm; font-size: 7.5pt; }
"""


def view_of(business: Business) -> bytes:
    """Return the PDF."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # its words are about the style only
    document = weasyprint.HTML(string=page_of(business), url_fetcher=_Nowhere())
    pdf: bytes = document.write_pdf()
    return pdf


def page_of(business: Business) -> str:
    """Return the same as HTML, every text escaped."""
    return "".join(_page(business))


class _Nowhere(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Fetches nothing."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        """Refuse."""
        raise ValueError("A view fetches nothing.")


def _page(business: Business) -> Iterator[str]:
    invoice = business.invoice
    is_credit = invoice.value("BT-3") in CREDIT_NOTES
    title = ("Avoir", "Credit note") if is_credit else ("Facture", "Invoice")
    yield f'<!doctype html><html lang="fr"><meta charset="utf-8"><style>{_STYLE}</style>'
    yield f"<title>{_shown(' '.join((title[0], invoice.value('BT-1'))))}</title>"
    yield f"<h1>{title[0]} <i>{title[1]}</i> {_shown(invoice.value('BT-1'))}</h1>"
    yield f"<p>{html.escape(_NOTICE[0])}<br><i>{_NOTICE[1]}</i></p>"
    yield from _group_table([m for m in invoice.members if isinstance(m, Value)])
    shown_as_rows = {"BG-25": _COLUMNS, "BG-23": _VAT_COLUMNS}
    for entry in whole_invoice().children:
        groups = invoice.groups(entry.name)
        if not groups:
            continue
        yield _heading(entry.labels)
        if entry.name in shown_as_rows:
            yield from _rows(groups, shown_as_rows[entry.name])
            continue
        for group in groups:
            yield from _group_table(list(_flat(group)))
    if business.rest:
        yield _heading(_REST)
        yield from _rest(business.rest)


def _heading(labels: tuple[str, str]) -> str:
    return f"<h2>{html.escape(labels[0])} <i>{html.escape(labels[1])}</i></h2>"


def _group_table(values: list[Value]) -> Iterator[str]:
    if values:
        yield "<table>"
        for value in values:
            yield f"<tr><th>{_label(value)}</th><td>{_text(value)}</td></tr>"
        yield "</table>"


def _flat(group: Group) -> Iterator[Value]:
    for member in group.members:
        if isinstance(member, Group):
            yield from _flat(member)
        else:
            yield member


def _rows(groups: list[Group], columns: tuple[str, ...]) -> Iterator[str]:
    """Yield a table with a row for each group, and what has no column below its row."""
    entries = {value.entry.name: value.entry for group in groups for value in _flat(group)}
    present = [name for name in columns if name in entries]
    yield "<table><thead><tr>"
    for name in present:
        fr, en = entries[name].labels
        wide = ' class="wide"' if name == _WIDE else ""
        yield f"<th{wide}>{html.escape(fr)} <i>{html.escape(en)}</i> <small>{name}</small></th>"
    yield "</tr></thead>"
    for group in islice(groups, _MOST_LINES):
        values = list(_flat(group))
        first = {value.entry.name: value for value in reversed(values)}
        yield "<tr>"
        for name in present:
            kind = ' class="n"' if entries[name].kind in _MONEY else ""
            yield f"<td{kind}>{_text(first[name]) if name in first else ''}</td>"
        yield "</tr>"
        for value in values:
            if value is not first[value.entry.name] or value.entry.name not in present:
                yield f'<tr class="below"><td colspan="{len(present)}">'
                yield f"{_label(value)} : {_text(value)}</td></tr>"
    yield "</table>"
    yield _more(len(groups) - _MOST_LINES)


def _rest(rest: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield "<table>"
    for path, text in rest[:_MOST_REST]:
        name = "/".join(path.split("/")[-3:])
        yield f"<tr><th>{_shown(name)}</th><td>{_shown(text)}</td></tr>"
    yield "</table>"
    yield _more(len(rest) - _MOST_REST)


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return f"<p>… et {count} de plus dans le fichier XML. <i>… and {count} more in the XML.</i></p>"


def _label(value: Value) -> str:
    fr, en = value.entry.labels
    return f"{html.escape(fr)} <i>{html.escape(en)}</i> <small>{value.entry.name}</small>"


def _text(value: Value) -> str:
    if value.entry.kind == "binary":
        text = f"{value.attributes.get('filename', '')} ({len(value.text) * 3 // 4:d} octets)"
        return _shown(text)
    scheme = " ".join(text for name, text in value.attributes.items())
    return _shown(value.text) + (f" <i>{_shown(scheme)}</i>" if scheme else "")


def _shown(text: str) -> str:
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
    return html.escape(cut)
