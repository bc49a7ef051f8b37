"""What the words around an identifier say of whose it is: rules by hand.

In: a sheet and an identifier. Out: a score. It decides who is taken for the seller, since it holds
on layouts that nobody has seen; how certain that is, `pipeline.reading.roles` tells apart from it.
"""

import re
from collections.abc import Iterator

from pipeline.reading.identifiers import Identifier
from pipeline.reading.lines import Sheet

_BUYER = re.compile(
    r"\bclients?\b|\bvotre\b|\bvos\b|acheteur|destinataire|facture a\b|factur[e]?r? a\b"
    r"|livre a|adresse de"
    r"|a l'attention|bill(?:ed)? to|ship to|customer|kunde|\bihre?\b|cliente|klant|debiteur"
    r"|donneur d'ordre|adherent|\buw\b|afnemer|debiteur|geadresseerde|spett|destinatario"
    r"|cessionario|committente|intestatario|\bsu (?:nif|cif)\b|adquirente|sold to|invoice to"
    r"|\byour (?:vat|company)|empfanger|leistungsempf|auftraggeber|facturar a"
)
_THIRD = re.compile(
    r"affactur|factor|subrog|cession|cede a|representant fiscal|fiscal representative"
    r"|transporteur|banque"
    r"|domiciliation|assur|mutuelle|mediateur|tribunal|hebergeur|prestataire|intermediaire"
    r"|pour le compte|place de marche|marketplace|plateforme|on behalf of|im namen"
)
_SELLER = re.compile(
    r"capital|\brcs\b|\bape\b|\bnaf\b|siege|\bsas\b|\bsarl\b|\bsasu\b|\beurl\b|\bsa\b"
    r"|intracom|\bintra\b|\btva\b|siret|siren"
    r"|ust-?id|steuernummer|vat (?:no|number|reg)|p\.? ?iva|\bcif\b|\bnif\b|micro"
    r"|auto-?entrepreneur|\bei\b|\bkvk\b|k\.v\.k|\bbtw\b|handelsregister|\bhr[ab]\b|amtsgericht"
    r"|\bc\.f\.|cod(?:ice|\.) fisc|\brea\b|cap\. soc|registro mercantil|\brp[rm]\b|\bbce\b"
    r"|ondernemingsn|partita iva|\bmwst\b|registered (?:in|office)|geschaftsfuhrer"
)


_SAYS_SELLER = re.compile(
    r"^(?:vendu (?:et expedie )?par|vendeur|sold by|seller|emetteur|fournisseur|supplier|verkaufer"
    r"|leverancier|verkoper|fornitore|emittente|(?:datos del )?emisor)\b"
)
"""A label over a party's block, or before it."""


def introduction(sheet: Sheet, identifier: Identifier) -> float:
    """Return how much the words around an identifier make it the seller's; below 0 the buyer's."""
    line = identifier.line
    before = line.folded[: identifier.start]
    cell = before.rpartition("\t")[2]
    above = list(_lines_above(sheet, identifier))
    near = " ".join(above)
    score = 1.0 if identifier.holds else 0.2
    score += 0.5 * min(3, len(set(_SELLER.findall(line.folded))))
    if _BUYER.search(cell[-60:]):
        score -= 4
    elif _BUYER.search(near):
        score -= 2
    elif any(map(_SAYS_SELLER.search, (cell, *above))):
        score += 2
    if _THIRD.search(line.folded) or _THIRD.search(near):
        score -= 2
    # Sellers introduce themselves at the foot of a page, in small print.
    if identifier.line.bottom > 0.8 * identifier.line.page.height:
        score += 0.5
    return score


def _lines_above(sheet: Sheet, identifier: Identifier) -> Iterator[str]:
    """Yield the cells above an identifier in its column, the nearest first, and a sentence."""
    span = identifier.line.span(identifier.start, identifier.end)
    for line in reversed(sheet.lines[max(0, identifier.line.index - 6) : identifier.line.index]):
        if line.page.number != identifier.line.page.number or span.top - line.bottom > 70:
            return
        is_sentence = line.index == span.line - 1 and "\t" not in line.text
        for start, end in line.cells():
            cell = line.span(start, end)
            if is_sentence or (cell.left < span.right and span.left < cell.right):
                yield line.folded[start:end]
