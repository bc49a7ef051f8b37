"""The seller's name (BT-27) and the buyer's (BT-44), which no check digit proves.

In: a sheet, the lines that hold the party's identifiers, the dossier's own name. Out: a name, its
place and how much speaks for it. Sellers print their name large, over their address, before their
legal form, in the line above the addressee's window and in their domain; what agrees, wins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.reading.line_items import is_header
from pipeline.reading.lines import Line, Sheet, Span, fold

SURE = 2.2
"""Names with less support are a guess."""

_FORM = (
    r"(?:sasu|sas|sarl|eurl|selarl|selas|snc|scop|scp|sci|scea|gaec|gie|sa|ei|s\.a\.r\.l\.?"
    r"|s\.a\.s\.?"
    r"|s\.a\.|gmbh(?: & co\.? kg(?:aa)?)?|ag|kg|ug|e\.k\.|ltd\.?|limited|llc|inc\.?|plc"
    r"|corp\.?|b\.?v\.?"
    r"|n\.?v\.?|s\.?r\.?l\.?s?\.?|s\.?p\.?a\.?|s\.?l\.?(?:u\.?|p\.?|l\.?)?|s\.a\.u\.?|sprl|srl"
    r"|bvba|bv"
    r"|v\.?o\.?f\.?|comm\.v\.?|vzw|asbl|e\.v\.|ohg|gbr|ug \(haftungsbeschrankt\)|s\.n\.c\.?"
    r"|soc\. coop\.|s\.coop\.?|llp|dac|clg|lda\.?|gesmbh|ges\.m\.b\.h\.|sagl|stichting)"
)
_LEGAL_FORM = re.compile(rf"(?<!\w){_FORM}(?!\w)|\b(?:association|cabinet|etablissements|ets)\b")
_CAPITAL = re.compile(
    rf"^(?P<name>[^\t]{{2,80}}?)[ ,;:|/•-]+\(?(?:{_FORM}|societe|micro|entreprise individuelle)\b"
    r".*(?:capital|\bei\b|individuelle|micro)"
)
_FIRST_OF_ROW = re.compile(
    r"(?:siege(?: social)? ?: )?(?P<name>[^\t,|•·–—-]{3,60}?)(?: [-–—|•·]|,) [^\t]*\d"
)
"""A row of the seller's particulars: its name, then address and identifiers."""
_FORM_FIRST = re.compile(rf"(?P<name>{_FORM} [^\t,]{{2,60}}?) au cap")
_TAIL = re.compile(
    rf"(?:[ ,;:|/•-]+(?:{_FORM} )?au capital|[ ,;|/•-]+(?:siret|siren|rcs|r\.c\.s|tva|ape|naf)\b"
    rf"|, {_FORM}(?: au)?$|[ ,;|/•·-]+\d+,? (?:bis |ter )?(?:rue|avenue|bd|boulevard|place)\b"
    r"| [a-z-]+(?:strasse|straße|str\.|weg|platz|gasse|allee|straat|laan) \d"
    r"|[ ,]+[-–] (?:immeuble|batiment|residence|za|zi|zac|bp)\b).*"
)
_SELLER_BLOCK = re.compile(
    r"(?:^|(?<=\t))(?:emetteur|emis par|fournisseur|vendeur|prestataire|seller|from|vendor|supplier"
    r"|verkaufer|lieferant|rechnungssteller|expediteur|(?:datos del )?emisor|proveedor|fornitore"
    r"|leverancier|afzender|verkoper|emittente|cedente|mittente|absender|auftragnehmer|vendu par"
    r"|sold by|remit to)\b *(?::"
    r"|(?=\t)|$)"
)
_BUYER_BLOCK = re.compile(
    r"(?:^|(?<=\t))(?:(?:adresse (?:de |du )?)?(?:factur(?:ation|ee? a|er a|e a)|client\b)"
    r"|facture a"
    r"|destinataire|acheteur|bill(?:ed)? to|invoice to|customer|kunde\b|cliente|klant|rechnung an"
    r"|sold to|spett\.?(?:le|abile)?|destinatario|intestatario|facturar a|datos del cliente"
    r"|factuuradres|klantgegevens|gefactureerd aan|rechnungs(?:empfanger|adresse|anschrift)"
    r"|aan(?=:|\t|$)"
    r")\b(?! ?(?:n°|no\b|nr))[ :]*"
)
_OTHER_BLOCK = re.compile(
    r"(?:^|(?<=\t))(?:a l'attention de|(?:adresse de )?livraison|livre a|lieferan?s?chrift"
    r"|lieferadresse|(?:af|be)?lever(?:ings)?adres|destinazione|luogo di destinazione"
    r"|direccion de entrega|enviar a|ship to|deliver(?:y)? (?:to|address))\b[ :]*"
)
_PAYEE = re.compile(
    r"(?:a l'ordre de|titulaire(?: du compte)?|beneficiaire|intitule du compte"
    r"|account (?:holder|name)"
    r"|kontoinhaber|payable to|t\.?n\.?v\.?|ten name van|op naam van|rekeninghouder|intestat[oa] a"
    r"|intestatario(?: conto)?|titular|beneficiari[oa]|zahlungsempfanger|begunstigter|in favour of)"
    r"(?: la| le| :|:)* *(?P<name>[^\t,;]{3,60}?)(?=[\t,;]|$| onder | met | unter )"
)
_FACTOR = re.compile(r"subrog|affactur|factor|cession de|liberatoire|abtretung|assigned to")
"""The payee is not the seller but who bought the claim."""
_RETURN_LINE = re.compile(
    r"^(?P<name>[^\t·•|]{3,60}?) ?[·•|] ?[^\t]*\d"
    r"|^(?P<sender>[^\t·•|,]{2,40} [^\t·•|,]{1,40}?)(?:, | [-–] )[^\t,–]*\d[^\t,–]*(?:, "
    r"| [-–] )[^\t]*(?<!\d)\d{4,5} [a-z]"
)
"""The sender in small print over the addressee's window."""
_NAME_LABEL = re.compile(
    r"(?:^|(?<=\t))(?:nom|name|raison sociale|societe|denomination|firma|unternehmen) ?: ?\t?"
)
_STREET = re.compile(
    r"\d+ ?,? ?(?:bis |ter )?(?:rue|avenue|av\.|bd|boulevard|place|chemin|allee|cours|impasse|quai"
    r"|route|square|voie|zone|street|road|drive)\b|\w(?:str\.|strasse|straße|weg|platz|gasse) ?\d"
    r"|\b(?:street|road|drive|avenue|lane|st|walk|parade|court|close|quay)\b,? ?\d*$"
    r"|^(?:zi|za|zac|bp|cs|z\.a)\b|\w(?:straat|laan|plein|kade|gracht|dreef|singel|dijk|steeg"
    r"|ring) ?\d"
    r"|^(?:via|viale|corso|piazza|largo|calle|c/|avenida|avda\.?|carrer|plaza|paseo|chaussee"
    r"|steenweg"
    r"|hoofdstraat|am|im|an der|chemin|quai) [^\t\d]{3,}\d|^\d{4} ?[a-z]{2} [a-z]{3}"
    r"|^(?:b|ch|l|a|nl|be)-\d{4}"
    r"|(?<!\d)\d{5} [a-z]"
)
_CONTACT = re.compile(
    r"\btel\b|telephone|phone|\bfax\b|@|siret|siren|\brcs\b|\btva\b|ust-?id|steuernr|www\."
    r"|vat (?:no|id|reg)|telefoon|telefon|\bkvk\b|k\.v\.k|\bbtw\b|p\.? ?iva|partita iva|\b[nc]if\b"
    r"|\bc\.f\.|cod(?:ice|\.) fisc|\brp[rm]\b|\bhr[ab]\b|\bmwst\b|\buid\b|\bpec\b"
)
_NOT_A_NAME = re.compile(
    r"factur|invoice|rechnung|\bavoir\b|devis|\bdate\b|\bpage\b|\bseite\b|telephone|\btel\b"
    r"|\bfax\b|@"
    r"|www\.|http|\bsiret\b|\bsiren\b|\btva\b|iban|adresse|client|\d{5} |numero|nummer|n°"
    r"|total|montant"
    r"|\bref\b|conditions|livraison|original|duplicata|^\W*$|\bfrance$|designation"
    r"|description|quantite"
    r"|^pos\b|libelle|reference|credit note|gutschrift|visualisierung|echeance|periode"
    r"|contrat|commande"
    r"|\border\b|\bcode\b|\blogo\b|^(?:m|mme|mr|mrs|monsieur|madame|herr|frau)\.? "
    r"|representant|bonjour|mode de|^batiment \S{1,2}$|^immeuble|\betage\b|transporteur"
    r"|maitre d'|a (?:regler|payer)|^net ?h\.?t|^t\.?t\.?c|^siege\b|\?$|^(?:cie|fils|co|de l'|& "
    r"|et )|(?:&| et| und| en| and)$"
    r"|^taxes?\b|factuur|fattura"
    r"|^(?:datum|data|fecha|nummer|nr|bedrag|importe|importo|betrag|menge|aantal|cantidad)\b"
    r"|kunden-?(?:nr|num)|^kd\.|auftrag|bestell|liefer(?:schein|dat|adr|ans)|^ls-|bearbeiter"
    r"|^projekt|zahlbar|zahlung|uberweis|sehr geehrte|mit freundlichen|steuer|geschaftsfuhrer"
    r"|bankverbindung|amtsgericht|vervald|klant(?:nr|num)|debiteur|relatienummer|omschrijving"
    r"|geachte|ondernemingsn|spett\.|^spettabile|scaden|pagamento|imponibile|codice|cod\."
    r"|partita iva|destinatari|documento|vencimiento|forma de pago|albaran|pedido|estimad"
    r"|account no|your (?:order|ref)|^dear\b|due date|remittance|merci\b|questions?\b"
    r"|vos references|nous contacter|service clients?|^contacts?$|^\W*(?:tel|mail|e-mail)\b"
    r"|^(?:tipo|agente|banca|conto|konto|bank)\b|empfangsschein|zahlteil|recepisse|section paiement"
    r"|:$|€|\d{4,}|^\d|^(?:le|du|au) \d|\d+,\d\d|^(?:chemin|avenue|boulevard|allee|impasse|quai"
    r"|parc d|technoparc|zone)\b|^\S+\.[a-z]{2,}$|l'attention"
)
_DANGLING = re.compile(r" (?:&|et|und|en|and|de|d')$", re.IGNORECASE)
"""What a name goes on with on the line below."""
_HOUSE_NUMBER = re.compile(r"^[^\d]{3,} \d{1,3} ?[a-z]?$")
_PREFIX = re.compile(r"^[^\W\d]{2,20} ?: ")
_DOMAIN = re.compile(r"(?:@|www\.)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}")
_PROVIDERS = {"gmail", "orange", "wanadoo", "outlook", "hotmail", "free", "laposte", "yahoo", "sfr"}
_COUNTRY = re.compile(
    r"\b(?:(?P<FR>france|frankreich|frankrijk|francia)|(?P<BE>belgique|belgium|belgie|belgien"
    r"|belgio"
    r"|belgica)|(?P<DE>allemagne|germany|deutschland|duitsland|germania|alemania)"
    r"|(?P<CH>suisse|switzerland|schweiz|svizzera|suiza|zwitserland)"
    r"|(?P<LU>luxembourg|luxemburg|lussemburgo|luxemburgo)"
    r"|(?P<ES>espagne|spain|espana|spanien|spanje|spagna)"
    r"|(?P<IT>italie|italy|italia|italien)|(?P<NL>pays-bas|netherlands|nederland|niederlande"
    r"|paesi bassi|paises bajos)|(?P<IE>irlande|ireland|irland|ierland|irlanda)"
    r"|(?P<GB>royaume-uni|united kingdom|vereinigtes konigreich|verenigd koninkrijk|regno unito"
    r"|reino unido)|(?P<PT>portugal|portogallo)|(?P<AT>autriche|austria|osterreich|oostenrijk))$"
)
_TOWN = re.compile(r"^(?:f ?- ?)?\d{5} [a-z]")
_MIDDLE = 0.42
"""Of the width of a page: the window of a French envelope is to the right of it."""
_TOP = 0.42
"""Of the height of the first page: where names are printed large."""
_FOOT = 0.8
"""Of the height of a page: where sellers say in small print who they are."""


@dataclass(frozen=True)
class Name:
    """A name on a page.

    Attributes:
        text: As printed.
        line: Where it stands.
        span: The same, with its box.
        score: What speaks for it; see `SURE`.
    """

    text: str
    line: Line
    span: Span
    score: float = 0.0


def find_own_name(sheet: Sheet, own_name: str, other: Name | None) -> Name | None:
    """Return the name of the party that the dossier is.

    Args:
        sheet: Where.
        own_name: Of the dossier; empty where nobody knows it. Then it is the first name in a
            buyer's block, or the one over an address that is not the other party's.
        other: The other party's name.
    """
    wanted = fold(own_name).strip()
    for line in sheet.lines if wanted else ():
        at = line.folded.replace("\t", " ").find(wanted)
        if at >= 0:
            end = at + len(wanted)
            text = line.text[at:end].replace("\t", " ")
            return Name(text, line, line.span(at, end), 2 * SURE)
    if found := next(_in_block(sheet, _BUYER_BLOCK), None):
        return replace(found, text=_trimmed(found.text), score=SURE)
    taken = _core(other.text) if other else ""
    addressed = [
        replace(name, score=score)
        for name in _tops(sheet)
        if is_name(name.text) and not _same(_core(name.text), taken)
        if (score := _addressed(sheet, name))
    ]
    return max(addressed, key=lambda name: name.score, default=None)


def _addressed(sheet: Sheet, name: Name) -> float:
    """Return how much a name stands over an address where the window of an envelope is."""
    below = [text for _, text in _cells_below(sheet, name.span, 3)]
    street = next((n for n, text in enumerate(below) if _STREET.search(text)), None)
    if street is None or any(_CONTACT.search(text) for text in below):
        return 0.0
    is_right = name.span.left > _MIDDLE * name.line.page.width
    return (SURE if is_right else SURE / 2) - 0.1 * street


def _same(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def country_below(sheet: Sheet, name: Name) -> str | None:
    """Return the country (ISO 3166-1) of the address under a name.

    Without a word for it the address is in the country of the paper: in France a postal code of
    five digits stands before the town.
    """
    below = [text for _, text in _cells_below(sheet, name.span, 6)]
    for text in below:
        if match := _COUNTRY.search(text):
            return match.lastgroup
    is_french = any("facture" in line.folded or "avoir" in line.folded for line in sheet.lines)
    return "FR" if is_french and any(_TOWN.search(text) for text in below) else None


def find_other_name(sheet: Sheet, id_lines: frozenset[int], own_name: str) -> Name | None:
    """Return the name of the party that is not the dossier.

    Args:
        sheet: Where.
        id_lines: Indexes of the lines that hold its identifiers.
        own_name: Of the dossier; empty where nobody knows it.
    """
    excluded = {_core(own_name)} | {
        _core(name.text)
        for block in (_BUYER_BLOCK, _OTHER_BLOCK)
        for name in _in_block(sheet, block)
    }
    domains = _domains(sheet)
    folded = " ".join(line.folded for line in sheet.lines)
    usual = _usual_height(sheet)
    best: Name | None = None
    for name in _candidates(sheet, id_lines):
        core = _core(name.text)
        if not core or core in excluded:
            continue
        score = name.score + _support(sheet, name, id_lines, usual)
        score += 1.5 * max((_in_domain(core, domain) for domain in domains), default=0.0)
        if " " in name.text:  # a single word may be a label of several things
            score += 0.7 * min(2, folded.count(fold(name.text)) - 1)
        if best is None or score > best.score:
            best = replace(name, score=score)
    return _fullest(sheet, best) if best else None


def _candidates(sheet: Sheet, id_lines: frozenset[int]) -> Iterator[Name]:
    for score, names in (
        (3.0, _in_block(sheet, _SELLER_BLOCK)),
        (2.5, _introduced(sheet, id_lines)),
        (2.5, _matching(sheet, _RETURN_LINE, _TOP)),
        (2.0, _matching(sheet, _PAYEE, 1.0)),
        (1.5, _feet(sheet)),
        (0.0, _tops(sheet)),
    ):
        for name in names:
            text = _trimmed(name.text)
            if is_name(text):
                yield replace(name, text=text, score=score)


def _support(sheet: Sheet, name: Name, id_lines: frozenset[int], usual: float) -> float:
    """Return what the size and the neighbours of a name say for it."""
    size = min(name.span.height / usual, 2.2) if usual else 1.0
    score = 1.2 * (size - 1) + 0.6 * bool(_LEGAL_FORM.search(fold(name.text)))
    score += 0.5 * (1 - name.span.top / name.line.page.height)
    below = list(_cells_below(sheet, name.span, 9))
    street = next((n for n, (_, text) in enumerate(below[:3]) if _STREET.search(text)), None)
    score += 0.0 if street is None else 1.2 - 0.4 * street
    score += 0.8 * any(_CONTACT.search(text) for _, text in below)
    score += 0.8 * any(index in id_lines for index, _ in below)
    return score


def _cells_below(sheet: Sheet, span: Span, most: int) -> Iterator[tuple[int, str]]:
    """Yield line index and folded text of the cells under a span, in its column."""
    for line in list(sheet.below(span, 14))[:most]:
        for start, end in line.cells():
            cell = line.span(start, end)
            if cell.left < span.right and span.left < cell.right:
                yield line.index, line.folded[start:end]


def _in_block(sheet: Sheet, label_pattern: re.Pattern[str]) -> Iterator[Name]:
    """Yield names behind and below a label that opens a party's block."""
    for line in sheet.lines:
        for match in label_pattern.finditer(line.folded):
            label = line.span(match.start(), match.end())
            rest = line.text[match.end() :].split("\t")[0].strip(" :")
            if is_name(_trimmed(rest)):
                start = line.text.index(rest, match.end())
                yield Name(rest, line, line.span(start, start + len(rest)))
            yield from _in_block_below(sheet, label)


def _in_block_below(sheet: Sheet, label: Span) -> Iterator[Name]:
    for lower in sheet.below(label, 4.5):
        for named in _NAME_LABEL.finditer(lower.folded):
            stop = (lower.text + "\t").index("\t", named.end())
            yield Name(lower.text[named.end() : stop], lower, lower.span(named.end(), stop))
        for start, end in lower.cells():
            cell = lower.span(start, end)
            if abs(cell.left - label.left) < 3 * label.height and is_name(lower.text[start:end]):
                yield Name(lower.text[start:end].strip(), lower, cell)


def _introduced(sheet: Sheet, id_lines: frozenset[int]) -> Iterator[Name]:
    """Yield names before or behind a legal form, as « NOM, SARL au capital de … »."""
    near = {index + step for index in id_lines for step in (0, -1, -2)}
    for index in id_lines:
        line = sheet.lines[index]
        if match := _FIRST_OF_ROW.match(line.folded):
            start, end = match.span("name")
            yield Name(line.text[start:end].strip(), line, line.span(start, end))
    for line in sheet.lines:
        if line.index not in near and "capital" not in line.folded:
            continue
        for start, end in line.cells():
            text = line.folded[start:end]
            if match := _FORM_FIRST.search(text) or _CAPITAL.match(text):
                first, last = start + match.start("name"), start + match.end("name")
                yield Name(line.text[first:last].strip(), line, line.span(first, last))


def _matching(sheet: Sheet, pattern: re.Pattern[str], down_to: float) -> Iterator[Name]:
    """Yield the names that a pattern finds in cells above a part of the page's height."""
    for line in sheet.lines:
        if line.top > down_to * line.page.height or line.page.number > 1:
            continue
        for match in pattern.finditer(line.folded):
            if _FACTOR.search(line.folded):
                continue
            start, end = match.span(match.lastgroup or "name")
            yield Name(line.text[start:end].strip(), line, line.span(start, end))


def _feet(sheet: Sheet) -> Iterator[Name]:
    """Yield cells with a legal form at the foot of a page, where sellers have columns."""
    for line in sheet.lines:
        if line.top < _FOOT * line.page.height:
            continue
        for start, end in line.cells():
            name = Name(line.text[start:end].strip(), line, line.span(start, end))
            below = (text for _, text in _cells_below(sheet, name.span, 2))
            if _LEGAL_FORM.search(line.folded, start, end) and any(map(_STREET.search, below)):
                yield name


def _tops(sheet: Sheet) -> Iterator[Name]:
    """Yield cells at the top of the first page, and two that stand under one another."""
    above: list[Name] = []
    for line in sheet.lines[:40]:
        if line.page.number > 1 or line.top > _TOP * line.page.height or is_header(line):
            return
        cells = []
        for start, end in line.cells():
            text = _PREFIX.sub("", line.text[start:end]).strip()
            name = Name(text, line, line.span(start, end))
            cells.append(name)
            yield name
            yield from (joined for upper in above if (joined := _joined(upper, name)))
        above = cells


def _joined(upper: Name, lower: Name) -> Name | None:
    """Return the name that two cells under one another make, as logos and long names do."""
    one, two = upper.span, lower.span
    aligned = (
        abs(one.left - two.left) < 0.5 * two.height
        or abs(one.left + one.right - two.left - two.right) < two.height
    )
    alike = 0.8 < one.height / max(two.height, 0.1) < 1.25
    if not (aligned and alike and two.top - one.bottom < 0.6 * two.height):
        return None
    if _STREET.search(fold(lower.text)) or lower.text[:1].isdigit():
        return None
    if not is_name(_DANGLING.sub("", upper.text)):
        return None
    span = replace(one, right=max(one.right, two.right))
    return Name(f"{upper.text} {lower.text}", upper.line, span)


def _trimmed(text: str) -> str:
    """Return a name without what follows it on its line: legal form and capital, ids, address."""
    tail = _TAIL.search(fold(text))
    return (text[: tail.start()] if tail else text).strip(" ,;:|/•·-–—")


def is_name(text: str) -> bool:
    """Tell whether a text can be a name, and is no label, address or number."""
    folded = fold(text).strip()
    letters = sum(c.isalpha() for c in folded)
    return (
        2 < len(folded) <= 60
        and letters > 0.6 * len(folded)
        and re.search(r"[^\W\d]{3}|[a-z]&[a-z]", folded) is not None
        and _NOT_A_NAME.search(folded) is None
        and _STREET.search(folded) is None
        and _HOUSE_NUMBER.match(folded) is None
    )


def _core(name: str) -> str:
    """Return what two spellings of one name share: letters and digits without the legal form."""
    return re.sub(r"\W", "", re.sub(rf"(?<!\w){_FORM}(?!\w)", "", fold(name)))


def _domains(sheet: Sheet) -> set[str]:
    found = {m[1] for line in sheet.lines for m in _DOMAIN.finditer(line.folded)}
    return {re.sub(r"\W", "", d) for d in found if len(d) > 3 and d not in _PROVIDERS}


def _in_domain(core: str, domain: str) -> float:
    """Return the share of a name and a domain that is the same; 0 where it is little."""
    shared = core if core in domain else domain if domain in core else ""
    share = len(shared) / max(len(core), len(domain))
    return share if len(shared) > 3 and share > 0.5 else 0.0


def _fullest(sheet: Sheet, name: Name) -> Name:
    """Return the name with its legal form where it stands so somewhere on the pages."""
    folded = fold(name.text)
    if _LEGAL_FORM.search(folded):
        return name
    pattern = re.compile(
        rf"(?:{_FORM} )?{re.escape(folded)}(?: (?:& cie |& co\.? )?{_FORM})?(?![\w,])"
    )
    for line in sheet.lines:
        for match in pattern.finditer(line.folded):
            # Behind a comma the form only says what the company is.
            if match.end() - match.start() > len(folded):
                text = line.text[match.start() : match.end()]
                return Name(text, line, line.span(match.start(), match.end()), name.score)
    return name


def _usual_height(sheet: Sheet) -> float:
    heights = sorted(place.height for line in sheet.lines for place in line.places)
    return heights[len(heights) // 2] if heights else 0.0
