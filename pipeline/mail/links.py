"""Find the link that a mail gives in place of an invoice. It is shown as text and never followed.

In: the texts of a mail, hostile. Out: the address that seems to lead to the invoice. Everything is
linear in the size of the texts.
"""

import html
import re
from collections.abc import Iterable

from pipeline.mail.bodies import MAX_CHARACTERS, decoded, text_of
from pipeline.mail.walker import Leaf

_LONGEST = 500
# One after the other: in one expression, each place of an address would be tried with each end.
_ANCHOR = re.compile(r"<a\b([^<>]{0,4000})>((?:[^<]|<(?!/a\b)){0,400})", re.IGNORECASE)
_HREF = re.compile(
    r"\bhref ?= ?(?:\"([^\"]{1,2000})\"|'([^']{1,2000})'|([^\s\"']{1,2000}))", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\]]{4,2000}", re.IGNORECASE)
_TO_INVOICE = re.compile(
    r"facture|invoice|rechnung|fattura|factura|factuur|telecharg|télécharg|download|herunterlad"
    r"|abrufen|scarica|visualizza|descarga|downloaden|bekijk|consult|view|voir (?:le|la|votre)"
    r"|afficher|document|\bpdf\b|justificatif|re[çc]u\b|receipt",
    re.IGNORECASE,
)
_NOT_TO_INVOICE = re.compile(
    r"unsubscribe|d[ée]sabonn|d[ée]sinscri|abmelden|privacy|confidentialit|mentions l[ée]gales"
    r"|datenschutz|impressum|facebook|linkedin|twitter|instagram|youtube|disiscri|afmelden|baja\b"
    r"|cookie|\bcgv\b|terms",
    re.IGNORECASE,
)


def invoice_link(leaves: Iterable[Leaf]) -> str | None:
    """Return the address that seems to lead to an invoice, in one line; None for none.

    Args:
        leaves: The texts that a mail shows.
    """
    for leaf in leaves:
        for address, words in _links(leaf):
            is_web = address.lower().startswith(("http://", "https://"))
            said = f"{words} {address}"
            if is_web and _TO_INVOICE.search(said) and not _NOT_TO_INVOICE.search(said):
                return "".join(c for c in address if c.isprintable() and c != " ")[:_LONGEST]
    return None


def _links(leaf: Leaf) -> Iterable[tuple[str, str]]:
    """Yield the addresses of a text, each with the words that stand on it or before it."""
    if leaf.declared == "text/html":
        source = decoded(leaf.data[: 4 * MAX_CHARACTERS], leaf.charset)[:MAX_CHARACTERS]
        for match in _ANCHOR.finditer(source):
            if (href := _HREF.search(match[1])) is not None:
                address = href[1] or href[2] or href[3]
                yield html.unescape(address).strip(), html.unescape(_TAG.sub(" ", match[2]))
        return
    before = ""
    for line in text_of(leaf.data, leaf.declared, leaf.charset).split("\n"):
        for match in _ADDRESS.finditer(line):
            yield match[0].rstrip(".,;:!?)"), f"{before} {line[: match.start()]}"
        before = line if line.strip() else before
