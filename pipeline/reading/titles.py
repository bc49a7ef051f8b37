"""What a paper calls itself: its type (BT-3, a code of UNTDID 1001) and the title that says so.

In: a sheet. Out: a code and the line of its title. An invoice names credit notes, deposits and
earlier invoices in its rows and terms, so a title is a short cell in a line without money.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from pipeline.reading.lines import Line, Sheet
from pipeline.reading.values import has_money, is_called_number, money_in
from storage.domain.field import Source

INVOICE, CREDIT_NOTE, CORRECTED, DEPOSIT, SELF_BILLED = "380", "381", "384", "386", "389"

CREDIT_WORDS = re.compile(
    r"(?<!\w)(?:(?:facture|note|ticket|bon) d'|n[°o] (?:d')?|numero d'"
    r"|(?:ref(?:erence)?\.?|date) (?:d'|de l'|du )?)?avoir\b"
    r"(?! (?:ete|recu|paye|regle|lu|ainsi|fidelite|disponible|sur (?!(?:la |votre )?facture))"
    r"|[^\w\t]*: *[a-z]+ [a-z]+ [a-z])"
    r"|(?:note|nota|facture) de cr[e]dit|credit ?(?:note|memo|nota|factuur|invoice)|kredietnota"
    r"|nota di (?:ac)?credito|nota de (?:credito|abono)|factura (?:rectificativa|de abono)"
    r"|(?:n[°o.] (?:de )?)?abono\b(?! (?:en |a |por |recibido|realizado))"
    r"|(?:rechnungs|waren)?gutschrift\b(?! (?:auf|bis|wird|nur|erfolgt|des|unter))"
    r"|rechnungskorrektur|(?:storno|korrektur)rechnung|storno (?:zu |der |von )?rechnung"
    r"|rechnungsstorno|stornobeleg|gutschriftsanzeige|kreditnote|kredietfactuur|creditering\b"
    r"|credit (?:advice|adjustment)|refund note|annulation de (?:la )?facture|facture d'annulation"
    r"|nota di (?:accredito|variazione)|storno (?:della )?fattura|factura de rectificacion"
    r"|factura negativa|nota rectificativa|faktura korygujaca"
)
_PREFIX = r"(?:(?:objet|betreff|subject) ?: ?)?(?:\d{1,2}(?:\.|re|ere|e|eme|nd|st)? )?"
_CORRECTED = re.compile(
    rf"{_PREFIX}(?:facture (?:rectificative|corrective|rectifiee|de correction)|corrected invoice"
    r"|(?:korrigierte|berichtigte) rechnung|rechnungsberichtigung|fattura (?:rettificativa"
    r"|correttiva)|gecorrigeerde factuur)"
)
_DEPOSIT = re.compile(
    rf"{_PREFIX}(?:facture d'acompte|acompte ?(?:n ?[°o]? ?\d+ ?)?[-:]? ?facture"
    r"|facture (?:de |- )?(?:provision|situation d'acompte|acompte\b)"
    r"|(?:deposit|advance(?: payment)?|down ?payment) invoice"
    r"|(?:anzahlungs|abschlags|akonto|vorschuss)rechnung|factura de anticipo|demande d'acompte"
    r"|fattura (?:di |d')(?:acconto|anticipo)|(?:voorschot|aanbetalings)factuur"
    r"|facture (?:d'arrhes|d'avance)|a-?conto-?rechnung"
    r"|factura (?:de|por) (?:deposito|pago a cuenta)"
    r"|prepayment invoice|faktura zaliczkowa|fatura de adiantamento)"
)
_DEPOSIT_ALONE = re.compile(
    r"(?:acompte|arrhes|deposit|down ?payment|anzahlung|abschlag|acconto|anticipo|voorschot)"
    r"(?: n[°o.]*)?(?: ?\d{1,3})?"
)
_SELF_BILLED = re.compile(
    rf"{_PREFIX}(?:auto-?factur|self[- ]?bill(?:ed|ing)|auto-?fattura|self-?billing)"
    r"|gutschrift(?:sverfahren)? (?:gem|im sinne|nach|i\.? ?s\.?)[^\t]{0,20}§ ?14"
)
_INVOICE = re.compile(
    r"facture(?!r|s| a\b| (?:d'origine|initiale|associee|concernee|precedente|annulee))\b"
    r"|facturette|invoice\b|rechnung\b|faktura\b|factura\b|fattura\b|(?<!credit)factuur\b|parcella\b"
    r"|note (?:de frais et )?(?:d ?')?honoraires|honorarnote\b|kostennote\b|memoire d"
    r"|fee (?:note|account)\b|note d'hotel\b|^(?:(?:onze|uw) )?rekening$|^note n[°o]"
)
_ABOUT_INVOICE = re.compile(r"(?:montant|total|detail|resume|solde) d")
"""A cell that speaks of the invoice is no title: « Montant de votre facture »."""
_SORT_CODE = re.compile(r"^td ?\d\d[ :-]+")
"""Code of the sort of paper in front of its name (FatturaPA, TipoDocumento)."""
_PARTED = re.compile(r"\s+[-|·•]\s+")
_LONGEST = 60
_SUBJECT_LABEL = re.compile(
    r"(?:objet|concerne|betreff|betrifft|subject|oggetto|asunto|betreft) ?: ?"
)
_SUBJECT = (
    rf"(?:{_SUBJECT_LABEL.pattern})?"
    r"(?:(?:notre|unsere|our|onze|nuestra|nostra) )?"
)
_BEHIND = (
    r"[^\t]{0,40}?\d[^\t]{0,15}?\s"
    r"(?:[-|·•–](?=\s)|(?:du|pour|for|fur|per|para|voor"
    r"|en date|etablie|emise|datee|vom|del|of|dated|van|expedida"
    r"|emitida|issued)\b)"
)
_NUMBERED = re.compile(
    rf"{_SUBJECT}(?:(?:[a-z']{{2,12}} ){{0,3}}[a-z']{{4,12}} (?:valant|tenant lieu de) )?"
    rf"(?:facture|note d'hotel|invoice|rechnung|factura|fattura|factuur){_BEHIND}"
)
_NUMBERED_CREDIT = re.compile(
    rf"{_SUBJECT}(?:avoir|(?:note de )?credit(?: note)?|(?:rechnungs)?gutschrift|rechnungskorrektur"
    rf"|creditnota|factura rectificativa|nota d[ei] (?:ac)?credito){_BEHIND}"
)
"""How a cell that goes on behind a dash or a day names the paper with its number."""
_SIMILAR = 0.95
"""Of the height of the largest title: others as large may be the paper's own."""
_SIMILAR_RECOGNISED = 0.8
"""The same where heights are those of ink."""


@dataclass(frozen=True, slots=True)
class Title:
    """A short cell that may name the paper, with its folded text and its height in points."""

    line: Line
    text: str
    height: float


def find_type(sheet: Sheet) -> tuple[str, Line | None]:
    """Return the type code and the title that shows it; 380 where none does."""
    for beside_money in (False, True):
        code, line = _type_of(_titles(sheet, beside_money=beside_money))
        if line is not None:
            return code, line
    return INVOICE, None


def _type_of(titles: Sequence[Title]) -> tuple[str, Line | None]:
    invoice = [title for title in titles if _names_invoice(title.text)]
    if found := next((t for t in titles if _SELF_BILLED.search(t.text)), None):
        return SELF_BILLED, found.line
    for code, pattern in ((CORRECTED, _CORRECTED), (DEPOSIT, _DEPOSIT)):
        for title in titles:
            if pattern.match(title.text) and not _is_outdone(title, invoice):
                return code, title.line
    if not invoice and (deposit := _alone(titles)) is not None:
        return DEPOSIT, deposit
    credit = [title for title in titles if _names_credit(title.text)]
    if credit and (not invoice or _highest(credit) >= _similar(credit[0]) * _highest(invoice)):
        return CREDIT_NOTE, credit[0].line
    either = [title for title in titles if CREDIT_WORDS.search(title.text)]
    if either and (not invoice or _highest(either) >= _similar(either[0]) * _highest(invoice)):
        # It may be one or the other: a credit note must never be paid.
        return INVOICE, None
    return INVOICE, invoice[0].line if invoice else None


def _alone(titles: Sequence[Title]) -> Line | None:
    """Return the line of the largest title where it says « Acompte » and nothing else."""
    largest = max(titles, key=lambda title: title.height, default=None)
    if largest is None or len(list(largest.line.cells())) > 1:
        return None
    return largest.line if _DEPOSIT_ALONE.fullmatch(largest.text) else None


def _names_credit(text: str) -> bool:
    """Tell whether a title names a credit note, by itself or behind a reference and a dash."""
    first, *others = _PARTED.split(_SORT_CODE.sub("", text))
    if CREDIT_WORDS.match(first):
        return True
    behind = any(CREDIT_WORDS.match(part) for part in others)
    return behind and not any(_INVOICE.search(CREDIT_WORDS.sub("", p)) for p in (first, *others))


def _similar(title: Title) -> float:
    return _SIMILAR_RECOGNISED if title.line.page.source is Source.OCR else _SIMILAR


def credit_title(sheet: Sheet) -> Line | None:
    """Return the first title of the page that names a credit note."""
    return next((t.line for t in _titles(sheet) if _names_credit(t.text)), None)


def _has_money_between(line: Line, start: int, end: int) -> bool:
    """Tell whether a cell has an amount: what is called a number is none, « N° 26.0084 »."""
    return any(
        start <= amount.start < end and not is_called_number(line.folded, amount, start)
        for amount in money_in(line.folded)
    )


def _is_outdone(title: Title, invoices: list[Title]) -> bool:
    """Tell whether another title names another invoice, with its number, above or in larger print.

    « FACTURE » alone in large print names nothing that « Facture d'acompte n° 3 » is not.
    """
    return any(
        other.line.index < title.line.index
        and other.height >= _SIMILAR * title.height
        and re.search(r"\d", other.text)
        for other in invoices
    )


def _names_invoice(text: str) -> bool:
    return _INVOICE.search(text) is not None and _ABOUT_INVOICE.match(text) is None


@lru_cache(maxsize=4)
def _titles(sheet: Sheet, *, beside_money: bool = False) -> tuple[Title, ...]:
    """Return short cells of the first page that can be a title, in the order of the page."""
    return tuple(_find_titles(sheet, beside_money=beside_money))


def _find_titles(sheet: Sheet, *, beside_money: bool) -> Iterator[Title]:
    for line in sheet.lines:
        if line.page.number > 1:
            return
        if has_money(line.folded) is not beside_money:
            continue
        for start, end in line.cells():
            text = line.folded[start:end]
            if end - start > _LONGEST:
                # « Facture n° 12 - Période du … au … ».
                is_credit = CREDIT_WORDS.search(text) is not None
                named = (_NUMBERED_CREDIT if is_credit else _NUMBERED).match(text)
                text = named[0].rstrip() if named else _behind_subject(text)
            if 0 < len(text) <= _LONGEST and not _has_money_between(line, start, end):
                yield Title(line, text, _height(line, start, end))


def _behind_subject(text: str) -> str:
    """Return the last part of a subject: « Concerne : travaux à Lyon - Facture n° 26/012 »."""
    about, *others = _PARTED.split(text)
    return others[-1] if others and _SUBJECT_LABEL.match(about) else ""


def _height(line: Line, start: int, end: int) -> float:
    """Return how high a cell is; of recognised words one box may be too high."""
    if line.page.source is not Source.OCR:
        return line.span(start, end).height
    words = zip(line.starts, line.places, strict=True)
    return median(place.height for at, place in words if start <= at < end)


def _highest(titles: list[Title]) -> float:
    return max(title.height for title in titles)
