"""What a paper is: invoice, credit note, receipt, annex or something else.

In: the words of its pages. Out: its kind, and the words that show it. A title weighs more than a
word in a sentence or in a row with amounts; where nothing is said, totals with VAT and a number
make an invoice. In doubt a paper is an invoice: as such a person sees it.
"""

import re
from dataclasses import dataclass

from pipeline.reading.choice import Choice
from pipeline.reading.credit import find_paper_type
from pipeline.reading.labels import Labelled
from pipeline.reading.lines import Line, Sheet, fold, sheet_of
from pipeline.reading.number import find_number
from pipeline.reading.search import find_labels
from pipeline.reading.titles import CREDIT_NOTE, CREDIT_WORDS
from pipeline.reading.tokens import Token
from pipeline.reading.values import has_money
from pipeline.reading.words import Page
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.state import DocumentKind

_OBJECT = r"(?:(?:objet|betreff|betrifft|subject|oggetto|asunto|betreft|onderwerp|re) ?: ?)?"
_DECISIVE = re.compile(
    rf"{_OBJECT}(?:(?:\d(?:re|ere?|eme|e|nd|\.)? )?(?:(?:lettre de )?relance\b|rappel (?:de|n|:)"
    r"|mise en demeure|zahlungserinnerung|mahnung\b|payment reminder|(?:final )?reminder\b"
    r"|\w{3,7} mahnung\b|zahlungsaufforderung|payment demand|letter before action|(?:eerste|tweede"
    r"|laatste) (?:betalings)?herinnering|ingebrekestelling|requerimiento de pago|aviso de pago"
    r"|overdue|(?:betalings)?herinnering\b|aanmaning|sollecito|recordatorio|reclamacion de pago)"
    r"|factures? (?:impayee|echue|en retard)|impaye"
    r"|releve (?:de compte|de factures|des? factures|client|bancaire|d'identite)"
    r"|(?:etat|situation|extrait) (?:de|du) compte|statement of account|account statement"
    r"|(?:customer )?statement(?=$|\t| -| \d)|kontoauszug|extracto de cuenta|estratto conto"
    r"|rekening(?:overzicht|afschrift)|saldenliste|avis de (?:virement|paiement|credit|debit)"
    r"|remittance advice|payment advice|zahlungsavis|betaalspecificatie"
    r"|(?:confirmation|accuse de reception) de (?:votre )?commande|order confirmation"
    r"|(?:zahlungs|bestell)bestatigung|opdrachtbevestiging|bestelbevestiging|proof of payment"
    r"|confirmation de (?:paiement|reglement)|offene posten|openstaande posten|partite aperte"
    r"|auftragsbestatigung|orderbevestiging|conferma d'?ordine|confirmacion de pedido)"
)
"""What names a paper and is seldom printed on an invoice; decides over « Facture n° » below."""
_ADVICE = re.compile(r"remittance advice|payment advice|avis de (?:virement|paiement)|zahlungsavis")
_SLIP = re.compile(
    r"\bdetach|tear off|return (?:this|with)|a (?:joindre|retourner|detacher)|\btalon\b|coupon"
    r"|abtrennen|losmaken|staccare|recortar"
)
"""On a page: a part of it is to be cut off and sent with the payment."""
_PRO_FORMA = re.compile(
    r"(?:facture |factura |fattura |rechnung )?pro[- ]?forma(?:\b|[- ]?(?:factuur|rechnung)\b)"
)
_OTHER = re.compile(
    r"devis\b|proposition (?:commerciale|tarifaire)|offre de prix|estimation|estimate\b"
    r"|quotation|quote\b|angebot\b|kostenvoranschlag|offerte\b|offerta\b"
    r"|presupuesto|preventivo|bon de commande|purchase order|inkooporder"
    r"|ordine d(?:i|'a)|orden de compra|mandat (?:de )?prelevement|attestation de regularite"
    r"|curriculum|ordre du jour|compte[- ]rendu|bulletin de (?:paie|salaire)|fiche de paie"
    r"|pay ?slip|gehaltsabrechnung|lohnabrechnung|avis d'impo|cotisation fonciere"
    r"|bestelbon\b|(?:sepa[- ])?lastschriftmandat|sepa[- ](?:direct debit )?mandate"
)
_OFTEN_NAMED = re.compile(
    r"commande n|bestellung\b|contrat\b|(?:service|maintenance|\w{0,14})[ -]?contract\b"
    r"|\w{0,14}vertrag\b|contratto\b|contrato\b|overeenkomst"
)
"""What invoices refer to in large print, too."""
_ANNEX = re.compile(
    r"conditions (?:generales|particulieres)|cgv\b|terms (?:and|&) conditions"
    r"|general terms|allgemeine geschaftsbedingungen|condizioni generali|algemene voorwaarden"
    r"|condiciones generales"
    r"|(?:bon|bordereau) de livraison|delivery note|lieferschein|documento di trasporto"
    r"|albaran\b|pakbon|leverbon|vrachtbrief|lettre de voiture"
    r"|packing (?:list|slip)|liste de colisage|attestation\b|certifica(?:t|te|to|do|at)\b"
    r"|zertifikat\b|konformitatserklarung|declaration (?:de conformite|of conformity)"
    r"|dichiarazione di conformita|declaracion de conformidad|conformiteitsverklaring|agb\b"
    r"|bolla di consegna|ddt n|nota de entrega|leveringsbon"
    r"|fiche technique|fiche de securite|feuille (?:d'heures|de temps)|time ?sheet|urenstaat"
    r"|stunden(?:zettel|nachweis)|leistungsnachweis|foglio ore|hoja de horas|rapportino\b"
    r"|rapport d'intervention|bon d'intervention|werkbon\b|proces-verbal de (?:reception|livraison)"
    r"|annexe\b|releve d'heures|detail des (?:consommations|communications)"
)
_RECEIPT = re.compile(
    r"ticket (?:de (?:caisse|vente|compra)|client|n\b|n°)|recu\b(?! le)|(?:sales |cash )?receipt\b"
    r"|quittance\b|note de frais(?! et)|expense (?:report|claim)|spesenabrechnung|nota spese"
    r"|nota de gastos|onkostennota|kassen(?:bon|zettel|beleg)|kass?a?bon\b|bonnetje|kwitantie"
    r"|quittung|scontrino|ricevuta\b|bon de caisse|recibo\b"
)
_INVOICE = re.compile(
    r"(?:factures?(?! pro)(?!\w)|facturette|(?<!forma )(?:tax )?invoice\b(?! addre)"
    r"|(?<!\w)(?!\w*(?:forma|lohn|gehalt|ver))\w*rechnung\b|faktura\b(?! pro)|factura\b(?! pro)"
    r"|fattura\b(?! pro)|(?<!forma )\w*factuur\b"
    r"|(?:note|releve|memoire) (?:de frais et )?d?'?honoraires|memoire d"
    r"|honorarnote\b|kostennote\b|rekening(?=\t|$))"
)
_TITLES: tuple[tuple[DocumentKind, re.Pattern[str], float], ...] = (
    (DocumentKind.OTHER, _DECISIVE, 1.0),
    (DocumentKind.OTHER, _PRO_FORMA, 1.0),
    (DocumentKind.OTHER, _OTHER, 1.0),
    (DocumentKind.OTHER, _OFTEN_NAMED, 0.8),
    (DocumentKind.ANNEX, _ANNEX, 1.0),
    (DocumentKind.RECEIPT, _RECEIPT, 1.0),
    (DocumentKind.INVOICE, _INVOICE, 1.0),
)
_LONGEST_TITLE = 50
_TITLE_PART = 0.45
"""Of the height of a page: titles stand above."""
_SUPPORT = 0.4
"""What a number, totals, VAT and a due date each add to the score of an invoice."""


@dataclass(frozen=True, slots=True)
class _Title:
    """How strongly a cell of the first page names a kind, where it stands, and its words."""

    score: float = 0.0
    line: int = -1
    words: str = ""


def kind_of(pages: tuple[Page, ...]) -> tuple[DocumentKind, Cause]:
    """Return what the paper is and the words that show it."""
    sheet = sheet_of(pages)
    usual = _usual_height(sheet)
    number = find_number(sheet)
    code, _ = find_paper_type(sheet, number)
    scores: dict[DocumentKind, _Title] = {}
    for kind, pattern, weight in _TITLES:
        found = _best_title(sheet, pattern, usual, weight)
        if found.score > scores.get(kind, _Title()).score:
            scores[kind] = found
    kind = DocumentKind.INVOICE
    if code == CREDIT_NOTE:
        kind = DocumentKind.CREDIT_NOTE
        named = scores.pop(DocumentKind.INVOICE, _Title())
        credit = _best_title(sheet, CREDIT_WORDS, usual, 1.0)
        scores[kind] = max(credit, named, key=lambda title: title.score)
    support = _support(sheet, number)
    decisive = _decisive(sheet, usual)
    if support >= 2 and not _is_first(decisive, scores.get(kind, _Title())):
        own = scores.get(kind, _Title(words="number and totals"))
        # Where nothing calls it an invoice, totals and dates say less: quotes have them, too.
        counted = support if own.score else min(support, 2)
        scores[kind] = _Title(own.score + _SUPPORT * counted, own.line, own.words)
    if not scores:
        return _answer(kind if support else DocumentKind.OTHER, "")
    best = max(scores, key=lambda kind: scores[kind].score)
    return _answer(best, scores[best].words)


def _decisive(sheet: Sheet, usual: float) -> _Title:
    """Return the title that names a paper which is seldom an invoice; none of a slip's head."""
    found = _best_title(sheet, _DECISIVE, usual, 1.0)
    is_advice = _ADVICE.match(fold(found.words)) is not None
    is_slip = is_advice and any(_SLIP.search(line.folded) for line in sheet.lines)
    return _Title() if is_slip else found


def _is_first(decisive: _Title, own: _Title) -> bool:
    """Tell whether a title that decides is as strong as the invoice's own, and above it."""
    return decisive.score >= 1.0 and own.score <= decisive.score and decisive.line <= own.line


def _answer(kind: DocumentKind, words: str) -> tuple[DocumentKind, Cause]:
    shown = " ".join(words.split())[:80]
    return kind, ReasonAbout(Reason.SORTED_AS, kind.value, shown)


def _support(sheet: Sheet, number: Choice[Token] | None) -> int:
    """Count what invoices have: a number, a total, VAT, a date when it is due."""
    with_money = any(has_money(line.folded) for line in sheet.lines)
    return (
        (number is not None)
        + any(m.weight >= 0.8 for m in find_labels(sheet, Labelled.WITH_VAT))
        + any(True for _ in find_labels(sheet, Labelled.VAT))
        + any(True for _ in find_labels(sheet, Labelled.DUE_DATE))
    ) * (1 if with_money else 0)


def _best_title(sheet: Sheet, pattern: re.Pattern[str], usual: float, weight: float) -> _Title:
    """Return the cell of the first page that names a kind most like a title does."""
    best = _Title()
    for line in sheet.lines:
        if line.page.number > 1:
            break
        for start, end in line.cells():
            match = pattern.search(line.folded, start, end)
            if match is None:
                continue
            score = weight * _title_score(line, start, end, match.start(), usual)
            if score > best.score:
                best = _Title(score, line.index, line.text[start:end])
    return best


def _title_score(line: Line, start: int, end: int, at: int, usual: float) -> float:
    """Return how much a cell looks like a title: alone, first, high up, in large print."""
    score = 1.0 if at - start <= 3 else 0.35
    score *= 1.0 if end - start <= _LONGEST_TITLE else 0.3
    score *= 1.0 if line.top < _TITLE_PART * line.page.height else 0.4
    is_label = line.text[end - 1 : end] == ":"
    score *= 0.5 if has_money(line.folded) or is_label else 1.0
    larger = line.span(start, end).height / usual if usual else 1.0
    return score * min(2.0, max(0.7, larger))


def _usual_height(sheet: Sheet) -> float:
    heights = sorted(line.bottom - line.top for line in sheet.lines)
    return heights[len(heights) // 2] if heights else 0.0
