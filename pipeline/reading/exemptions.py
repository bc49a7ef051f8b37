"""Why there is no VAT on an amount: category (BT-118) and reason (BT-120) of a row without VAT.

In: a sheet, and the rows of its VAT table. Out: for each row what its own line says, else the lines
of the same amount, else the one sentence of the page. Where the page does not say it, the category
is open: ``""``, as a guess would be a statement to the tax office.
Rules: UNTDID 5305; directive 2006/112/EC; CGI art. 293 B, 283, 262 ter I, 262 I, 261, 267 II.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reading.lines import Line, Sheet, fold
from pipeline.reading.values import money_in

_APART = r"(?<!\d)(?<!\d[.,])"
"""Before an article of a tax code: no digits of another number."""
_SENTENCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "K",
        re.compile(
            rf"{_APART}262 ?ter|intra-?communautaire exoner|livraisons? intra"
            r"|intra-community (?:supply|delivery)|innergemeinschaftlich\w*(?! (?:leistung|dienst))"
            r"|entrega intracomunitaria|cessione intracomunitaria|intra-?communautaire levering"
            r"|intracommunautaire (?:lev|leist)|art(?:icle|\.)? ?39 ?bis|(?<!\d)39bis"
            r"|art\.? ?41 ?(?:d\.?l|,)|tabel ii post a"
        ),
    ),
    (
        "AE",
        re.compile(
            r"auto-? ?liquidation|reverse charge|art(?:icle)?\.? ?283|steuerschuldnerschaft"
            r"|inversion del sujeto|inversione contabile"
            rf"|(?:art\.? ?|{_APART})17,? ?(?:comma|c\.) ?6"
            r"|(?:btw|b\.t\.w\.) verlegd|verlegd naar|verlegging|§ ?13 ?b|reverse-charge"
            r"|verlegde (?:btw|b\.t\.w)|medecontractant|co-?contractant|steuerschuldner\w*"
            r"|steuerschuld\b.{0,20}leistungsempfanger|leistungsempfanger schuldet"
            r"|(?:verlagerung|ubergang) der steuerschuld|autoliquidacao"
            r"|customer (?:to|must|has to) account for (?:the )?vat"
            r"|art(?:icle|\.)? ?44 (?:of |de )?(?:the |la )?(?:council |eu |vat )*directive"
            r"|tva due par le (?:preneur|client)|vat (?:to be )?(?:paid|accounted for) by the"
            r" (?:recipient|customer)|art(?:icle|\.)? ?196\b"
        ),
    ),
    (
        "G",
        re.compile(
            rf"(?:art(?:icle)?\.? ?|{_APART})262[ ,-]?i\b|exportation exoner"
            r"|exoneration (?:de tva )?.{0,20}export|export outside|ausfuhrlieferung"
            r"|zero[- ]rated exports?\b"
            r"|exports? (?:of (?:goods|services) )?(?:is |are )?zero[- ]rated"
        ),
    ),
    (
        "E",
        re.compile(
            rf"{_APART}293 ?b\b|tva non applicable|non assujetti"
            r"|exoner\w+ de (?:la )?t\.?v\.?a"
            r"|exempt(?:e[de]?)? (?:from|of|de) (?:vat|tva)|art(?:icle|\.)? ?261\b"
            rf"|{_APART}261"
            r"[ ,-]{1,2}(?:\d{1,2}[ ,-]{1,2})?\d{1,2}"
            r" ?(?:°|o\b|c\.?g\.?i|du c)"
            r"|vat exempt|\bkleinunternehmer"
            r"|steuerbefreit|steuerfreie? (?:leistung|umsatz|gema|nach)|regime forfett\w+"
            r"|esente (?:da )?i\.?v\.?a|esenzione|vrijgesteld van (?:btw|b\.t\.w)"
            r"|exent[ao] de iva|operazione senza applicazione dell'iva"
            r"|franchise de (?:la )?(?:taxe|tva)|franchise en base"
            r"|regime (?:particulier )?de franchise"
            r"|§ ?19 (?:abs\. ?\d )?(?:ustg|umsatzsteuerg)|keine (?:umsatz"
            r"|mehrwert)steuer (?:berechn"
            r"|ausgewies|erhob|enthalten|in rechnung)|ohne (?:ausweis|berechnung) (?:der"
            r"|von) (?:umsatz"
            r"|mehrwert)|nicht mehrwertsteuerpflichtig|mwst-?befreit|kleine ?ondernemersregeling"
            r"|vrijstellingsregeling|btw-?vrijgesteld|exent[ao]s? del? iva|operacion exenta"
            r"|regimen de franquicia|forfettari[oa]|non soggett\w+ (?:a|ad) i\.?v\.?a"
            r"|franchigia (?:di )?i\.?v\.?a|not (?:vat registered|registered for vat)"
            r"|isento de iva|in franchigia|exencion (?:de iva )?art"
            r"|vat not applicable|no vat (?:is )?(?:charged|applicable)|tva non (?:applique|factur)"
        ),
    ),
    (
        "O",
        re.compile(
            r"sans tva suisse|fournie a l'etranger, sans|ohne schweizer mwst"
            r"|hors du champ (?:d'application )?de la t\.?v\.?a|art(?:icle|\.)? ?256 ?b\b"
            r"|outside (?:of )?the scope of (?:(?:uk|eu|irish|british|french) )?vat"
            r"|not subject to (?:(?:uk|eu|irish|british|french) )?vat|no (?:uk|irish|british) vat\b"
            r"|(?:leistung|lieferung) (?:ist )?(?:in deutschland |im inland )?nicht steuerbar"
            r"|nicht steuerbar(?:e leistung| gema)|no sujet[ao]s? a i\.?v\.?a"
        ),
    ),
)
"""What may stand anywhere on a page and be about all of it."""
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    *_SENTENCES,
    (
        "O",
        re.compile(
            r"debours|hors (?:du )?champ|(?<!total )(?<!montant )(?<!prix )hors t\.?v\.?a"
            r"|non soumis|consigne|taxe de sejour"
            r"|out(?:side)? (?:of )?(?:the )?scope|nicht steuerbar|durchlaufende|no sujet"
            r"|fuori campo|escluso art"
        ),
    ),
    ("E", re.compile(r"\bexoner|\bexempt|\bsteuerfrei|\bexent[oa]\b|\besente\b|\bvrijgesteld")),
    ("Z", re.compile(r"zero.rated|taux zero")),
)
"""What a line says of its own amounts."""
_CODE = re.compile(r"(?:^|\t)(AE|K|G|E|O|Z)(?=\t|$| 0[.,]0)")
"""A cell of the VAT table that holds the code itself."""
_FRANCHISE = re.compile(
    rf"{_APART}293 ?b\b|kleinunternehmer|§ ?19 (?:abs\. ?\d )?(?:ustg|umsatzsteuerg)"
)
"""Who is under it charges no VAT at all (CGI art. 293 B)."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why there is no VAT.

    Attributes:
        category: UNTDID 5305; "" where the page does not say it.
        reason: In the words of the page; None where it only gives a code, or nothing.
    """

    category: str = ""
    reason: str | None = None


def exemption_on(line: Line) -> Exemption:
    """Return what a line says of its own amounts."""
    code = _CODE.search(line.text)
    for category, pattern in _WORDS:
        if pattern.search(line.folded):
            return Exemption(code[1] if code else category, _words_of(line, pattern))
    return Exemption(code[1]) if code else Exemption()


def exemption_of(sheet: Sheet) -> Exemption:
    """Return the sentence that says why there is no VAT on the whole invoice."""
    return next(_sentences(sheet), Exemption())


def exemption_for(sheet: Sheet, basis: Decimal, line: int | None, *, has_taxed: bool) -> Exemption:
    """Return why there is no VAT on one row of the VAT table.

    Args:
        sheet: The page.
        basis: Of the row.
        line: Index of the line that it stands on; None where it follows from a sentence.
        has_taxed: Whether there are rows with VAT beside it.
    """
    own = Exemption() if line is None else exemption_on(sheet.lines[line])
    found = own if own.category or line is None else _of_lines(sheet, basis, line)
    sentences = [
        sentence
        for sentence in _sentences(sheet)
        if not (has_taxed and sentence.reason and _FRANCHISE.search(fold(sentence.reason)))
    ]
    if found.category:
        same = (s.reason for s in sentences if s.category == found.category)
        return Exemption(found.category, found.reason or next(same, None))
    categories = {sentence.category for sentence in sentences}
    if sentences and (len(categories) == 1 or not has_taxed):
        return sentences[0]
    return Exemption()


def _of_lines(sheet: Sheet, basis: Decimal, own: int) -> Exemption:
    """Return what those lines say whose amounts, or their sum, are the basis of a row."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    first: dict[str, Exemption] = {}
    for line in sheet.lines:
        amounts = [amount.value for amount in money_in(line.folded)]
        said = exemption_on(line) if amounts and line.index != own else Exemption()
        if said.category and basis in amounts:
            return said
        if said.category:
            sums[said.category] += amounts[-1]
            first.setdefault(said.category, said)
    return next((first[c] for c, total in sums.items() if abs(total) == abs(basis)), Exemption())


def _sentences(sheet: Sheet) -> Iterator[Exemption]:
    for category, pattern in _SENTENCES:
        for line in sheet.lines:
            if pattern.search(line.folded):
                yield Exemption(category, line.text.replace("\t", " ").strip())


def _words_of(line: Line, pattern: re.Pattern[str]) -> str:
    """Return the cell in which a line says it."""
    cells = ((line.text[a:b], line.folded[a:b]) for a, b in line.cells())
    return next((text for text, folded in cells if pattern.search(folded)), line.text).strip()
