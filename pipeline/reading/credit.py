"""What besides a title says that a paper is a credit note: labels, what becomes of the amount.

In: a sheet, and the number that was chosen on it. Out: the type (BT-3). An invoice may name a
credit note that is taken off, but has its own number under a label of its own. What sentences say
is no witness.
"""

import re
from collections.abc import Iterator

from pipeline.reading.choice import Choice
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.titles import CREDIT_NOTE, INVOICE, find_type
from pipeline.reading.tokens import Token

_CREDIT = re.compile(
    r"\bavoir\b|credit ?(?:note|memo|nota|no\b|number)|\bcn (?:no|nr|#)|gutschrift|storno|abono\b"
    r"|rectificativa|nota di credito|kredietnota|note de credit|creditnummer|creditdatum"
)
"""In the label of a number."""
_GIVEN_BACK = re.compile(
    r"(?:net|solde|montant|somme|total)[^\t]{0,12} (?:a votre credit|en votre faveur|a (?:vous )?"
    r"(?:rembourser|restituer|crediter)|rembourse|credite)\b|a (?:vous )?rembourser\b"
    r"|vous (?:sera|est) (?:rembourse|credite)|(?:amount|total) (?:credited|refunded)"
    r"|credit (?:total|due|amount)"
    r"|(?:to be|will be) (?:credited|refunded)|gutschrifts?betrag|erstattungsbetrag"
    r"|zu ihren gunsten|wird ihnen (?:gutgeschrieben|erstattet)|te ontvangen|terug te betalen"
    r"|gecrediteerd|a devolver|a su favor|netto a (?:vostro )?credito|a vostro favore"
)
"""What becomes of the amount of a credit note."""
_CANCELS = re.compile(
    r"(?:facture|invoice|rechnung|factura|fattura|factuur)s? (?:d'origine|initiale?|annulee"
    r"|creditee|corrigee|credited|corrected|cancelled|rectificada|original|gecrediteerde"
    r"|stornata|rettificata)|(?:annule|remplace|rectifie) (?:et remplace )?(?:la |votre )?facture"
    r"|original invoice|oorspronkelijke factu|(?:storno|korrektur|gutschrift) (?:zu|der|von)"
    r" (?:\w+ )?rechnung|(?:ursprungliche|stornierte|korrigierte) rechnung|rectifica (?:a )?la"
    r" factura|(?:sur|sulla|op) (?:notre |la |nostra )?(?:facture|fattura|factuur) (?:n|du|d)"
    r"|against invoice|in respect of invoice|motif (?:de l'avoir|du credit|du retour)"
    r"|reason for credit|grund der gutschrift|causale del credito"
)
"""The invoice that a credit note is about, or why it is given."""
_OWN_INVOICE = re.compile(
    r"\b(?:trouver|trouverez|adressons|remettons|find|enclose[ds]?|anbei|erhalten|adjuntamos"
    r"|alleghiamo|bijgaand|hierbij)\b[^\t]{0,40} (?:notre|nostra|nuestra|unsere[nr]?|onze|our)"
    r" (?:facture|note d'honoraires|fattura|factura|rechnung|factuur|invoice)\b"
)
"""How a letter names the invoice that it is: « Veuillez trouver ci-dessous notre facture »."""
_REMINDS = re.compile(
    r"impaye|relance|\brappel|mise en demeure|duplicata|mahn|erinner|offene?n? posten"
    r"|\bcopi[ae]\b(?! d(?:u |es |e la |e l')(?!facture|note))"
    r"|overdue|unpaid|reminder|sollecit|impagad|recordatorio|herinnering|aanmaning"
)
"""On a page: a letter that speaks of an invoice need not be one."""
_NUMBER = re.compile(r"(?:av|avo|nc|cn|gs)(?![a-z])")
"""How numbers of credit notes begin where invoices have a series of their own."""
_LONGEST = 60
"""Characters of a cell: sentences speak of what may happen."""


def find_paper_type(sheet: Sheet, number: Choice[Token] | None) -> tuple[str, Line | None]:
    """Return the type code and the line that shows it; no line where that is in doubt.

    A title that names an invoice is not enough where other things speak of a credit note: a credit
    note must never be paid.
    """
    code, title = find_type(sheet)
    if code != INVOICE:
        return code, title
    place = number.places[0].label.span if number else None
    label, others = _label_of(sheet, place), sum(_others(sheet, number))
    title = title or _named_invoice(sheet, place)
    if label is not None:
        return CREDIT_NOTE, label if others or title is None else None
    return INVOICE, None if others else title


def _named_invoice(sheet: Sheet, label: Span | None) -> Line | None:
    """Return the line of a number's label where a letter says: « … ci-joint notre facture n° »."""
    line = sheet.lines[label.line] if label else None
    is_own = line and label and _OWN_INVOICE.search(line.folded, 0, label.end)
    return line if is_own and not any(_REMINDS.search(it.folded) for it in sheet.lines) else None


def _label_of(sheet: Sheet, label: Span | None) -> Line | None:
    """Return the line of a number's label that names a credit note."""
    line = sheet.lines[label.line] if label else None
    is_credit = line and label and _CREDIT.search(line.folded, label.start, label.end)
    return line if is_credit else None


def _others(sheet: Sheet, number: Choice[Token] | None) -> Iterator[bool]:
    yield number is not None and _NUMBER.match(number.value.lower()) is not None
    cells = [
        line.folded[start:end]
        for line in sheet.lines
        if line.page.number == 1
        for start, end in line.cells()
        if end - start <= _LONGEST
    ]
    yield any(map(_GIVEN_BACK.search, cells))
    yield any(map(_CANCELS.search, cells))
