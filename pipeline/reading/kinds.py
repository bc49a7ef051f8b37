"""What a paper is: invoice, credit note, receipt, annex or something else.

In: the words of its pages. Out: its kind, and the words that show it. A title weighs more than a
word in a sentence; where nothing is said, totals with VAT and a number make an invoice.
"""

import re

from pipeline.reading.header import find_number, find_type
from pipeline.reading.labels import Labelled
from pipeline.reading.lines import Line, Sheet, sheet_of
from pipeline.reading.search import find_labels
from pipeline.reading.words import Page
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.state import DocumentKind

_TITLES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (
        DocumentKind.OTHER,
        re.compile(
            r"devis\b|proposition (?:commerciale|tarifaire)|offre de prix|estimation"
            r"|quotation|quote\b|angebot\b"
            r"|presupuesto|preventivo|offerte\b|facture pro ?-?forma"
            r"|pro ?-?forma(?: invoice)?|bon de commande|purchase order"
            r"|confirmation de commande|commande n|order confirmation|auftragsbestatigung"
            r"|bestellung\b|releve (?:de compte|de factures|bancaire)|statement of account"
            r"|kontoauszug|(?:lettre de )?relance|rappel (?:de paiement|n°|no)"
            r"|mise en demeure|payment reminder|mahnung\b|contrat\b|contract\b"
            r"|vertrag\b|mandat (?:de )?prelevement|attestation de regularite|curriculum"
            r"|ordre du jour|compte[- ]rendu"
        ),
    ),
    (
        DocumentKind.ANNEX,
        re.compile(
            r"conditions (?:generales|particulieres)|cgv\b|terms (?:and|&) conditions"
            r"|general terms|allgemeine geschaftsbedingungen"
            r"|bon de livraison|bordereau de livraison|delivery note|lieferschein"
            r"|packing list|liste de colisage|attestation\b|certificat\b"
            r"|certificate\b|fiche technique|fiche de securite|feuille d'heures|timesheet"
            r"|rapport d'intervention|bon d'intervention"
            r"|annexe\b|releve d'heures|detail des (?:consommations|communications)"
        ),
    ),
    (
        DocumentKind.RECEIPT,
        re.compile(
            r"ticket de caisse|ticket client|recu\b(?! le)|receipt\b|quittance\b"
            r"|note de frais|kassenbon|quittung|scontrino|bon de caisse"
        ),
    ),
)
_INVOICE = re.compile(
    r"(?:factures?(?! pro)(?!\w)|facturette|invoice\b|tax invoice|rechnung\b|factura\b"
    r"|fattura\b|factuur\b|note d'honoraires)"
)
_LONGEST_TITLE = 50
_TITLE_PART = 0.45
"""Of the height of a page: titles stand above."""


def kind_of(pages: tuple[Page, ...]) -> tuple[DocumentKind, Cause]:
    """Return what the paper is and the words that show it."""
    sheet = sheet_of(pages)
    type_code, title = find_type(sheet)
    scores: dict[DocumentKind, tuple[float, str]] = {}
    for kind, pattern in (*_TITLES, (DocumentKind.INVOICE, _INVOICE)):
        score, words = _best_title(sheet, pattern)
        if score:
            scores[kind] = (score, words)
    if type_code == "381" and title is not None:
        return _answer(DocumentKind.CREDIT_NOTE, title.text)
    if (support := _support(sheet)) >= 2:
        score, words = scores.get(DocumentKind.INVOICE, (0.0, ""))
        scores[DocumentKind.INVOICE] = (score + 0.8, words or "number and totals")
    if not scores:
        return _answer(DocumentKind.INVOICE if support else DocumentKind.OTHER, "")
    best = max(scores, key=lambda kind: scores[kind][0])
    return _answer(best, scores[best][1])


def _answer(kind: DocumentKind, words: str) -> tuple[DocumentKind, Cause]:
    shown = " ".join(words.split())[:80]
    return kind, ReasonAbout(Reason.SORTED_AS, kind.value, shown)


def _support(sheet: Sheet) -> int:
    """Count what invoices have: a number, a total, VAT, a date when it is due."""
    with_money = any("€" in line.text or "eur" in line.folded for line in sheet.lines)
    return (
        (find_number(sheet) is not None)
        + any(m.weight >= 0.8 for m in find_labels(sheet, Labelled.WITH_VAT))
        + any(True for _ in find_labels(sheet, Labelled.VAT))
        + any(True for _ in find_labels(sheet, Labelled.DUE_DATE))
    ) * (1 if with_money else 0)


def _best_title(sheet: Sheet, pattern: re.Pattern[str]) -> tuple[float, str]:
    """Return how strongly a title of a kind stands on the first page, and its words."""
    best, words = 0.0, ""
    usual = _usual_height(sheet)
    for line in sheet.lines:
        if line.page.number > 1:
            break
        for start, end in line.cells():
            match = pattern.search(line.folded, start, end)
            if match is None:
                continue
            score = _title_score(line, start, end, match.start(), usual)
            if score > best:
                best, words = score, line.text[start:end]
    return best, words


def _title_score(line: Line, start: int, end: int, at: int, usual: float) -> float:
    """Return how much a cell looks like a title: alone, first, high up, in large print."""
    score = 1.0 if at - start <= 3 else 0.35
    score *= 1.0 if end - start <= _LONGEST_TITLE else 0.3
    score *= 1.0 if line.top < _TITLE_PART * line.page.height else 0.4
    larger = line.span(start, end).height / usual if usual else 1.0
    return score * min(2.0, max(0.7, larger))


def _usual_height(sheet: Sheet) -> float:
    heights = sorted(line.bottom - line.top for line in sheet.lines)
    return heights[len(heights) // 2] if heights else 0.0
